"""How a message begins."""

from typing import Final

_HELLO: Final = {"en": ("Hello {name},", "Hello,"), "fr": ("Bonjour {name},", "Bonjour,")}


def greeting(name: str, language: str) -> str:
    """With the name where it is known."""
    with_name, without = _HELLO[language]
    return with_name.format(name=name) if name else without
