"""The live version of each family, ready to decide, kept until another one is live."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from domain.db.database import Database
from domain.kernel.clock import Clock
from domain.kernel.errors import DomainError
from rules_engine.decision import Decision
from rules_engine.decisions.health import DOWN_FOR, Health, Trouble
from rules_engine.document.parse import parse_document
from rules_engine.engine.process import Limits
from rules_engine.evaluate import Disagreement, Evaluator
from rules_engine.version import Version, version_of

log = structlog.get_logger("rules")

# A use case waits so many seconds for the engine, restart included; then the reference answers.
IN_A_USE_CASE: Final = Limits(answer=0.05, decision=0.05)
LOOK_EVERY: Final = 0.5  # seconds: a version that was published decides at the latest so much later

_LIVE = text(
    """
    SELECT DISTINCT ON (family) family, version_id
    FROM rule_activations WHERE starts_at <= :now ORDER BY family, starts_at DESC, id DESC
    """
)
_VERSION = text("SELECT family, number, document FROM rule_versions WHERE id = :id")


@dataclass(frozen=True, slots=True)
class Live:
    """A version that decides; `id` is that of its row."""

    id: UUID
    version: Version


class LiveRules:
    """Threads share it. `asking` limits the time of a decision, `on_trouble` is told how the engines do, of an
    outage once it has lasted `down_for` seconds.
    Where the database does not answer, what was live before goes on deciding.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        asking: Limits = IN_A_USE_CASE,
        on_trouble: Callable[[Trouble], None] | None = None,
        down_for: float = DOWN_FOR,
    ) -> None:
        self._database, self._clock = database, clock
        self._health = Health(on_trouble, down_for=down_for)
        self._evaluator = Evaluator(on_disagreement=self._disagreed, asking=asking)
        self._lock = threading.Lock()
        self._live: dict[str, Live] = {}
        self._older: dict[UUID, Live] = {}
        self._looked_at: float | None = None

    def decide(
        self, family: str, facts: Mapping[str, Any], *, version_id: UUID | None = None
    ) -> tuple[UUID, Decision] | None:
        """The decision of the family's live version, and the id of its row; None before the first version.

        `version_id` names an older one: the reference answers for it. Facts that the vocabulary does not have are left
        out.
        """
        live = self._of(family)
        if version_id is not None and live is not None and live.id != version_id:
            live = self._pinned(version_id) or live
        if live is None:
            return None
        known = live.version.family.facts
        asked = {name: value for name, value in facts.items() if name in known}
        decision = self._evaluator.evaluate(live.version, asked, now=self._clock.now())
        self._health.note(family, decision, starting=self._evaluator.starting(family))
        return live.id, decision

    def _pinned(self, id: UUID) -> Live | None:
        """An older version, read once; None where it cannot be read any more."""
        if id not in self._older:
            with self._database.reading() as session:
                found = session.execute(_VERSION, {"id": id}).one_or_none()
            if found is None:
                return None
            try:
                name = f"{found.family} {found.number}"
                self._older[id] = Live(id, version_of(name, parse_document(found.document)))
            except DomainError as refusal:
                log.error("a pinned version cannot be read", version=str(id), error=refusal.en)
                return None
        return self._older[id]

    def _disagreed(self, found: Disagreement) -> None:
        log.error(
            "engine and reference disagree; the reference decided",
            version=found.version,
            engine=found.engine,
            reference=found.reference,
        )
        self._health.disagreed(found)

    def close(self) -> None:
        """End the engines."""
        self._evaluator.close()

    def _of(self, family: str) -> Live | None:
        """Only the first look is waited for; whoever comes while another looks goes on with what is known."""
        never = self._looked_at is None
        if (never or time.monotonic() - (self._looked_at or 0) >= LOOK_EVERY) and self._lock.acquire(blocking=never):
            try:
                self._look()
            finally:
                self._lock.release()
        return self._live.get(family)

    def _look(self) -> None:
        try:
            with self._database.reading() as session:
                for family, id in session.execute(_LIVE, {"now": self._clock.now()}).all():
                    if family not in self._live or self._live[family].id != id:
                        _, number, document = session.execute(_VERSION, {"id": id}).one()
                        self._take(family, id, number, document)
        except SQLAlchemyError as error:
            log.warning("the live rules could not be read; those that are known go on", error=str(error)[:200])
        self._looked_at = time.monotonic()

    def _take(self, family: str, id: UUID, number: int, document: Mapping[str, Any]) -> None:
        name = f"{family} {number}"
        try:
            live = Live(id, version_of(name, parse_document(document)))
        except DomainError as refusal:  # an older form that this release no longer reads
            log.error("a published version cannot be read", version=name, error=refusal.en)
            return
        try:
            self._evaluator.publish(live.version)
        except DomainError as refusal:
            log.error("the engine cannot take the rules; the reference decides alone", version=name, error=refusal.en)
        self._live = {**self._live, family: live}
