"""Alerts in words. Pure."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode

from console.alerts.rows import AlertLine
from console.ui.figures import Reader
from console.ui.people import role_label
from console.workspace.orders.present import order_key
from domain.alerts.rows import AlertRow

_TONES: Final = {"critical": "red", "warning": "amber", "info": "blue"}


def alert_lines(rows: Iterable[AlertRow], reader: Reader) -> list[AlertLine]:
    """One line each, in their order."""
    return [_line(row, reader) for row in rows]


def severity_word(severity: str, reader: Reader) -> str:
    """How bad it is."""
    said = {"critical": reader.say("critical"), "warning": reader.say("warning")}
    return said.get(severity) or reader.say("information")


def _line(row: AlertRow, reader: Reader) -> AlertLine:
    done = row.acknowledged_at
    return AlertLine(
        id=str(row.id),
        severity=severity_word(row.severity, reader),
        tone=_TONES[row.severity],
        text=_in(row.words, reader),
        rule=_in(row.rule_name, reader),
        about=row.customer_name or row.case_number or "",
        number=row.order_number or (row.case_number or "" if row.customer_name else ""),
        href=_href(row),
        whom=", ".join((*(role_label(role, reader.language) for role in row.roles), *row.people)),
        at=reader.recently(row.made_at),
        exact=reader.exact(row.made_at),
        seen=", ".join(row.seen_by),
        fresh=row.seen_at is None and done is None,
        decision=str(row.decision_id) if row.decision_id else "",
        done=reader.say("{name}, {at}", name=row.acknowledged_by, at=reader.recently(done)) if done else "",
        done_exact=reader.exact(done) if done else "",
    )


def _in(words: dict[str, str] | object, reader: Reader) -> str:
    return str(words.get(reader.language) or words.get("en") or "") if isinstance(words, dict) else ""


def _href(row: AlertRow) -> str:
    """The conversation of its case with the customer beside it; else the customer, at the order."""
    parts = {
        "conversation": str(row.conversation_id or ""),
        "customer": str(row.customer_id or ""),
        "order": order_key(row.order_number) if row.order_number and row.customer_id else "",
    }
    named = urlencode({name: value for name, value in parts.items() if value})
    return f"/?{named}" if named else ""
