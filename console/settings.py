"""The one typed settings object, from the environment or from `.env` in the working directory."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from console.adapters.webhook_signatures import key_of
from console.chat_settings import ChatSettings
from console.secret_key import secret_key_kept_in

PROJECT = Path(__file__).absolute().parent.parent
LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")


class SettingsRefused(Exception):
    """A value of the environment cannot be used. The text is one sentence per variable, for a person."""


class Settings(ChatSettings):
    """Everything an operator can set. Names are the environment variables in lower case.

    `database_url` is None when the private PostgreSQL under `var` is to be used; `secret_key` is never None:
    without SECRET_KEY one is generated once and kept in `var/secret_key`, readable by its owner alone.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    database_url: str | None = None
    redis_url: str | None = None
    public_url: str = ""
    host: str = "0.0.0.0"  # noqa: S104  (a container or another machine must reach it)
    port: int = Field(default=8000, ge=1, le=65535)
    trusted_proxies: str = ""
    var: Path = Path("var")
    secret_key: SecretStr = SecretStr("")
    twilio_account_sid: str | None = None
    twilio_auth_token: SecretStr | None = None
    twilio_messaging_service: str | None = None
    twilio_from: str | None = None
    twilio_api_url: str | None = None
    twilio_api_key: str | None = None
    twilio_api_secret: SecretStr | None = None
    smtp_url: SecretStr | None = None
    imap_url: SecretStr | None = None
    email_webhook_secret: SecretStr | None = None
    gateway_url: str | None = None
    gateway_secret: SecretStr | None = None
    log_format: Literal["auto", "json", "text"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    web_workers: int = Field(default=1, ge=1, le=64)
    worker_concurrency: int = Field(default=8, ge=1, le=64)
    seed_demo: bool | None = None
    webhooks_private: bool = False

    @field_validator("log_format", "log_level", mode="before")
    @classmethod
    def _lower_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator("var")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: str | None) -> str | None:
        if value is None:
            return None
        found = re.match(r"postgres(?:ql)?(?:\+\w+)?://(.*)$", value, re.DOTALL)
        if not found:
            raise ValueError("must start with postgresql://")
        return f"postgresql://{found[1]}"

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        try:
            for network in value.replace(",", " ").split():
                ip_network(network)
        except ValueError:
            raise ValueError("must be networks such as 10.0.0.0/8 or 127.0.0.1, with a comma between") from None
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str | None) -> str | None:
        return _with_scheme(value, "redis", "rediss", "unix")

    @field_validator("smtp_url", "imap_url")
    @classmethod
    def _mail(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        kind = str(info.field_name).removesuffix("_url")
        _with_scheme(value.get_secret_value() if value else None, kind, f"{kind}s")
        return value

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        return _web_address(value) if value else value

    @field_validator("twilio_from")
    @classmethod
    def _number(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"\+[1-9]\d{5,14}", value):
            raise ValueError("must be a number like +33612345678")
        return value

    @field_validator("gateway_url", "twilio_api_url")
    @classmethod
    def _gateway(cls, value: str | None) -> str | None:
        return _web_address(value) if value else None

    @field_validator("gateway_secret", "email_webhook_secret")
    @classmethod
    def _gateway_secrets(cls, value: SecretStr | None) -> SecretStr | None:
        for secret in _split(value):
            _check_gateway_secret(secret)
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if 0 < len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters")
        return value

    @field_validator("twilio_account_sid", "twilio_messaging_service", "twilio_api_key")
    @classmethod
    def _sid(cls, value: str | None, info: ValidationInfo) -> str | None:
        prefixes = {"twilio_account_sid": "AC", "twilio_messaging_service": "MG", "twilio_api_key": "SK"}
        return _twilio_sid(value, prefixes[str(info.field_name)])

    @model_validator(mode="after")
    def _together(self) -> Settings:
        if bool(self.twilio_account_sid) != bool(self.twilio_auth_token):
            raise ValueError("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are set both or neither")
        if self.twilio_account_sid and not (self.twilio_messaging_service or self.twilio_from):
            raise ValueError("Twilio needs TWILIO_MESSAGING_SERVICE or TWILIO_FROM to send by")
        if bool(self.gateway_url) != bool(self.gateway_secrets):
            raise ValueError("GATEWAY_URL and GATEWAY_SECRET are set both or neither")
        return self

    @property
    def embedded(self) -> bool:
        """Whether the private PostgreSQL under `var` is used."""
        return self.database_url is None

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """The networks whose `X-Forwarded-For` is believed."""
        return tuple(ip_network(network) for network in self.trusted_proxies.replace(",", " ").split())

    @property
    def gateway_secrets(self) -> tuple[str, ...]:
        """The secrets shared with the payment gateway: the first is ours to send, all may sign its webhooks."""
        return _split(self.gateway_secret)

    @property
    def email_webhook_secrets(self) -> tuple[str, ...]:
        """The secrets that may sign mails that come in by webhook."""
        return _split(self.email_webhook_secret)

    @property
    def sqlalchemy_url(self) -> str:
        """The database's address for SQLAlchemy with psycopg 3; it must be known by now."""
        if self.database_url is None:
            raise SettingsRefused("DATABASE_URL is not known yet: the embedded PostgreSQL is not started.")
        return "postgresql+psycopg://" + self.database_url.removeprefix("postgresql://")


def load_settings() -> Settings:
    """Reads the environment once. Makes `var` and its secret key when they are missing.

    Refused with `SettingsRefused`, one sentence per variable, when a value cannot be used.
    """
    try:
        settings = Settings()
        settings.var.mkdir(parents=True, exist_ok=True)
        return settings.model_copy(update=_filled_in(settings))
    except ValidationError as error:
        raise SettingsRefused("\n".join(_sentence(fault) for fault in error.errors())) from None
    except OSError as error:
        raise SettingsRefused(f"VAR names a folder that cannot be used: {error}.") from None


def _filled_in(settings: Settings) -> dict[str, object]:
    values: dict[str, object] = {}
    if not settings.public_url:
        values["public_url"] = f"http://localhost:{settings.port}"
    if not settings.secret_key.get_secret_value():
        values["secret_key"] = SecretStr(secret_key_kept_in(settings.var / "secret_key"))
    return values


def _sentence(fault: object) -> str:
    assert isinstance(fault, dict)
    text = str(fault["msg"]).removeprefix("Value error, ")
    if not fault["loc"]:
        return f"{text}."
    return f"{str(fault['loc'][0]).upper()} is not usable: {text[0].lower()}{text[1:]}."


def _with_scheme(value: str | None, *schemes: str) -> str | None:
    if value is not None and urlsplit(value).scheme not in schemes:
        raise ValueError("must start with " + " or ".join(f"{scheme}://" for scheme in schemes))
    return value


def _web_address(value: str) -> str:
    _with_scheme(value, "http", "https")
    if not urlsplit(value).hostname:
        raise ValueError("must name a host, like https://service.example.com")
    return value.rstrip("/")


def _split(value: SecretStr | None) -> tuple[str, ...]:
    return tuple(value.get_secret_value().replace(",", " ").split()) if value else ()


def _check_gateway_secret(secret: str) -> None:
    if len(secret) < 24 or not (secret.isascii() and secret.isprintable()):
        raise ValueError("must have at least 24 characters, all of them plain (two secrets stand with a comma between)")
    try:
        key_of(secret)
    except ValueError:
        raise ValueError("must be base64 after whsec_") from None


def _twilio_sid(value: str | None, prefix: str) -> str | None:
    if value is not None and not re.fullmatch(prefix + r"[0-9a-fA-F]{32}", value):
        raise ValueError(f"must be {prefix} followed by 32 hexadecimal digits")
    return value


def socket_url(*, folder: Path, user: str, database: str) -> str:
    """The address of a PostgreSQL that listens on a Unix socket in `folder` (which may hold spaces)."""
    return f"postgresql://{user}@/{database}?host={quote(str(folder), safe='/')}"
