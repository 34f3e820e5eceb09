"""Many alerts in one message, in the reader's language. Pure."""

from collections.abc import Sequence
from typing import Final

from domain.models.alert import SEVERITIES, Alert

_IN_SMS: Final = 3
_IN_MAIL: Final = 30
_LONGEST: Final = 120  # of one alert in an SMS
_SAID: Final = {
    "en": {
        "one": "1 alert in Comptoir",
        "many": "{count} alerts in Comptoir",
        "more": "and {count} more",
        "info": "Information",
        "warning": "Warning",
        "critical": "Critical",
    },
    "fr": {
        "one": "1 alerte dans Comptoir",
        "many": "{count} alertes dans Comptoir",
        "more": "et {count} autres",
        "info": "Information",
        "warning": "Attention",
        "critical": "Critique",
    },
}


def digest(alerts: Sequence[Alert], *, language: str, channel: str) -> tuple[str, str]:
    """A subject and a text: the worst first, then the newest."""
    said = _SAID.get(language, _SAID["en"])
    title = said["one"] if len(alerts) == 1 else said["many"].format(count=len(alerts))
    ordered = sorted(alerts, key=lambda one: (SEVERITIES.index(one.severity), one.made_at), reverse=True)
    most = _IN_SMS if channel == "sms" else _IN_MAIL
    lines = [f"{said[one.severity]}: {_words(one, language)}" for one in ordered[:most]]
    if channel == "sms":
        lines = [line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines]
    if len(ordered) > most:
        lines.append(said["more"].format(count=len(ordered) - most))
    return title, "\n".join([f"{title}:" if channel == "sms" else f"{title}\n", *lines])


def _words(alert: Alert, language: str) -> str:
    return " ".join(str(alert.words.get(language) or alert.words.get("en") or "").split())
