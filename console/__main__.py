"""`python -m console COMMAND`. Each command is one file in `console/commands`: its name, its help, what it does."""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import signal
import sys

signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C while the rest is being imported: end without a traceback

from console.lifeline import end_with_parent  # noqa: E402

end_with_parent()

from console import commands  # noqa: E402
from console.commands import Command  # noqa: E402
from console.say import complain  # noqa: E402
from console.settings import SettingsRefused, load_settings  # noqa: E402


def main(arguments: list[str]) -> int:
    """The exit code. Whatever an operator can put right is one sentence on standard error and no traceback."""
    names = [module.name for module in pkgutil.iter_modules(commands.__path__)]
    asked = arguments[0].replace("-", "_") if arguments else ""
    wanted = [asked] if asked in names else names  # a command imports only itself, so that it starts at once
    parser = argparse.ArgumentParser(prog="python -m console", description="Runs and looks after Comptoir.")
    choices = parser.add_subparsers(metavar="COMMAND", required=True)
    for name in wanted:
        _add(choices, name)
    options = parser.parse_args(arguments)
    command: Command = options.command
    refusals: tuple[type[Exception], ...] = (SettingsRefused, *command.refusals)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return command.run(load_settings(), options)
    except refusals as refusal:
        complain(str(refusal))
        return 2
    except KeyboardInterrupt:
        return 130


def _add(choices: argparse._SubParsersAction[argparse.ArgumentParser], name: str) -> None:
    command: Command = importlib.import_module(f"console.commands.{name}").COMMAND
    parser = choices.add_parser(name.replace("_", "-"), help=command.help, description=command.help)
    command.add_arguments(parser)
    parser.set_defaults(command=command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
