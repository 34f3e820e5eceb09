"""What an endpoint is made of, checked."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from domain.kernel.errors import Invalid
from domain.kernel.text import clean_text

LONGEST_URL: Final = 500
MOST_TYPES: Final = 100
_TYPE: Final = re.compile(r"\*|[a-z_]+\.(\*|[a-z_]+)")
_LOCAL: Final = ("localhost", "127.0.0.1", "[::1]")


def check_url(value: object) -> str:
    """An https address without credentials or a fragment; http only on this machine. `Invalid` names `url`."""
    text = clean_text(value, field="url", most=LONGEST_URL)
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    plain = parts.scheme == "http" and (host or "") in [each.strip("[]") for each in _LOCAL]
    if not host or not (parts.scheme == "https" or plain) or parts.username or parts.fragment or " " in text:
        raise Invalid(
            field="url",
            code="not_an_address",
            en="“url” must be an https address such as https://shop.example/hooks.",
            fr="« url » doit être une adresse https, par exemple https://boutique.example/hooks.",
        )
    return text


def check_event_types(values: Sequence[object]) -> list[str]:
    """Types of events or families of them ("order.*"), doubles dropped; "*" alone is everything. `Invalid` names
    `event_types`.
    """
    texts = [clean_text(value, field=f"event_types[{place}]", most=80) for place, value in enumerate(values)]
    if not texts or len(texts) > MOST_TYPES or not all(_TYPE.fullmatch(text) for text in texts):
        raise Invalid(
            field="event_types",
            code="not_event_types",
            en="“event_types” must name events, such as order.placed, order.* or *.",
            fr="« event_types » doit nommer des événements, par exemple order.placed, order.* ou *.",
        )
    return ["*"] if "*" in texts else list(dict.fromkeys(texts))


def is_wanted(type: str, wanted: Sequence[str]) -> bool:
    """Whether an event of `type` is among `wanted`."""
    return "*" in wanted or type in wanted or f"{type.partition('.')[0]}.*" in wanted
