"""Which of our languages a caller reads."""

DEFAULT = "en"
KNOWN = ("en", "fr")


def preferred_language(header: str | None) -> str:
    """ "fr" or "en", by the weights in `Accept-Language`; English when it names neither."""
    weights = dict.fromkeys(KNOWN, 0.0)
    for part in (header or "")[:200].split(","):
        name, _, options = part.partition(";")
        language = name.strip().lower().split("-")[0]
        if language in weights:
            weights[language] = max(weights[language], _weight(options))
    return max(KNOWN, key=lambda language: (weights[language], language == DEFAULT))


def _weight(options: str) -> float:
    name, _, value = options.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0
