"""Endpoints and deliveries as rows. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from console.admin.webhooks.choices import which
from console.admin.webhooks.rows import DeliveryLine, EndpointLine, TryLine, WrongEndpoint
from console.ui.figures import Reader
from console.ui.i18n import translate
from domain.kernel.errors import DomainError
from domain.webhooks.queries import AttemptRow, DeliveryRow, EndpointRow

_TONES: Final = {
    **{"active": "green", "off": "", "given_up": "red"},
    **{"waiting": "amber", "sending": "amber", "delivered": "green", "failed": "red"},
}


def endpoint_line(row: EndpointRow, reader: Reader) -> EndpointLine:
    """One line of the list."""
    failing = row.failing_since is not None and row.status == "active"
    return EndpointLine(
        id=str(row.id),
        href=f"/admin?tab=webhooks&webhook={row.id}",
        url=row.url,
        description=row.description,
        types=reader.say("everything") if "*" in row.event_types else ", ".join(row.event_types),
        which=which(row.event_types),
        status=row.status,
        state=reader.say("does not arrive") if failing else _state(row.status, reader),
        tone="amber" if failing else _TONES[row.status],
        waiting=reader.say("{count} waiting", count=reader.number(row.waiting)),
        given_up=reader.say("{count} given up", count=reader.number(row.failed)) if row.failed else "",
        made=reader.moment(row.made_at),
        made_exact=reader.exact(row.made_at),
        made_by=row.made_by,
        last=reader.moment(row.delivered_at) if row.delivered_at else reader.say("never"),
        last_exact=reader.exact(row.delivered_at) if row.delivered_at else "",
        failing=reader.moment(row.failing_since) if row.failing_since else "",
        both_until=reader.moment(row.old_secret_until) if row.old_secret_until else "",
    )


def delivery_lines(rows: Iterable[DeliveryRow], reader: Reader) -> list[DeliveryLine]:
    """One line each, in the order given."""
    return [_delivery(row, reader) for row in rows]


def wrong_endpoint(refusal: DomainError, language: str) -> WrongEndpoint:
    """The refusal at the field it is about."""
    named = re.sub(r"\[\d+\]", "", refusal.field or "")
    field = named if named in WrongEndpoint.__dataclass_fields__ else "form"
    if field == "event_types":
        return WrongEndpoint(event_types=translate("Tick what it is told of, or choose everything.", language))
    return WrongEndpoint(**{field: refusal.sentence(language)})


def _state(status: str, reader: Reader) -> str:
    return {"active": reader.say("on"), "off": reader.say("off")}.get(status, reader.say("given up"))


def _fate(status: str, reader: Reader) -> str:
    arrived = {"delivered": reader.say("arrived"), "failed": reader.say("failed"), "sending": reader.say("is sent")}
    return arrived.get(status, reader.say("waits"))


def _delivery(row: DeliveryRow, reader: Reader) -> DeliveryLine:
    return DeliveryLine(
        id=str(row.id),
        type=row.event_type,
        made=reader.moment(row.made_at),
        made_exact=reader.exact(row.made_at),
        state=_fate(row.status, reader),
        tone=_TONES[row.status],
        then=reader.moment(row.next_try_at) if row.status == "waiting" and row.next_try_at else "",
        tries=[_try(each, reader) for each in row.attempts],
    )


def _in_words(problem: str, reader: Reader) -> str:
    """Why nothing came back, for somebody who does not know the numbers of an operating system."""
    told = {
        "refused": reader.say("Nobody listens at this address."),
        "timed out": reader.say("No answer in time."),
        "name or service": reader.say("There is no such address."),
        "certificate": reader.say("Its certificate is not trusted."),
        "private network": reader.say("The address leads into a private network."),
    }
    return next((said for part, said in told.items() if part in problem.casefold()), problem)


def _try(row: AttemptRow, reader: Reader) -> TryLine:
    said = f"{row.status_code} {row.answer}".strip() if row.status_code is not None else _in_words(row.problem, reader)
    return TryLine(
        when=reader.moment(row.at),
        exact=reader.exact(row.at),
        answer=said,
        took=f"{row.milliseconds} ms",
        arrived=row.status_code is not None and 200 <= row.status_code < 300,
    )
