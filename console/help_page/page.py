"""The self-service page: plain HTML in the reader's language, as the visit stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from console.bootstrap import console
from console.help_page.visit import Here
from console.help_page.zone import zone_of
from console.ui.figures import Reader
from console.ui.i18n import translate
from console.ui.states import parcel_state, state
from console.ui.words import word
from domain.approvals.preview import ActionPreview
from domain.kernel.errors import DomainError, IdentityNeeded
from domain.orders.rows import OrderDetail
from domain.visitors.attempts import TooOften
from domain.visitors.identity_token import sign_token

REASONS: Final = (
    "not_needed",
    "ordered_by_mistake",
    "defective",
    "damaged",
    "wrong_item",
    "not_as_described",
)
CONTACT_BY: Final = ("email", "sms", "phone")
_STYLE: Final = Path(__file__).parent / "help.css"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What went wrong, in the reader's language."""

    sentence: str
    field: str
    status: int
    retry_after: int = 0

    @classmethod
    def of(cls, refusal: DomainError, language: str) -> "Refusal":
        if isinstance(refusal, IdentityNeeded):
            return cls(translate("First make sure that it is you, with a code.", language), "code", 403)
        status = 429 if isinstance(refusal, TooOften) else 422
        return cls(refusal.sentence(language), refusal.field or "", status, int(refusal.details.get("retry_after", 0)))


def help_page(
    at: Here | None,
    consents: Mapping[tuple[str, str], bool],
    *,
    language: str,
    refusal: Refusal | None = None,
    note: str = "",
    check_id: UUID | None = None,
    preview: ActionPreview | None = None,
    action: str = "",
    given: Mapping[str, str] | None = None,
) -> Response:
    """The page; 422, 403 or 429 with a refusal."""
    reader = Reader(language, _zone(at), datetime.now(UTC))
    html = (
        _environment()
        .get_template("help.html")
        .render(
            t=lambda text: translate(text, language),
            language=language,
            style=_STYLE.read_text(encoding="utf-8"),
            refusal=refusal,
            note=_note(note, language),
            at=at,
            order=_order(at.tracked.order, reader) if at else None,
            promise=reader.day(at.tracked.promise) if at and at.tracked.promise else "",
            check_id=check_id,
            preview=preview_told(preview, reader) if preview else None,
            action=action,
            given={name: value for name, value in (given or {}).items() if name != "digest"},
            reasons=[(code, word(code, reader)) for code in REASONS],
            consents=_consents(consents, language),
            chat_token=_chat_token(at) if at else "",
        )
    )
    headers = {"cache-control": "no-store", "content-security-policy": _POLICY}
    if refusal and refusal.retry_after:
        headers["retry-after"] = str(refusal.retry_after)
    return HTMLResponse(html, status_code=refusal.status if refusal else 200, headers=headers)


def _zone(at: Here | None) -> ZoneInfo:
    if at is None:
        return ZoneInfo("UTC")
    return zone_of(at.tracked.time_zone, str(at.tracked.order.shipping_address.get("country") or ""))


_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self';"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def _note(done: str, language: str) -> str:
    return {
        "known": translate("Thank you, we know that it is you.", language),
        "cancel": translate("It is cancelled. You will hear from us.", language),
        "return": translate("Your return is noted. You will get a label.", language),
        "asked": translate("We look at it and will tell you.", language),
        "preferences": translate("Your choices are kept.", language),
    }.get(done, "")


def _order(order: OrderDetail, reader: Reader) -> dict[str, Any]:
    return {
        "number": order.number,
        "placed": (reader.day_short(order.placed_at), _moment(order.placed_at, reader)),
        "status": state(order.status, reader),
        "total": reader.money(order.total),
        "lines": [
            {
                "title": line.title,
                "options": ", ".join(line.options.values()),
                "quantity": line.quantity,
                "state": state(line.status, reader),
                "total": reader.money(line.total),
                "held": max(0, line.shipped - line.returned),
            }
            for line in order.lines
        ],
        "parcels": [
            {
                "carrier": parcel.carrier,
                "tracking": parcel.tracking_number,
                "state": parcel_state(parcel.status, reader),
                "scans": [
                    (parcel_state(scan.status, reader)[0], scan.place, reader.moment(scan.at), _moment(scan.at, reader))
                    for scan in parcel.scans
                ],
            }
            for parcel in order.shipments
        ],
        "returns": [
            {"number": back.number, "state": state(back.status, reader), "amount": reader.money(back.amount)}
            for back in order.returns
        ],
    }


def _moment(at: datetime, reader: Reader) -> dict[str, str]:
    """For the browser, which knows its own zone, and for the hover."""
    return {"iso": at.astimezone(UTC).isoformat(), "exact": reader.exact(at)}


def preview_told(preview: ActionPreview, reader: Reader) -> dict[str, Any]:
    """What it comes to, as customers are told it. The names that rules have among us are none of it."""
    back = [
        (reader.money(each.amount), each.when) for each in preview.settlements if each.kind in ("refunded", "voided")
    ]
    french = reader.language == "fr"
    return {
        "digest": preview.digest,
        "back": back,
        "rules": [said.fr if french else said.en for said in preview.rules if not said.rule],
        "needs_word": bool(preview.needs),
    }


def _consents(standing: Mapping[tuple[str, str], bool], language: str) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    names = {
        "email": translate("E-mail", language),
        "sms": translate("SMS", language),
        "phone": translate("Phone", language),
    }
    purposes = (
        ("service", translate("About my orders", language)),
        ("survey", translate("What I thought of it", language)),
        ("marketing", translate("News and offers", language)),
    )
    return [
        (
            names[channel],
            [
                (f"{channel}-{purpose}", said, standing.get((channel, purpose), purpose != "marketing"))
                for purpose, said in purposes
            ],
        )
        for channel in CONTACT_BY
    ]


def _chat_token(at: Here) -> str:
    """Whoever has proved who they are is known in the chat as well."""
    customer = at.identity.contacts
    email = next((each.address for each in customer if each.channel == "email"), "") if at.identity.level else ""
    if not email:
        return ""
    claims = {"email": email, "exp": int(datetime.now(UTC).timestamp()) + 3600, "visit": str(at.visit.id)}
    return sign_token(claims, secret=console().settings.widget_secrets[0])


@cache
def _environment() -> Environment:
    folder = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
