"""The account and the number that the shop has with this company."""

from __future__ import annotations

from dataclasses import dataclass, field

VERSION = "2010-04-01"


@dataclass(frozen=True)
class Line:
    """`site` is where our webhooks are, "" for none."""

    account: str
    token: str = field(repr=False)
    number: str
    site: str

    @property
    def sms_url(self) -> str:
        return f"{self.site}/webhooks/twilio/sms" if self.site else ""

    @property
    def voice_url(self) -> str:
        return f"{self.site}/webhooks/twilio/voice" if self.site else ""

    @property
    def status_url(self) -> str:
        return f"{self.site}/webhooks/twilio/status" if self.site else ""

    @property
    def root(self) -> str:
        """The path that every resource of the account lies under."""
        return f"/{VERSION}/Accounts/{self.account}"
