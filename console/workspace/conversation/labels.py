"""Words that the React parts of the conversation show, in the reader's language."""

from typing import Any

import reflex as rx

from console.ui.i18n import t


def thread_labels() -> rx.Var[dict[str, str]]:
    """Of the thread."""
    words: dict[str, Any] = {
        "thread": t("Conversation"),
        "earlier": t("Earlier"),
        "newer": t("New messages"),
        "note": t("Private note"),
        "whisper": t("Whispered"),
        "more": t("Show all of it"),
        "less": t("Show less"),
        "split": t("Split here"),
        "again": t("Send again"),
        "nothing": t("Nothing was said yet."),
        "customerTypes": t("The customer is writing…"),
        "staffTypes": t("A colleague is writing…"),
    }
    return rx.Var.create(words)


def box_labels() -> rx.Var[dict[str, str]]:
    """Of the box in which an answer is written."""
    words: dict[str, Any] = {
        "reply": t("Reply"),
        "note": t("Private note"),
        "whisper": t("Whisper"),
        "whisperHint": t("Only colleagues read this; whoever has the conversation is told"),
        "addWhisper": t("Whisper"),
        "way": t("Send by"),
        "macros": t("Macros"),
        "canned": t("Canned replies"),
        "replyHint": t("Write to the customer (R)"),
        "noteHint": t("Only colleagues read this (N)"),
        "noWay": t("There is no address to write to. Write a note, or identify the customer."),
        "isClosed": t("The case is closed. Open it again to answer."),
        "subject": t("Subject"),
        "attach": t("Attach"),
        "remove": t("Remove"),
        "slash": t("/ for canned replies"),
        "staffOnly": t("Only colleagues read this"),
        "notAdded": t("Not added yet, though the case is closed"),
        "send": t("Send"),
        "addNote": t("Add note"),
        "sending": t("Sending…"),
        "waits": t("Waiting for the line…"),
        "failed": t("It could not be sent. Try again."),
        "anyway": t("Send anyway"),
        "notFilled": t("Something in braces is not filled in."),
        "tooLarge": t("The file is larger than 10 MB."),
    }
    return rx.Var.create(words)
