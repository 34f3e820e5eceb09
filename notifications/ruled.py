"""The messages that alerting rules may send of their own."""

from typing import Final

from domain.kernel.errors import Invalid
from notifications.catalogue import DIRECT, TEMPLATES

CHANNELS: Final[tuple[str, ...]] = ("email", "sms")


def is_ruled(template: str) -> bool:
    """Whether a rule may send it."""
    return template in TEMPLATES and template not in DIRECT


def check_ruled(template: str) -> None:
    """Refuse with `Invalid` what a rule names and does not exist, or is not a rule's to send; "" is none."""
    if template and not is_ruled(template):
        raise Invalid(
            field="template",
            code="unknown_template",
            en=f"A rule names the message template “{template}”, which does not exist.",
            fr=f"Une règle nomme le modèle de message « {template} », qui n’existe pas.",
        )
