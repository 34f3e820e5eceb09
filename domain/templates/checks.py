"""What keeps a template from being saved."""

from collections.abc import Sequence
from typing import Any, Final

from domain.kernel.errors import Invalid, NotFound, StaleVersion
from domain.kernel.language import check_language
from domain.ports.letters import PARTS, Fault, Wording
from domain.work.unit import Unit

MOST_FAULTS: Final = 20
_LONGEST: Final = {"subject": 200, "text": 8_000, "sms": 1_000}


def check_template(unit: Unit, template: str, language: str) -> str:
    """The language, if there is such a message, or `NotFound`."""
    check_known(unit, template)
    return check_language(language)


def check_known(unit: Unit, template: str) -> None:
    """Refuse with `NotFound` a message that does not exist."""
    if template not in unit.ports.letters.known():
        raise NotFound.of("template", "modèle", template[:60])


def check_wording(unit: Unit, template: str, language: str, wording: Wording, /) -> Wording:
    """`wording` without blanks around it, or `Invalid` with every fault: what is empty, or cannot be written."""
    cleaned = Wording(*(_cleaned(getattr(wording, part), part) for part in PARTS))
    faults = unit.ports.letters.faults(template=template, language=language, wording=cleaned)
    if faults:
        raise _does_not_render(faults)
    return cleaned


def check_number(expected: int | None, standing: int) -> None:
    """Refuse with `StaleVersion` what was written over another version than the one that counts."""
    if expected is not None and expected != standing:
        raise StaleVersion.of(expected=expected, actual=standing)


def _cleaned(text: str, part: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not lines or len(lines) > _LONGEST[part]:
        most = _LONGEST[part]
        raise Invalid(
            field=part,
            code="missing" if not lines else "too_long",
            en=f"“{part}” is empty." if not lines else f"“{part}” has more than {most} signs.",
            fr=f"« {part} » est vide." if not lines else f"« {part} » dépasse {most} signes.",
        )
    return lines


def _does_not_render(faults: Sequence[Fault]) -> Invalid:
    first = faults[0]
    details: list[dict[str, Any]] = [
        {"part": fault.part, "line": fault.line, "en": fault.en, "fr": fault.fr} for fault in faults[:MOST_FAULTS]
    ]
    return Invalid(
        field=first.part,
        code="does_not_render",
        en=f"“{first.part}”, line {first.line}: {first.en}",
        fr=f"« {first.part} », ligne {first.line} : {first.fr}",
        details={"faults": details},
    )
