"""Every action goes through `act`: previewed, compared with what was shown, undone when somebody has to agree."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from domain.approvals.act import act
from domain.kernel.actor import Actor
from domain.kernel.errors import Conflict, Denied, DomainError, IdentityNeeded
from domain.kernel.permissions import Permission
from domain.orders.cancel import cancel_order
from domain.orders.queries import order
from domain.work.application import Application
from tests.support.builders import Builders


@pytest.fixture
def preview(application: Application, administrator: Actor) -> Callable[..., Any]:
    return lambda action, **args: application.preview(act, administrator, action=action, args=args).result.preview


@pytest.fixture
def commit(application: Application, administrator: Actor) -> Callable[..., Any]:
    def commit(action: str, digest: str | None = None, **args: Any) -> Any:
        return application.perform(act, administrator, action=action, args=args, digest=digest)

    return commit


def test_a_powerless_actor_is_refused(application: Application, powerless: Actor, build: Builders) -> None:
    with pytest.raises(Denied):
        application.perform(act, powerless, action="hold", args={"order": str(build.order()), "reason": "x"})


def test_a_preview_tells_what_would_be_and_keeps_nothing(
    preview: Callable[..., Any], ask: Callable[..., Any], build: Builders
) -> None:
    placed = build.order()
    shown = preview("hold", order=str(placed), reason="Address to be checked")
    assert shown.before.held is False
    assert shown.after.held is True
    assert shown.payment_difference.minor == 0
    assert ask(order, order=placed).held is False


def test_the_same_preview_has_the_same_digest_and_is_what_is_committed(
    preview: Callable[..., Any], commit: Callable[..., Any], ask: Callable[..., Any], build: Builders
) -> None:
    placed = build.order()
    args = {"order": str(placed), "reason": "Address to be checked"}
    first, second = preview("hold", **args), preview("hold", **args)
    assert first.digest == second.digest
    assert commit("hold", first.digest, **args).preview.digest == first.digest
    assert ask(order, order=placed).held is True


def test_what_is_no_longer_what_was_shown_is_refused_with_what_it_would_be_now(
    preview: Callable[..., Any], commit: Callable[..., Any], ask: Callable[..., Any], build: Builders
) -> None:
    placed = build.order()
    shown = preview("hold", order=str(placed), reason="Wait")
    build.perform(cancel_order, order=placed, reason="changed their mind")
    with pytest.raises(DomainError):
        commit("hold", shown.digest, order=str(placed), reason="Wait")
    assert ask(order, order=placed).held is False


@pytest.mark.parametrize(
    ("args", "field"),
    [
        ({"reason": "x"}, "order"),
        ({"order": "#C1", "reason": 5}, "reason"),
        ({"order": "#C1", "reason": "x", "colour": "red"}, "colour"),
    ],
)
def test_arguments_are_checked_by_name(commit: Callable[..., Any], args: dict[str, Any], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        commit("hold", **args)
    assert refused.value.field == field


def test_an_unknown_action_is_refused(commit: Callable[..., Any]) -> None:
    with pytest.raises(DomainError) as refused:
        commit("explode", order=str(uuid4()))
    assert refused.value.code == "unknown_action"


def test_a_stale_digest_tells_the_new_one(commit: Callable[..., Any], build: Builders) -> None:
    placed = build.order()
    with pytest.raises(Conflict) as refused:
        commit("hold", "0" * 64, order=str(placed), reason="Wait")
    assert refused.value.code == "preview_changed"
    told = refused.value.details["digest"]
    assert commit("hold", told, order=str(placed), reason="Wait").approval_id is None


def test_before_the_customer_is_known_it_can_be_looked_at_but_not_done(
    application: Application, actor_with: Callable[..., Actor], ask: Callable[..., Any], build: Builders
) -> None:
    agent = actor_with(Permission.ORDERS_WRITE, Permission.ORDERS_READ, session=True)
    placed = build.order()
    args = {"order": str(placed), "reason": "changed their mind"}
    shown = application.preview(act, agent, action="cancel", args=args).result.preview
    assert (shown.after.status, shown.identity_needed) == ("cancelled", True)
    assert "12 rue des Lilas" not in f"{shown.before} {shown.after}"
    with pytest.raises(IdentityNeeded):
        application.perform(act, agent, action="cancel", args=args, digest=shown.digest)
    assert ask(order, order=placed).status == "pending"
