"""Small pieces of sentences."""

from collections.abc import Sequence

from rules_engine.vocabulary.terms import Choice, Fact, Parameter, Words


def inside(label: str) -> str:
    """A label as it stands within a sentence: without its capital, unless it is an abbreviation."""
    return label if len(label) < 2 or label[1].isupper() or label[1] == "." else label[0].lower() + label[1:]


def capital(text: str) -> str:
    """Words as they begin a line."""
    return text[:1].upper() + text[1:]


def either(language: str, en: str, fr: str) -> str:
    return fr if language == "fr" else en


def joined(parts: Sequence[str], language: str, *, last: str) -> str:
    """ "a, b or c"; `last` is "and" or "or"."""
    word = {"and": either(language, "and", "et"), "or": either(language, "or", "ou")}[last]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def quoted(text: str, language: str) -> str:
    return either(language, f"“{text}”", f"«\xa0{text}\xa0»")


def unquoted(words: str, language: str) -> str:
    """Words that are one quoted text, without the quotes."""
    bare = words.strip("“”«»\xa0")
    return bare if quoted(bare, language) == words else words


def spoken_word(key: str, of: Fact | Parameter, language: str) -> str:
    """What people call this value of a text, however it is written, "" where it has no name."""
    found = next((each for each in of.spoken if each.key.lower() == key.lower()), None)
    label = found.label.in_language(language) if found else ""
    return label if found and found.proper else inside(label)


def choice_word(key: str, of: Fact | Parameter, language: str) -> str:
    """What people call a choice. Names of languages keep their capital in English; an unknown key stays as it is."""
    found: Choice | None = next((each for each in of.choices if each.key == key), None)
    if found is None:
        return quoted(key, language)
    label = found.label.in_language(language)
    return label if len(key) == 2 and language != "fr" else inside(label)


def counted(number: int, one: Words, many: Words, language: str) -> str:
    """ "1 day", "2 days"."""
    return f"{number} {(one if abs(number) == 1 else many).in_language(language)}"
