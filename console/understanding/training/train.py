"""Trains, measures and writes everything that a release ships of the model."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from console.understanding.model import DESCRIPTION, FOLDER, WEIGHTS, Model, save_model
from console.understanding.training.fit import Fitted, fit
from console.understanding.training.measure import (
    accuracy_on,
    accuracy_on_tasks,
    likeliest_of,
    milliseconds_of,
)
from console.understanding.training.report import Measured, report
from console.understanding.training.texts import LANGUAGES, Labelled, bitext, held_out, own_examples, tau_tasks

REPORT = FOLDER.parent / "REPORT.md"
_TAU = Path("tau_retail/tasks.json")  # beside the folder of Bitext


def train(folder: Path, *, learned: Sequence[Labelled] = (), to: Path = FOLDER, told_in: Path = REPORT) -> Fitted:
    """Learn from our examples, from Bitext in `folder` and from what agents accepted; write model and report."""
    own, foreign = own_examples(), [*bitext(folder), *learned]
    counts = {"own": len(own), "bitext": len(foreign) - len(learned), "accepted": len(learned)}
    fitted = fit([*own, *foreign])
    save_model(fitted.model, to, learned_from=counts)
    tasks = folder.parent / _TAU
    timed = milliseconds_of(fitted.model, [each.text for each in own[::4]])
    measured = Measured(
        own=len(own),
        bitext=counts["bitext"],
        accepted=counts["accepted"],
        kilobytes=sum((to / name).stat().st_size for name in (WEIGHTS, DESCRIPTION)) / 1_000,
        sets={f"held out, {language}": accuracy_on(fitted.model, held_out(language)) for language in LANGUAGES},
        tasks=accuracy_on_tasks(fitted.model, tau_tasks(tasks)) if tasks.is_file() else None,
        flattered=_flattered(own, foreign[: counts["bitext"]]),
        milliseconds=(float(np.median(timed)), float(np.percentile(timed, 95))),
    )
    told_in.write_text(report(fitted, measured), "utf-8")
    return fitted


def _flattered(own: Sequence[Labelled], foreign: Sequence[Labelled]) -> float:
    """Accuracy on a random fifth of Bitext by a model that learned the rest."""
    mixed = random.Random(5).sample(foreign, len(foreign))
    fifth = len(mixed) // 5
    model: Model = fit([*own, *mixed[fifth:]]).model
    return sum(likeliest_of(model, each.text) == each.intent for each in mixed[:fifth]) / max(fifth, 1)
