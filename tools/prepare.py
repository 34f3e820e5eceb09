"""Makes `.venv` and installs what Comptoir needs. Run by make with whatever Python the system has.

Does nothing, in a fraction of a second, when everything is there. Uses the standard library alone, and no syntax
newer than Python 3.6, so that a Python that is too old can still say so.
"""

import argparse
import sys

import browser
import environment
import pythons
import toolchain
from speech import CannotPrepare, complain


def main():
    """Exit code 0 when everything is ready; 1, after one sentence that says what to do, when it cannot be made so."""
    options = _options()
    try:
        python = pythons.choose(options.python)
        if not environment.is_up_to_date(python, dev=options.dev):
            toolchain.require(python)
            environment.make(python)
            environment.install(python, dev=options.dev)
        if options.bench:
            environment.install_group(python, "bench")
        if options.browser:
            browser.require()
    except CannotPrepare as refusal:
        complain(f"\n{refusal}")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _options():
    parser = argparse.ArgumentParser(description="Makes .venv and installs what Comptoir needs.")
    parser.add_argument("--python", help="the Python to use, 3.11 to 3.13; a command or a path")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    parser.add_argument("--bench", action="store_true", help="also the rule engines that ours is measured beside")
    parser.add_argument("--browser", action="store_true", help="also a browser for the browser tests")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
