"""What Twilio answers when it refuses: a status, a code of its own, a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass
class Refused(Exception):
    """A request that is answered with an error."""

    status: int
    code: int
    message: str

    def as_json(self) -> dict[str, Any]:
        more = f"https://www.twilio.com/docs/errors/{self.code}"
        return {"code": self.code, "message": self.message, "more_info": more, "status": self.status}


def not_found(path: str) -> Refused:
    return Refused(404, 20404, f"The requested resource {path} was not found")


def unusable(message: str, code: int = 20001) -> Refused:
    """A parameter that is missing, unknown or of the wrong kind."""
    return Refused(400, code, message)
