"""What lists and calendars are called: by their label, else by their name made readable."""

from rules_engine.vocabulary.terms import Family


def list_name(name: str, family: Family, language: str) -> str:
    """A list of the vocabulary or of a document."""
    known = family.lists.get(name)
    return known.label.in_language(language) if known else _readable(name)


def calendar_name(name: str, family: Family, language: str) -> str:
    """A calendar of a document."""
    known = family.calendars.get(name)
    return known.in_language(language) if known else _readable(name)


def _readable(name: str) -> str:
    return name.replace("_", " ").replace("-", " ")
