"""What happens when somebody presses a button of `/rules`."""

import asyncio
import copy
import json
from typing import Any
from uuid import UUID

import pytest

from console import guard
from console.rules_admin.changes.state import ChangesState
from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.editor.state import EditorState
from console.rules_admin.examples.form_state import ExampleForm
from console.rules_admin.examples.state import ExamplesState
from console.rules_admin.findings.state import FindingsState
from console.rules_admin.history.state import HistoryState
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.simulation.shadow_state import ShadowState
from console.rules_admin.state import RulesScreen
from console.rules_admin.trial.state import TrialState
from domain.kernel.permissions import Permission
from domain.work.application import Application
from rules_engine.publishing.queries import draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft
from rules_engine.simulation.start_shadow import start_shadow
from tests.browser.rules_world import ROUTING, publish_rules
from tests.console.rules_admin.conftest import begun, shown
from tests.console.supervise.conftest import Screen
from tests.support.team import Team

RULE = {
    "name": {"en": "Urgent", "fr": "Urgent"},
    "when": {"all": [{"fact": "topic", "op": "eq", "value": "complaint"}]},
    "then": [{"effect": "queue", "queue": "vip"}],
}
HANDLERS = {
    RulesScreen: ["again"],
    SheetState: ["search", "more", "turn_languages"],
    FindingsState: ["look", "attempt"],
    TrialState: ["attempt", "clear"],
    HistoryState: ["ask_about", "go_back"],
    ChangesState: ["compare_with"],
    DraftsState: ["start", "submit", "approve", "send_back", "publish", "discard"],
    EditorState: ["look", "save", "drop"],
    ExamplesState: ["add", "ask_about", "drop", "accept"],
    ExampleForm: ["open", "save"],
}


def run(work: Any) -> Any:
    return asyncio.run(work)


@pytest.mark.parametrize(("state", "handler"), [(state, name) for state, names in HANDLERS.items() for name in names])
def test_every_handler_is_for_who_may_read_rules(state: Any, handler: str) -> None:
    rule = guard.rule_for(f"{state.get_full_name()}.{handler}")
    assert rule is not None
    assert rule.needs is Permission.RULES_READ


def test_the_page_itself_opens_for_anybody_and_says_whose_it_is() -> None:
    rule = guard.rule_for(f"{RulesScreen.get_full_name()}.open")
    assert rule is not None
    assert rule.needs is None


def test_the_live_version_is_read_and_searched(screen: Screen, published: int) -> None:
    async def story() -> SheetState:
        await shown(screen, family="routing")
        await screen.call(SheetState, "search", "livraison WAREHOUSE")
        return await screen.of(SheetState)

    sheet = run(story())
    assert (sheet.panel, sheet.head.number) == ("version", "1")
    assert [each.id for each in sheet.rules] == ["delivery"]


def test_a_row_is_read_out_at_a_click_and_put_away_at_the_next(screen: Screen, published: int) -> None:
    async def story() -> list[str]:
        await shown(screen, family="routing")
        sheet, read = await screen.of(SheetState), []
        for row in ("skills#2", "skills#1", "skills#1", "skills#9"):
            await screen.call(SheetState, "read_out", row)
            read.append(sheet.read)
        return read

    assert run(story()) == ["skills#2", "skills#1", "", ""]


@pytest.mark.parametrize(
    ("wanted", "panel"),
    [
        ({"family": "policy"}, "none"),
        ({"family": "routing", "version": "9"}, "missing"),
        ({"family": "routing", "draft": "nonsense"}, "missing"),
    ],
)
def test_what_is_not_there_is_said(screen: Screen, published: int, wanted: dict[str, str], panel: str) -> None:
    async def story() -> SheetState:
        await shown(screen, **wanted)
        return await screen.of(SheetState)

    assert run(story()).panel == panel


def test_trying_out_tells_what_counts_and_why_not_the_others(screen: Screen, published: int) -> None:
    async def story() -> TrialState:
        await shown(screen, family="routing")
        await screen.call(TrialState, "attempt", {"topic": "return", "waiting_for": "1 h", "mood": "x", "channel": ""})
        return await screen.of(TrialState)

    trial = run(story())
    assert [each.text for each in trial.effects] == ["Put in queue General", "Set priority 3"]
    why = {each.name: (each.reason, each.actual) for each in trial.not_fired}
    assert why["Returns of our best customers"] == ("Channel is phone or chat", "it is not known")
    assert why["Delivery questions"] == ("Topic is delivery or order", "it is return")


