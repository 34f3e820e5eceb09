"""Who acts. Every use case and query is told, and asks for a right first."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from domain.kernel.errors import Denied
from domain.kernel.permissions import Permission


class ActorKind(StrEnum):
    STAFF = "staff"
    API_KEY = "api_key"
    CUSTOMER = "customer"
    SYSTEM = "system"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` and `id` say who; `name` is what the timeline shows; `permissions` are what the role and scopes leave.

    `session_id` is the sign-in session of a staff member, if one acts on a screen.
    """

    kind: ActorKind
    name: str
    permissions: frozenset[Permission]
    id: UUID | None = None
    role: str = ""
    scopes: frozenset[str] = frozenset()
    session_id: UUID | None = None

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The product itself: a job, an importer, a start-up step."""
        return cls(kind=ActorKind.SYSTEM, name=name, permissions=frozenset(Permission))

    @classmethod
    def nobody(cls) -> "Actor":
        """Somebody not signed in: may do nothing that asks for a right."""
        return cls(kind=ActorKind.NOBODY, name="", permissions=frozenset())

    def can(self, permission: Permission) -> bool:
        return permission in self.permissions

    def require(self, *permissions: Permission) -> None:
        """Refuse with `Denied` unless every one of `permissions` is held."""
        missing = [permission for permission in permissions if permission not in self.permissions]
        if missing:
            raise Denied(
                code="denied",
                en=f"You do not have the right “{missing[0]}”.",
                fr=f"Vous n’avez pas le droit « {missing[0]} ».",
                details={"missing": [str(permission) for permission in missing]},
            )
