"""What a macro may do, and what its steps come to on one conversation. Pure but for the facts it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.conversations.body import clean_body
from domain.conversations.fill import filled
from domain.kernel.errors import Invalid
from domain.kernel.text import clean_text
from domain.models.case import WRAP_UPS
from domain.orders.new_order import check_choice

# reply: `en` and `fr`; note: `body`; tag: `tag`; refund opens the refund of the order; close: `wrap_up`.
KINDS: Final = ("tag", "reply", "note", "refund", "close")
MOST_STEPS: Final = 12


@dataclass(frozen=True, slots=True)
class Planned:
    """A step as it would be done: `text` is the reply or note with everything filled in, the tag, or the wrap-up."""

    kind: str
    text: str


def check_steps(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The steps as they are kept, or `Invalid` naming the one at fault. A macro closes last, if it closes."""
    if not 1 <= len(steps) <= MOST_STEPS:
        raise Invalid(
            field="steps",
            code="how_many",
            en=f"A macro has 1 to {MOST_STEPS} steps.",
            fr=f"Une macro a de 1 à {MOST_STEPS} étapes.",
        )
    kept = [_checked(step, f"steps[{place}]") for place, step in enumerate(steps)]
    for kind in ("close", "refund"):
        if [step["kind"] for step in kept].count(kind) > 1:
            raise _not_last()
    if any(step["kind"] == "close" for step in kept[:-1]):
        raise _not_last()
    return kept


def planned(steps: Sequence[Mapping[str, Any]], *, language: str, facts: Mapping[str, str]) -> tuple[Planned, ...]:
    """What the steps would do in a conversation in `language`, of which these `facts` are known."""
    return tuple(Planned(str(step["kind"]), _text(step, language, facts)) for step in steps)


def _text(step: Mapping[str, Any], language: str, facts: Mapping[str, str]) -> str:
    if step["kind"] == "reply":
        own, other = ("fr", "en") if language == "fr" else ("en", "fr")
        return filled(str(step.get(own) or step.get(other) or ""), facts)
    if step["kind"] == "note":
        return filled(str(step["body"]), facts)
    return str(step.get("tag") or step.get("wrap_up") or "")


def _checked(step: Mapping[str, Any], at: str) -> dict[str, Any]:
    kind = check_choice(str(step.get("kind", "")), KINDS, field=f"{at}.kind")
    if kind == "tag":
        return {"kind": kind, "tag": clean_text(step.get("tag"), field=f"{at}.tag", most=40).lower()}
    if kind == "note":
        return {"kind": kind, "body": clean_body(str(step.get("body", "")), field=f"{at}.body")}
    if kind == "close":
        return {"kind": kind, "wrap_up": check_choice(str(step.get("wrap_up", "")), WRAP_UPS, field=f"{at}.wrap_up")}
    if kind == "reply":
        texts = {
            each: clean_body(str(step.get(each, "")), field=f"{at}.{each}", required=False) for each in ("en", "fr")
        }
        if not any(texts.values()):
            clean_body("", field=f"{at}.en")
        return {"kind": kind} | texts
    return {"kind": kind}


def _not_last() -> Invalid:
    return Invalid(
        field="steps",
        code="not_last",
        en="A macro refunds once, and closes once, as its last step.",
        fr="Une macro rembourse une fois, et clôt une fois, à la dernière étape.",
    )
