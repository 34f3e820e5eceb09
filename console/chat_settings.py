"""What an operator can set about the chat on other people's pages; a part of `console.settings`."""

from __future__ import annotations

import hashlib
import hmac
import re
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from console.opening_hours import hours_of


class ChatSettings(BaseSettings):
    """`widget_origins` may show the chat in a frame; `widget_hours` is when somebody answers; `widget_demo` None: where
    there is a demo world. Visitors who never wrote are kept for `widget_visitor_days`, unused tokens for
    `widget_token_days`.
    """

    secret_key: SecretStr = SecretStr("")
    widget_origins: str = "*"
    widget_secret: SecretStr | None = None
    widget_hours: str = ""
    widget_demo: bool | None = None
    widget_visitor_days: int = Field(default=30, ge=1, le=3650)
    widget_token_days: int = Field(default=180, ge=1, le=3650)

    @field_validator("widget_origins")
    @classmethod
    def _origins(cls, value: str) -> str:
        for origin in value.replace(",", " ").split():
            parts = urlsplit(origin)
            bare = parts.scheme in ("http", "https") and parts.hostname and f"{parts.scheme}://{parts.netloc}" == origin
            if origin != "*" and (not bare or re.search(r"[;,'\"\\\s]", origin)):
                raise ValueError("must be * or origins such as https://www.shop.example, with a comma between")
        return value

    @field_validator("widget_hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        hours_of(value)
        return value

    @field_validator("widget_secret")
    @classmethod
    def _widget_secrets(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and any(len(secret) < 24 for secret in _split(value)):
            raise ValueError("must have at least 24 characters (two secrets stand with a comma between)")
        return value

    @property
    def widget_secrets(self) -> tuple[str, ...]:
        """What the tokens of visitors are signed with: WIDGET_SECRET, or one made from SECRET_KEY."""
        if self.widget_secret is not None:
            return _split(self.widget_secret)
        key = self.secret_key.get_secret_value().encode()
        return (hmac.new(key, b"comptoir widget identity v1", hashlib.sha256).hexdigest(),)


def _split(value: SecretStr) -> tuple[str, ...]:
    return tuple(value.get_secret_value().replace(",", " ").split())
