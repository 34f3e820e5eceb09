"""Two that fire on the same facts and say different things where only one counts."""

from collections.abc import Iterator
from typing import Final

from rules_engine.analysis.findings import Finding, about
from rules_engine.analysis.study import Study
from rules_engine.document.model import Effect

MOST_EACH: Final = 3  # with earlier ones; more of the same would say nothing new


def contradictions(study: Study, besides: frozenset[int], *, most: int = MOST_EACH) -> Iterator[Finding]:
    """Pairs of which the later one is overruled. `besides`: those of which nothing counts anyway."""
    said = [_single(study, each.effects) for each in study.clauses]
    for i in sorted(study.fires_on):
        found = 0
        if i in besides or not said[i]:
            continue
        for j in study.meetings.before(i):
            differing = _differing(said[i], said[j])
            if differing is None or j in besides or j not in study.fires_on:
                continue
            both = study.fire_together(i, j)
            study.undecided += both.facts is None and not both.sure
            if both.facts is not None:
                ranked = study.clauses[i].part.priority != study.clauses[j].part.priority
                kind = "overlap" if ranked else "contradiction"
                yield about(kind, study.clauses[i], i, both.facts, others=(j,), effect=differing)  # type: ignore[arg-type]
                found += 1
                if found == most:
                    break


def _single(study: Study, effects: tuple[Effect, ...]) -> dict[object, Effect]:
    """What of it may count once only, whatever its parameters."""
    found: dict[object, Effect] = {}
    for each in effects:
        key = study.key(each)
        if key is not each and key != each:
            found.setdefault(key, each)
    return found


def _differing(later: dict[object, Effect], earlier: dict[object, Effect]) -> Effect | None:
    return next((each for key, each in later.items() if key in earlier and earlier[key] != each), None)
