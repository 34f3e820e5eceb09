"""The language of who is not signed in yet: the last one that this browser was spoken to in, or its own."""

from collections.abc import Mapping

COOKIE = "comptoir_language"
SPOKEN = ("en", "fr")


def language_of(*, chosen: str | None, cookies: Mapping[str, str], accept: str) -> str:
    """ "en" or "fr": what was just `chosen`, what the cookie remembers, what the header `Accept-Language` prefers."""
    for wish in (chosen, cookies.get(COOKIE)):
        if wish in SPOKEN:
            return wish
    return _preferred(accept)


def _preferred(accept: str) -> str:
    wishes = [_wish(part) for part in accept[:500].split(",")]
    known = [(weight, -place, tag) for place, (tag, weight) in enumerate(wishes) if tag in SPOKEN and weight > 0]
    return max(known)[2] if known else SPOKEN[0]


def _wish(part: str) -> tuple[str, float]:
    tag, _, parameter = part.strip().partition(";")
    name, _, value = parameter.strip().partition("=")
    try:
        weight = float(value) if name == "q" else 1.0
    except ValueError:
        weight = 0.0
    return tag.strip().lower().split("-")[0], weight