def test_a_fact_that_cannot_be_is_said_at_its_field(screen: Screen, published: int) -> None:
    async def story() -> TrialState:
        await shown(screen, family="routing")
        await screen.call(TrialState, "attempt", {"waiting_for": "long"})
        return await screen.of(TrialState)

    trial = run(story())
    assert (trial.wrong_at, trial.wrong, trial.tried) == ("waiting_for", "Must be a whole number.", False)


def test_a_rule_is_read_back_refused_at_its_place_and_kept(
    screen: Screen, published: int, application: Application
) -> None:
    wrong = RULE | {"then": [{"effect": "queue", "queue": "nowhere"}]}

    async def story() -> tuple[Any, EditorState]:
        id = await begun(screen)
        await shown(screen, family="routing", draft=str(id), new="rule")
        await screen.call(EditorState, "save", 1, 1, json.dumps(wrong))
        state = await screen.of(EditorState)
        assert (state.refused["at"], state.saved) == ("then[0].queue", 0)
        assert state.refused["sentence"].endswith("Allowed: returns, delivery, vip, general.")
        await screen.call(EditorState, "look", 2, json.dumps(RULE))
        assert state.sentence["fr"] == "Si sujet est réclamation, mettre en file VIP."
        await screen.call(EditorState, "save", 3, 1, json.dumps(RULE))
        return id, state

    id, state = run(story())
    assert state.saved == 3
    kept = application.ask(draft, screen.person.actor, draft_id=id)
    assert kept.document["rules"][-1]["id"] == "urgent"
    assert kept.version == 2


def test_a_stale_save_is_refused_and_may_be_repeated_over_it(
    screen: Screen, published: int, application: Application, team: Team
) -> None:
    other = Screen(team.hire("supervisor", "Rhea"))

    async def story() -> EditorState:
        id = await begun(screen)
        await shown(screen, family="routing", draft=str(id), new="rule")
        await shown(other, family="routing", draft=str(id), new="rule")
        await other.call(EditorState, "save", 1, 1, json.dumps(RULE))
        await screen.call(EditorState, "save", 2, 1, json.dumps(RULE))
        state = await screen.of(EditorState)
        assert (state.stale, state.saved) == (2, 0)
        await screen.call(EditorState, "save", 3, state.stale, json.dumps(RULE))
        return state

    state = run(story())
    assert (state.stale, state.saved) == (0, 3)


def test_an_example_that_fails_keeps_the_draft_from_review(screen: Screen, published: int) -> None:
    async def story() -> tuple[DraftsState, ExamplesState]:
        id = await begun(screen)
        await screen.call(TrialState, "attempt", {"topic": "delivery"})
        await screen.call(ExamplesState, "add", {"name": "Deliveries", "expect-0": "on"})
        await shown(screen, family="routing", draft=str(id), rule="delivery")
        changed = RULE | {"name": {"en": "Delivery", "fr": "Livraison"}}
        await screen.call(EditorState, "save", 1, 2, json.dumps(changed))
        await shown(screen, family="routing", draft=str(id))
        await screen.call(DraftsState, "submit")
        return await screen.of(DraftsState), await screen.of(ExamplesState)

    drafts, examples = run(story())
    assert drafts.wrong == "The example “Deliveries” fails."
    assert [each.mark for each in drafts.chosen.steps] == ["done", "wrong", "next", "later", "later"]
    assert drafts.chosen.failing == "1 of 2 examples fails."
    failing = examples.lines[0]
    assert failing.rule_href.endswith("&rule=else")
    assert (failing.key, failing.passed, failing.missing, failing.got) == (
        "example-1",
        False,
        ["put in queue Delivery"],
        "put in queue General, set priority 3",
    )


def test_the_new_result_of_a_failing_example_is_accepted_and_the_draft_can_be_handed_over(
    screen: Screen, published: int, application: Application
) -> None:
    async def story() -> tuple[Any, DraftsState, ExamplesState]:
        id = await begun(screen)
        await screen.call(TrialState, "attempt", {"topic": "delivery"})
        await screen.call(ExamplesState, "add", {"name": "Deliveries", "expect-0": "on"})
        await shown(screen, family="routing", draft=str(id), rule="delivery")
        moved = RULE | {"when": {"fact": "topic", "op": "eq", "value": "delivery"}}
        await screen.call(EditorState, "save", 1, 2, json.dumps(moved))
        await shown(screen, family="routing", draft=str(id))
        assert (await screen.of(ExamplesState)).lines[0].rule_href.endswith("&rule=delivery")
        await screen.call(ExamplesState, "accept", "Deliveries")
        await shown(screen, family="routing", draft=str(id))
        return id, await screen.of(DraftsState), await screen.of(ExamplesState)

    id, drafts, examples = run(story())
    assert all(each.passed for each in examples.lines)
    assert (drafts.chosen.failing, drafts.chosen.can_submit) == ("", True)
    kept = application.ask(draft, screen.person.actor, draft_id=id)
    expected = next(each for each in kept.examples if each["name"] == "Deliveries")["expect"]
    assert expected == [{"effect": "queue", "queue": "vip"}, {"effect": "priority", "priority": 3}]
    assert (kept.version, kept.changed_by) == (4, "Wren")


