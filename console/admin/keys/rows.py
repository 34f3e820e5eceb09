"""What the list of keys shows, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key. `hint` is how it begins; `may` says in words what its scopes leave of the role."""

    id: str = ""
    href: str = ""
    name: str = ""
    hint: str = ""
    role: str = ""
    may: str = ""
    scopes: list[str] = field(default_factory=list)
    made: str = ""
    made_exact: str = ""
    made_by: str = ""
    used: str = ""
    used_exact: str = ""
    state: str = ""
    tone: str = ""
    revoked: str = ""


@dataclass(frozen=True, slots=True)
class WrongKey:
    """A sentence per field that is wrong; `form` for what belongs to none."""

    name: str = ""
    role: str = ""
    reach: str = ""
    form: str = ""
