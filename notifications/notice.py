"""Send a notice to somebody of staff who is away."""

from collections.abc import Mapping
from uuid import UUID

from domain.alerts.send_notice import begin_notice, settle_notice
from domain.work.application import Application
from notifications.channels.channel import Channel, Parcel
from notifications.deliver import POSTMAN, hand_over


def send_notice(application: Application, channels: Mapping[str, Channel], *, notice_id: UUID, link: str) -> None:
    """Send it if it is to be sent, as `deliver` does; `link` leads to the console."""
    attempt = application.perform(begin_notice, POSTMAN, notice_id=notice_id)
    if attempt is None:
        return
    parcel = Parcel(
        id=attempt.notice_id,
        address=attempt.address,
        subject=attempt.subject,
        text=f"{attempt.text}\n{link}".strip(),
        first_tried_at=attempt.first_tried_at,
    )
    fate, reference, problem = hand_over(channels.get(attempt.channel), parcel, look_first=attempt.look_first)
    application.perform(settle_notice, POSTMAN, notice_id=notice_id, fate=fate, vendor_ref=reference, problem=problem)
