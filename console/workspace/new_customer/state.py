"""The form for a new customer: what was wrong with it stands beside the field."""

from dataclasses import dataclass
from typing import Any, Final

import reflex as rx

from console.guard import screen_event, signed_in
from console.ui.desk import Desk
from console.ui.i18n import translate
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

    def _begin(self, language: str) -> None:
        """An empty form with nothing wrong in it yet."""
        self.wrong, self.language = Wrong(), language


# Where the domain's names of fields are not the form's: `addresses[0].city` is the city's.
_FIELDS: Final = {"emails[0]": "email", "phones[0]": "phone"}
LABELS: Final = {
    "first_name": "First name",
    "last_name": "Last name",
    "email": "E-mail",
    "phone": "Phone",
    "line1": "Address",
    "line2": "Address, second line",
    "postal_code": "Postal code",
    "city": "City",
    "region": "State or county",
    "country": "Country, two letters",
}


def _wrong(refusal: DomainError, language: str) -> Wrong:
    """The refusal at its field, named as the form names it."""
    named = refusal.field or ""
    field = _FIELDS.get(named, named.rsplit(".", 1)[-1])
    sentence = refusal.sentence(language)
    if field not in LABELS:
        return Wrong(form=sentence)
    return Wrong(**{field: sentence.replace(named, translate(LABELS[field], language))})