def test_reviewed_by_another_published_and_rolled_back(screen: Screen, published: int, team: Team) -> None:
    other = Screen(team.hire("supervisor", "Rhea"))

    async def story() -> list[Any]:
        id = str(await begun(screen))
        await screen.call(DraftsState, "submit")
        await shown(screen, family="routing", draft=id)
        own = (await screen.of(DraftsState)).chosen
        assert (own.own, own.can_review) == (True, False)
        await shown(other, family="routing", draft=id)
        assert (await other.of(DraftsState)).chosen.can_review
        await other.call(DraftsState, "approve")
        await shown(other, family="routing", draft=id)
        await other.call(DraftsState, "publish", {"starts_at": ""})
        await shown(other, family="routing")
        assert [(each.version, each.back) for each in (await other.of(HistoryState)).lines] == [
            ("2", False),
            ("1", True),
        ]
        await other.call(HistoryState, "ask_about", "1")
        await other.call(HistoryState, "go_back", {"reason": " "})
        assert (await other.of(HistoryState)).wrong == "Say why."
        await other.call(HistoryState, "go_back", {"reason": "Too early"})
        await shown(other, family="routing")
        return (await other.of(HistoryState)).lines

    lines = run(story())
    assert [(each.what, each.reason) for each in lines][:2] == [
        ("Back to version 1", "Too early"),
        ("Version 2 published", ""),
    ]


def test_who_may_not_write_is_offered_nothing_and_refused(published: int, team: Team, screen: Screen) -> None:
    agent = Screen(team.hire("agent", "Léa"))

    async def story() -> tuple[RulesScreen, EditorState]:
        id = await begun(screen)
        state = await shown(agent, family="routing", draft=str(id), new="rule")
        await agent.call(DraftsState, "discard")
        return state, await agent.of(EditorState)

    state, editor = run(story())
    assert (state.may_draft, state.may_review, state.may_publish, editor.kind) == (False, False, False, "")


def test_a_list_is_kept_unless_a_rule_needs_what_went(screen: Screen, published: int, application: Application) -> None:
    async def story() -> tuple[Any, EditorState]:
        id = await begun(screen)
        await shown(screen, family="routing", draft=str(id), list="queues")
        state = await screen.of(EditorState)
        assert state.part["values"] == ["returns", "delivery", "vip", "general"]
        await screen.call(EditorState, "save", 1, 1, json.dumps({"values": ["vip"]}))
        assert state.refused["sentence"] == "“rules[0].then[0].queue” is not on the list “Queues”. Allowed: vip."
        values = ["returns", "delivery", "vip", "general", "night"]
        await screen.call(EditorState, "save", 2, 1, json.dumps({"values": values}))
        return id, state

    id, state = run(story())
    assert state.saved == 2
    assert application.ask(draft, screen.person.actor, draft_id=id).document["lists"]["queues"][-1] == "night"


def test_what_is_found_stands_at_its_rule_and_its_facts_are_tried(screen: Screen, published: int) -> None:
    narrower = {"all": [RULE["when"], {"fact": "channel", "op": "eq", "value": "phone"}]}

    async def story() -> tuple[FindingsState, SheetState, TrialState]:
        id = str(await begun(screen))
        for number, rule in enumerate((RULE, RULE | {"name": {"en": "Again", "fr": "Encore"}, "when": narrower})):
            await shown(screen, family="routing", draft=id, new="rule")
            await screen.call(EditorState, "save", number + 1, number + 1, json.dumps(rule))
        await shown(screen, family="routing", draft=id)
        findings = await screen.of(FindingsState)
        assert (findings.stage, findings.warnings) == ("waiting", [])
        await screen.call(FindingsState, "attempt", 0)  # nothing is known yet
        await screen.call(FindingsState, "look")
        await screen.call(FindingsState, "attempt", findings.warnings[0].number)
        await screen.call(FindingsState, "attempt", 10_000)  # is none
        await shown(screen, family="routing", draft=id)  # what is known is there at once
        return findings, await screen.of(SheetState), await screen.of(TrialState)

    findings, sheet, trial = run(story())
    assert findings.stage == "found"
    assert [(each.where, each.facts) for each in findings.warnings] == [("Again", "topic complaint, channel phone")]
    marked = {each.id: [line.text for line in each.findings] for each in sheet.rules if each.findings}
    assert list(marked) == ["again"]
    assert {each.key: each.value for each in trial.fields if each.value} == {"topic": "complaint", "channel": "phone"}
    assert trial.tried and [each.by for each in trial.overruled][:1] == ["Again"]


