"""Messages to customers as rows of the list. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from console.admin.messages.rows import MessageLine
from console.ui.figures import Reader
from console.ui.words import problem_word, word
from console.workspace.orders.present import order_key
from domain.messages.rows import MessageRow

STATES: Final[Mapping[str, tuple[str, str]]] = {
    "queued": ("waits", "amber"),
    "sending": ("on its way", "blue"),
    "sent": ("sent", "green"),
    "delivered": ("arrived", "green"),
    "failed": ("failed", "red"),
    "unknown": ("fate unknown", "red"),
    "skipped": ("not sent", ""),
}
# What of the list is shown: a key of the address, and its English label.
FILTERS: Final[Mapping[str, str]] = {
    "": "Everything",
    "trouble": "Needs a look",
    "waiting": "Waiting",
    "sent": "Sent",
    "delivered": "Arrived",
    "failed": "Failed",
    "unknown": "Fate unknown",
    "skipped": "Not sent",
}
CHANNELS: Final[Mapping[str, str]] = {"": "Every channel", "email": "E-mail", "sms": "SMS"}
_DAY_MINUTES: Final = 24 * 60


def message_lines(rows: Iterable[MessageRow], reader: Reader, *, query: str) -> list[MessageLine]:
    """One line each, in the order given. `query` keeps the filters in their addresses."""
    return [_line(row, reader, query) for row in rows]


def clock_of(minutes: int) -> str:
    """A time of day as a field shows it: 21:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def minutes_of(text: str) -> int | None:
    """The minutes of a time of day, None where it is none."""
    hours, _, minutes = text.strip().partition(":")
    if not (hours.isdigit() and minutes[:2].isdigit()):
        return None
    total = int(hours) * 60 + int(minutes[:2])
    return total if int(minutes[:2]) < 60 and total < _DAY_MINUTES else None


def form_of(settings: Mapping[str, Any]) -> dict[str, str]:
    """The settings as the form shows them."""
    texts = {name: str(value) for name, value in settings.items() if name != "quiet_email"}
    hours = {name: clock_of(settings[name]) for name in ("quiet_from", "quiet_until")}
    return texts | hours | {"quiet_email": "on" if settings["quiet_email"] else ""}


def _line(row: MessageRow, reader: Reader, query: str) -> MessageLine:
    said, tone = STATES[row.status]
    order = f"&order={order_key(row.order_number)}" if row.order_number else ""
    return MessageLine(
        id=str(row.id),
        href=f"/admin?tab=messages{query}&message={row.id}",
        what=word(row.template, reader),
        subject=row.subject,
        body=row.body,
        channel=word(row.channel, reader),
        address=row.address,
        customer=row.customer_name or reader.say("the customer"),
        customer_href=f"/?customer={row.customer_id}{order}",
        number=row.order_number,
        state=reader.say(said),
        tone=tone,
        problem=problem_word(row.problem, reader) if row.problem else "",
        attempts="" if not row.attempts else _attempts(row.attempts, reader),
        until=reader.ahead(row.not_before) if row.not_before else "",
        at=reader.moment(row.queued_at),
        exact=reader.exact(row.queued_at),
        sent=reader.moment(row.sent_at) if row.sent_at else "",
        sent_exact=reader.exact(row.sent_at) if row.sent_at else "",
        first=f"/admin?tab=messages&message={row.fall_back_of}" if row.fall_back_of else "",
        in_doubt=row.status == "unknown" and not row.secret,
        waits=row.status == "queued" and not row.secret,
        can_again=row.status in ("failed", "unknown", "skipped") and bool(row.body) and bool(row.address),
    )


def _attempts(count: int, reader: Reader) -> str:
    return reader.say("1 attempt") if count == 1 else reader.say("{count} attempts", count=count)


def all_words() -> list[str]:
    """Every English text of these lists, for the test that each has its French."""
    return [*(said for said, _ in STATES.values()), *FILTERS.values(), *CHANNELS.values()]
