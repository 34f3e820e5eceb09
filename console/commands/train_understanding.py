"""Trains the model that reads messages."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from console.commands import Command
from console.postgres import PostgresFailed
from console.say import say
from console.settings import Settings
from console.understanding.training.texts import TextsRefused

_BITEXT = Path("../shared/data/bitext")


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "path", type=Path, nargs="?", default=_BITEXT, metavar="PATH", help=f"the folder of Bitext ({_BITEXT})"
    )
    parser.add_argument(
        "--accepted",
        action="store_true",
        help="learn as well from messages of the last year in the database whose suggestion an agent used",
    )


def _run(settings: Settings, options: Namespace) -> int:
    from console.understanding.training.learned import WEIGHT, accepted_here  # noqa: PLC0415
    from console.understanding.training.train import REPORT, train  # noqa: PLC0415 - scikit-learn takes seconds

    learned = accepted_here(settings) if options.accepted else []
    if options.accepted:
        say(f"{len(learned)} messages whose suggestion was used are learned from, each with weight {WEIGHT}.")
    fitted = train(options.path.absolute(), learned=learned)
    model = fitted.model
    say(f"Trained {model.version}: {fitted.accuracy:.1%} right on examples that it did not learn. See {REPORT}.")
    return 0


COMMAND = Command(
    help="train the model that reads what customers write, and report how right it is",
    run=_run,
    add_arguments=_add_arguments,
    refusals=(TextsRefused, PostgresFailed),
)
