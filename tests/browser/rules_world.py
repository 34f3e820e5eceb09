"""Published rules for the tests and pictures of `/rules`, made through the use cases."""

from typing import Any
from uuid import UUID

from domain.kernel.actor import Actor, ActorKind
from domain.kernel.ids import new_id
from domain.kernel.permissions import Permission
from domain.work.application import Application
from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.save_draft import save_draft
from rules_engine.publishing.start_draft import start_draft
from rules_engine.publishing.submit_draft import submit_draft


def words(en: str, fr: str) -> dict[str, str]:
    return {"en": en, "fr": fr}


ROUTING: dict[str, Any] = {
    "format": 1,
    "family": "routing",
    "lists": {"queues": ["returns", "delivery", "vip", "general"], "skills": ["french", "electronics"]},
    "rules": [
        {
            "id": "gold-returns",
            "name": words("Returns of our best customers", "Retours de nos meilleurs clients"),
            "when": {
                "all": [
                    {"fact": "topic", "op": "eq", "value": "return"},
                    {
                        "any": [
                            {"fact": "channel", "op": "in", "value": ["phone", "chat"]},
                            {"fact": "waiting_for", "op": "gt", "value": 7200},
                        ]
                    },
                ]
            },
            "then": [{"effect": "queue", "queue": "returns"}, {"effect": "priority", "priority": 2}],
            "priority": 100,
        },
        {
            "id": "delivery",
            "name": words("Delivery questions", "Questions de livraison"),
            "when": {"fact": "topic", "op": "in", "value": ["delivery", "order"]},
            "then": [{"effect": "queue", "queue": "delivery"}],
            "note": "Agreed with the warehouse.",
        },
        {
            "id": "sale",
            "name": words("Winter sale", "Soldes d’hiver"),
            "then": [{"effect": "tag", "tag": "sale"}],
            "enabled": False,
            "from": "2027-01-06T07:00:00Z",
            "to": "2027-02-02T22:59:00Z",
        },
        {
            "id": "else",
            "name": words("Everything else", "Tout le reste"),
            "then": [{"effect": "queue", "queue": "general"}, {"effect": "priority", "priority": 3}],
            "priority": -10,
        },
    ],
    "tables": [
        {
            "id": "skills",
            "name": words("Skills by language and topic", "Compétences selon la langue et le sujet"),
            "hit_policy": "first",
            "inputs": [{"fact": "language", "op": "eq"}, {"fact": "topic", "op": "in"}],
            "outputs": [{"effect": "require_skill", "parameter": "skill"}],
            "rows": [
                {"when": ["fr", None], "then": ["french"]},
                {"when": [None, ["product", "complaint"]], "then": ["electronics"]},
            ],
        }
    ],
}
EXAMPLE: dict[str, Any] = {
    "name": "A return by phone goes to returns",
    "facts": {"topic": "return", "channel": "phone"},
    "expect": [{"effect": "queue", "queue": "returns"}, {"effect": "priority", "priority": 2}],
}


def colleague(name: str) -> Actor:
    """Somebody who may do everything."""
    return Actor(ActorKind.STAFF, name, frozenset(Permission), id=new_id(), role="administrator")


def publish_rules(application: Application, document: dict[str, Any] = ROUTING, title: str = "Returns apart") -> int:
    """Written by one, reviewed and published by another; tells the number."""
    writer, reviewer = colleague("Wren Okafor"), colleague("Rhea Duval")
    draft: UUID = application.perform(start_draft, writer, family=document["family"], title=title)
    examples = [EXAMPLE] if document is ROUTING else []
    application.perform(save_draft, writer, draft_id=draft, expected_version=1, document=document, examples=examples)
    application.perform(submit_draft, writer, draft_id=draft, expected_version=2)
    application.perform(review_draft, reviewer, draft_id=draft, expected_version=3, approve=True)
    return application.perform(publish_draft, reviewer, draft_id=draft, expected_version=4)
