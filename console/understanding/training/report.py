"""Writes down what the model learned from and how right it is."""

# ruff: noqa: E501 - lines of Markdown

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from console.understanding.training.fit import Fitted
from console.understanding.training.learned import WEIGHT
from console.understanding.training.measure import Accuracy, TaskAccuracy

_HEAD = """# What the model of messages can do

Written by `python -m console train-understanding`; do not edit. Model {version}, {kilobytes:.0f} kB, {intents} intents.

It learned from {own} sentences of our own in English and French (`examples/`) and from {bitext} of Bitext's
customer-support utterances, which count for a tenth each. {accepted} An intent is told from a confidence of {threshold:.2f} on;
below it nothing is said. Confidences are calibrated (temperature {temperature:.2f}) on sentences of ours that the model
did not see: {precision:.0%} of what it tells there is right, and it speaks of {told:.0%} of them.

## On texts that it did not learn

| texts | how many | likeliest intent right | something said | right of that | silent where nothing is meant | language |
|---|---|---|---|---|---|---|
"""
_FOOT = """
“Ours, five folds” and the two held-out sets are written by the people who wrote the examples, though apart from them:
they are harder than templates and kinder than strangers.

## On the tasks of tau_retail, written elsewhere

{tasks} instructions, judged by the exact actions that solve them; the words on who the customer is are left out. They
are written from few templates: the figure tells that the six intents in them hold, not how people write. {single} of them ask for one thing: the likeliest intent is the right one in {first:.1%}. On all of them, of what is told
{task_precision:.1%} is asked for, and of what is asked for {task_recall:.1%} is told.

## On a random part of Bitext

{flattered:.1%} of sentences that were left out of the learning. This flatters: they are variations of the same
templates. It is written here so that nobody measures it again and believes it.

## Speed

One message, all of it (sentences, language, names): median {median:.2f} ms, 95 of 100 within {p95:.2f} ms, on the machine
that trained it; each message the quickest of three readings.

## Licences

- `examples/` and `held_out/` are ours.
- Bitext’s customer-support utterances, CDLA-Sharing 1.0. The weights are Results of a Computational Use in its terms
  (1.2, 1.11): no obligation falls on them (3.5). The sentences are no part of this project; whoever hands them on does
  so under that licence and keeps its notices of attribution (section 3).
- tau_retail is measured with and not learned from (MIT, Sierra).
"""


@dataclass(frozen=True, slots=True)
class Measured:
    own: int
    bitext: int
    accepted: int
    kilobytes: float
    sets: Mapping[str, Accuracy]
    tasks: TaskAccuracy | None
    flattered: float
    milliseconds: Sequence[float]  # median, 95th percentile


def report(fitted: Fitted, measured: Measured) -> str:
    """The report as Markdown."""
    model = fitted.model
    head = _HEAD.format(
        version=model.version,
        kilobytes=measured.kilobytes,
        intents=len(model.intents),
        own=measured.own,
        bitext=measured.bitext,
        accepted=_accepted(measured.accepted),
        threshold=model.threshold,
        temperature=model.temperature,
        precision=fitted.precision,
        told=fitted.told,
    )
    rows = [
        f"| ours, five folds | {measured.own} | {fitted.accuracy:.1%} | {fitted.told:.0%} | {fitted.precision:.0%} | – | – |"
    ]
    rows += [_row(name, each) for name, each in measured.sets.items()]
    return head + "\n".join(rows) + "\n" + _foot(measured)


def _accepted(count: int) -> str:
    if not count:
        return "No message of a customer was learned from."
    return (
        f"{count} messages of customers, redacted, whose suggestion an agent used count for {WEIGHT:.1f} each; nothing"
        " is calibrated or measured with them."
    )


def _row(name: str, each: Accuracy) -> str:
    shares = (f"{share:.0%}" for share in (each.told, each.right, each.silent, each.language))
    return f"| {name} | {each.texts} | {each.first:.1%} | {' | '.join(shares)} |"


def _foot(measured: Measured) -> str:
    tasks = measured.tasks or TaskAccuracy(0, 0, 0, 0, 0)
    return _FOOT.format(
        tasks=tasks.tasks,
        single=tasks.single,
        first=tasks.first,
        task_precision=tasks.precision,
        task_recall=tasks.recall,
        flattered=measured.flattered,
        median=measured.milliseconds[0],
        p95=measured.milliseconds[1],
    )
