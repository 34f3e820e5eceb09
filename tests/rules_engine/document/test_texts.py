"""JSON and YAML: what was written is read back, and hostile text is refused."""

import json
import time

import pytest

from domain.kernel.errors import Invalid
from rules_engine.document.json_text import json_values, read_json, write_json
from rules_engine.document.limits import MOST_CHARACTERS
from rules_engine.document.parse import parse_document
from rules_engine.document.plain import as_plain
from rules_engine.document.yaml_text import read_yaml, write_yaml, yaml_values
from tests.rules_engine.random_rules import HOSTILE, random_document
from tests.rules_engine.writing import compare, document, rule


@pytest.mark.parametrize("seed", range(60))
def test_reads_back_what_it_wrote(seed: int) -> None:
    written = random_document(seed)
    assert parse_document(as_plain(written)) == written
    assert read_json(write_json(written)) == written
    assert read_yaml(write_yaml(written)) == written
    assert write_yaml(read_yaml(write_yaml(written))) == write_yaml(written)
    assert write_json(read_json(write_json(written))) == write_json(written)


@pytest.mark.parametrize(
    "text", [*HOSTILE, "yes", "1e5", "1.5", "08", "0x1F", "~", "=", "<<", "12:30", "- a", "#", "!x"]
)
def test_a_text_stays_a_text_in_yaml(text: str) -> None:
    shown = text.replace("\x00", "").replace("\ud800", "")[:500] or "x"
    written = parse_document(document(rule("a", compare("subject", "eq", shown))))
    assert read_yaml(write_yaml(written)) == written


def test_what_goes_without_saying_is_not_written() -> None:
    plain = document(rule("a", compare("topic", "eq", "order")))
    assert as_plain(parse_document({**plain, "lists": {}, "tables": []})) == plain
    assert as_plain(parse_document(document(rule("a", priority=0, enabled=True, note="")))) == document(rule("a"))


def test_names_are_kept_and_a_document_without_them_stays_as_it_was() -> None:
    names = {"queues": {"vip": {"en": "VIP", "fr": "VIP"}}, "lists": {"own": {"en": "Own", "fr": "À nous"}}}
    plain = document(rule("a"), names=names)
    read = parse_document(plain)
    assert as_plain(read)["names"] == names and read_yaml(write_yaml(read)) == read
    assert parse_document(document(rule("a"), names={"queues": {}})) == parse_document(document(rule("a")))


def test_one_change_is_one_line_of_difference() -> None:
    before = write_yaml(parse_document(document(rule("a", compare("orders_30d", "gt", 5)), rule("b"))))
    after = write_yaml(parse_document(document(rule("a", compare("orders_30d", "gt", 6)), rule("b"))))
    assert len(set(before.splitlines()) ^ set(after.splitlines())) == 2


def test_no_is_a_word_in_yaml() -> None:
    assert yaml_values("a: no\nb: 'true'\nc: true\nd: 5\ne: ~\nf: NO") == {
        "a": "no",
        "b": "true",
        "c": True,
        "d": 5,
        "e": None,
        "f": "NO",
    }


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "\n".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 9)}]" for i in range(9)
)
HOSTILE_YAML = {
    "an alias bomb": (BOMB, "not_plain_yaml"),
    "a tag": ("a: !!python/object/apply:os.system ['true']", "not_plain_yaml"),
    "a harmless tag": ("a: !!str 5", "not_plain_yaml"),
    "an anchor": ("a: &x 5", "not_plain_yaml"),
    "a merge key of an alias": ("a: {<<: *x}", "not_plain_yaml"),
    "a field twice": ("a: 1\na: 2", "duplicate"),
    "a list as a field": ("? [a]\n: 1", "not_text"),
    "two documents": ("a: 1\n---\nb: 2", "not_yaml"),
    "no document": ("", "not_yaml"),
    "broken": ("a: [", "not_yaml"),
    "a control character": ("a: \x00", "not_yaml"),
    "too deep": ("[" * 5_000, "too_many"),
    "too deep in blocks": ("- " * 5_000 + "a", "too_many"),
    "too many values": ("[" + "a," * 400_100 + "]", "too_many"),
    "too long": ("#" * (MOST_CHARACTERS + 1), "too_long"),
    "a number of a million digits": (f"format: {'9' * 1_000_000}\nfamily: routing", "out_of_range"),
    "not a number": ("format: .nan\nfamily: routing", "not_a_whole_number"),
}


@pytest.mark.parametrize("name", HOSTILE_YAML)
def test_hostile_yaml_is_refused(name: str) -> None:
    text, code = HOSTILE_YAML[name]
    started = time.monotonic()
    with pytest.raises(Invalid) as refused:
        read_yaml(text)
    assert refused.value.code == code
    assert time.monotonic() - started < 10


HOSTILE_JSON = {
    "NaN": ('{"format": NaN}', "not_a_number"),
    "infinity": ('{"format": -Infinity}', "not_a_number"),
    "a field twice": ('{"format": 1, "format": 1}', "duplicate"),
    "broken": ("{", "not_json"),
    "too deep": ("[" * 100_000, "not_json"),
    "too long": (" " * (MOST_CHARACTERS + 1), "too_long"),
    "a number of a million digits": ('{"format": ' + "9" * 1_000_000 + ', "family": "routing"}', "out_of_range"),
    "a fraction": ('{"format": 1.0, "family": "routing"}', "not_a_whole_number"),
}


@pytest.mark.parametrize("name", HOSTILE_JSON)
def test_hostile_json_is_refused(name: str) -> None:
    text, code = HOSTILE_JSON[name]
    with pytest.raises(Invalid) as refused:
        read_json(text)
    assert refused.value.code == code


def test_numbers_within_the_limits_are_exact() -> None:
    assert json_values(json.dumps([2**53 - 1, -(2**53) + 1])) == [2**53 - 1, -(2**53) + 1]
    assert yaml_values("[9007199254740991, -9007199254740991]") == [2**53 - 1, -(2**53) + 1]
