"""How goods are called wherever people read of them."""

from collections.abc import Mapping


def with_options(title: str, options: Mapping[str, str]) -> str:
    """Linen shirt (M, blue)."""
    chosen = ", ".join(options.values())
    return f"{title} ({chosen})" if chosen else title
