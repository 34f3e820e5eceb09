"""Titles of drafts and versions in the reader's language. Pure."""

from collections.abc import Mapping

from console.ui.figures import Reader
from rules_engine.starter.starter import starter_title


def title_words(title: str, title_fr: str | None, reader: Reader) -> str:
    """The title in the reader's language; where it has none, the one that there is, with its language. Of older titles
    nobody said in which language they are, but those of the rules to start with are known.
    """
    if title_fr is None:
        known = starter_title(title)
        return known.in_language(reader.language) if known else title
    if reader.language == "fr":
        return title_fr or reader.say("{title} (in English)", title=title)
    return title if title != title_fr else reader.say("{title} (in French)", title=title)


def titles_said(form: Mapping[str, str], language: str) -> dict[str, str]:
    """What was typed in the language of the page, and if wanted in the other."""
    own, other = (form.get(name, "").strip() for name in ("title", "other_title"))
    return {"title": other or own, "title_fr": own} if language == "fr" else {"title": own, "title_fr": other}
