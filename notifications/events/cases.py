"""What customers ask, who they are, and the colleagues who answer."""

from collections.abc import Mapping
from typing import Final

from domain.messages.purposes import AWAITED, SURVEY
from notifications.told import AGENT, SUPERVISOR, Entry, also, customer, nobody, staff

_TALK = "Part of the conversation: the customer is in it."
_INSIDE = "Work among colleagues."
_SELF = "The customer did it or was there."
_RECORD = "Upkeep of the customer’s record; what concerns them is told where it happens."

CASES: Final[Mapping[str, Entry]] = {
    "case.opened": also(customer("case_opened", purpose=AWAITED, not_written=""), AGENT),
    "case.closed": customer("case_closed", purpose=SURVEY, not_written="", no_answer_wanted=""),
    **{
        f"case.{what}": staff(AGENT, reason=_INSIDE)
        for what in ("assigned", "moved", "priority_raised", "released", "reopened", "routed", "woken")
    },
    **{f"case.{what}": nobody(_INSIDE) for what in ("snoozed", "tagged", "untagged")},
    "conversation.message_received": staff(AGENT, reason=_SELF),
    "conversation.delivery_failed": staff(AGENT, reason="It is the customer who was not reached."),
    "conversation.call_waiting": staff(AGENT, reason=_TALK),
    "conversation.call_offered": staff(AGENT, reason=_TALK),
    "conversation.call_missed": staff(AGENT, SUPERVISOR, reason="Whoever calls back says so."),
    "conversation.voicemail_left": staff(AGENT, reason=_SELF),
    "conversation.taken_over": staff(AGENT, reason=_INSIDE),
    "conversation.reply_sent": nobody("The reply itself is what the customer gets."),
    "conversation.noticed": nobody("The notice itself is what the customer gets: a transcript, or a word of the chat."),
    **{
        f"conversation.{what}": nobody(_TALK)
        for what in (
            *("call_answered", "call_ended", "call_held", "call_left_line", "call_resumed", "call_transferred"),
            *(
                "call_dialled",
                "call_placed",
                "call_wrapped_up",
                "identified",
                "language_chosen",
                "macro_run",
                "merged",
                "note_added",
                "split",
                "started",
            ),
            *("unmerged", "visit_opened"),
        )
    },
    "survey.answered": staff(SUPERVISOR, reason=_SELF),
    "identity.code_sent": nobody("The code itself is what the customer gets: identity_code."),
    "identity.failed": staff(
        SUPERVISOR, reason="Whoever guesses at somebody’s identity is not told how close they are."
    ),
    "identity.passed": nobody(_SELF),
    "identity.unmasked": nobody("Written down for whoever looks after privacy."),
    **{
        f"customer.{what}": nobody(_RECORD)
        for what in (
            *("created", "changed", "tagged", "untagged", "payment_method_added", "merged", "unmerged"),
            *("consent_granted", "consent_withdrawn"),
        )
    },
    "customer.tier_changed": nobody("What the tier brings is told with the first order that has it."),
    "customer.risk_raised": staff(AGENT, SUPERVISOR, reason="A warning among colleagues."),
    "customer.risk_cleared": nobody("A warning among colleagues."),
    "customer.exported": nobody("Whoever asked for the file is handed it."),
    "customer.erased": nobody("Nothing is left to write to."),
    **{f"note.{what}": nobody(_INSIDE) for what in ("added", "changed", "pinned", "unpinned")},
    **{f"document.{what}": nobody(_INSIDE) for what in ("added", "removed")},
    **{f"watcher.{what}": nobody(_INSIDE) for what in ("added", "removed")},
    "message.queued": nobody("A message about a message would never end."),
    "message.sent": nobody("A message about a message would never end."),
    "message.skipped": nobody("The timeline says why nothing was written."),
    "message.waiting": nobody("It goes of itself when it may."),
    "message.fell_back": nobody("The customer is told on the other channel."),
    "message.ruled": nobody("The message that the rule writes is the telling."),
    "message.arrived": nobody("A colleague has said so."),
    "message.sent_again": nobody("A colleague has done so."),
    "message.settings_changed": nobody("It is in the audit log."),
    "message.failed": staff(AGENT, reason="It is the customer who was not reached."),
    **{
        f"approval.{what}": staff(
            AGENT, SUPERVISOR, reason="The customer hears of what is done, not of who allowed it."
        )
        for what in ("asked", "granted", "refused", "changed", "withdrawn")
    },
    "approval.acknowledged": nobody(_INSIDE),
    "alert.raised": staff(AGENT, SUPERVISOR, reason=_INSIDE),
    "alert.acknowledged": nobody(_INSIDE),
}
