"""What a document may not say is refused, and the place is named."""

from typing import Any

import pytest

from domain.kernel.errors import Invalid
from rules_engine.document.parse import parse_document
from tests.rules_engine.writing import compare, document, rule

TOPIC = compare("topic", "eq", "return")
TABLE = {
    "id": "t",
    "name": {"en": "T", "fr": "T"},
    "hit_policy": "first",
    "inputs": [{"fact": "topic", "op": "eq"}],
    "outputs": [{"effect": "queue", "parameter": "queue"}],
    "rows": [{"when": ["return"], "then": ["returns"]}],
}


def nested(levels: int) -> Any:
    return TOPIC if levels == 0 else {"all": [nested(levels - 1)]}


def when(condition: Any) -> Any:
    return document(rule("a", condition))


def then(*effects: Any, family: str = "routing") -> Any:
    return document(rule("a", None, *effects), family=family)


def table(**changed: Any) -> Any:
    return document(tables=[{**TABLE, **changed}])


ANY_OF_TWO = {"any": [compare("orders_30d", "eq", 1), compare("orders_30d", "eq", 2)]}

REFUSED: dict[str, tuple[Any, str, str]] = {
    "no object": ([], "document", "not_an_object"),
    "names that are none": (document(names=["a"]), "names", "not_an_object"),
    "a name in French alone": (document(names={"queues": {"a": {"fr": "x"}}}), "names.queues.a.en", "missing"),
    "names of what cannot be a list": (document(names={"A b": {}}), "names.A b", "not_a_key"),
    "unknown format": ({**document(), "format": 2}, "format", "out_of_range"),
    "no format": ({"family": "routing"}, "format", "missing"),
    "unknown family": (document(family="cooking"), "family", "unknown_choice"),
    "unknown field": (document(rulez=[]), "rulez", "unknown_field"),
    "a field that cannot be shown": (document(**{"\ud800": 1}), "\ufffd", "unknown_field"),
    "a very long field": (document(**{"x" * 10_000: 1}), "x" * 64, "unknown_field"),
    "a currency that cannot be shown": (
        when(compare("order_total", "gt", {"\ud800": 5})),
        "rules[0].when.value.\ufffd",
        "unknown_currency",
    ),
    "unknown field of a rule": (document(rule(color=1)), "rules[0].color", "unknown_field"),
    "no name": (document({"id": "a", "then": []}), "rules[0].name", "missing"),
    "no effect": (document({**rule(), "then": []}), "rules[0].then", "empty"),
    "an id with signs": (document(rule("a b")), "rules[0].id", "not_a_key"),
    "an id twice": (document(rule("a"), rule("a")), "rules[1].id", "duplicate"),
    "an id of rule and table": (document(rule("t"), tables=[TABLE]), "tables[0].id", "duplicate"),
    "a name in one language": (document({**rule(), "name": {"en": "x"}}), "rules[0].name.fr", "missing"),
    "a name too long": (document({**rule(), "name": {"en": "x" * 201, "fr": "x"}}), "rules[0].name.en", "too_long"),
    "a priority that is text": (document(rule(priority="1")), "rules[0].priority", "not_a_whole_number"),
    "a priority that is a flag": (document(rule(priority=True)), "rules[0].priority", "not_a_whole_number"),
    "enabled by a number": (document(rule(enabled=1)), "rules[0].enabled", "not_a_flag"),
    "a date without zone": (document(rule(**{"from": "2026-11-26T00:00:00"})), "rules[0].from", "not_a_time"),
    "dates the wrong way round": (
        document(rule(**{"from": "2026-11-26T00:00:00Z", "to": "2026-11-25T00:00:00Z"})),
        "rules[0].to",
        "wrong_dates",
    ),
    "an empty group": (when({"all": []}), "rules[0].when.all", "empty"),
    "an empty group inside": (when({"any": [TOPIC, {"none": []}]}), "rules[0].when.any[1].none", "empty"),
    "two groups in one": (when({"all": [TOPIC], "any": [TOPIC]}), "rules[0].when.any", "unknown_field"),
    "a condition of text": (when("always"), "rules[0].when", "not_an_object"),
    "too deep": (when(nested(9)), "rules[0].when" + ".all[0]" * 8, "too_deep"),
    "too many comparisons": (
        when({"all": [{"all": [TOPIC] * 31}, {"all": [TOPIC] * 30}]}),
        "rules[0].when",
        "too_many_comparisons",
    ),
    "too many members": (when({"all": [TOPIC] * 61}), "rules[0].when.all", "too_many"),
    "too many alternatives": (when({"all": [ANY_OF_TWO] * 6}), "rules[0].when", "too_many_alternatives"),
    "an unknown fact": (when(compare("shoe_size", "eq", 1)), "rules[0].when.fact", "unknown_fact"),
    "a fact that is a list": (when({"fact": [], "op": "eq"}), "rules[0].when.fact", "unknown_fact"),
    "an unknown operator": (when(compare("topic", "like", "x")), "rules[0].when.op", "unknown_operator"),
    "an operator for others": (when(compare("topic", "lt", "return")), "rules[0].when.op", "unknown_operator"),
    "no value": (when({"all": [TOPIC, {"fact": "topic", "op": "eq"}]}), "rules[0].when.all[1].value", "missing"),
    "a value too many": (when(compare("topic", "present", "x")), "rules[0].when.value", "unknown_field"),
    "an unknown choice": (when(compare("topic", "eq", "weather")), "rules[0].when.value", "unknown_choice"),
    "text for a number": (when(compare("orders_30d", "gt", "9")), "rules[0].when.value", "not_a_whole_number"),
    "a fraction": (when(compare("orders_30d", "gt", 1.5)), "rules[0].when.value", "not_a_whole_number"),
    "NaN": (when(compare("orders_30d", "gt", float("nan"))), "rules[0].when.value", "not_a_whole_number"),
    "a number for text": (when(compare("subject", "eq", 5)), "rules[0].when.value", "not_text"),
    "beyond 64 bits": (when(compare("orders_30d", "gt", 2**63)), "rules[0].when.value", "out_of_range"),
    "beyond the exact": (when(compare("orders_30d", "gt", -(2**53))), "rules[0].when.value", "out_of_range"),
    "text too long": (when(compare("subject", "contains", "x" * 501)), "rules[0].when.value", "too_long"),
    "blank text": (when(compare("subject", "contains", "  ")), "rules[0].when.value", "missing"),
    "control characters": (when(compare("subject", "eq", "a\x00")), "rules[0].when.value", "control_characters"),
    "money without currency": (when(compare("order_total", "gt", 5)), "rules[0].when.value", "not_amounts"),
    "no such currency": (when(compare("order_total", "gt", {"EUX": 5})), "rules[0].when.value.EUX", "unknown_currency"),
    "a currency in small": (
        when(compare("order_total", "gt", {"eur": 5})),
        "rules[0].when.value.eur",
        "unknown_currency",
    ),
    "money in fractions": (
        when(compare("order_total", "gt", {"EUR": 5.5})),
        "rules[0].when.value.EUR",
        "not_a_whole_number",
    ),
    "a range the wrong way": (when(compare("orders_30d", "between", [5, 4])), "rules[0].when.value", "wrong_order"),
    "a range of three": (when(compare("orders_30d", "between", [1, 2, 3])), "rules[0].when.value", "too_many"),
    "a range of two currencies": (
        when(compare("order_total", "between", [{"EUR": 1}, {"USD": 2}])),
        "rules[0].when.value",
        "wrong_order",
    ),
    "one of nothing": (when(compare("topic", "in", [])), "rules[0].when.value", "empty"),
    "one of too many": (when(compare("subject", "in", ["x"] * 501)), "rules[0].when.value", "too_many"),
    "one of with a wrong one": (
        when(compare("topic", "in", ["order", "x"])),
        "rules[0].when.value[1]",
        "unknown_choice",
    ),
    "no such list": (when(compare("subject", "in_list", "vips")), "rules[0].when.value", "unknown_list"),
    "no such calendar": (when(compare("now", "in_hours", "paris")), "rules[0].when.value", "unknown_calendar"),
    "a span of nothing": (when(compare("now", "within_last", 0)), "rules[0].when.value", "out_of_range"),
    "no such weekday": (
        when(compare("now", "on_weekday", {"days": ["lundi"], "time_zone": "Europe/Paris"})),
        "rules[0].when.value.days",
        "unknown_choice",
    ),
    "no such zone": (
        when(compare("now", "on_weekday", {"days": ["mon"], "time_zone": "Mars/Base"})),
        "rules[0].when.value.time_zone",
        "unknown_time_zone",
    ),
    "an unknown other fact": (
        when(compare("orders_30d", "gt", {"fact": "x"})),
        "rules[0].when.value.fact",
        "unknown_fact",
    ),
    "another kind of fact": (
        when(compare("orders_30d", "gt", {"fact": "topic"})),
        "rules[0].when.value.fact",
        "wrong_kind",
    ),
    "a factor of texts": (
        when(compare("subject", "eq", {"fact": "message", "times_millionths": 2})),
        "rules[0].when.value.times_millionths",
        "unknown_field",
    ),
    "an unknown effect": (then({"effect": "explode"}), "rules[0].then[0].effect", "unknown_choice"),
    "an effect of text": (then("queue"), "rules[0].then[0]", "not_an_object"),
    "an effect of another family": (then({"effect": "refuse"}), "rules[0].then[0].effect", "unknown_choice"),
    "a parameter too few": (then({"effect": "queue"}), "rules[0].then[0].queue", "missing"),
    "a parameter too many": (
        then({"effect": "queue", "queue": "x", "y": 1}),
        "rules[0].then[0].y",
        "unknown_field",
    ),
    "a parameter out of range": (
        then({"effect": "priority", "priority": 6}),
        "rules[0].then[0].priority",
        "out_of_range",
    ),
    "a negative limit": (
        then({"effect": "limit_per_action", "amount": {"EUR": -1}}, family="policy"),
        "rules[0].then[0].amount.EUR",
        "out_of_range",
    ),
    "too many effects": (then(*[{"effect": "tag", "tag": "x"}] * 21), "rules[0].then", "too_many"),
    "not on the list": (
        document(rule("a", None), lists={"queues": ["general"]}),
        "rules[0].then[0].queue",
        "not_on_list",
    ),
    "a given fact derived": (
        then({"effect": "derive", "fact": "topic", "value": "order"}),
        "rules[0].then[0].fact",
        "unknown_fact",
    ),
    "a wrong value derived": (
        then({"effect": "derive", "fact": "risk", "value": "huge"}),
        "rules[0].then[0].value",
        "unknown_choice",
    ),
    "derived from itself": (
        document(rule("a", compare("risk", "eq", "low"), {"effect": "derive", "fact": "risk", "value": "high"})),
        "rules[0]",
        "circular_derivation",
    ),
    "derived in a circle": (
        document(
            rule("a", compare("risk", "eq", "low"), {"effect": "derive", "fact": "urgent", "value": True}),
            rule("b", compare("urgent", "is", True), {"effect": "derive", "fact": "score", "value": 1}),
            rule("c", compare("score", "gt", 0), {"effect": "derive", "fact": "risk", "value": "low"}),
        ),
        "rules[0]",
        "circular_derivation",
    ),
    "lists of numbers": (document(lists={"vips": [1]}), "lists.vips[0]", "not_text"),
    "lists too long": (document(lists={"vips": ["x"] * 20_001}), "lists.vips", "too_many"),
    "hours that are none": (
        document(calendars={"c": {"time_zone": "Europe/Paris", "hours": {"mon": ["18:00-09:00"]}}}),
        "calendars.c.hours.mon[0]",
        "not_hours",
    ),
    "no day": (
        document(calendars={"c": {"time_zone": "Europe/Paris", "hours": {}, "holidays": ["2026-13-01"]}}),
        "calendars.c.holidays[0]",
        "not_a_day",
    ),
    "an unknown hit policy": (table(hit_policy="best"), "tables[0].hit_policy", "unknown_choice"),
    "a row too narrow": (table(rows=[{"when": [], "then": ["x"]}]), "tables[0].rows[0].when", "wrong_width"),
    "a row that says nothing": (table(rows=[{"when": [None], "then": [None]}]), "tables[0].rows[0].then", "empty"),
    "a wrong cell": (table(rows=[{"when": ["rain"], "then": ["x"]}]), "tables[0].rows[0].when[0]", "unknown_choice"),
    "a column twice": (
        table(outputs=[TABLE["outputs"][0]] * 2),  # type: ignore[index]
        "tables[0].outputs[1]",
        "duplicate",
    ),
    "a column of nothing": (table(inputs=[{"fact": "x", "op": "eq"}]), "tables[0].inputs[0].fact", "unknown_fact"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_with_its_place(name: str) -> None:
    plain, field, code = REFUSED[name]
    with pytest.raises(Invalid) as refused:
        parse_document(plain)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert field in refused.value.en
    assert field in refused.value.fr


def test_ten_thousand_rules_are_refused() -> None:
    with pytest.raises(Invalid) as refused:
        parse_document(document(*[rule(f"r{i}") for i in range(10_000)]))
    assert (refused.value.field, refused.value.code) == ("rules", "too_many")
    assert "5000" in refused.value.en


def test_too_many_alternatives_in_all_are_refused() -> None:
    either = {"any": [compare("orders_30d", "eq", i) for i in range(60)]}
    with pytest.raises(Invalid) as refused:
        parse_document(document(*[rule(f"r{i}", either) for i in range(251)]))
    assert (refused.value.field, refused.value.code) == ("document", "too_many_alternatives")


def test_rules_and_rows_count_together() -> None:
    rows = [{"when": ["return"], "then": ["x"]}] * 3_000
    plain = document(*[rule(f"r{i}") for i in range(2_001)], tables=[{**TABLE, "rows": rows}])
    with pytest.raises(Invalid) as refused:
        parse_document(plain)
    assert refused.value.code == "too_many"
