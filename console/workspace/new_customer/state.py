"""The form for a new customer: what was wrong with it stands beside the field."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.workspace import writing
from domain.kernel.errors import DomainError
from domain.kernel.permissions import Permission


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sentence per field that is wrong; `form` for what belongs to none."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    line1: str = ""
    line2: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    form: str = ""


class NewCustomerState(rx.State):
    """`language` is the one the form proposes."""

    wrong: Wrong = Wrong()
    language: str = "en"

    @screen_event(Permission.CUSTOMERS_WRITE)
    async def create_customer(self, form: dict[str, str]) -> Any:
        """Create the customer and open them; a refusal is shown at its field and the form stays as it was typed."""
        desk = await self.get_state(Desk)
        try:
            customer_id = await writing.new_customer(signed_in(), form)
        except DomainError as refusal:
            self.wrong = _wrong(refusal, desk._spoken())
            return None
        self.wrong = Wrong()
        return rx.redirect(f"/?customer={customer_id}", replace=True)


def _wrong(refusal: DomainError, language: str) -> Wrong:
    """`emails[0]` belongs to the field of the e-mail, `addresses[0].city` to the city's."""
    name = (refusal.field or "").replace("emails[0]", "email").replace("phones[0]", "phone").rsplit(".", 1)[-1]
    field = name if name in Wrong.__dataclass_fields__ else "form"
    return Wrong(**{field: refusal.sentence(language)})
