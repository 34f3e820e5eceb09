"""The four families of rules."""

from collections.abc import Iterable, Mapping
from typing import Final

from domain.kernel.errors import Invalid
from domain.models.rules import FAMILIES as KEYS
from rules_engine.vocabulary.alerting import ALERTING_EFFECTS, ALERTING_FACTS
from rules_engine.vocabulary.lists import LISTS
from rules_engine.vocabulary.making import effect
from rules_engine.vocabulary.policy import POLICY_EFFECTS, POLICY_FACTS
from rules_engine.vocabulary.routing import ROUTING_EFFECTS, ROUTING_FACTS
from rules_engine.vocabulary.sourcing import SOURCING_EFFECTS, SOURCING_FACTS
from rules_engine.vocabulary.terms import EffectKind, Fact, Family, Words

DERIVE: Final = effect(
    "derive",
    ("Conclude", "Conclure"),
    ("A fact that other rules can use.", "Un fait que d’autres règles peuvent utiliser."),
)  # its parameters, "fact" and "value", go by the fact


def _family(
    key: str, label: tuple[str, str], help: tuple[str, str], facts: Iterable[Fact], effects: Iterable[EffectKind]
) -> Family:
    return Family(
        key=key,
        label=Words(*label),
        help=Words(*help),
        facts={each.key: each for each in facts},
        effects={each.key: each for each in (*effects, DERIVE)},
        lists={each.key: each for each in LISTS},
    )


FAMILIES: Final[Mapping[str, Family]] = {
    family.key: family
    for family in (
        _family(
            "routing",
            ("Routing", "Routage"),
            ("Where cases wait, and for whom.", "Où attendent les dossiers, et pour qui."),
            ROUTING_FACTS,
            ROUTING_EFFECTS,
        ),
        _family(
            "alerting",
            ("Alerting", "Alertes"),
            ("Who is told about what.", "Qui est prévenu de quoi."),
            ALERTING_FACTS,
            ALERTING_EFFECTS,
        ),
        _family(
            "policy",
            ("Policy", "Politique"),
            ("Limits, returns and approvals.", "Limites, retours et accords."),
            POLICY_FACTS,
            POLICY_EFFECTS,
        ),
        _family(
            "sourcing",
            ("Sourcing", "Approvisionnement"),
            ("Where goods come from.", "D’où viennent les articles."),
            SOURCING_FACTS,
            SOURCING_EFFECTS,
        ),
    )
}
assert tuple(FAMILIES) == KEYS  # every family has its rights and its place in the database


def family_of(key: object, *, field: str = "family") -> Family:
    """The family with this key, or `Invalid` naming `field`."""
    found = FAMILIES.get(key) if isinstance(key, str) else None
    if found is None:
        raise Invalid(
            field=field,
            code="unknown_choice",
            en=f"“{field}” must be one of: {', '.join(FAMILIES)}.",
            fr=f"« {field} » doit être l’une de ces valeurs : {', '.join(FAMILIES)}.",
        )
    return found