def test_a_row_of_a_table_is_marked(screen: Screen, application: Application) -> None:
    shadowed = copy.deepcopy(ROUTING)
    shadowed["tables"][0]["rows"].append({"when": ["fr", ["complaint"]], "then": ["electronics"]})
    publish_rules(application, shadowed)

    async def story() -> SheetState:
        await shown(screen, family="routing")
        await screen.call(FindingsState, "look")
        return await screen.of(SheetState)

    (table,) = run(story()).tables
    assert [bool(each.wrong) for each in table.rows] == [False, False, True]
    assert [(each.where, each.note) for each in table.findings] == [("", True), ("French, complaint", False)]


def test_a_draft_says_what_it_changes(screen: Screen, published: int) -> None:
    async def story() -> ChangesState:
        id = str(await begun(screen))
        assert (await screen.of(ChangesState)).summary == ""
        await shown(screen, family="routing", draft=id, rule="delivery")
        changed = ROUTING["rules"][1] | {"priority": 5, "when": {"fact": "topic", "op": "eq", "value": "delivery"}}
        await screen.call(EditorState, "save", 1, 1, json.dumps(changed))
        await shown(screen, family="routing", draft=id, see="changes")
        return await screen.of(ChangesState)

    state = run(story())
    assert (state.summary, state.against, [each.value for each in state.choices]) == ("1 changed", "1", ["1"])
    (part,) = state.parts
    assert [each.text for each in part.before if each.marked] == [" or order"]
    assert [(each.label, each.before, each.after) for each in part.details] == [("Precedence", "0", "5")]
    assert any(each.side == "after" and "priority: 5" in each.text for each in state.file)


def test_a_calendar_of_ones_own_is_written_refused_at_its_field_and_taken_out(screen: Screen, published: int) -> None:
    typed = {
        "name": {"en": "Summer in Paris", "fr": "Été à Paris"},
        "time_zone": "Europe/Paris",
        "hours": {"mon": ["9-18"]},
        "holidays": [],
    }

    async def story() -> list[Any]:
        id = str(await begun(screen))
        await shown(screen, family="routing", draft=id, new="calendar")
        await screen.call(EditorState, "save", 1, 1, json.dumps(typed))
        state = await screen.of(EditorState)
        assert (state.refused["at"], state.refused["sentence"][:13]) == ("hours.mon[0]", "Must be hours")
        await screen.call(EditorState, "save", 2, 1, json.dumps(typed | {"name": {"en": " ", "fr": ""}}))
        assert state.refused == {"at": "name", "sentence": "Say what it is called."}
        sound = typed | {"hours": {"mon": ["09:00-18:00"]}, "holidays": ["2026-12-25"]}
        await screen.call(EditorState, "look", 3, json.dumps(sound))
        assert state.sentence["en"] == "Europe/Paris: Monday 09:00-18:00; closed on 2026-12-25"
        await screen.call(EditorState, "save", 4, 1, json.dumps(sound))
        await shown(screen, family="routing", draft=id)
        kept = [(each.name, each.label) for each in (await screen.of(SheetState)).calendars]
        await shown(screen, family="routing", draft=id, calendar="summer-in-paris")
        await screen.call(EditorState, "drop")
        await shown(screen, family="routing", draft=id)
        return [kept, (await screen.of(SheetState)).calendars]

    assert run(story()) == [[("summer-in-paris", "Summer in Paris")], []]


