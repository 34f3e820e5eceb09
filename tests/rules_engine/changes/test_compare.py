"""Two documents compared."""

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from rules_engine.changes.compare import Changes, compare
from rules_engine.changes.marks import marked
from rules_engine.changes.order import moved
from rules_engine.changes.unified import yaml_diff
from rules_engine.document.model import Document, Table
from rules_engine.document.parse import parse_document
from tests.rules_engine.random_rules import random_document
from tests.rules_engine.writing import compare as comparing
from tests.rules_engine.writing import document, rule

COMPLAINT, RETURN = comparing("topic", "eq", "complaint"), comparing("topic", "eq", "return")


def made(*rules: object, **more: object) -> Document:
    return parse_document(document(*rules, **{"lists": {"queues": ["returns", "vip"]}, **more}))


def table(*rows: dict[str, object]) -> dict[str, object]:
    return {
        "id": "t",
        "name": {"en": "T", "fr": "T"},
        "hit_policy": "first",
        "inputs": [{"fact": "topic", "op": "eq"}, {"fact": "channel", "op": "eq"}],
        "outputs": [{"effect": "queue", "parameter": "queue"}],
        "rows": list(rows),
    }


def row(topic: str | None, queue: str, channel: str | None = None) -> dict[str, object]:
    return {"when": [topic, channel], "then": [queue]}


def told(changes: Changes) -> list[tuple[str, str, bool]]:
    return [(each.part.id, each.change, each.moved) for each in changes.parts]


def test_rules_are_added_removed_changed_and_moved() -> None:
    before = made(rule("a"), rule("b"), rule("c"), rule("d"))
    after = made(rule("n"), rule("d"), rule("a", COMPLAINT), rule("b"))
    assert told(compare(before, after)) == [
        ("n", "added", False),
        ("d", "moved", True),
        ("a", "changed", False),
        ("c", "removed", False),
    ]


def test_a_rule_may_be_changed_and_stand_elsewhere() -> None:
    changes = compare(made(rule("a"), rule("b"), rule("c")), made(rule("c", RETURN), rule("a"), rule("b")))
    assert told(changes) == [("c", "changed", True)]


def test_rows_are_known_by_what_they_say() -> None:
    before = made(tables=[table(row("return", "returns"), row("order", "vip"), row("delivery", "vip"))])
    after = made(
        tables=[table(row("product", "vip"), row("return", "vip"), row("delivery", "vip"), row("order", "vip"))]
    )
    (changed,) = compare(before, after).parts
    said = [(each.before and each.before[0], each.after and each.after[0], each.moved) for each in changed.rows]
    assert said == [(None, 0, False), (0, 1, False), (2, 2, True)]


def test_an_empty_column_more_changes_no_row() -> None:
    wider = table(row("return", "returns"))
    narrow = {**wider, "inputs": wider["inputs"][:1], "rows": [{"when": ["return"], "then": ["returns"]}]}  # type: ignore[index]
    (changed,) = compare(made(tables=[narrow]), made(tables=[wider])).parts
    assert changed.change == "changed"
    assert changed.rows == ()


def test_lists_calendars_and_examples_are_compared_as_well() -> None:
    hours = {"time_zone": "Europe/Paris", "hours": {"mon": ["09:00-18:00"]}}
    before = made(lists={"queues": ["returns", "vip"], "old": ["x"]})
    after = made(lists={"queues": ["vip", "late"]}, calendars={"paris": hours})
    found = compare(
        before,
        after,
        examples_before=[{"name": "One", "facts": {}}, {"name": "Gone", "facts": {}}],
        examples_after=[{"name": "One", "facts": {"topic": "order"}}, {"name": "New", "facts": {}}],
    )
    assert [(each.name, each.added, each.removed) for each in found.lists] == [
        ("queues", ("late",), ("returns",)),
        ("old", (), ("x",)),
    ]
    assert [(each.name, each.before is None) for each in found.calendars] == [("paris", True)]
    assert [(each.name, each.before is None, each.after is None) for each in found.examples] == [
        ("One", False, False),
        ("New", True, False),
        ("Gone", False, True),
    ]


def test_another_name_is_a_change() -> None:
    before, after = ({"queues": {"vip": {"en": word, "fr": word}}} for word in ("VIP", "Dear"))
    found = compare(made(names=before), made(names=after))
    assert found and [
        (each.of, each.key, each.before.en, each.after.en) for each in found.names if each.before and each.after
    ] == [("queues", "vip", "VIP", "Dear")]
    assert not compare(made(names=before), made(names=before))


def test_the_yaml_says_the_same_as_a_file() -> None:
    before, after = made(rule("a")), made(rule("a", COMPLAINT))
    text = yaml_diff(before, after, names=("version-1.yaml", "draft.yaml"))
    assert text.startswith("--- version-1.yaml\n+++ draft.yaml\n@@")
    assert "+  when:\n+    fact: topic\n" in text
    assert yaml_diff(before, before, names=("a", "b")) == ""


def test_what_is_different_in_a_sentence_is_marked() -> None:
    before, after = marked("If topic is return, put in queue vip.", "If topic is not known, put in queue late.")
    assert [each.text for each in before if each.marked] == ["return", "vip"]
    assert [each.text for each in after if each.marked] == ["not known", "late"]


def test_as_few_as_possible_moved() -> None:
    ids = "abcde"
    for order in permutations(ids):
        found = moved(ids, order)
        rest = [each for each in order if each not in found]
        assert rest == sorted(rest)
    assert moved("abcde", "bcdea") == {"a"}
    assert moved("abc", "xabyc") == frozenset()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_same_says_nothing_and_both_directions_mirror(one: int, other: int) -> None:
    before = random_document(one)
    assert not compare(before, before)
    after = replace(random_document(other), family=before.family)
    there, back = compare(before, after), compare(after, before)
    assert {(each.part.id, each.kind) for each in there.parts if each.change == "added"} == {
        (each.part.id, each.kind) for each in back.parts if each.change == "removed"
    }
    for each in there.parts:
        if isinstance(each.before, Table) and isinstance(each.after, Table):
            gained = sum(row.before is None for row in each.rows) - sum(row.after is None for row in each.rows)
            assert len(each.before.rows) + gained == len(each.after.rows)


@given(st.text(max_size=60), st.text(max_size=60))
def test_marked_pieces_make_the_sentences_again(before: str, after: str) -> None:
    for said, pieces in zip((before, after), marked(before, after), strict=True):
        assert "".join(each.text for each in pieces) == said
