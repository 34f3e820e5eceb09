"""What a key of another system may do: the rights of its role, narrowed by its scopes."""

from collections.abc import Iterable
from typing import Final

from domain.kernel.errors import Invalid
from domain.kernel.permissions import Permission

ATTESTED: Final = "identity:attested"  # the other system answers for who the customer is
KNOWN: Final = (*(str(permission) for permission in Permission), ATTESTED)


def check_scopes(values: Iterable[str]) -> list[str]:
    """`values` in order, each once, or `Invalid` naming `scopes[1]`."""
    names = [values] if isinstance(values, str) else list(values)
    for index, name in enumerate(names):
        if name not in KNOWN:
            raise Invalid(
                field=f"scopes[{index}]",
                code="unknown_scope",
                en=f"“{str(name)[:60]}” is not a scope. Scopes are: {', '.join(KNOWN)}.",
                fr=f"« {str(name)[:60]} » n’est pas une portée. Les portées sont : {', '.join(KNOWN)}.",
            )
    return list(dict.fromkeys(names))


def narrowed(rights: frozenset[Permission], scopes: Iterable[str]) -> frozenset[Permission]:
    """`rights` without those that `scopes` leave out. Scopes that name no right narrow nothing."""
    named = {scope for scope in scopes if scope != ATTESTED}
    return frozenset(right for right in rights if right in named) if named else rights
