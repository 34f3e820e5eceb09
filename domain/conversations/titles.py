"""Titles of canned replies and macros: one in each language, or one for both."""

from domain.kernel.text import clean_text

LONGEST = 80


class Titled:
    """Whatever has a `title`, and a `title_fr` that may be empty."""

    __slots__ = ()

    title: str
    title_fr: str

    def title_in(self, language: str) -> str:
        """The French one for "fr", where there is one."""
        return (self.title_fr if language == "fr" else "") or self.title


def clean_titles(title: str, title_fr: str) -> tuple[str, str]:
    """Both, checked; one is needed, and stands for both."""
    french = clean_text(title_fr, field="title_fr", most=LONGEST, required=False)
    return clean_text(title.strip() or french, field="title", most=LONGEST), french
