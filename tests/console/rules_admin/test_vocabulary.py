"""What the builder in the browser is told that a rule may say."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.rules_admin.editor.vocabulary import MOST_CHOICES, vocabulary_of
from console.ui.figures import Reader
from domain.kernel.errors import Invalid
from rules_engine.document.parse import parse_document
from tests.rules_engine.writing import NOW

NAMES = {
    "queues": {
        "vip": {"en": "Senior agents", "fr": "Conseillers confirmés"},
        "returns": {"en": "Returns", "fr": "Retours"},
    }
}
RULE = {"id": "one", "name": {"en": "One", "fr": "Une"}, "then": [{"effect": "queue", "queue": "returns"}]}


def parameter(effect: str, language: str = "en", **lists: list[str]) -> dict[str, Any]:
    """The first parameter of an effect, as the builder hears of it."""
    document = parse_document({"format": 1, "family": "routing", "rules": [RULE], "lists": lists, "names": NAMES})
    told = vocabulary_of(document, Reader(language, ZoneInfo("Europe/Paris"), NOW))
    found = next(each for each in told["effects"] if each["key"] == effect)["parameters"]
    return dict(found[0])


@pytest.mark.parametrize(
    ("language", "labels"), [("en", ["Returns", "Senior agents"]), ("fr", ["Retours", "Conseillers confirmés"])]
)
def test_what_has_to_be_on_a_list_is_chosen_by_its_name(language: str, labels: list[str]) -> None:
    queue = parameter("queue", language, queues=["returns", "vip"])
    assert queue["kind"] == "choice"
    assert [each["label"] for each in queue["choices"]] == labels
    assert [each["value"] for each in queue["choices"]] == ["returns", "vip"]


def test_what_has_no_name_is_chosen_by_what_it_is() -> None:
    level = parameter("service_level", queues=["returns"], service_levels=["a-level-of-our-own"])
    assert level["choices"] == [{"value": "a-level-of-our-own", "label": "a-level-of-our-own"}]


def test_what_may_be_anything_or_is_one_of_very_many_is_typed_by_its_name() -> None:
    assert parameter("queue")["kind"] == "text"
    many = parameter("queue", queues=["returns", *(f"q{i}" for i in range(MOST_CHOICES))])
    assert (many["kind"], many["called"]["vip"]) == ("text", "Senior agents")


def test_what_is_not_on_a_list_is_told_what_is() -> None:
    said = {"format": 1, "family": "routing", "rules": [RULE], "lists": {"queues": ["vip", "general"]}, "names": NAMES}
    with pytest.raises(Invalid) as refused:
        parse_document(said)
    assert refused.value.sentence("en").endswith("is not on the list “Queues”. Allowed: Senior agents (vip), general.")
    french = "n’est pas dans la liste « Files ». Valeurs possibles : Conseillers confirmés (vip), general."
    assert refused.value.sentence("fr").endswith(french)
