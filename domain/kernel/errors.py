"""Expected refusals: a stable code and a sentence an agent could read aloud, in English and French."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.kernel.approval import Need


class DomainError(Exception):
    """A refusal that the domain expected.

    `code` is stable and for machines; `en` and `fr` are for people; `field` names the input at fault in dotted
    form (`lines[0].quantity`); `details` holds plain JSON values that help whoever repairs the input.
    """

    audited = False  # True: the refusal is itself recorded, in a transaction of its own

    def __init__(
        self,
        *,
        code: str,
        en: str,
        fr: str,
        field: str | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(en)
        self.code = code
        self.en = en
        self.fr = fr
        self.field = field
        self.details = dict(details or {})

    def sentence(self, language: str) -> str:
        """The sentence in `language` ("en" or "fr"; English for any other)."""
        return self.fr if language == "fr" else self.en


class Invalid(DomainError):
    """An input that cannot be right, whatever the state of the world."""


class NotFound(DomainError):
    """There is no such record, or it is not for this actor to know."""

    @classmethod
    def of(cls, what_en: str, what_fr: str, key: object) -> "NotFound":
        """A refusal for a missing record: `NotFound.of("order", "commande", "#C100")`."""
        return cls(
            code="not_found",
            en=f"There is no {what_en} “{key}”.",
            fr=f"Aucun résultat : {what_fr} « {key} ».",
            details={"key": str(key)},
        )


class Denied(DomainError):
    """The actor lacks a right. Recorded."""

    audited = True


class Conflict(DomainError):
    """Right in itself, but not against the state the world is in."""


class StaleVersion(Conflict):
    """Somebody else changed the record first; `details` holds the version that stands."""

    @classmethod
    def of(cls, *, expected: int, actual: int) -> "StaleVersion":
        return cls(
            code="stale_version",
            en="This was changed by someone else in the meantime. Look at what changed and try again.",
            fr="Quelqu’un d’autre l’a modifié entre-temps. Regardez ce qui a changé et recommencez.",
            details={"expected": expected, "actual": actual},
        )


class ApprovalNeeded(Conflict):
    """The action passes a limit: somebody else has to allow it. `details["needs"]` lists the limits."""

    @classmethod
    def of(cls, needs: Sequence[Need]) -> "ApprovalNeeded":
        return cls(
            code="approval_needed",
            en=" ".join(need.en for need in needs),
            fr=" ".join(need.fr for need in needs),
            details={"needs": [need.as_dict() for need in needs]},
        )


class IdentityNeeded(DomainError):
    """Nobody has made sure yet that the person on the other side is the customer."""

    @classmethod
    def now(cls) -> "IdentityNeeded":
        return cls(
            code="identity_needed",
            en="Check the customer’s identity first.",
            fr="Vérifiez d’abord l’identité du client.",
        )


class Busy(DomainError):
    """The record is locked by another transaction for longer than a preview may wait."""
