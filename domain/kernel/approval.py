"""What makes an action wait for somebody else's word, and what is worth telling about how it was decided."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Need:
    """A limit that an action passes. `limit` is stable ("goodwill.per_action"); amounts are minor units of `currency`.

    `asked` is what it comes to with this action, `allowed` what the actor may do alone.
    """

    limit: str
    asked: int
    allowed: int
    currency: str
    en: str
    fr: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is worth telling about how an action was worked out. `code` is stable, the sentences are for people.
    `rule`: it names a rule that applied, and says nothing of its own."""

    code: str
    en: str
    fr: str
    rule: bool = False

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "en": self.en, "fr": self.fr}
