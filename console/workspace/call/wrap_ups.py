"""How a call ended, as it is chosen."""

from typing import Final

from console.ui.i18n import t

WRAP_UPS: Final = {
    "solved": t("Solved"),
    "information_given": t("Information given"),
    "follow_up": t("To be followed up"),
    "no_answer": t("No answer"),
    "passed_on": t("Passed on"),
    "duplicate": t("Asked before"),
    "wrong_number": t("Wrong number"),
    "spam": t("Unwanted"),
    "other": t("Something else"),
}
