"""The text of a file, as the programs that write tables write it."""

from domain.kernel.errors import Invalid


def text_of(content: bytes) -> str:
    """UTF-8, with or without its mark, or what older Windows programs write; `Invalid` for what is no text."""
    if b"\x00" in content or not content.strip():
        raise Invalid(
            field="file", code="unreadable", en="The file holds no text.", fr="Le fichier ne contient pas de texte."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
