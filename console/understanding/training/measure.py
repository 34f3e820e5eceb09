"""How right the model is on texts that it did not learn, and how fast."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from console.understanding.model import Model
from console.understanding.reading import LocalUnderstanding
from console.understanding.training.texts import Labelled, Task

_NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)  # measures are the same on every day


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares from 0 to 1. `first`: the likeliest intent is right. `told`: of messages with an intent, those of which
    something is said; `right`: of what is said first, what is right. `silent`: of messages about nothing of ours, those
    of which nothing is said. `language`: it is told right.
    """

    texts: int
    first: float
    told: float
    right: float
    silent: float
    language: float


@dataclass(frozen=True, slots=True)
class TaskAccuracy:
    """On tasks with one intent: how often the likeliest is it. On all: of what is said, what is asked for
    (`precision`), and of what is asked for, what is said (`recall`)."""

    tasks: int
    single: int
    first: float
    precision: float
    recall: float


def accuracy_on(model: Model, texts: Sequence[Labelled]) -> Accuracy:
    reader = LocalUnderstanding(lambda: model)
    likeliest = [likeliest_of(model, each.text) for each in texts]
    read = [reader.understand(each.text, now=_NOW, language=each.language) for each in texts]
    asking = [(said, each) for said, each in zip(read, texts, strict=True) if each.intent != "other"]
    idle = [said for said, each in zip(read, texts, strict=True) if each.intent == "other"]
    told = [(said.intents[0].name, each.intent) for said, each in zip(read, texts, strict=True) if said.intents]
    return Accuracy(
        texts=len(texts),
        first=_share([name == each.intent for name, each in zip(likeliest, texts, strict=True)]),
        told=_share([bool(said.intents) for said, _ in asking]),
        right=_share([name == intent for name, intent in told]),
        silent=_share([not said.intents for said in idle]),
        language=_share([said.language == each.language for said, each in zip(read, texts, strict=True)]),
    )


def accuracy_on_tasks(model: Model, tasks: Sequence[Task]) -> TaskAccuracy:
    reader = LocalUnderstanding(lambda: model)
    single = [each for each in tasks if len(each.intents) == 1]
    right = said = asked = 0
    for task in tasks:
        names = {each.name for each in reader.understand(task.text, now=_NOW).intents}
        right, said, asked = right + len(names & task.intents), said + len(names), asked + len(task.intents)
    return TaskAccuracy(
        tasks=len(tasks),
        single=len(single),
        first=_share([likeliest_of(model, each.text) in each.intents for each in single]),
        precision=right / max(said, 1),
        recall=right / max(asked, 1),
    )


def likeliest_of(model: Model, text: str) -> str:
    told = model.confidences(text)
    return max(told, key=lambda intent: told[intent])


def milliseconds_of(model: Model, texts: Sequence[str], *, times: int = 3) -> list[float]:
    """How long reading each text takes, everything in it: the quickest of several, for other work is not its fault."""
    reader = LocalUnderstanding(lambda: model)
    return [min(_milliseconds(reader, text) for _ in range(times)) for text in texts]


def _milliseconds(reader: LocalUnderstanding, text: str) -> float:
    begun = time.perf_counter()
    reader.understand(text, now=_NOW)
    return 1_000 * (time.perf_counter() - begun)


def _share(hits: Sequence[bool]) -> float:
    return sum(hits) / len(hits) if hits else 0.0
