"""Formats are checked when they are read, and every fault is told with its place."""

import pytest

from console.connectors.paths import first, found, is_path
from console.connectors.reading import FOLDER, FormatRefused, formats, read_format
from domain.connectors.particulars import FORMATS, SIGNED
from tests.support.server import CHECKOUT

WHOLE = """
label: Till
media: json
documents:
  - kind: stock
    has: [sku]
    fields: {sku: sku, on_hand: count}
"""


def test_the_formats_that_there_are_can_be_read() -> None:
    assert sorted(formats()) == sorted(FORMATS) == sorted(path.stem for path in FOLDER.glob("*.yaml"))
    assert {name for name, each in formats().items() if each.signature} == set(SIGNED)
    assert read_format("till", WHOLE).documents[0].fields["on_hand"].path == "count"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("label: Till", "labels: Till", "label: is missing"),
        ("label: Till", "label: Till\nsize: 3", "size: is not known here"),
        ("media: json", "media: xml", "media: must be one of: json, csv"),
        ("kind: stock", "kind: stocks", "documents[0].kind: must be one of: order, stock, shipment, codes"),
        ("on_hand: count", "onhand: count", "documents[0].fields.onhand: is none of: told_at"),
        ("on_hand: count", "on_hand: 'a..b'", "documents[0].fields.on_hand: “a..b” is not a path"),
        ("on_hand: count", "on_hand: {path: a, first: [b]}", "documents[0].fields.on_hand: needs exactly one of"),
        ("on_hand: count", "on_hand: {path: a, as: int}", "documents[0].fields.on_hand.as: is not known here"),
        ("on_hand: count", "on_hand: {first: []}", "documents[0].fields.on_hand.first: must be a list"),
        ("on_hand: count", "on_hand: {sum: [a]}", "documents[0].fields.on_hand.sum: is of paths to amounts"),
        ("on_hand: count", "on_hand: {path: a, zone: Mars}", "documents[0].fields.on_hand.zone: is not a time zone"),
        ("on_hand: count", "on_hand: {choose: {by: a}}", "documents[0].fields.on_hand.choose.cases: is missing"),
        ("on_hand: count", "on_hand: {each: a}", "documents[0].fields.on_hand: needs exactly one of"),
        ("has: [sku]", "has: sku", "documents[0].has: must be a list of names"),
        ("has: [sku]", "has: [sku]\n    only_when: [final]", "documents[0].only_when: must be paths"),
        ("has: [sku]", "has: [sku]\n    only_when: {'a b': [x]}", "documents[0].only_when: “a b” is not a path"),
        ("has: [sku]", "has: [sku]\n    only_when: {a: x}", "documents[0].only_when.a: must be a list of names"),
        ("kind: stock", "kind: shipment", "documents[0].fields.tracking_number: is missing"),
        ("media: json", "media: json\nsignature: {header: A b, id: c, topic: d}", "signature.header: is not the name"),
        ("documents:", "documents: [", "is not YAML"),
    ],
)
def test_a_fault_is_told_with_its_place(old: str, new: str, fault: str) -> None:
    with pytest.raises(FormatRefused) as refused:
        read_format("till", WHOLE.replace(old, new))
    assert any(each.startswith(fault) for each in refused.value.faults), refused.value.faults


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(FormatRefused) as refused:
        read_format("till", WHOLE.replace("label: Till", "x: 1").replace("on_hand: count", "y: z"))
    assert len(refused.value.faults) == 3
    assert str(refused.value).startswith("till: ")


def test_the_example_of_the_documentation_is_a_format() -> None:
    text = (CHECKOUT / "docs" / "connectors.md").read_text(encoding="utf-8")
    read = read_format("till", text.split("```yaml\n")[1].split("```")[0])
    assert (read.documents[0].only_with, read.signature and read.signature.topic) == ("count", "x-till-topic")
    topics = {topic for each in formats().values() for document in each.documents for topic in document.topics}
    assert [topic for topic in sorted(topics) if f"`{topic}`" not in text] == []


def test_paths() -> None:
    document = {"a": {"b": [{"c": 1, "k": "x"}, {"c": 2, "k": "y"}, 3]}, "d": None}
    assert list(found(document, "a.b[].c")) == [("a.b[0].c", 1), ("a.b[1].c", 2)]
    assert list(found(document, "a.b[k=y].c")) == [("a.b[1].c", 2)]
    assert [first(document, path) for path in ("a.b[].z", "d.e", "q")] == [("a.b.z", None), ("d.e", None), ("q", None)]
    assert [is_path(each) for each in ("a", "a.b[k=v,l=w].c", "a.", "a b", "", 3, "a[0]")] == [True, True] + [False] * 5
