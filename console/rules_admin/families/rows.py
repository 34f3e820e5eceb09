"""What the list of families shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A family. `live`: its version and since when; `following`: the one that starts next; counts as words or ""."""

    key: str = ""
    href: str = ""
    label: str = ""
    help: str = ""
    live: str = ""
    live_exact: str = ""
    following: str = ""
    following_exact: str = ""
    drafts: str = ""
    in_review: str = ""
    shadows: str = ""
