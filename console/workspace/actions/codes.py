"""Codes that a form lets one choose, in the reader's words."""

from collections.abc import Sequence

from console.ui.figures import Reader
from console.ui.words import word
from console.workspace.actions.form import Choice


def return_reasons(reader: Reader) -> list[Choice]:
    """Why goods come back."""
    speak = reader.say
    return [
        Choice("", speak("No reason given")),
        Choice("not_needed", speak("Not needed any more")),
        Choice("ordered_by_mistake", speak("Ordered by mistake")),
        Choice("defective", speak("Does not work")),
        Choice("damaged", speak("Arrived damaged")),
        Choice("wrong_item", speak("Wrong item")),
        Choice("not_as_described", speak("Not as described")),
        Choice("too_late", speak("Came too late")),
        Choice("other", speak("Other")),
    ]


def replacement_reasons(reader: Reader) -> list[Choice]:
    """Why goods are sent again."""
    speak = reader.say
    return [
        Choice("lost", speak("Lost on the way")),
        Choice("damaged", speak("Arrived damaged")),
        Choice("wrong_item", speak("Wrong item")),
        Choice("missing", speak("Missing in the parcel")),
    ]


def conditions(reader: Reader) -> list[Choice]:
    """In which state goods came back."""
    speak = reader.say
    return [
        Choice("sellable", speak("As new")),
        Choice("damaged", speak("Damaged")),
        Choice("missing", speak("Missing")),
        Choice("wrong", speak("Something else")),
    ]


def channels(reader: Reader, codes: Sequence[str] = ("mail", "store", "drop_off", "digital")) -> list[Choice]:
    """How goods come back."""
    return [Choice(code, word(code, reader)) for code in codes]
