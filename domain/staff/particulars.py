"""What a person who signs in is known by, checked."""

from domain.kernel.errors import Invalid
from domain.kernel.permissions import Role
from domain.kernel.text import clean_text

MOST_NAME = 100


def check_name(value: object) -> str:
    """A person's name, trimmed."""
    return clean_text(value, field="name", most=MOST_NAME)


def check_role(value: object) -> Role:
    """`value` as one of the roles."""
    if value not in set(Role):
        names = ", ".join(Role)
        raise Invalid(
            field="role",
            code="unknown_role",
            en=f"“role” must be one of {names}.",
            fr=f"« role » doit être l’un de {names}.",
        )
    return Role(str(value))
