"""Words to action: how right the shipped model is on texts that it did not learn, and how fast it reads."""

from pathlib import Path

from benchmarks.timing import Measure, timed
from console.understanding.model import shipped_model
from console.understanding.training.measure import accuracy_on, accuracy_on_tasks, milliseconds_of
from console.understanding.training.texts import LANGUAGES, held_out, tau_tasks
from domain.conversations.redaction import redact

_TASKS = Path(__file__).parents[2] / "shared" / "data" / "tau_retail" / "tasks.json"


def measure_understanding() -> list[Measure]:
    """Needs no database."""
    model = shipped_model()
    sets = {language: held_out(language) for language in LANGUAGES}
    texts = [each.text for chosen in sets.values() for each in chosen]
    measures = [
        Measure("one message read", wanted="p95 < 5 ms", milliseconds=milliseconds_of(model, texts, times=5)),
        _redaction(texts),
    ]
    for language, chosen in sets.items():
        reached = accuracy_on(model, chosen)
        told = f"{reached.first:.0%} right; {reached.told:.0%} told, {reached.right:.0%} of that right"
        measures.append(Measure(f"{len(chosen)} messages held out, {language}", figure=told))
    if _TASKS.is_file():
        tasks = accuracy_on_tasks(model, tau_tasks(_TASKS))
        told = f"{tasks.first:.0%} right; precision {tasks.precision:.0%}, recall {tasks.recall:.0%}"
        measures.append(Measure(f"{tasks.tasks} tasks of tau_retail", figure=told))
    return measures


def _redaction(texts: list[str]) -> Measure:
    return timed(Measure("one message redacted"), redact, texts)
