"""Rules whose every effect was always said before, and rules that are there twice."""

from collections.abc import Iterator, Sequence

from rules_engine.analysis.findings import Finding, about
from rules_engine.analysis.study import Study

_MOST_NAMED = 8  # of which it is tried whether it can be left out


def duplicates(study: Study) -> Iterator[Finding]:
    """Each that says what an earlier one says, on exactly the same facts."""
    seen: dict[object, list[int]] = {}
    for i in sorted(study.fires_on):
        needs = study.meetings.needs[i]
        like = (
            frozenset(study.clauses[i].effects),
            frozenset((var, mask) for var, mask in needs.items() if mask != study.space.full(var)),
        )
        for j in seen.get(like, ()):
            if _same(study, i, j):
                yield about("duplicate", study.clauses[i], i, study.fires_on[i], others=(j,))
                break
        else:
            seen.setdefault(like, []).append(i)


def _same(study: Study, one: int, other: int) -> bool:
    answers = [study.fire_outside(one, [other]), study.fire_outside(other, [one])]
    if any(each.facts is not None for each in answers):
        return False
    study.undecided += not all(each.sure for each in answers)
    return all(each.sure for each in answers)


def covered(study: Study, besides: frozenset[int]) -> Iterator[Finding]:
    """Each of which nothing ever counts, because of earlier ones. `besides`: those of whom that is known already."""
    saying: dict[object, set[int]] = {}
    for i, clause in enumerate(study.clauses):
        keys = {study.key(each) for each in clause.effects}
        if i in study.fires_on and i not in besides and all(key in saying for key in keys):
            before = list(study.meetings.before(i))
            earlier = [[j for j in before if j in saying[key]] for key in keys]
            if all(earlier) and (others := _coverers(study, i, earlier)):
                yield about("covered", clause, i, study.fires_on[i], others=others)
        for key in keys:
            saying.setdefault(key, set()).add(i)


def _coverers(study: Study, position: int, earlier: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """The one of whom it is true alone, else as few as are found by leaving them out; none if it is not true."""
    for each in study.may_cover(position, sorted(set(earlier[0]).intersection(*earlier))):
        if _covers(study, position, [[each]]):
            return (each,)
    covers = _covers(study, position, earlier)
    if not covers:
        study.undecided += covers is None
        return ()
    kept = list(dict.fromkeys(j for others in earlier for j in others))
    if len(kept) <= _MOST_NAMED:
        for each in reversed(kept[:]):
            left = [j for j in kept if j != each]
            if _covers(study, position, [[j for j in others if j in left] for others in earlier]):
                kept = left
    return tuple(sorted(kept))


def _covers(study: Study, position: int, earlier: Sequence[Sequence[int]]) -> bool | None:
    """Whether of each group some fire whenever the clause does; None: it cannot be told."""
    answers = [study.fire_outside(position, others) for others in earlier]
    if any(each.facts is not None for each in answers):
        return False
    return True if all(each.sure for each in answers) else None
