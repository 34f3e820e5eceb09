"""The texts that are learned from and those that are only measured with."""

import csv
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from domain.ports.understanding import INTENTS

_HERE: Final = Path(__file__).parent.parent
EXAMPLES: Final = _HERE / "examples"
HELD_OUT: Final = _HERE / "held_out"
LANGUAGES: Final = ("en", "fr")
BITEXT_FILE: Final = "utterances.csv"

# Intents of the Bitext sentences by ours; those left out are about nothing that we tell apart.
OF_BITEXT: Final[Mapping[str, str]] = {
    "cancel_order": "cancel_order",
    "change_order": "change_order",
    "change_shipping_address": "change_address",
    "set_up_shipping_address": "change_address",
    "check_invoice": "invoice",
    "get_invoice": "invoice",
    "check_payment_methods": "payment_problem",
    "payment_issue": "payment_problem",
    "check_refund_policy": "request_refund",
    "get_refund": "request_refund",
    "track_refund": "refund_status",
    "complaint": "complaint",
    "contact_customer_service": "talk_to_human",
    "contact_human_agent": "talk_to_human",
    "delete_account": "account_contact_change",
    "edit_account": "account_contact_change",
    "recover_password": "account_contact_change",
    "newsletter_subscription": "account_contact_change",
    "delivery_options": "delivery_options",
    "delivery_period": "where_is_my_order",
    "track_order": "where_is_my_order",
    "create_account": "other",
    "place_order": "other",
    "review": "other",
}
_EACH: Final = 80  # sentences per intent: they are many variations of few
_OWN_WEIGHT: Final = 1.0
_BITEXT_WEIGHT: Final = 0.1

# The exact actions of the tau_retail tasks, by our intents.
OF_TAU: Final[Mapping[str, str]] = {
    "cancel_pending_order": "cancel_order",
    "modify_pending_order_items": "change_order",
    "modify_pending_order_address": "change_address",
    "modify_pending_order_payment": "payment_problem",
    "return_delivered_order_items": "return_item",
    "exchange_delivered_order_items": "exchange_item",
}
_WHO: Final = re.compile(r"^Your name is .*?(?:\. |$)(?:You are [^.]*\. )?", re.DOTALL)


class TextsRefused(Exception):
    """The texts are not there, or not as they must be."""


@dataclass(frozen=True, slots=True)
class Labelled:
    text: str
    intent: str
    language: str
    weight: float = _OWN_WEIGHT


@dataclass(frozen=True, slots=True)
class Task:
    """An instruction of tau_retail without the words on who the customer is, and all that it asks for."""

    text: str
    intents: frozenset[str]


def own_examples() -> list[Labelled]:
    """Ours, in both languages."""
    return [each for language in LANGUAGES for each in _from_yaml(EXAMPLES / f"{language}.yaml", language)]


def held_out(language: str) -> list[Labelled]:
    """Ours, never learned."""
    return list(_from_yaml(HELD_OUT / f"{language}.yaml", language))


def bitext(folder: Path) -> list[Labelled]:
    """Sentences of Bitext, an even part of each of its intents."""
    path = folder / BITEXT_FILE if folder.is_dir() else folder
    if not path.is_file():
        raise TextsRefused(f"There is no {BITEXT_FILE} in {folder}.")
    by_intent: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not {"instruction", "intent"} <= row.keys():
                raise TextsRefused(f"{path} needs the columns “instruction” and “intent”.")
            by_intent.setdefault(row["intent"], []).append(row["instruction"])
    chosen = random.Random(5)
    return [
        Labelled(text, OF_BITEXT[intent], "en", _BITEXT_WEIGHT)
        for intent, texts in sorted(by_intent.items())
        if intent in OF_BITEXT
        for text in chosen.sample(texts, min(_EACH, len(texts)))
    ]


def tau_tasks(path: Path) -> list[Task]:
    """The tasks whose actions all have an intent of ours."""
    tasks = json.loads(path.read_text("utf-8"))
    return [
        Task(_WHO.sub("", task["instruction"]), frozenset(OF_TAU[each["name"]] for each in task["actions"]))
        for task in tasks
        if task["actions"] and all(each["name"] in OF_TAU for each in task["actions"])
    ]


def _from_yaml(path: Path, language: str) -> Iterator[Labelled]:
    kept = yaml.safe_load(path.read_text("utf-8"))
    for intent, texts in kept.items():
        if intent not in INTENTS:
            raise TextsRefused(f"{path.name}: “{intent}” is no intent.")
        for text in texts:
            if not isinstance(text, str):
                raise TextsRefused(f"{path.name}: {text!r} under “{intent}” is no text; put it in quotes.")
            yield Labelled(text, intent, language)
