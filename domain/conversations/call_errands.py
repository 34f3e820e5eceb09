"""What the vendor is to do with a call: written first, then done by a job, and settled. No vendor in a transaction."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update

from domain.conversations.call_rows import Errand
from domain.conversations.load_call import load_call
from domain.conversations.record_call import record_call, show_call
from domain.kernel.errors import NotFound
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.models.telephone import Call, CallLeg, CallOrder
from domain.work.unit import Unit

TASK: Final = "conversations.call_errand"
QUEUE: Final = "conversations"
MOST_ATTEMPTS: Final = 6
_EVEN_AFTER: Final = ("drop", "hang_up")  # a side that is still rung when the call is over is hung up


def send_errand(unit: Unit, call: Call, kind: str, leg: CallLeg | None = None, **args: Any) -> None:
    """Have the vendor do something with the call; one after the other for each call."""
    order = CallOrder(
        id=new_id(at=unit.now),
        call_id=call.id,
        leg_id=leg.id if leg else None,
        kind=kind,
        args=args,
        status="asked",
        attempts=0,
        at=unit.now,
    )
    unit.session.add(order)
    unit.session.flush()
    unit.defer(TASK, queue=QUEUE, lock=f"call:{call.id}", order_id=str(order.id))


def begin_errand(unit: Unit, *, order_id: UUID) -> Errand | None:
    """Note that the vendor is asked now; None when that is no longer wanted: the call is over, the leg not rung any
    more, or it was done.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call, order, leg = _load(unit, order_id)
    if order.status not in ("asked", "trying"):
        return None
    too_late = call.stage == "over" and order.kind not in _EVEN_AFTER
    if too_late or (order.kind == "ring" and leg is not None and leg.status == "over"):
        order.status = "dropped"
        return None
    again, order.status, order.attempts = order.status == "trying", "trying", order.attempts + 1
    return Errand(
        order_id=order.id,
        call_id=call.id,
        kind=order.kind,
        caller_ref=call.vendor_ref,
        leg_id=leg.id if leg else None,
        line=leg.line if leg else "",
        leg_ref=leg.vendor_ref if leg else "",
        room=call.room,
        language=call.language,
        look_first=again,
        asked_at=order.at,
        number=call.number,
    )


def settle_errand(unit: Unit, *, order_id: UUID, fate: str, vendor_ref: str = "", problem: str = "") -> bool:
    """Note what came of it: done, retry or failed; True when it has to be tried again.

    A telephone that could not be rung lets the caller wait for somebody else. Records `conversation.call_missed` then.
    """
    unit.actor.require(Permission.CONVERSATIONS_RECEIVE)
    call, order, leg = _load(unit, order_id)
    if order.status != "trying":
        return False
    if leg is not None and vendor_ref and not leg.vendor_ref:
        leg.vendor_ref = vendor_ref
    if order.kind == "dial" and vendor_ref:
        dialled(unit, call, vendor_ref)
    order.problem = problem[:300]
    if fate == "retry" and order.attempts < MOST_ATTEMPTS:
        return True
    order.status = "done" if fate == "done" else "failed"
    if order.status == "failed" and order.kind == "ring" and leg is not None:
        end_leg(unit, call, leg, order.problem)
    if order.status == "failed" and order.kind == "dial":
        end_call(unit, call, "failed")
    return False


def end_leg(unit: Unit, call: Call, leg: CallLeg, problem: str = "") -> None:
    """An agent's telephone is no longer part of the call. Was it only rung, the caller waits for somebody else, and a
    call that they wanted to make is none; was it the one that talked, or waited for the customer, the call ends.
    """
    if leg.status == "over":
        return
    talked, leg.status = leg.status == "joined", "over"
    if call.stage == "offered" and call.is_out:
        end_call(unit, call, "abandoned")
    elif call.stage == "offered" and call.agent_id == leg.agent_id:
        call.stage, call.agent_id = "waiting", None
        record_call(unit, "conversation.call_missed", call, {"agent_id": str(leg.agent_id), "problem": problem})
        show_call(unit, call)
    elif talked and call.stage in ("dialling", "talking") and call.agent_id == leg.agent_id:
        end_other_side(unit, call)


def dialled(unit: Unit, call: Call, vendor_ref: str) -> None:
    """The customer's side has this id at the vendor; they are hung up on where the agent has gone meanwhile."""
    if call.is_dialled:
        return
    call.vendor_ref = vendor_ref
    if call.stage == "over":
        send_errand(unit, call, "hang_up")


def end_other_side(unit: Unit, call: Call) -> None:
    """Hang up on the customer; the call is over when the vendor says so, or at once where nobody was dialled yet."""
    if call.is_dialled:
        send_errand(unit, call, "hang_up")
    else:
        end_call(unit, call, "abandoned")


def end_call(unit: Unit, call: Call, outcome: str) -> None:
    """It is over, once. Records `conversation.call_ended`."""
    if call.stage == "over":
        return
    call.outcome = call.outcome or outcome
    call.stage, call.ended_at, call.held, call.muted = "over", unit.now, False, False
    forget_errands(unit, call)
    drop_legs(unit, call)
    talked = int((unit.now - call.answered_at).total_seconds()) if call.answered_at else 0
    record_call(unit, "conversation.call_ended", call, {"outcome": call.outcome, "seconds": talked})
    show_call(unit, call)


def drop_legs(unit: Unit, call: Call, keep: UUID | None = None) -> None:
    """Hang up every agent's telephone but `keep`."""
    query = select(CallLeg).where(CallLeg.call_id == call.id, CallLeg.status != "over", CallLeg.id != keep)
    if keep is None:
        query = select(CallLeg).where(CallLeg.call_id == call.id, CallLeg.status != "over")
    for leg in unit.session.execute(query.with_for_update()).scalars().all():
        leg.status = "over"
        send_errand(unit, call, "drop", leg)


def forget_errands(unit: Unit, call: Call) -> None:
    """What was asked for and is not done is no longer wanted, save hanging up."""
    unit.session.execute(
        update(CallOrder)
        .where(CallOrder.call_id == call.id, CallOrder.status == "asked", CallOrder.kind != "drop")
        .values(status="dropped")
    )


def _load(unit: Unit, order_id: UUID) -> tuple[Call, CallOrder, CallLeg | None]:
    call_id = unit.session.execute(select(CallOrder.call_id).where(CallOrder.id == order_id)).scalar_one_or_none()
    if call_id is None:
        raise NotFound.of("errand", "demande", order_id)
    call = load_call(unit, call_id)
    query = select(CallOrder).where(CallOrder.id == order_id).with_for_update()
    order = unit.session.execute(query, execution_options={"populate_existing": True}).scalar_one()
    leg = unit.session.get(CallLeg, order.leg_id) if order.leg_id else None
    return call, order, leg
