"""The unit of work: what a use case or query is handed to work with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from domain.events.event import Event, Stream
from domain.kernel.actor import Actor
from domain.kernel.approval import Need, Remark
from domain.kernel.clock import Clock
from domain.kernel.ids import new_id
from domain.ports.decisions import Decided
from domain.ports.jobs import Deferred, Jobs
from domain.ports.ports import Ports


@dataclass
class Unit:
    """One transaction. Use cases write through it and never commit.

    `previewing` is true when everything will be rolled back: nothing that cannot be (sequences, vendors) is touched.
    `identity_needed`: it could not be done yet, because nobody is sure who the customer is; only previews go that far.
    `needs` are limits that were passed, `asking` the decisions that said so: nothing is committed while there are any,
    unless `granted_by`, the id of the approval that is being carried out, is set. `remarks` say which rules applied.
    """

    session: Session
    actor: Actor
    clock: Clock
    jobs: Jobs
    cause: str = ""
    previewing: bool = False
    ports: Ports = field(default_factory=Ports)
    granted_by: UUID | None = None
    identity_needed: bool = False
    needs: list[Need] = field(default_factory=list)
    asking: list[Decided] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    deferred: list[Deferred] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def record(
        self,
        type: str,
        *,
        stream: Stream,
        data: Mapping[str, Any] | None = None,
        texts: Mapping[str, str] | None = None,
        customer_id: UUID | None = None,
        order_id: UUID | None = None,
        occurred_at: datetime | None = None,
    ) -> Event:
        """Note that something became true; it is written, chained and announced when the transaction commits.

        `data` holds ids and plain JSON values. Personal text goes to `texts`, which can be erased later without
        breaking the chain. `customer_id` and `order_id` put the event on their timelines.
        """
        event = Event(
            id=new_id(at=occurred_at),
            type=type,
            stream=stream,
            occurred_at=occurred_at or self.now,
            actor=self.actor,
            cause=self.cause,
            customer_id=customer_id,
            order_id=order_id,
            data=dict(data or {}),
            texts=dict(texts or {}),
        )
        self.events.append(event)
        return event

    def defer(
        self,
        task: str,
        *,
        queue: str = "default",
        lock: str | None = None,
        run_at: datetime | None = None,
        **args: Any,
    ) -> None:
        """Ask for a job after the commit, not before `run_at`."""
        self.deferred.append(Deferred(task=task, args=args, queue=queue, lock=lock, run_at=run_at))

    def need_approval(self, need: Need, decided: Decided | None = None) -> None:
        """Note that a limit is passed and go on as if it were allowed; see `needs`. `decided`: what said so."""
        self.needs.append(need)
        if decided is not None and not any(decided is each for each in self.asking):
            self.asking.append(decided)

    def remark(self, code: str, *, en: str, fr: str, rule: bool = False) -> None:
        """Note what is worth telling, for whoever looks at the preview; `rule`: the name of one that applied."""
        self.remarks.append(Remark(code, en, fr, rule))
