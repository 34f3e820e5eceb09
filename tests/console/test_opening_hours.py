"""When people answer, as an operator writes it."""

from datetime import UTC, datetime

import pytest

from console.opening_hours import hours_of
from console.settings import Settings, SettingsRefused, load_settings

LINE = "Mon-Fri 09:00-18:00, Sat 10:00-16:00 Europe/Paris"


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-27T08:00", None),  # a Friday, 9:00 in Paris
        ("2026-11-27T16:59", None),
        ("2026-11-27T17:00", "2026-11-28T09:00"),
        ("2026-11-27T07:59", "2026-11-27T08:00"),
        ("2026-11-29T12:00", "2026-11-30T08:00"),
        ("2027-03-26T18:00", "2027-03-27T09:00"),
        ("2027-03-27T18:00", "2027-03-29T07:00"),  # over the change to summer time
    ],
)
def test_it_is_open_or_says_when(at: str, opens: str | None) -> None:
    hours, now = hours_of(LINE), datetime.fromisoformat(at).replace(tzinfo=UTC)
    next_time = hours.opens_at(now)
    assert hours.is_open(now) is (opens is None)
    assert (next_time and next_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")) == opens


def test_without_a_line_it_is_always_open() -> None:
    assert hours_of("").is_open(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("WIDGET_HOURS", each)
            for each in ("always", "Mon 9-18 UTC", "Mon 18:00-09:00 UTC", "Fri-Mon 09:00-10:00 UTC")
        ),
        *(
            ("WIDGET_HOURS", each)
            for each in ("Mon 09:00-25:00 UTC", "Mon 09:00-10:00 Nowhere/Land", "Mon 09:00-10:00")
        ),
        *(
            ("WIDGET_ORIGINS", each)
            for each in ("shop.example", "https://a.example/x", "https://a.example;script-src *")
        ),
        ("WIDGET_SECRET", "short"),
    ],
)
def test_what_cannot_be_used_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object, name: str, value: str
) -> None:
    monkeypatch.setenv("VAR", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsRefused, match=name):
        load_settings()


def test_the_secret_is_made_from_the_key_unless_it_is_given() -> None:
    made = Settings(secret_key="k" * 40, _env_file=None)  # type: ignore[call-arg, arg-type]
    given = Settings(secret_key="k" * 40, widget_secret="a" * 24 + "," + "b" * 24, _env_file=None)  # type: ignore[call-arg, arg-type]
    assert len(made.widget_secrets[0]) == 64
    assert given.widget_secrets == ("a" * 24, "b" * 24)
