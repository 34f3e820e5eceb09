"""Agree to what somebody else may not do alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from domain.allowances.limits import role_of
from domain.approvals.act import Acted, act
from domain.approvals.asker import asker_of, is_asker
from domain.approvals.decision import decide, lock_pending
from domain.approvals.preview_json import preview_json
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, DomainError
from domain.kernel.permissions import Permission
from domain.kernel.text import clean_text
from domain.models.approval import Approval
from domain.work.unit import Unit

_DIMENSIONS: Final = ("per_action", "per_actor", "per_customer")


@dataclass(frozen=True, slots=True)
class Granted:
    """What became of the action. `status`: "granted", it was done (`acted`); "changed", it was not.

    Then either its result was another than the one approved (`acted` holds it), or it was refused (`refusal`).
    """

    status: str
    acted: Acted | None = None
    refusal: DomainError | None = None


def grant_approval(unit: Unit, *, approval_id: UUID, reason: str = "") -> Granted:
    """Agree to a request that waits: its action is done now, on behalf of who asked and with the rights they have now.

    Where its result is not the one that was shown, or the action is refused, nothing of it is kept and the request goes
    back to who asked, with the new preview or the refusal. Records `approval.granted` or `approval.changed`. Refuses
    with `Conflict`: one's own request ("own_approval"), what is above the decider's own limits ("beyond_own_limit"),
    what was decided already ("already_decided"), and who asked is locked or gone ("asker_gone").
    """
    unit.actor.require(Permission.APPROVALS_DECIDE)
    why = clean_text(reason, field="reason", most=500, required=False)
    found = lock_pending(unit, approval_id)
    _refuse_own(unit.actor, found)
    for need in found.needs:
        _refuse_beyond(unit, need)
    granted = _carry_out(unit, found, asker_of(unit, found))
    if granted.status == "granted":
        decide(unit, found, "granted", reason=why)
    else:
        _send_back(unit, found, granted)
    return granted


def _carry_out(unit: Unit, approval: Approval, asker: Actor) -> Granted:
    """Do the action in a savepoint. The version is not compared again: the digest stands for all that was shown."""
    args = {name: value for name, value in approval.args.items() if name != "expected_version"}
    behalf = replace(
        unit,
        actor=asker,
        granted_by=approval.id,
        cause=f"approval:{approval.id}",
        needs=[],
        asking=[],
        remarks=[],
        events=[],
        deferred=[],
    )
    point = unit.session.begin_nested()
    try:
        acted = act(behalf, action=approval.action, args=args)
    except DomainError as refusal:
        point.rollback()
        return Granted("changed", refusal=refusal)
    if acted.preview.digest != approval.digest:
        point.rollback()
        return Granted("changed", acted=replace(acted, result=None))
    if not unit.previewing:
        point.commit()
    unit.events.extend(behalf.events)
    unit.deferred.extend(behalf.deferred)
    return Granted("granted", acted=acted)


def _send_back(unit: Unit, approval: Approval, granted: Granted) -> None:
    if granted.refusal is not None:
        refusal = {"code": granted.refusal.code, "en": granted.refusal.en, "fr": granted.refusal.fr}
        approval.preview = {**approval.preview, "refusal": refusal}
        decide(unit, approval, "changed", reason=f"{refusal['code']}: {refusal['en']}")
    elif granted.acted is not None:
        preview = granted.acted.preview
        approval.preview, approval.digest = preview_json(preview), preview.digest
        decide(unit, approval, "changed", reason="preview_changed")


def _refuse_own(actor: Actor, approval: Approval) -> None:
    if is_asker(actor, approval):
        raise Conflict(
            code="own_approval",
            en="You asked for this yourself; somebody else must decide.",
            fr="C’est votre propre demande ; quelqu’un d’autre doit décider.",
        )


def _refuse_beyond(unit: Unit, need: Mapping[str, Any]) -> None:
    """Who decides must be allowed by their own limits of the same kind what is asked for."""
    kind, _, dimension = str(need["limit"]).rpartition(".")
    if dimension not in _DIMENSIONS:
        return
    facts = {"amount": need["asked"], "reason": "approval", "customer_tier": ""}
    limits = unit.ports.decisions.limits(
        role=role_of(unit.actor), kind=kind, currency=str(need["currency"]), facts=facts
    )
    own = getattr(limits, dimension)
    if own is not None and need["asked"] > own:
        raise Conflict(
            code="beyond_own_limit",
            en="This is above your own limit as well; somebody with a higher one must decide.",
            fr="C’est aussi au-dessus de votre propre limite ; une personne qui en a une plus haute doit décider.",
            details={"limit": need["limit"], "asked": need["asked"], "allowed": own, "currency": need["currency"]},
        )
