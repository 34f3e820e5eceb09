"""Trains the model that reads messages."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from console.commands import Command
from console.say import say
from console.settings import Settings
from console.understanding.training.texts import TextsRefused

_BITEXT = Path("../shared/data/bitext")


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "path", type=Path, nargs="?", default=_BITEXT, metavar="PATH", help=f"the folder of Bitext ({_BITEXT})"
    )


def _run(settings: Settings, options: Namespace) -> int:
    from console.understanding.training.train import REPORT, train  # noqa: PLC0415 - scikit-learn takes seconds

    fitted = train(options.path.absolute())
    model = fitted.model
    say(f"Trained {model.version}: {fitted.accuracy:.1%} right on examples that it did not learn. See {REPORT}.")
    return 0


COMMAND = Command(
    help="train the model that reads what customers write, and report how right it is",
    run=_run,
    add_arguments=_add_arguments,
    refusals=(TextsRefused,),
)