def test_a_list_of_ones_own_is_begun_and_its_name_is_taken_once(screen: Screen, published: int) -> None:
    async def story() -> list[Any]:
        id = str(await begun(screen))
        await shown(screen, family="routing", draft=id, new="list")
        await screen.call(EditorState, "save", 1, 1, json.dumps({"name": {"en": "Queues"}, "values": ["x"]}))
        refused = (await screen.of(EditorState)).refused["sentence"]
        said = {"name": {"en": "Fragile goods", "fr": ""}, "values": ["LAMP", "lamp "]}
        await screen.call(EditorState, "save", 2, 1, json.dumps(said))
        await shown(screen, family="routing", draft=id)
        lists = (await screen.of(SheetState)).lists
        return [refused, [(each.label, each.on_it) for each in lists if each.name == "fragile-goods"]]

    assert run(story()) == ["There is a list called “queues” already.", [("Fragile goods", "LAMP, lamp")]]


@pytest.mark.parametrize("kind", ["list", "calendar"])
def test_a_list_or_calendar_of_ones_own_is_renamed_in_both_languages_and_keeps_its_key(
    screen: Screen, published: int, application: Application, kind: str
) -> None:
    holds = {"list": {"values": ["LAMP"]}, "calendar": {"time_zone": "Europe/Paris", "hours": {"mon": ["09:00-18:00"]}}}
    renamed = {"en": "Glass", "fr": "Verrerie"}

    async def story() -> tuple[UUID, list[Any]]:
        id = await begun(screen)
        await shown(screen, family="routing", draft=str(id), new=kind)
        await screen.call(EditorState, "save", 1, 1, json.dumps(holds[kind] | {"name": {"en": "Fragile", "fr": ""}}))
        await shown(screen, family="routing", draft=str(id), **{kind: "fragile"})
        state = await screen.of(EditorState)
        seen = [state.part["name"]]
        await screen.call(EditorState, "save", 2, 2, json.dumps(state.part | {"name": {"en": "", "fr": " "}}))
        seen.append(state.refused["at"])
        await screen.call(EditorState, "save", 3, 2, json.dumps(state.part | {"name": renamed}))
        await shown(screen, family="routing", draft=str(id), **{kind: "fragile"})
        return id, [*seen, state.part["name"], state.title]

    id, seen = run(story())
    assert seen == [{"en": "Fragile", "fr": "Fragile"}, "name", renamed, "Glass"]
    document = application.ask(draft, screen.person.actor, draft_id=id).document
    assert (document["names"], list(document[f"{kind}s"])[-1]) == ({f"{kind}s": {"fragile": renamed}}, "fragile")


def test_a_version_from_before_there_were_names_is_read_in_the_names_of_now(
    screen: Screen, published: int, application: Application
) -> None:
    names = {"lists": {"vips": {"en": "Dear friends", "fr": "Nos amis"}}}
    publish_rules(application, {key: ROUTING[key] for key in ("format", "family")} | {"names": names})
    publish_rules(application, ROUTING | {"lists": {**ROUTING["lists"], "vips": ["x"]}})
    publish_rules(application, ROUTING | {"names": names})

    async def story() -> tuple[list[str], list[str]]:
        await shown(screen, family="routing", version="3")
        labels = [each.label for each in (await screen.of(SheetState)).lists if each.name == "vips"]
        await shown(screen, family="routing", version="4", see="changes", against="3")
        return labels, [str(each) for each in (await screen.of(ChangesState)).others]

    labels, others = run(story())
    assert labels == ["Dear friends"]
    assert any("Dear friends" in each for each in others)


def test_a_name_that_changed_in_the_other_language_only_is_told_in_both(
    screen: Screen, published: int, application: Application
) -> None:
    for french in ("Amis", "Nos amis"):
        names = {"lists": {"vips": {"en": "Friends", "fr": french}}}
        publish_rules(application, ROUTING | {"names": names})

    async def story() -> list[tuple[str, str, str]]:
        await shown(screen, family="routing", version="3", see="changes", against="2")
        return [(each.name, each.removed, each.added) for each in (await screen.of(ChangesState)).others]

    assert run(story()) == [("Lists: Friends", "Friends / Amis", "Friends / Nos amis")]


def test_a_list_of_the_vocabulary_keeps_its_name(screen: Screen, published: int) -> None:
    async def story() -> dict[str, Any]:
        id = str(await begun(screen))
        await shown(screen, family="routing", draft=id, list="queues")
        return (await screen.of(EditorState)).part

    assert "name" not in run(story())


