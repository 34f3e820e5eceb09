"""Keys as rows of the list. Pure."""

from collections.abc import Iterable

from console.admin.keys.rows import KeyLine, WrongKey
from console.admin.words import scopes_in_words
from console.ui.figures import Reader
from console.ui.people import role_label
from domain.kernel.errors import DomainError
from domain.staff.keys import KeyRow


def key_lines(keys: Iterable[KeyRow], reader: Reader) -> list[KeyLine]:
    """One line each, in the order given."""
    return [_line(key, reader) for key in keys]


def wrong_key(refusal: DomainError, language: str) -> WrongKey:
    """The refusal at the field it is about."""
    field = refusal.field if refusal.field in WrongKey.__dataclass_fields__ else "form"
    return WrongKey(**{str(field): refusal.sentence(language)})


def _line(key: KeyRow, reader: Reader) -> KeyLine:
    return KeyLine(
        id=str(key.id),
        href=f"/admin?tab=keys&key={key.id}",
        name=key.name,
        hint=f"{key.hint}…",
        role=role_label(key.role, reader.language),
        may=_may(len(key.scopes), reader),
        scopes=scopes_in_words(key.scopes, reader),
        made=reader.moment(key.created_at),
        made_exact=reader.exact(key.created_at),
        made_by=key.created_by,
        used=reader.moment(key.last_used_at) if key.last_used_at else reader.say("never"),
        used_exact=reader.exact(key.last_used_at) if key.last_used_at else "",
        state=_state(key, reader),
        tone="green" if key.last_used_at and not key.revoked_at else "",
        revoked=reader.moment(key.revoked_at) if key.revoked_at else "",
    )


def _state(key: KeyRow, reader: Reader) -> str:
    if key.revoked_at:
        return reader.say("revoked")
    return reader.say("in use") if key.last_used_at else reader.say("not used yet")


def _may(scopes: int, reader: Reader) -> str:
    if scopes == 0:
        return reader.say("everything the role may")
    return reader.say("1 scope") if scopes == 1 else reader.say("{count} scopes", count=scopes)
