"""Rules as files: written, read back, and refused with every fault."""

import json
from typing import Any

import pytest

from domain.kernel.actor import Actor
from domain.kernel.errors import Denied, DomainError, Invalid, StaleVersion
from domain.work.application import Application
from rules_engine.publishing.draft_from_file import draft_from_file
from rules_engine.publishing.queries import draft, drafts
from rules_engine.publishing.replace_draft import replace_draft
from rules_engine.publishing.rules_file import read_file, write_file
from tests.browser.rules_world import EXAMPLE, ROUTING
from tests.rules_engine.writing import NOW
from tests.support.team import Team


@pytest.fixture
def writer(team: Team) -> Actor:
    return team.hire("supervisor", "Wren")


def faults(content: bytes | str) -> list[str]:
    with pytest.raises(Invalid) as refused:
        read_file(content.encode() if isinstance(content, str) else content, family="routing", now=NOW)
    return [each["at"] for each in refused.value.details["faults"]]


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_what_is_written_is_read_back(format: Any) -> None:
    example = {"name": EXAMPLE["name"], "name_fr": "Un exemple"} | EXAMPLE
    text = write_file(ROUTING, [example], format)
    found = read_file(text.encode(), family="routing", now=NOW)
    assert found.examples == (example,)
    assert write_file(found.document, found.examples, format) == text


def test_every_fault_is_named_with_its_place() -> None:
    rules = [dict(each) for each in ROUTING["rules"]]
    rules[0] |= {"then": [{"effect": "queue", "queue": "nowhere"}]}
    rules[2] |= {"priority": "high"}
    text = write_file(ROUTING, [], "json")

    plain = json.loads(text) | {"rules": rules, "calendars": {"paris": {"time_zone": "Nowhere", "hours": {}}}}
    assert faults(json.dumps(plain)) == ["calendars.paris.time_zone", "rules[0].then[0].queue", "rules[2].priority"]
    sound = json.loads(text) | {"examples": [EXAMPLE, EXAMPLE | {"facts": {"topic": "rain"}}, {"name": "x"}]}
    places = faults(json.dumps(sound))
    assert [each.split(".")[0] for each in places] == ["examples[1]", "examples[2]"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", "a: &x 1\nb: *x", "!!python/object:os.system x", "{", "- a", "[" * 5_000, b"x" * 8_000_001],
)
def test_hostile_files_are_refused_with_a_sentence(content: bytes | str) -> None:
    assert len(faults(content)) == 1


def test_rules_of_another_family_are_refused() -> None:
    assert faults("format: 1\nfamily: policy\n") == ["family"]


def test_a_draft_begins_from_a_file_and_is_replaced_by_one(application: Application, writer: Actor) -> None:
    content = write_file(ROUTING, [EXAMPLE], "yaml").encode()
    id = application.perform(draft_from_file, writer, family="routing", title="From a file", content=content)
    begun = application.ask(draft, writer, draft_id=id)
    assert (begun.document, list(begun.examples), begun.version) == (ROUTING_KEPT, [EXAMPLE], 2)
    less = write_file({**ROUTING_KEPT, "tables": []}, [], "json").encode()
    assert application.perform(replace_draft, writer, draft_id=id, expected_version=2, content=less) == 3
    kept = application.ask(draft, writer, draft_id=id)
    assert ("tables" in kept.document, list(kept.examples)) == (False, [EXAMPLE])
    with pytest.raises(StaleVersion):
        application.perform(replace_draft, writer, draft_id=id, expected_version=2, content=content)


def test_nothing_half_written_stays(application: Application, writer: Actor, team: Team) -> None:
    for content, title in ((b"rules: 3", "Bad"), (write_file(ROUTING, [], "yaml").encode(), " ")):
        with pytest.raises(DomainError):
            application.perform(draft_from_file, writer, family="routing", title=title, content=content)
    assert application.ask(drafts, writer, family="routing") == ()
    with pytest.raises(Denied):
        application.perform(
            draft_from_file, team.hire("agent", "Ann"), family="routing", title="Mine", content=b"never read"
        )


ROUTING_KEPT: dict[str, Any] = read_file(write_file(ROUTING, [], "json").encode(), family="routing", now=NOW).document
