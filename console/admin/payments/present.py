"""Waiting payments as rows of the list. Pure."""

from collections.abc import Iterable

from console.admin.payments.rows import PaymentLine
from console.ui.figures import Reader
from console.ui.words import reason_word
from console.workspace.orders.names import method_name
from console.workspace.orders.present import order_key
from domain.payments.waiting import WaitingPayment


def payment_lines(payments: Iterable[WaitingPayment], reader: Reader) -> list[PaymentLine]:
    """One line each, in the order given."""
    return [_line(payment, reader) for payment in payments]


def _line(payment: WaitingPayment, reader: Reader) -> PaymentLine:
    state, tone = _state(payment, reader)
    return PaymentLine(
        id=str(payment.id),
        href=f"/admin?tab=payments&payment={payment.id}",
        order_id=str(payment.order_id),
        order=payment.order_number,
        order_href=f"/?customer={payment.customer_id}&order={order_key(payment.order_number)}",
        customer_id=str(payment.customer_id),
        customer=payment.customer_name,
        kind=_kind(payment.kind, reader),
        method=method_name(payment.method_kind, payment.method_brand, payment.method_last_four, reader),
        amount=reader.money(payment.amount),
        state=state,
        tone=tone,
        said=payment.problem.replace("_", " ") if payment.status == "refused" else payment.problem,
        reason=reason_word(payment.reason, reader),
        asked_by=payment.asked_by,
        since=reader.moment(payment.created_at),
        since_exact=reader.exact(payment.created_at),
        attempts=_attempts(payment.attempts, reader),
        tried=reader.moment(payment.tried_at) if payment.tried_at else reader.say("never"),
        tried_exact=reader.exact(payment.tried_at) if payment.tried_at else "",
        can_ask=payment.status in ("pending", "refused"),
        can_drop=payment.status == "refused" or (payment.status == "pending" and not payment.attempts),
    )


def _kind(kind: str, reader: Reader) -> str:
    words = {
        "authorised": reader.say("Authorisation"),
        "captured": reader.say("Charge"),
        "refunded": reader.say("Money back"),
        "voided": reader.say("End of an authorisation"),
    }
    return words.get(kind, kind)


def _state(payment: WaitingPayment, reader: Reader) -> tuple[str, str]:
    if payment.status == "refused":
        return reader.say("refused"), "red"
    if payment.status != "pending":
        return reader.say("contradicted"), "red"
    return (reader.say("no answer yet") if payment.attempts else reader.say("not asked yet")), "amber"


def _attempts(attempts: int, reader: Reader) -> str:
    return reader.say("1 attempt") if attempts == 1 else reader.say("{count} attempts", count=attempts)
