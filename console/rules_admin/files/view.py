"""Rules saved as a file, and taken from one."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.files.form_part import RulesFile
from console.rules_admin.sheet.state import SheetState
from console.ui.i18n import t
from console.ui.parts import download, icon


def save_as_file(family: rx.Var[str]) -> rx.Component:
    """The version or the draft on the screen, to be saved."""
    version, draft = f"versions/{SheetState.head.number}", f"drafts/{DraftsState.chosen.id}"
    what = rx.cond(SheetState.panel == "version", version, draft)
    return rx.el.details(
        rx.el.summary(icon("download"), t("File"), class_name="button plain", id="save-as-file"),
        rx.el.div(
            *[
                download(kind, to=rx.Var.create(f"/files/rules/{family}/{what}.{kind.lower()}"), class_name="menu-item")
                for kind in ("YAML", "JSON")
            ],
            class_name="file-menu",
        ),
        class_name="file-saves",
    )


def start_from_file(family: rx.Var[str]) -> rx.Component:
    """A new draft from a file."""
    return rx.el.details(
        rx.el.summary(icon("upload"), t("Start from a file"), class_name="button", id="start-from-file"),
        RulesFile.create(name="new-draft", action=rx.Var.create(f"/files/rules/{family}"), version=0, words=_words()),
        class_name="start-draft",
        key=rx.Var.create(f"file-{family}-{DraftsState.chosen.id}"),
    )


def replace_by_file(family: rx.Var[str]) -> rx.Component:
    """A file in the place of what the open draft says."""
    return rx.el.details(
        rx.el.summary(icon("upload"), t("Replace by a file …"), class_name="button", id="replace-by-file"),
        RulesFile.create(
            name="replace-draft",
            action=rx.Var.create(f"/files/rules/{family}/drafts/{DraftsState.chosen.id}"),
            version=DraftsState.chosen.version,
            words=_words(),
        ),
        class_name="replace-draft",
        key=DraftsState.chosen.id,
    )


def _words() -> dict[str, rx.Var[str]]:
    return {
        "title": t("What it is about"),
        "text": t("YAML or JSON"),
        "hint": t("Paste it here, or choose a file."),
        "choose": t("Choose a file …"),
        "chosen": t("Chosen:"),
        "replaces": t("Everything in the draft is replaced; its examples stay where the file has none."),
        "start": t("Start the draft"),
        "replace": t("Replace what it says"),
        "busy": t("It is being read …"),
        "faults": t("Nothing was kept. Mend this in the file:"),
        "tooLarge": t("The file is larger than 8 MB."),
        "nothing": t("There is nothing to read yet."),
        "failed": t("It could not be sent. Try again."),
    }
