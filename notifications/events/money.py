"""Money: paid, refused, given back, disputed."""

from collections.abc import Mapping
from typing import Final

from domain.messages.purposes import COURTESY
from notifications.told import AGENT, SUPERVISOR, VENDOR, Entry, also, customer, nobody, staff

MONEY: Final[Mapping[str, Entry]] = {
    "payment.authorised": nobody("Nothing is charged yet; the confirmation names the amount."),
    "payment.captured": nobody("The customer’s bank shows it, and the confirmation named the amount."),
    "payment.refunded": customer("refunded", as_credit="refunded_to_credit", by_the_bank=""),
    "payment.voided": nobody("Money that was only kept ready is free again; what was done is told."),
    "payment.asked": staff(VENDOR, reason="Told once the payment provider has answered."),
    "payment.refused": also(customer("payment_failed", not_theirs=""), AGENT),
    "payment.dropped": nobody("What replaces it is told."),
    "payment.given_back_twice": staff(SUPERVISOR, reason="A person looks at it before anybody is asked for money."),
    "customer.credit_given": customer("credit_given", purpose=COURTESY),
    "dispute.opened": staff(AGENT, SUPERVISOR, reason="The customer opened it at their bank; the answer is told."),
    "dispute.answered": also(customer("dispute_answered"), VENDOR),
    "dispute.won": also(customer("dispute_closed"), SUPERVISOR),
    "dispute.lost": also(customer("dispute_closed"), SUPERVISOR),
    "dispute.accepted": customer("dispute_closed"),
}
