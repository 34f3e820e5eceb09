"""Rules in plain words, in both languages."""

from typing import Any

import pytest

from rules_engine.document.parse import parse_document
from rules_engine.readback.negation import is_negative, verb_words
from rules_engine.readback.sentence import rule_sentence
from rules_engine.readback.values import span_words
from rules_engine.vocabulary.operators import OPERATORS, Operator


def said(when: Any, *then: dict[str, Any], family: str = "routing", **more: Any) -> tuple[str, str]:
    rule = {"id": "one", "name": {"en": "One", "fr": "Une"}, "then": list(then)} | ({"when": when} if when else {})
    document = parse_document({"format": 1, "family": family, "rules": [rule], **more})
    sentences = [rule_sentence(document.rules[0], document.family, language) for language in ("en", "fr")]
    return sentences[0].replace("\xa0", " "), sentences[1].replace("\xa0", " ").replace("\u202f", " ")


QUEUE = {"effect": "queue", "queue": "returns"}


def fact(key: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"fact": key, "op": op} | ({} if value is None else {"value": value})


def test_conditions_and_effects_are_joined() -> None:
    when = {"all": [fact("topic", "eq", "return"), fact("channel", "in", ["chat", "sms"])]}
    assert said(when, QUEUE, {"effect": "priority", "priority": 2}) == (
        "If topic is return and channel is chat or SMS, put in queue returns and set priority 2.",
        "Si sujet est retour et canal est chat ou SMS, mettre en file returns et fixer la priorité 2.",
    )


@pytest.mark.parametrize(
    ("denied", "en", "fr"),
    [
        (fact("risk", "eq", "high"), "risk is not high", "risque n’est pas élevé"),
        (fact("channel", "in", ["chat", "sms"]), "channel is not chat or SMS", "canal n’est pas chat ou SMS"),
        (fact("urgent", "is", True), "urgent is not true", "urgent n’est pas vrai"),
        (fact("waiting_for", "gt", 3600), "waiting time is not more than 1 hour", None),
        (fact("subject", "contains", "x"), "subject line does not contain “x”", "objet ne contient pas « x »"),
        (fact("topic", "ne", "return"), "it is not so that topic is not return", None),
        (fact("urgent", "is", False), "it is not so that urgent is not true", None),
    ],
)
def test_what_must_not_hold_is_denied_where_it_is_said(denied: dict[str, Any], en: str, fr: str | None) -> None:
    sentences = said({"none": [denied]}, QUEUE)
    assert sentences[0] == f"If {en}, put in queue returns."
    assert fr is None or sentences[1] == f"Si {fr}, mettre en file returns."


@pytest.mark.parametrize("operator", OPERATORS.values(), ids=lambda each: each.key)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_operator_that_denies_nothing_can_be_denied(operator: Operator, language: str) -> None:
    if not is_negative(operator.label.en):
        denied = verb_words(operator.label.in_language(language), language, negated=True)
        assert ("pas" if language == "fr" else "not") in denied.split()


def test_without_a_condition_it_is_always() -> None:
    assert said(None, {"effect": "prefer_owner"}) == (
        "Always prefer whoever had the last case.",
        "Toujours préférer la personne du dernier dossier.",
    )


@pytest.mark.parametrize(
    ("when", "en", "fr"),
    [
        (
            {
                "any": [
                    fact("topic", "eq", "return"),
                    {"all": [fact("topic", "eq", "refund"), fact("language", "eq", "en")]},
                ]
            },
            "topic is return or (topic is refund and language of the case is English)",
            "sujet est retour ou (sujet est remboursement et langue du dossier est anglais)",
        ),
        (
            {"none": [fact("topic", "eq", "return"), fact("subject", "contains", "broken")]},
            "none of (topic is return; subject line contains “broken”)",
            "aucun de (sujet est retour ; objet contient « broken »)",
        ),
        (
            {
                "all": [
                    fact("topic", "in", ["return", "refund"]),
                    fact("channel", "eq", "sms"),
                    {"none": [fact("urgent", "is", True)]},
                ]
            },
            "topic is return or refund and channel is SMS and urgent is not true",
            "sujet est retour ou remboursement et canal est SMS et urgent n’est pas vrai",
        ),
        ({"all": [fact("case_reopened", "is", True)]}, "case was reopened is true", "dossier rouvert est vrai"),
        (
            fact("waiting_for", "gt", 7200),
            "waiting time is more than 2 hours",
            "temps d’attente est supérieur à 2 heures",
        ),
        (fact("topic", "absent"), "topic is not known", "sujet n’est pas connu"),
        (
            fact("case_opened_at", "within_last", 86_400),
            "case opened at was within the last 1 day",
            "dossier ouvert le date de moins de 1 jour",
        ),
        (
            fact("case_opened_at", "on_weekday", {"days": ["sat", "sun"], "time_zone": "Europe/Paris"}),
            "case opened at falls on Saturday or Sunday (Europe/Paris)",
            "dossier ouvert le tombe un samedi ou dimanche (Europe/Paris)",
        ),
        (
            fact("case_priority", "between", [1, 3]),
            "priority now is between 1 and 3",
            "priorité actuelle est compris entre 1 et 3",
        ),
    ],
)
def test_every_kind_of_condition(when: Any, en: str, fr: str) -> None:
    assert said(when, QUEUE) == (f"If {en}, put in queue returns.", f"Si {fr}, mettre en file returns.")


