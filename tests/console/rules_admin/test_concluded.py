"""A fact that rules conclude leads to them."""

from console.rules_admin.sheet.concluded import concluded_facts
from console.rules_admin.sheet.rows import ConcludedFact, Concluder
from rules_engine.document.parse import parse_document
from tests.rules_engine.writing import compare, document, rule

HIGH = {"effect": "derive", "fact": "risk", "value": "high"}


def test_a_rule_names_who_concludes_what_it_looks_at_and_leaves_out_what_is_off_or_given() -> None:
    read = parse_document(
        document(
            rule("many", compare("topic", "eq", "refund"), HIGH),
            rule("off", compare("topic", "eq", "return"), HIGH, enabled=False),
            rule("user", {"all": [compare("risk", "eq", "high"), compare("topic", "eq", "refund")]}),
            rule("other", compare("urgent", "is", True)),
        )
    )
    found = [concluded_facts(each, read, "fr") for each in read.rules]
    assert found == [[], [], [ConcludedFact("Risque", [Concluder("many", "Règle many")])], []]