def test_what_somebody_else_changed_in_the_open_rule_is_told(screen: Screen, published: int, team: Team) -> None:
    other = Screen(team.hire("supervisor", "Rhea"))

    async def story() -> EditorState:
        id = str(await begun(screen))
        await shown(screen, family="routing", draft=id, rule="delivery")
        await shown(other, family="routing", draft=id, rule="delivery")
        changed = ROUTING["rules"][1] | {"when": {"fact": "topic", "op": "eq", "value": "delivery"}}
        await other.call(EditorState, "save", 1, 1, json.dumps(changed))
        await (await screen.of(RulesScreen))._bring_up_to_date(screen.person)
        return await screen.of(EditorState)

    state = run(story())
    assert (state.version, state.theirs.by, state.theirs.gone) == (2, "Rhea", False)
    assert [each.text for each in state.theirs.before if each.marked] == [" or order"]


def test_an_example_is_changed_where_it_stands(
    screen: Screen, published: int, application: Application, team: Team
) -> None:
    other = Screen(team.hire("supervisor", "Rhea"))

    async def story() -> Any:
        id = await begun(screen)
        await screen.call(TrialState, "attempt", {"topic": "delivery"})
        await screen.call(ExamplesState, "add", {"name": "Deliveries", "expect-0": "on"})
        await shown(screen, family="routing", draft=str(id))
        await screen.call(ExampleForm, "open", "Deliveries")
        form = await screen.of(ExampleForm)
        assert [(each.key, each.value) for each in form.fields if each.value] == [("topic", "delivery")]
        assert [each.chosen for each in form.ticks] == [True, False]
        await shown(other, family="routing", draft=str(id))
        await other.call(ExampleForm, "open", "Deliveries")
        await screen.call(ExampleForm, "save", {"name": "Returns", "topic": "return", "as-said": "on"})
        assert (form.name, form.wrong) == ("", "")
        await shown(other, family="routing", draft=str(id))
        await other.call(ExampleForm, "save", {"name": "Mine", "topic": "order"})
        assert (await other.of(ExampleForm)).wrong == "Somebody took this example out meanwhile."
        return application.ask(draft, screen.person.actor, draft_id=id).examples

    examples = run(story())
    changed = next(each for each in examples if each["name"] == "Returns")
    assert changed["facts"] == {"topic": "return"}
    assert {"effect": "queue", "queue": "general"} in changed["expect"]
    assert "Deliveries" not in {each["name"] for each in examples}


def test_a_draft_that_runs_beside_the_live_version_is_told_in_the_lists(screen: Screen, published: int) -> None:
    async def story() -> tuple[list[str], list[bool]]:
        id = str(await begun(screen))
        await shown(screen, family="routing", draft=id, see="simulation")
        await screen.call(ShadowState, "start", {"days": "7"})
        state = await shown(screen, family="routing")
        return [each.shadows for each in state.families], [e.shadow for e in (await screen.of(DraftsState)).lines]

    assert run(story()) == (["in shadow", "", "", ""], [True])


def test_without_a_draft_open_what_waits_and_what_runs_changes_by_itself(
    screen: Screen, published: int, team: Team, application: Application
) -> None:
    other = team.hire("supervisor", "Rhea")

    async def story() -> None:
        state = await shown(screen, family="routing")

        async def told() -> tuple[str, str, str]:
            await state._bring_up_to_date(screen.person)
            line = state.families[0]
            return (line.drafts, line.in_review, line.shadows)

        assert await told() == ("", "", "")
        draft_id = application.perform(start_draft, other, family="routing", title="Theirs")
        assert await told() == ("1 draft", "", "")
        assert [each.title for each in (await screen.of(DraftsState)).lines] == ["Theirs"]
        application.perform(start_shadow, other, draft_id=draft_id)
        assert await told() == ("1 draft", "", "in shadow")
        row = application.ask(draft, other, draft_id=draft_id)
        application.perform(submit_draft, other, draft_id=draft_id, expected_version=row.version)
        assert await told() == ("1 draft", "1 in review", "in shadow")

    run(story())


def test_the_example_that_was_asked_about_is_taken_out_and_no_other(screen: Screen, published: int) -> None:
    async def story() -> list[str]:
        id = await begun(screen)
        await screen.call(TrialState, "attempt", {"topic": "delivery"})
        for name in ("Deliveries", "Others"):
            await screen.call(ExamplesState, "add", {"name": name, "expect-0": "on"})
            await shown(screen, family="routing", draft=str(id))
        await screen.call(ExamplesState, "ask_about", "Others")
        await screen.call(ExamplesState, "drop")
        await shown(screen, family="routing", draft=str(id))
        return [each.name for each in (await screen.of(ExamplesState)).lines]

    names = run(story())
    assert "Deliveries" in names
    assert "Others" not in names