def test_amounts_limits_and_shares() -> None:
    limit = {"effect": "limit_per_actor", "amount": {"EUR": 5000, "*": 50}, "days": 30}
    when = fact("discount_rate", "ge", 125_000)
    assert said(when, limit, {"effect": "restocking_fee", "millionths": 100_000}, family="policy") == (
        "If discount rate is at least 12.5%, limit per person (at most €50.00 or 50 in any other currency, within 30 days) "
        "and keep a restocking fee 10%.",
        "Si taux de remise est au moins 12,5 %, limite par personne (au plus 50,00 € ou 50 dans toute autre devise, "
        "sur 30 jours) et retenir des frais de remise en stock 10 %.",
    )


def test_no_limit_a_conclusion_and_a_list() -> None:
    assert (
        said(None, {"effect": "limit_per_action", "amount": "no_limit"}, family="policy")[0]
        == "Always limit at once without limit."
    )
    when = fact("case_queue", "in_list", "busy")
    assert said(when, {"effect": "derive", "fact": "risk", "value": "high"}, lists={"busy": ["a"]}) == (
        "If queue now is on the list “busy”, risk is high.",
        "Si file actuelle est dans la liste « busy », risque est élevé.",
    )


@pytest.mark.parametrize(
    ("seconds", "language", "words"),
    [
        (0, "en", "0 seconds"),
        (90, "en", "90 seconds"),
        (7200, "en", "2 hours"),
        (129_600, "en", "36 hours"),
        (2302, "en", "38 minutes 22 seconds"),
        (93_784, "fr", "1 jour 2 heures 3 minutes 4 secondes"),
        (400 * 86_400, "fr", "400 jours"),
    ],
)
def test_a_span_is_said_in_units_that_people_count_in(seconds: int, language: str, words: str) -> None:
    assert span_words(seconds, language) == words


NAMES = {
    "lists": {"busy": {"en": "Busy queues", "fr": "Files chargées"}},
    "calendars": {"desk": {"en": "Customer service", "fr": "Service clients"}},
    "queues": {"vip": {"en": "Dear customers", "fr": "Clients choisis"}},
}


def test_what_has_a_name_is_called_by_it() -> None:
    hours = {"desk": {"time_zone": "Europe/Paris", "hours": {"mon": ["09:00-18:00"]}}}
    lists = {"busy": ["vip"], "in_the_evening": ["vip"]}
    when = {
        "all": [fact("case_queue", "in_list", "busy"), fact("now", "in_hours", "desk"), fact("case_queue", "eq", "VIP")]
    }
    then = {"effect": "queue", "queue": "vip"}
    assert said(when, then, lists=lists, calendars=hours, names=NAMES) == (
        "If queue now is on the list “busy queues” and now is in the opening hours “customer service” and queue now "
        "is Dear customers, put in queue Dear customers.",
        "Si file actuelle est dans la liste « files chargées » et maintenant est aux heures d’ouverture « service "
        "clients » et file actuelle est Clients choisis, mettre en file Clients choisis.",
    )
    unnamed = said(fact("case_queue", "in_list", "in_the_evening"), QUEUE, lists={"in_the_evening": ["vip"]})
    assert unnamed[0] == "If queue now is on the list “in the evening”, put in queue returns."


def test_an_event_and_a_reason_are_called_what_people_call_them() -> None:
    when = {"all": [fact("event", "eq", "payment.refunded"), fact("reason", "eq", "late_delivery")]}
    assert said(when, {"effect": "stay_silent"}, family="alerting") == (
        "If what happened is payment refunded and reason is late delivery, write nothing to the customer.",
        "Si ce qui s’est passé est paiement remboursé et motif est livraison en retard, ne rien écrire au client.",
    )


def test_rules_from_before_there_were_names_are_read_back_in_the_names_that_the_starters_have() -> None:
    en, fr = said(
        {"all": [fact("role", "in_list", "limited_roles"), fact("category", "eq", "furniture")]},
        {"effect": "return_window", "days": 30},
        family="policy",
        lists={"limited_roles": ["agent"], "categories": ["furniture"]},
    )
    assert "“roles with a limit”" in en and "is furniture" in en
    assert "« rôles avec limite »" in fr and "est mobilier" in fr


def test_what_a_document_calls_a_list_counts_before_the_name_that_the_starters_have() -> None:
    names = {"lists": {"limited_roles": {"en": "Juniors", "fr": "Débutants"}}}
    en, fr = said(
        fact("role", "in_list", "limited_roles"),
        {"effect": "return_window", "days": 30},
        family="policy",
        lists={"limited_roles": ["agent"]},
        names=names,
    )
    assert "“juniors”" in en and "« débutants »" in fr
