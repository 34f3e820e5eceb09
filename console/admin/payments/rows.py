"""What the list of waiting payments shows, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment that waits. `said` is the vendor's last word; `can_ask` and `can_drop`: what would help."""

    id: str = ""
    href: str = ""
    order_id: str = ""
    order: str = ""
    order_href: str = ""
    customer_id: str = ""
    customer: str = ""
    kind: str = ""
    method: str = ""
    amount: str = ""
    state: str = ""
    tone: str = ""
    said: str = ""
    reason: str = ""
    asked_by: str = ""
    since: str = ""
    since_exact: str = ""
    attempts: str = ""
    tried: str = ""
    tried_exact: str = ""
    can_ask: bool = False
    can_drop: bool = False
