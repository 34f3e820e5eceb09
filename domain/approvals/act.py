"""Do an action with everything around it: what it changes, whether that is still what was shown, who must agree."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.orm import SessionTransaction

from domain.approvals.actions import ACTIONS, Action
from domain.approvals.ask import ask_for_approval
from domain.approvals.preview import ActionPreview, preview_of
from domain.approvals.preview_json import preview_json
from domain.approvals.stored import decode
from domain.identity.assure import sees_plainly
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Invalid
from domain.kernel.permissions import Permission
from domain.orders.load import load_order
from domain.orders.queries import order as read_order
from domain.orders.rows import OrderDetail
from domain.overview.queries import masked_order
from domain.sourcing.queries import why_of_lines
from domain.work.unit import Unit


@dataclass(frozen=True, slots=True)
class Acted:
    """What an action came to. `approval_id`: nothing was done, somebody has to agree first."""

    preview: ActionPreview
    result: Any
    approval_id: UUID | None = None


def act(unit: Unit, *, action: str, args: Mapping[str, Any], digest: str | None = None, note: str = "") -> Acted:
    """Do `action` of `ACTIONS` with `args` (plain JSON values), or tell what it would do when the unit is a preview.

    With the `digest` of a preview, refuses with `Conflict` ("preview_changed", the new preview in `details`) when the
    result is not what was shown. Where a limit is passed, nothing is done: the action is stored and `approval.asked`
    recorded, with `note` for who decides. Refuses what the action's use case refuses.
    """
    known = ACTIONS.get(action)
    unit.actor.require(known.right if known else Permission.ORDERS_READ)
    if known is None:
        raise Invalid(
            field="action",
            code="unknown_action",
            en=f"There is no action “{str(action)[:60]}”.",
            fr=f"Il n’y a pas d’action « {str(action)[:60]} ».",
        )
    values = decode(known.use_case, args)
    before = _before(unit, values)
    events, jobs = len(unit.events), len(unit.deferred)
    point = unit.session.begin_nested()
    acted = _do(unit, action, known, values, before, point)
    if unit.previewing:
        return _masked(unit, acted) if unit.identity_needed else acted
    if digest is not None and digest != acted.preview.digest:
        raise changed_since(acted.preview)
    if unit.needs and unit.granted_by is None:
        point.rollback()
        del unit.events[events:], unit.deferred[jobs:]
        unit.needs.clear()  # `asking` is kept with the request
        kept = {name: value for name, value in args.items() if name != "expected_version"}  # the digest says more
        asked = ask_for_approval(unit, acted.preview, action=action, args=kept, note=note)
        return Acted(acted.preview, None, asked)
    point.commit()
    return acted


def _do(
    unit: Unit,
    action: str,
    known: Action,
    values: dict[str, Any],
    before: OrderDetail | None,
    point: SessionTransaction,
) -> Acted:
    try:
        result = known.use_case(unit, **values)
        unit.session.flush()
        after = _read(unit, result if known.makes_order else before.id if before else None)
        shown = None if known.makes_order else before  # a new order stands beside the old one, it does not follow it
        why = why_of_lines(unit, [line.id for line in after.lines]) if after else {}
        preview = preview_of(action, before=shown, after=after, rules=unit.remarks, needs=unit.needs, why=why)
    except BaseException:
        if point.is_active:
            point.rollback()
        raise
    return Acted(preview, result)


def _before(unit: Unit, values: Mapping[str, Any]) -> OrderDetail | None:
    """The order that the action is about, locked first so that nobody changes it between the two looks."""
    named = values.get("order")
    return _read(unit, load_order(unit, named).id) if named is not None else None


def _read(unit: Unit, order_id: UUID | None) -> OrderDetail | None:
    return read_order(replace(unit, actor=Actor.system(unit.actor.name)), order=order_id) if order_id else None


def _masked(unit: Unit, acted: Acted) -> Acted:
    """The same, said to be impossible yet, and for people without where the goods go."""
    shown = acted.preview
    before, after = shown.before, shown.after
    if not sees_plainly(unit.actor):
        before, after = (order and masked_order(order) for order in (before, after))
    return replace(acted, preview=replace(shown, before=before, after=after, identity_needed=True))


def changed_since(preview: ActionPreview) -> Conflict:
    """The refusal that tells what it comes to now."""
    return Conflict(
        code="preview_changed",
        en="Something changed since this was shown. Look at it again.",
        fr="Quelque chose a changé depuis l’affichage. Vérifiez à nouveau.",
        details={"digest": preview.digest, "preview": preview_json(preview)},
    )
