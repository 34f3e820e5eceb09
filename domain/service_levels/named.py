"""Names that rules use, and what people read instead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.kernel.text import clean_text

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Label:
    """The same in both languages."""

    en: str
    fr: str

    def in_language(self, language: str) -> str:
        return self.fr if language == "fr" else self.en


def check_name(value: object, *, field: str = "name") -> str:
    """A name as rules use it."""
    return clean_text(value, field=field, most=LONGEST_NAME)


def check_label(value: Mapping[str, str]) -> dict[str, str]:
    """Both languages."""
    return {each: clean_text(value.get(each), field=f"label.{each}", most=LONGEST_NAME) for each in ("en", "fr")}
