"""Money, numbers and moments as a reader of a language and a time zone expects them. Pure functions."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_currency, format_decimal, format_percent

from console.ui.i18n import translate
from domain.kernel.money import Money

_LOCALES: Final = {"en": "en_GB", "fr": "fr_FR"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: `language` is "en" or "fr", `zone` their time zone, `now` the moment they look."""

    language: str
    zone: ZoneInfo
    now: datetime

    @property
    def locale(self) -> str:
        return _LOCALES.get(self.language, "en_GB")

    def say(self, english: str, **values: object) -> str:
        """`english` in the reader's language."""
        return translate(english, self.language, **values)

    def money(self, amount: Money) -> str:
        """€1,463.70 or 1 463,70 €."""
        return _money(amount.minor, amount.currency, self.locale)

    def number(self, value: float) -> str:
        return str(format_decimal(value, locale=self.locale))

    def percent(self, share: float) -> str:
        """82% or 82 %."""
        return str(format_percent(share, locale=self.locale))

    def moment(self, at: datetime) -> str:
        """today 14:05, yesterday 9:30, 12 Mar, 12 Mar 2025."""
        local, today = at.astimezone(self.zone), self.now.astimezone(self.zone).date()
        time = self.time(at)
        if local.date() == today:
            return self.say("today {time}", time=time)
        if local.date() == today - timedelta(days=1):
            return self.say("yesterday {time}", time=time)
        return self.day(local.date())

    def ahead(self, at: datetime) -> str:
        """A moment to come: today 14:05, 12 Mar 14:05."""
        local, time = at.astimezone(self.zone), self.time(at)
        if local.date() == self.now.astimezone(self.zone).date():
            return self.say("today {time}", time=time)
        return f"{self.day(local.date())} {time}"

    def recently(self, at: datetime) -> str:
        """`moment` for narrow places: 14:05 for today, yesterday, 12 Mar."""
        day, today = at.astimezone(self.zone).date(), self.now.astimezone(self.zone).date()
        if day == today:
            return self.time(at)
        return self.say("yesterday") if day == today - timedelta(days=1) else self.day(day)

    def day(self, day: date) -> str:
        """12 Mar, with the year where it is not this one."""
        this_year = self.now.astimezone(self.zone).year
        return format_date(day, "d MMM" if day.year == this_year else "d MMM y", locale=self.locale)

    def month(self, at: datetime) -> str:
        """Mar 2024."""
        return format_date(at.astimezone(self.zone).date(), "MMM y", locale=self.locale)

    def day_short(self, at: datetime) -> str:
        """`day` of a moment, in the reader's time zone."""
        return self.day(at.astimezone(self.zone).date())

    def day_of(self, at: datetime) -> str:
        """A heading for the day of `at`: Today, Yesterday, Monday 12 March."""
        local, today = at.astimezone(self.zone).date(), self.now.astimezone(self.zone).date()
        if local == today:
            return self.say("Today")
        if local == today - timedelta(days=1):
            return self.say("Yesterday")
        text = format_date(local, "EEEE d MMMM" if local.year == today.year else "EEEE d MMMM y", locale=self.locale)
        return text[:1].upper() + text[1:]

    def time(self, at: datetime) -> str:
        """14:05."""
        return format_time(at, "HH:mm", tzinfo=self.zone, locale=self.locale)

    def exact(self, at: datetime) -> str:
        """The whole moment, for the hover: 12 March 2026, 14:05:09 CET."""
        return format_datetime(at, "d MMMM y, HH:mm:ss z", tzinfo=self.zone, locale=self.locale)


@lru_cache(maxsize=8_192)
def _money(minor: int, currency: str, locale: str) -> str:
    return str(format_currency(Money(minor, currency).decimal, currency, locale=locale)).replace("-", "−")
