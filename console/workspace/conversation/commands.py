"""What the palette knows of conversations."""

from typing import Any

from console.ui.i18n import t


def conversation_commands() -> list[dict[str, Any]]:
    """Each presses what the page shows, and is offered while it shows it."""
    group = t("Conversation")
    pressed = {
        "talk-reply": (t("Answer"), '[data-key="r"]', "R"),
        "talk-answer": (t("Answer with what is suggested"), '[data-key="w"]', "W"),
        "talk-note": (t("Write a private note"), '[data-talk="note"]', "N"),
        "talk-take": (t("Take the conversation"), "#talk-take", ""),
        "talk-whisper": (t("Whisper to whoever has the conversation"), '[data-talk="whisper"]', ""),
        "talk-take-over": (t("Take the conversation over"), "#talk-take-over", ""),
        "talk-transfer": (t("Transfer the conversation"), "#talk-transfer", ""),
        "talk-snooze": (t("Put the conversation aside"), "#talk-snooze", ""),
        "talk-merge": (t("Merge the conversation"), "#talk-merge", ""),
        "talk-close": (t("Close the conversation"), "#talk-close", ""),
        "talk-reopen": (t("Open the conversation again"), "#talk-reopen", ""),
        "open-visit": (t("Open a visit"), "#open-visit", ""),
        "inbox-mine": (t("My conversations"), "#inbox-mine", ""),
        "inbox-unassigned": (t("Conversations of nobody"), "#inbox-unassigned", ""),
    }
    return [
        {"id": id, "group": group, "label": label, "press": what, "needs": what} | ({"keys": keys} if keys else {})
        for id, (label, what, keys) in pressed.items()
    ]
