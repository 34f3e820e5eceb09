"""The one entry: decide on facts by a version of rules."""

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from domain.kernel.errors import Conflict
from rules_engine.decision import AnsweredBy, Decision, decision_of
from rules_engine.engine.process import Limits
from rules_engine.engine.samples import sample_facts
from rules_engine.engine.supervisor import Engine, EngineDown
from rules_engine.facts.check import Facts, check_facts
from rules_engine.reference.reference import Outcome
from rules_engine.version import Version

SAMPLES: Final = 60


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Engine and reference differ; the reference's answer was used. The ids of what fired, in order."""

    version: str
    family: str
    facts: Mapping[str, Any]
    engine: tuple[str, ...]
    reference: tuple[str, ...]


def evaluate(
    version: Version,
    facts: Mapping[str, Any],
    *,
    now: datetime,
    engine: Engine | None = None,
    limits: Limits | None = None,
    on_disagreement: Callable[[Disagreement], None] | None = None,
) -> Decision:
    """Decide. The reference always does; the answer of `engine`, if there is one, is checked against it.

    Refuses with `Invalid` naming the fact that is wrong. An engine that crashes, hangs or eats memory costs no more
    time than the `limits` allow, and the decision says "fallback".
    """
    started = time.perf_counter_ns()
    checked = check_facts(version.family, facts, now=now)
    outcome = version.reference.decide(checked.ground)
    answered_by: AnsweredBy = "reference"
    if engine is not None:
        try:
            found = version.reference.settle(checked.ground, engine.matching(limits))
            if found == outcome:
                answered_by = "engine"
            elif on_disagreement is not None:
                on_disagreement(_disagreement(version, checked, found, outcome))
        except EngineDown:
            answered_by = "reference" if engine.closed else "fallback"
    spent = (time.perf_counter_ns() - started) // 1000
    return decision_of(version, checked, outcome, answered_by=answered_by, microseconds=spent)


class Evaluator:
    """Holds the live version of each family with its engine. Threads may share it. `limits` are those of its engines;
    `asking` holds instead for decisions that somebody waits for.
    """

    def __init__(
        self,
        *,
        on_disagreement: Callable[[Disagreement], None] | None = None,
        limits: Limits | None = None,
        asking: Limits | None = None,
    ) -> None:
        self._on_disagreement, self._limits, self._asking = on_disagreement, limits, asking
        self._live: dict[str, tuple[Version, Engine]] = {}
        self._lock = threading.Lock()

    def publish(self, version: Version, *, samples: Iterable[Mapping[str, Any]] = ()) -> None:
        """Make `version` the live one of its family: a child is started and tried on `samples` and on facts around
        every value that the rules name, then it takes over and the old one is ended.

        Refuses with `Conflict` (`engine_failed`, `engine_disagrees`); the old version stays live then.
        """
        engine = Engine(version.reference, version.program, limits=self._limits)
        try:
            _try_out(version, engine, samples)
        except BaseException:
            engine.close()
            raise
        with self._lock:
            old = self._live.get(version.family.key)
            self._live[version.family.key] = (version, engine)
        if old is not None:
            old[1].close()

    def evaluate(self, version: Version, facts: Mapping[str, Any], *, now: datetime) -> Decision:
        """Decide by `version`: with its engine if it is the very one that is live, else by the reference alone."""
        live = self._live.get(version.family.key)
        engine = live[1] if live is not None and live[0] is version else None
        return evaluate(
            version, facts, now=now, engine=engine, limits=self._asking, on_disagreement=self._on_disagreement
        )

    def live(self, family: str) -> Version | None:
        """The live version of a family."""
        found = self._live.get(family)
        return found[0] if found else None

    def starting(self, family: str) -> bool:
        """Whether the engine of a family is not there because it is just being started."""
        found = self._live.get(family)
        return found is not None and found[1].starting

    def close(self) -> None:
        """End every child."""
        with self._lock:
            ended, self._live = self._live, {}
        for _, engine in ended.values():
            engine.close()


def _try_out(version: Version, engine: Engine, samples: Iterable[Mapping[str, Any]]) -> None:
    now = datetime.now(UTC)
    try:
        engine.start()
        for facts in (*samples, *sample_facts(version.document, count=SAMPLES)):
            checked = check_facts(version.family, facts, now=now)
            outcome = version.reference.decide(checked.ground)
            found = version.reference.settle(checked.ground, engine.matching())
            if found != outcome:
                raise Conflict(
                    code="engine_disagrees",
                    en="The rules engine does not answer as it should; nothing was published.",
                    fr="Le moteur de règles ne répond pas comme il le devrait ; rien n’a été publié.",
                    details={"facts": dict(checked.plain)},
                )
    except EngineDown:
        raise Conflict(
            code="engine_failed",
            en="The rules engine did not start with these rules; nothing was published.",
            fr="Le moteur de règles n’a pas démarré avec ces règles ; rien n’a été publié.",
        ) from None


def _disagreement(version: Version, facts: Facts, found: Outcome, outcome: Outcome) -> Disagreement:
    clauses = version.reference.clauses
    return Disagreement(
        version=version.id,
        family=version.family.key,
        facts=facts.plain,
        engine=tuple(clauses[i].id for i in found.fired),
        reference=tuple(clauses[i].id for i in outcome.fired),
    )
