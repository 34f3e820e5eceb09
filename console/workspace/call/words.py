"""Codes of calls in words; English, to be translated where they are shown."""

from typing import Final

WRAP_UP_WORDS: Final = {
    "solved": "Solved",
    "information_given": "Information given",
    "follow_up": "To be followed up",
    "no_answer": "No answer",
    "passed_on": "Passed on",
    "duplicate": "Asked before",
    "wrong_number": "Wrong number",
    "spam": "Unwanted",
    "other": "Something else",
}
