"""Somebody else's word: the stored action is done once, as it was shown, on behalf of who asked."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.approvals.grant import Granted, grant_approval
from domain.approvals.queries import ApprovalRow, approval, approvals, waiting_approvals
from domain.approvals.refuse import refuse_approval
from domain.discounts.give_discount import give_discount
from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError, NotFound
from domain.kernel.ids import new_id
from domain.kernel.money import Money
from domain.kernel.permissions import Permission
from domain.orders.queries import order as read_order
from domain.orders.tag import tag_order
from domain.refunds.refund import refund
from domain.staff.change_role_rights import change_role_rights
from domain.staff.lock_person import lock_person
from domain.staff.queries import person as read_person
from domain.staff.queries import roles
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team, eur
from tests.support.together import errors_of, together

Ask = Callable[..., Any]


class Story:
    """An agent asked for `amount` of goodwill on a paid order of 1,000.00; a supervisor decides."""

    def __init__(self, application: Application, team: Team, *, amount: str = "80.00") -> None:
        self.application, self.team = application, team
        self.agent, self.supervisor = team.hire("agent", "Léa Moreau"), team.hire("supervisor", "Noor Haddad")
        self.order = team.paid_order(100000)
        self.id = self.asked(amount)

    def asked(self, amount: str = "80.00", **values: Any) -> UUID:
        acted = self.team.act(
            self.agent, "goodwill", order=str(self.order), amount=eur(amount), reason="apology", **values
        )
        assert acted.approval_id is not None
        return acted.approval_id

    def grant(self, actor: Actor | None = None) -> Granted:
        return self.application.perform(grant_approval, actor or self.supervisor, approval_id=self.id)

    def now(self) -> ApprovalRow:
        return self.application.ask(approval, self.supervisor, approval_id=self.id)

    def refused(self, actor: Actor | None = None) -> DomainError:
        with pytest.raises(DomainError) as refusal:
            self.grant(actor)
        assert refusal.value.en != refusal.value.fr
        return refusal.value


@pytest.fixture
def story(application: Application, team: Team) -> Story:
    return Story(application, team)


def test_who_may_not_decide_is_refused(application: Application, story: Story, powerless: Actor) -> None:
    for actor in (powerless, story.agent):
        with pytest.raises(Denied):
            application.perform(grant_approval, actor, approval_id=story.id)
    assert story.now().status == "pending"


def test_granted_it_is_done_as_it_was_shown_on_behalf_of_who_asked(
    story: Story, ask: Ask, happened: Ask, sql: Ask
) -> None:
    granted = story.grant()
    assert granted.status == "granted"
    found = ask(read_order, order=story.order)
    assert (found.total.minor, found.pending.minor) == (92000, -8000)
    assert story.now().status == "granted"
    assert story.now().decided_by_name == "Noor Haddad"
    (given,) = happened("order.goodwill_given")
    assert (given.actor_name, given.actor_id) == ("Léa Moreau", story.agent.id)
    assert given.cause == f"approval:{story.id}"
    (told,) = happened("approval.granted")
    assert (told.actor_name, told.order_id, told.data["amount"]) == ("Noor Haddad", story.order, 8000)
    assert sql("SELECT amount, actor_id, approval_id FROM allowances") == [(8000, story.agent.id, story.id)]
    assert len(happened("payment.asked")) == 1


def test_two_supervisors_at_once_do_it_once(story: Story, team: Team, ask: Ask, happened: Ask) -> None:
    others = [story.supervisor, *(team.hire("supervisor") for _ in range(5))]
    results = together(*[lambda actor=actor: story.grant(actor) for actor in others])
    refused = errors_of(results)
    assert len(refused) == 5
    assert {getattr(each, "code", each) for each in refused} == {"already_decided"}
    assert len(happened("order.goodwill_given")) == 1
    assert ask(read_order, order=story.order).discount.minor == 8000


def test_granted_and_refused_at_once_one_of_them_counts(
    application: Application, story: Story, team: Team, ask: Ask
) -> None:
    other = team.hire("supervisor")
    results = together(
        story.grant, lambda: application.perform(refuse_approval, other, approval_id=story.id, reason="No")
    )
    assert [getattr(each, "code", each) for each in errors_of(results)] == ["already_decided"]
    given = ask(read_order, order=story.order).discount.minor
    assert (story.now().status, given) in {("granted", 8000), ("refused", 0)}


def test_nobody_grants_their_own(story: Story, application: Application, team: Team, ask: Ask) -> None:
    acted = team.act(story.supervisor, "goodwill", order=str(story.order), amount=eur("600.00"), reason="apology")
    story.id = acted.approval_id  # type: ignore[assignment]
    assert story.refused().code == "own_approval"
    assert story.refused(team.hire("supervisor")).code == "beyond_own_limit"
    assert ask(read_order, order=story.order).discount.minor == 0
    assert story.grant(team.hire("administrator")).status == "granted"


def test_who_decides_needs_the_limit_themselves(application: Application, team: Team, ask: Ask) -> None:
    story = Story(application, team, amount="500.01")
    refused = story.refused()
    assert (refused.code, refused.details["allowed"]) == ("beyond_own_limit", 50000)
    assert story.now().status == "pending"
    assert ask(read_order, order=story.order).discount.minor == 0


def test_a_result_that_changed_goes_back_to_who_asked_and_nothing_is_kept(
    story: Story, build: Builders, ask: Ask, happened: Ask, sql: Ask
) -> None:
    build.perform(give_discount, order=story.order, amount=Money(500, "EUR"), reason="loyalty")
    before = story.now()
    paid_back = len(happened("payment.asked"))
    granted = story.grant()
    assert granted.status == "changed"
    assert granted.acted is not None
    assert granted.acted.result is None
    after = story.now()
    assert (after.status, after.decided_by_name, after.reason) == ("changed", "Noor Haddad", "preview_changed")
    assert after.digest == granted.acted.preview.digest != before.digest
    assert after.preview["totals_after"]["total"]["amount"] == "915.00"
    assert happened("order.goodwill_given") == []
    assert len(happened("payment.asked")) == paid_back
    assert sql("SELECT count(*) FROM allowances WHERE kind = 'goodwill'") == [(0,)]
    assert ask(read_order, order=story.order).total.minor == 99500
    (told,) = happened("approval.changed")
    assert (told.order_id, told.data["approval_id"]) == (story.order, str(story.id))
    assert story.refused().code == "already_decided"


def test_an_action_that_is_refused_by_now_goes_back_with_the_refusal(
    application: Application, story: Story, build: Builders, ask: Ask
) -> None:
    build.perform(refund, order=story.order, amount=Money(100000, "EUR"), reason="damaged")
    granted = story.grant()
    assert granted.status == "changed"
    assert granted.refusal is not None
    after = story.now()
    assert after.reason.startswith("discount_too_large: ")
    assert after.preview["refusal"]["fr"] == granted.refusal.fr
    assert ask(read_order, order=story.order).discount.minor == 100000


def test_gifts_made_meanwhile_make_it_another_request(story: Story, team: Team) -> None:
    """The budget that the supervisor saw is no longer the one that stands."""
    story.id = story.asked("130.00")
    customer = story.now().customer_id
    credit = {"amount": eur("10.00"), "reason": "loyalty"}
    assert team.act(story.agent, "credit", customer_id=str(customer), **credit).approval_id is None
    assert story.grant().status == "changed"


def test_a_version_that_moved_without_changing_the_result_does_not_matter(
    application: Application, story: Story, team: Team, build: Builders, ask: Ask
) -> None:
    story.id = story.asked(expected_version=ask(read_order, order=story.order).version)
    build.perform(tag_order, order=story.order, tag="vip")
    assert story.grant().status == "granted"


def test_who_asked_and_is_locked_by_now_stops_it(story: Story, build: Builders, ask: Ask) -> None:
    build.perform(lock_person, staff_id=story.agent.id)
    assert story.refused().code == "asker_gone"
    assert story.now().status == "pending"
    assert ask(read_order, order=story.order).discount.minor == 0


def test_who_asked_needs_the_right_still(story: Story, build: Builders, ask: Ask) -> None:
    agent = next(row for row in ask(roles) if row.role == "agent")
    left = [str(right) for right in agent.permissions if right != Permission.DISCOUNTS_WRITE]
    build.perform(change_role_rights, role="agent", permissions=left, expected_version=agent.version)
    assert story.grant().status == "changed"
    assert story.now().reason.startswith("denied: ")
    assert ask(read_order, order=story.order).discount.minor == 0


def test_credit_without_an_order_can_be_granted_too(
    application: Application, team: Team, build: Builders, story: Story, happened: Ask
) -> None:
    customer_id = build.customer()
    acted = team.act(story.agent, "credit", customer_id=str(customer_id), amount=eur("90.00"), reason="loyalty")
    story.id = acted.approval_id  # type: ignore[assignment]
    assert story.now().customer_id == customer_id
    assert story.grant().status == "granted"
    assert [event.data["amount"] for event in happened("customer.credit_given")] == [9000]


def test_a_request_that_is_not_there(application: Application, story: Story) -> None:
    with pytest.raises(NotFound):
        application.perform(grant_approval, story.supervisor, approval_id=new_id())


def test_a_preview_of_granting_keeps_nothing(application: Application, story: Story, ask: Ask) -> None:
    shown = application.preview(grant_approval, story.supervisor, approval_id=story.id)
    assert shown.result.status == "granted"
    assert "order.goodwill_given" in {event.type for event in shown.events}
    assert story.now().status == "pending"
    assert ask(read_order, order=story.order).discount.minor == 0


def test_who_may_decide_sees_all_and_others_only_their_own(
    application: Application, story: Story, team: Team, powerless: Actor
) -> None:
    colleague = team.hire("agent")
    everybody = application.ask(approvals, story.supervisor).items
    assert [(row.id, row.own) for row in everybody] == [(story.id, False)]
    assert [(row.id, row.own) for row in application.ask(approvals, story.agent).items] == [(story.id, True)]
    assert application.ask(approvals, colleague).items == ()
    assert application.ask(approvals, story.supervisor, mine=True).items == ()
    with pytest.raises(NotFound):
        application.ask(approval, colleague, approval_id=story.id)
    assert application.ask(waiting_approvals, story.supervisor) == 1
    with pytest.raises(Denied):
        application.ask(approvals, powerless)


def test_pages_of_what_waits_and_of_what_is_decided(application: Application, story: Story, clock: Any) -> None:
    ids = [story.id]
    for _ in range(3):
        clock.advance(timedelta(minutes=1))
        ids.append(story.asked())
    first = application.ask(approvals, story.supervisor, limit=3)
    second = application.ask(approvals, story.supervisor, limit=3, cursor=first.next_cursor)
    assert [row.id for row in (*first.items, *second.items)] == ids
    for id in ids:
        application.perform(refuse_approval, story.supervisor, approval_id=id, reason="Not twice")
    decided = application.ask(approvals, story.supervisor, status="decided", limit=3)
    last = application.ask(approvals, story.supervisor, status="decided", limit=3, cursor=decided.next_cursor)
    assert [row.id for row in (*decided.items, *last.items)] == ids[::-1]
    assert application.ask(approvals, story.supervisor).items == ()
    with pytest.raises(DomainError) as refused:
        application.ask(approvals, story.supervisor, status="lost")
    assert refused.value.field == "status"


def test_names_come_from_the_records_as_they_stand(story: Story, ask: Ask) -> None:
    row = story.now()
    assert row.order_number == ask(read_order, order=story.order).number
    assert row.customer_name == ask(read_order, order=story.order).customer_name
    assert ask(read_person, staff_id=row.asked_by_id).name == "Léa Moreau"
    assert [(need.limit, need.asked, need.allowed) for need in row.needs] == [("goodwill.per_action", 8000, 5000)]
