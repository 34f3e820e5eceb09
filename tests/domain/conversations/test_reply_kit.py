"""Canned replies and macros, visits, tags, and two people who answer one customer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cases.tag_case import tag_case, untag_case
from domain.conversations.canned import canned_replies, keep_canned_reply, remove_canned_reply
from domain.conversations.fill import filled, names_left, reply_facts
from domain.conversations.macro_steps import check_steps
from domain.conversations.macros import keep_macro, macros
from domain.conversations.open_visit import open_visit
from domain.conversations.queries import thread
from domain.conversations.receive_message import Received, receive_message
from domain.conversations.reply import reply
from domain.conversations.run_macro import plan_macro, run_macro
from domain.kernel.errors import Conflict, Denied, Invalid, StaleVersion
from domain.work.application import Application
from tests.support.builders import Builders
from tests.support.team import Team

THANKS = {"kind": "reply", "en": "Thank you {first_name}, about {order_number}.", "fr": "Merci {first_name}."}


@pytest.fixture
def heard(build: Builders) -> Callable[..., Received]:
    def hear(**values: Any) -> Received:
        given = {"channel": "sms", "address": "+33612345678", "body": "Where is it?"} | values
        received: Received = build.perform(receive_message, **given)
        return received

    return hear


def test_a_canned_reply_is_kept_changed_and_taken_away(build: Builders, ask: Callable[..., Any]) -> None:
    kept = build.perform(keep_canned_reply, shortcut="/Late", title="Late parcel", body_en="It is late.")
    (row,) = ask(canned_replies)
    assert (row.shortcut, row.body_en, row.body_fr) == ("late", "It is late.", "")
    assert (row.title_in("en"), row.title_in("fr")) == ("Late parcel", "Late parcel")
    titles = {"title": "Late", "title_fr": "En retard"}
    build.perform(
        keep_canned_reply, shortcut="late", **titles, body_fr="En retard.", canned_id=kept, expected_version=1
    )
    (row,) = ask(canned_replies)
    assert (row.title_in("en"), row.title_in("fr")) == ("Late", "En retard")
    with pytest.raises(StaleVersion):
        build.perform(keep_canned_reply, shortcut="late", title="L", body_fr="x", canned_id=kept, expected_version=1)
    with pytest.raises(Conflict, match="shortcut"):
        build.perform(keep_canned_reply, shortcut="late", title="Other", body_en="x")
    build.perform(remove_canned_reply, canned_id=kept)
    assert ask(canned_replies) == ()


@pytest.mark.parametrize(
    ("values", "field"),
    [({"shortcut": "not one"}, "shortcut"), ({"body_en": " "}, "body_en"), ({"title": ""}, "title")],
)
def test_a_canned_reply_is_checked(build: Builders, values: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        build.perform(keep_canned_reply, **({"shortcut": "late", "title": "Late", "body_en": "x"} | values))
    assert refusal.value.field == field


def test_agents_read_them_and_do_not_change_them(application: Application, team: Team) -> None:
    agent = team.hire("agent")
    assert application.ask(canned_replies, agent) == ()
    with pytest.raises(Denied):
        application.perform(keep_canned_reply, agent, shortcut="late", title="Late", body_en="x")
    application.perform(keep_canned_reply, team.hire("supervisor"), shortcut="late", title="Late", body_en="x")


def test_texts_are_filled_from_the_customer_and_their_newest_order(
    build: Builders, ask: Callable[..., Any], heard: Callable[..., Received]
) -> None:
    build.goods("SKU-1")
    customer = build.customer(first_name="Marie", last_name="Dupont", phones=["+33612345678"])
    build.order(customer, number="#W77001")
    facts = ask(reply_facts, conversation_id=heard().conversation_id)
    text = filled("{first_name}: {order_number}, {tracking}", facts)
    assert text == "Marie: #W77001, {tracking}"
    assert names_left(text) == ("tracking",)


@given(st.text(), st.dictionaries(st.sampled_from(["name", "agent"]), st.text()))
def test_what_is_filled_in_is_not_filled_again(text: str, facts: dict[str, str]) -> None:
    assert filled("{name}", facts) == facts.get("name", "{name}")
    assert filled(text.replace("{", ""), facts) == text.replace("{", "")


def test_a_macro_does_all_its_steps_once(
    application: Application, team: Team, build: Builders, ask: Callable[..., Any], heard: Callable[..., Received]
) -> None:
    build.goods("SKU-1")
    build.order(build.customer(first_name="Marie", phones=["+33612345678"]), number="#W77002")
    steps = [THANKS, {"kind": "tag", "tag": "Late"}, {"kind": "refund"}, {"kind": "close", "wrap_up": "solved"}]
    macro = build.perform(keep_macro, title="Late parcel", steps=steps)
    told = {"conversation_id": heard(language="en").conversation_id, "macro_id": macro}
    plan = ask(plan_macro, **told)
    assert [step.text for step in plan.steps][:2] == ["Thank you Marie, about #W77002.", "late"]
    assert plan.refunds
    application.perform(run_macro, team.hire("agent"), client_key="k", **told)
    shown = ask(thread, conversation_id=told["conversation_id"])
    assert [entry.body for entry in shown.entries] == ["Where is it?", "Thank you Marie, about #W77002."]
    assert (shown.conversation.status, shown.conversation.wrap_up) == ("closed", "solved")
    assert "late" in shown.conversation.tags


def test_a_macro_that_cannot_do_one_step_does_none(
    build: Builders, ask: Callable[..., Any], heard: Callable[..., Received]
) -> None:
    macro = build.perform(keep_macro, title="Thanks", steps=[{"kind": "tag", "tag": "x"}, THANKS])
    told = {"conversation_id": heard(language="en").conversation_id, "macro_id": macro}
    with pytest.raises(Conflict, match="order_number"):
        build.perform(run_macro, client_key="k", **told)
    assert "x" not in ask(thread, conversation_id=told["conversation_id"]).conversation.tags


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [{"kind": "delete"}],
        [{"kind": "reply", "en": " "}],
        [{"kind": "close", "wrap_up": "never"}],
        [{"kind": "close", "wrap_up": "solved"}, {"kind": "tag", "tag": "x"}],
        [{"kind": "refund"}, {"kind": "refund"}],
    ],
)
def test_a_macro_is_checked(steps: list[dict[str, Any]]) -> None:
    with pytest.raises(Invalid):
        check_steps(steps)


def test_macros_are_listed_by_title(build: Builders, ask: Callable[..., Any]) -> None:
    for title in ("Refund", "Close"):
        build.perform(keep_macro, title=title, steps=[{"kind": "tag", "tag": "x"}])
    assert [macro.title for macro in ask(macros)] == ["Close", "Refund"]
    with pytest.raises(Conflict):
        build.perform(keep_macro, title="Close", steps=[{"kind": "tag", "tag": "x"}])


def test_a_visit_is_a_conversation_of_who_opens_it(
    application: Application, team: Team, build: Builders, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    build.node("LYO", kind="store", name="Lyon")
    ines = team.hire("associate", "Inès")
    opened: UUID = application.perform(
        open_visit, ines, subject="Radio", customer_id=build.customer(), store="LYO", wish="It hums."
    )
    shown = ask(thread, conversation_id=opened)
    (entry,) = shown.entries
    assert (entry.kind, entry.channel, entry.body, entry.details) == ("visit", "store", "It hums.", {"store": "Lyon"})
    assert (shown.conversation.owner, shown.conversation.unread) == ("Inès", 0)
    assert "conversation.visit_opened" in [event.type for event in happened()]


def test_who_answers_what_another_has_answered_is_told_first(
    application: Application, team: Team, ask: Callable[..., Any], heard: Callable[..., Received]
) -> None:
    conversation = heard().conversation_id
    ana, tom = team.hire("agent", "Ana"), team.hire("agent", "Tom")
    application.perform(reply, ana, conversation_id=conversation, body="Tomorrow.", seen_seq=1)
    with pytest.raises(Conflict, match="Ana has answered since") as refusal:
        application.perform(reply, tom, conversation_id=conversation, body="Today.", seen_seq=1)
    assert refusal.value.code == "answered_since"
    application.perform(reply, ana, conversation_id=conversation, body="Or later.", seen_seq=1)
    application.perform(reply, tom, conversation_id=conversation, body="Today.", seen_seq=3)
    assert len(ask(thread, conversation_id=conversation).entries) == 4


def test_a_case_is_tagged_and_untagged(
    build: Builders, heard: Callable[..., Received], ask: Callable[..., Any]
) -> None:
    case_id = ask(thread, conversation_id=heard().conversation_id).conversation.case_id
    build.perform(tag_case, case_id=case_id, tag="VIP")
    build.perform(tag_case, case_id=case_id, tag="vip")
    assert ask(thread, conversation_id=heard().conversation_id).conversation.tags.count("vip") == 1
    build.perform(untag_case, case_id=case_id, tag="vip")
    assert "vip" not in ask(thread, conversation_id=heard().conversation_id).conversation.tags
    for number in range(30):
        try:
            build.perform(tag_case, case_id=case_id, tag=f"t{number}")
        except Conflict as refusal:
            assert refusal.code == "too_many_tags"
            break
    else:
        pytest.fail("there is no end to tags")
