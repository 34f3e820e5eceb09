"""Send what staff wrote to a customer in a conversation."""

from collections.abc import Mapping
from uuid import UUID

from domain.conversations.deliver import Outgoing, begin_delivery, settle_delivery
from domain.work.application import Application
from notifications.channels.channel import Attachment, Channel, Parcel
from notifications.deliver import POSTMAN, TryLater, hand_over


def send_answer(application: Application, channels: Mapping[str, Channel], *, entry_id: UUID) -> None:
    """Send the entry if it is to be sent; see `deliver` for what happens to one whose fate is unknown.

    Raises `TryLater` when it has to be tried again.
    """
    outgoing = application.perform(begin_delivery, POSTMAN, entry_id=entry_id)
    if outgoing is None:
        return
    fate, reference, problem = hand_over(
        channels.get(outgoing.channel), _parcel(outgoing), look_first=outgoing.look_first
    )
    again = application.perform(
        settle_delivery, POSTMAN, entry_id=entry_id, fate=fate, vendor_ref=reference, problem=problem
    )
    if again:
        raise TryLater(problem or fate)


def _parcel(outgoing: Outgoing) -> Parcel:
    return Parcel(
        id=outgoing.entry_id,
        address=outgoing.address,
        subject=outgoing.subject,
        text=outgoing.body,
        attachments=tuple(Attachment(file.name, file.media_type, file.content) for file in outgoing.files),
        first_tried_at=outgoing.first_tried_at,
        answers=outgoing.answers,
        automatic=False,
    )
