"""What an operator may set, and the sentence that refuses what cannot be used."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from console.settings import Settings, SettingsRefused, load_settings

SID = "AC" + "0" * 32


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Settings]:
    """Loads the settings from these variables and no others."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def load(**variables: str) -> Settings:
        for name, value in {"VAR": str(tmp_path / "var"), **variables}.items():
            monkeypatch.setenv(name, value)
        return load_settings()

    return load


def test_without_any_variable_everything_has_a_value(load: Callable[..., Settings]) -> None:
    settings = load()
    assert settings.embedded
    assert settings.port == 8000
    assert settings.public_url == "http://localhost:8000"


def test_the_secret_key_is_made_once_and_for_its_owner_alone(load: Callable[..., Settings]) -> None:
    first, second = load(), load()
    kept = first.var / "secret_key"
    assert first.secret_key.get_secret_value() == second.secret_key.get_secret_value()
    assert len(first.secret_key.get_secret_value()) >= 64
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_secrets_are_not_shown(load: Callable[..., Settings]) -> None:
    settings = load(SECRET_KEY="k" * 32, SMTP_URL="smtp://me:hunter2@mail")
    assert "kkkk" not in repr(settings)
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "postgresql+asyncpg"])
def test_any_form_of_a_postgresql_address_is_understood(load: Callable[..., Settings], scheme: str) -> None:
    settings = load(DATABASE_URL=f"{scheme}://me@db/shop?sslmode=require")
    assert settings.database_url == "postgresql://me@db/shop?sslmode=require"
    assert settings.sqlalchemy_url == "postgresql+psycopg://me@db/shop?sslmode=require"


def test_an_env_file_in_the_working_directory_is_read(load: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=8123\nUNRELATED=1\n")
    assert load().port == 8123


def test_an_empty_variable_is_as_good_as_none(load: Callable[..., Settings]) -> None:
    assert load(DATABASE_URL="", PORT="").embedded


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://db/shop"),
        ("REDIS_URL", "http://cache"),
        ("PUBLIC_URL", "service.example.com"),
        ("PUBLIC_URL", "https://"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "eighty"),
        ("SECRET_KEY", "short"),
        ("SMTP_URL", "mail:25"),
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("TWILIO_API_KEY", SID),
        ("IMAP_URL", "smtp://mail.example"),
        ("EMAIL_WEBHOOK_SECRET", "short"),
        ("TWILIO_MESSAGING_SERVICE", SID),
        ("GATEWAY_URL", "pay.example.com"),
        ("GATEWAY_URL", "https://"),
        ("GATEWAY_SECRET", "short"),
        ("GATEWAY_SECRET", "long-enough-but-then-one, short"),
        ("GATEWAY_SECRET", "whsec_this-is-not-base64-at-all"),
        ("GATEWAY_SECRET", "é" * 30),
        ("LOG_FORMAT", "xml"),
        ("WEB_WORKERS", "0"),
        ("WORKER_CONCURRENCY", "many"),
        ("SEED_DEMO", "perhaps"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, proxy.example"),
    ],
)
def test_a_wrong_value_is_refused_in_a_sentence_that_names_it(
    load: Callable[..., Settings], name: str, value: str
) -> None:
    with pytest.raises(SettingsRefused) as refusal:
        load(**{name: value})
    sentence = str(refusal.value)
    assert sentence.startswith(f"{name} is not usable: ")
    assert "\n" not in sentence


def test_what_belongs_together_is_set_together(load: Callable[..., Settings]) -> None:
    with pytest.raises(SettingsRefused, match="both or neither"):
        load(TWILIO_ACCOUNT_SID=SID)


def test_a_gateway_has_a_secret(load: Callable[..., Settings]) -> None:
    with pytest.raises(SettingsRefused, match="GATEWAY_URL and GATEWAY_SECRET are set both or neither"):
        load(GATEWAY_URL="https://pay.example.com")


def test_a_secret_of_the_gateway_can_be_replaced_without_a_gap(load: Callable[..., Settings]) -> None:
    new, old = "n" * 24, "o" * 24
    settings = load(GATEWAY_URL="https://pay.example.com/", GATEWAY_SECRET=f"{new}, {old}")
    assert settings.gateway_url == "https://pay.example.com"
    assert settings.gateway_secrets == (new, old)
    assert new not in repr(settings)
    assert load(GATEWAY_URL="", GATEWAY_SECRET="").gateway_secrets == ()


def test_a_folder_that_cannot_be_made_is_refused(load: Callable[..., Settings], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsRefused, match="VAR names a folder that cannot be used"):
        load(VAR=str(tmp_path / "file" / "var"))
