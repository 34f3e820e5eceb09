"""The middle pane while a rule or table is written."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.admin.parts import confirmation, opens
from console.rules_admin.editor.form_part import PartEditor
from console.rules_admin.editor.state import EditorState
from console.ui.i18n import t
from console.ui.parts import icon, link


def editor_pane() -> rx.Component:
    return rx.fragment(
        rx.el.div(
            link(
                icon("arrow-left"),
                t("All rules"),
                to=EditorState.close_to,
                class_name="button quiet plain",
                custom_attrs={"data-back": ""},
            ),
            _title(),
            rx.el.div(class_name="bar-fill"),
            rx.cond(
                EditorState.can_drop,
                opens("drop-part", "trash-2", t("Take out"), danger=True),
            ),
            class_name="pane-head sheet-head",
        ),
        confirmation(
            "drop-part",
            title=t("Take “{name}” out of the draft?", name=EditorState.title),
            says=t("What is live does not change until the draft is published."),
            does=t("Take it out"),
            on_click=EditorState.drop,
        ),
        rx.el.div(
            _editor(),
            class_name="pane-body editor-body",
        ),
    )


def _title() -> rx.Component:
    return rx.el.h1(
        rx.cond(
            EditorState.title != "",
            EditorState.title,
            rx.match(
                EditorState.kind,
                ("tables", t("New table")),
                ("lists", t("New list")),
                ("calendars", t("New calendar")),
                t("New rule"),
            ),
        ),
        class_name="strong editor-title",
    )


def _editor() -> rx.Component:
    return PartEditor.create(
        key=EditorState.name,
        name=EditorState.name,
        kind=EditorState.kind,
        part=EditorState.part,
        version=EditorState.version,
        vocabulary=EditorState.vocabulary,
        sentence=EditorState.sentence,
        refused=EditorState.refused,
        answered=EditorState.answered,
        saved=EditorState.saved,
        stale=EditorState.stale,
        theirs=EditorState.theirs,
        close_to=EditorState.close_to,
        words=_words(),
        on_look=EditorState.look,
        on_save=EditorState.save,
    )


def _words() -> dict[str, rx.Var[str]]:
    return {**_of_conditions(), **_of_values(), **_of_the_form(), **_of_keeping()}


def _of_conditions() -> dict[str, rx.Var[str]]:
    return {
        "all": t("All of these hold"),
        "any": t("Any of these holds"),
        "none": t("None of these holds"),
        "groupKind": t("How the conditions count"),
        "addCondition": t("Add a condition"),
        "addGroup": t("Add a group"),
        "removeGroup": t("Remove the group"),
        "condition": t("Condition"),
        "always": t("Without a condition the rule always applies."),
        "fact": t("Fact"),
        "chooseFact": t("Choose a fact …"),
        "operator": t("Comparison"),
    }


def _of_values() -> dict[str, rx.Var[str]]:
    return {
        "value": t("Value"),
        "otherFact": t("other fact"),
        "aValue": t("a value"),
        "withFact": t("Compare with another fact"),
        "withValue": t("Compare with a value"),
        "times": t("Times"),
        "choose": t("Choose …"),
        "addValue": t("Add …"),
        "yes": t("yes"),
        "no": t("no"),
        "and": t("and"),
        "unit": t("Unit"),
        "days": t("days"),
        "hours": t("hours"),
        "minutes": t("minutes"),
        "seconds": t("seconds"),
        "zone": t("Time zone"),
        "currency": t("Currency"),
        "anyCurrency": t("any other currency"),
        "addCurrency": t("Add a currency"),
        "remove": t("Remove"),
    }


def _of_the_form() -> dict[str, rx.Var[str]]:
    return {
        "name_en": t("Name in English"),
        "name_fr": t("Name in French"),
        "if": t("If"),
        "then": t("Then"),
        "effect": t("What it does"),
        "chooseEffect": t("Choose what it does …"),
        "addEffect": t("Add something it does"),
        "priority": t("Precedence"),
        "from": t("In force from"),
        "to": t("Until"),
        "enabled": t("Switched on"),
        "note": t("Note for colleagues"),
        "values": t("One value per line"),
        "policy": t("Which rows count"),
        "policy_first": t("Only the first row that fits"),
        "policy_collect": t("Every row that fits"),
        "policy_priority": t("Only the fitting row of highest precedence"),
        "addInput": t("Add a column that is looked at"),
        "addOutput": t("Add a column that says something"),
        "removeColumn": t("Remove the column"),
        "addRow": t("Add a row"),
        "removeRow": t("Remove the row"),
        "pasteHint": t("An empty cell says nothing. A block from a spreadsheet can be pasted into any cell."),
    }


def _of_keeping() -> dict[str, rx.Var[str]]:
    return {
        "save": t("Keep in the draft"),
        "busy": t("Keeping …"),
        "cancel": t("Cancel"),
        "kept": t("What you typed before is still here."),
        "startOver": t("Start over"),
        "unfinished": t("The rule is read back here, in both languages, once it is complete."),
        "unfinishedTable": t("The first rows are read back here, in both languages, once the table is complete."),
        "timeZone": t("Time zone"),
        "openOn": t("Open on"),
        "hoursHint": t("09:00-12:00, 14:00-18:00"),
        "closedOn": t("Closed days, one per line, such as 2026-12-25"),
        "unfinishedCalendar": t("The hours are read back here, in both languages, once they can be."),
        "unfinishedList": t("A value that a rule of this draft needs has to stay."),
        "mend": t("Something is not right yet: see the red line."),
        "stale": t("Somebody else changed this draft meanwhile. What you typed is still here."),
        "look": t("Drop mine and see theirs"),
        "over": t("Keep mine over theirs"),
        "changedBy": t("changed this meanwhile. What you typed is still here."),
        "goneBy": t("took this out meanwhile. What you typed is still here; kept, it comes back as new."),
        "takeTheirs": t("Take theirs"),
        "goOn": t("Go on with mine"),
    }
