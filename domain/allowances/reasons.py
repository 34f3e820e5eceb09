"""Why something is given away."""

from dataclasses import dataclass
from typing import Final

from domain.kernel.errors import Invalid
from domain.kernel.text import clean_text

LONGEST_NOTE: Final = 500
OTHER: Final = "other"  # says nothing by itself: a note must

# Code: English, French.
REASONS: Final[dict[str, tuple[str, str]]] = {
    "late_delivery": ("Late delivery", "Livraison en retard"),
    "damaged": ("Damaged or faulty", "Abîmé ou défectueux"),
    "wrong_item": ("Wrong item", "Mauvais article"),
    "price_promise": ("Price promise", "Promesse de prix"),
    "apology": ("Apology", "Excuses"),
    "loyalty": ("Loyalty", "Fidélité"),
    OTHER: ("Other", "Autre"),
}
# A refund may also be of what the customer has paid too much.
REFUND_REASONS: Final = {"balance": ("Paid too much", "Trop-perçu"), **REASONS}


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of a list, and what the person added in their own words."""

    code: str
    note: str = ""


def check_reason(
    code: str,
    note: str = "",
    *,
    choices: dict[str, tuple[str, str]] = REASONS,
    field: str = "reason",
    note_field: str = "note",
) -> Reason:
    """The reason, or `Invalid` naming `field` for a code that is not among `choices`.

    "other" needs a note (`Invalid` naming `note_field`).
    """
    if code not in choices:
        raise Invalid(
            field=field,
            code="unknown_choice",
            en=f"“{field}” must be one of: {', '.join(choices)}.",
            fr=f"« {field} » doit être l’une de ces valeurs : {', '.join(choices)}.",
            details={"choices": list(choices)},
        )
    return Reason(code, clean_text(note, field=note_field, most=LONGEST_NOTE, required=code == OTHER, lines=True))
