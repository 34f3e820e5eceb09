"""`python -m tests.screenshots [PART OF A NAME] [--of ADDRESS]`: pictures into `VAR/screenshots`.

They show a demo world that is made for them and dropped again, unless a running console with one is named.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.db.database import Database
from tests.browser.chromium import chromium
from tests.browser.site import frontend, site
from tests.screenshots.camera import photograph
from tests.support.databases import copy_of_template
from tests.support.server import CHECKOUT, server


def main() -> None:
    options = _options()
    folder = Path(os.environ.get("VAR") or CHECKOUT / "var").absolute() / "screenshots"
    with _address(options.of) as address, chromium() as browser:
        taken = photograph(browser, address, folder, wanted=options.wanted)
    print(f"{len(taken)} pictures in {folder}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description="Take a picture of every screen.")
    parser.add_argument("wanted", nargs="?", default="", help="only pictures whose name holds this: light-en-1440")
    parser.add_argument("--of", metavar="ADDRESS", help="a running console with the demo world")
    return parser.parse_args()


@contextmanager
def _address(given: str | None) -> Iterator[str]:
    if given:
        yield given.rstrip("/")
        return
    with server() as postgres, copy_of_template(postgres) as url, tempfile.TemporaryDirectory() as folder:
        address = Database(url).url.set(drivername="postgresql").render_as_string(hide_password=False)
        told = os.environ | {"DATABASE_URL": address, "VAR": folder}
        subprocess.run([sys.executable, "-m", "seed", "demo"], cwd=CHECKOUT, env=told, check=True)
        with site(address, Path(folder), frontend()) as running:
            yield running.address


if __name__ == "__main__":
    main()
