"""Who may draft, review and publish rules of a family."""

from typing import Literal

from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission
from domain.models.rules import FAMILIES

Verb = Literal["draft", "review", "publish"]


def right_to(verb: Verb, family: str) -> Permission:
    """The right; `Invalid` (`unknown_choice`) for what is no family."""
    return Permission(f"rules.{check_family(family)}.{verb}")


def check_family(family: object) -> str:
    """`family`, if it is one."""
    if family not in FAMILIES:
        raise Invalid(
            field="family",
            code="unknown_choice",
            en=f"“family” must be one of: {', '.join(FAMILIES)}.",
            fr=f"« family » doit être l’une de ces valeurs : {', '.join(FAMILIES)}.",
        )
    return str(family)
