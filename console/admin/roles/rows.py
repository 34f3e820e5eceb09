"""What the matrix of roles shows, ready to be read."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RoleColumn:
    """A role: its rights by name, a sentence about who has it, and the version that a change must meet."""

    role: str = ""
    word: str = ""
    held_by: str = ""
    rights: list[str] = field(default_factory=list)
    fixed: bool = False
    version: int = 0
