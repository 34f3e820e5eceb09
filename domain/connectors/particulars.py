"""What a connector is made of, checked."""

from collections.abc import Mapping
from typing import Final

from domain.fulfilment.nodes import node_named
from domain.kernel.errors import DomainError, Invalid, NotFound
from domain.kernel.text import clean_text, sought_text
from domain.work.unit import Unit

FORMATS: Final = ("shopify", "woocommerce", "warehouse_csv")
SIGNED: Final = ("shopify", "woocommerce")  # these have webhooks as well as files
MOST_LOCATIONS: Final = 200
LONGEST_SECRET: Final = 500


def check_format(value: str) -> str:
    """One of `FORMATS`, or `Invalid` naming `format`."""
    if value not in FORMATS:
        raise Invalid(
            field="format",
            code="unknown_choice",
            en=f"“format” must be one of: {', '.join(FORMATS)}.",
            fr=f"« format » doit être l’une de ces valeurs : {', '.join(FORMATS)}.",
        )
    return value


def check_node(unit: Unit, value: str, *, field: str = "node") -> str:
    """The code of a node that there is, or "" for none; `Invalid` names `field`."""
    code = sought_text(value).upper()
    try:
        node_named(unit, code or None)
    except NotFound as refusal:
        raise at(refusal, field) from refusal
    return code


def check_locations(unit: Unit, values: Mapping[str, str]) -> dict[str, str]:
    """Their names of places, each with the code of a node that there is; `Invalid` names `locations`."""
    if len(values) > MOST_LOCATIONS:
        raise Invalid(
            field="locations",
            code="too_many",
            en=f"“locations” must be a list of at most {MOST_LOCATIONS}.",
            fr=f"« locations » doit être une liste d’au plus {MOST_LOCATIONS} éléments.",
        )
    checked = {
        clean_text(theirs, field="locations", most=100): check_node(unit, ours, field="locations")
        for theirs, ours in values.items()
    }
    if "" in checked.values():
        raise Invalid(
            field="locations",
            code="missing",
            en="Each place of “locations” needs the code of a node.",
            fr="Chaque lieu de « locations » a besoin du code d’un site.",
        )
    return checked


def at(refusal: DomainError, field: str) -> DomainError:
    """The same refusal, about `field`, which its sentences name as well."""
    en, fr = renamed(refusal.en, refusal.field, field), renamed(refusal.fr, refusal.field, field)
    return type(refusal)(code=refusal.code, en=en, fr=fr, field=field, details=refusal.details)


def renamed(sentence: str, old: str | None, new: str) -> str:
    """The sentence with the field `old`, where it is quoted, called `new`."""
    if not old or not new:
        return sentence
    return sentence.replace(f"“{old}”", f"“{new}”").replace(f"« {old} »", f"« {new} »")
