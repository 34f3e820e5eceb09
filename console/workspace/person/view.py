"""The menu in the customer's header, and the panels it opens beside the record."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import PlainForm, badge, cut, icon, labelled, link
from console.workspace.person.commands import ERASE, EXPORT, MERGE
from console.workspace.person.rows import OpenOrderRow, SideRow
from console.workspace.person.state import RecordState
from console.workspace.search.rows import FoundRow

_OPENER = "more-customer"


def record_menu(
    customer: rx.Var[str], *, may_merge: rx.Var[bool], may_export: rx.Var[bool], may_erase: rx.Var[bool]
) -> rx.Component:
    """What this person may do with the whole record; nothing at all where that is nothing."""
    return rx.cond(
        may_merge | may_export | may_erase,
        rx.el.details(
            rx.el.summary(t("More"), icon("chevron-down", 12), class_name="button small", id=_OPENER),
            rx.el.div(
                rx.cond(
                    may_merge,
                    _item(MERGE, "merge", t("Merge with another customer…"), RecordState.begin_merge(customer)),
                ),
                rx.cond(may_export, _export(customer)),
                rx.cond(
                    may_erase,
                    rx.fragment(
                        rx.el.hr(),
                        _item(ERASE, "eraser", t("Erase personal data…"), RecordState.begin_erase(customer)),
                    ),
                ),
                class_name="menu-sheet",
            ),
            class_name="menu record-menu",
        ),
    )


def record_panel(customer: rx.Var[str]) -> rx.Component:
    """The panel that is open on this record, if one is."""
    return rx.cond(
        (RecordState.customer_id != "") & (RecordState.customer_id == customer),
        rx.cond(RecordState.panel == "merge", _merge(), _erase()),
    )


def undo_merge_button(kept: rx.Var[str], merged: rx.Var[str], number: rx.Var[str]) -> rx.Component:
    """Takes a merged record out again; nothing is lost by it, so nothing is asked."""
    return rx.el.button(
        t("Undo"),
        type="button",
        class_name="button small",
        aria_label=t("Undo the merge of {number}", number=number),
        on_click=RecordState.undo(kept, merged),
    )


def _item(name: str, sign: str, label: rx.Var[str], on_click: Any) -> rx.Component:
    return rx.el.button(icon(sign, 14), label, type="button", class_name="menu-item", id=name, on_click=on_click)


def _export(customer: rx.Var[str]) -> rx.Component:
    """A plain form: the answer is a file, which a screen event could not give."""
    return PlainForm.create(
        rx.el.button(icon("download", 14), t("Export personal data"), class_name="menu-item", type="submit", id=EXPORT),
        action="/customers/" + customer + "/export",
        method="post",
    )


def _panel(name: str, title: rx.Var[str], *parts: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(title),
            rx.el.button(
                icon("x", 14),
                type="button",
                class_name="button quiet icon",
                aria_label=t("Close"),
                on_click=RecordState.close,
                custom_attrs={"data-panel-close": ""},
            ),
        ),
        *parts,
        class_name="identity-panel record-panel",
        id=name,
        aria_label=title,
        custom_attrs={"data-panel": _OPENER},
    )


def _merge() -> rx.Component:
    return _panel(
        "merge-panel",
        t("Merge with another customer"),
        rx.el.p(
            t("Both records are shown as one from then on. Nothing is moved, so it can be undone."), class_name="meta"
        ),
        rx.cond(RecordState.goes.id == "", _search(), _pair()),
    )


def _search() -> rx.Component:
    return rx.fragment(
        labelled(
            "other",
            t("The other record"),
            placeholder=t("Name, e-mail, phone or number"),
            on_change=RecordState.seek.debounce(150),
            auto_focus=True,
            max_length=100,
        ),
        rx.el.ul(rx.foreach(RecordState.found, _found), class_name="record-found", aria_label=t("Results")),
        rx.cond(
            (RecordState.sought != "") & (RecordState.found.length() == 0),
            rx.el.p(t("Nothing found for “{text}”", text=RecordState.sought), class_name="meta", role="status"),
        ),
    )


def _found(row: rx.Var[FoundRow]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            rx.el.span(cut(row.title, "strong"), cut(row.detail, "meta"), class_name="two-lines"),
            type="button",
            class_name="row",
            on_click=RecordState.choose(row.customer),
        )
    )


def _pair() -> rx.Component:
    stays, goes = RecordState.stays, RecordState.goes
    return rx.fragment(
        rx.el.div(
            _side(stays, badge(t("stays"), "green")), _side(goes, badge(t("becomes part of it"))), class_name="sides"
        ),
        rx.el.div(
            rx.el.button(
                icon("arrow-left-right", 13),
                t("Keep {number} instead", number=goes.number),
                type="button",
                class_name="button small",
                on_click=RecordState.swap,
            ),
            rx.el.button(
                t("Choose another"), type="button", class_name="button small quiet", on_click=RecordState.choose_again
            ),
            class_name="chips",
        ),
        rx.el.form(
            labelled(
                "reason",
                t("Reason, kept on record"),
                wrong=RecordState.wrong.reason,
                auto_focus=True,
                max_length=300,
            ),
            _problem(),
            rx.el.div(
                rx.el.button(
                    t("Merge {merged} into {kept}", merged=goes.number, kept=stays.number),
                    type="submit",
                    class_name="button primary",
                ),
                class_name="form-foot",
            ),
            on_submit=RecordState.merge,
        ),
    )


def _side(row: rx.Var[SideRow], role: rx.Component) -> rx.Component:
    return rx.el.div(
        role,
        rx.el.span(row.name, class_name="strong wrap"),
        rx.el.span(row.number, " · ", row.orders, class_name="meta num"),
        rx.el.span(row.since, class_name="meta"),
        rx.foreach(row.contacts, lambda contact: cut(contact, "meta")),
        class_name="side",
        role="group",
        aria_label=row.number,
    )


def _erase() -> rx.Component:
    return _panel(
        "erase-panel",
        t("Erase the personal data of {number}", number=RecordState.stays.number),
        rx.el.dl(
            rx.el.dt(icon("eraser", 13), t("Goes")),
            rx.el.dd(t("names, contacts, addresses, notes, messages, files, quotes, the texts of what happened")),
            rx.el.dt(icon("archive", 13), t("Stays")),
            rx.el.dd(t("orders, payments and stock; of addresses the country and the beginning of the postal code")),
            class_name="erase-facts",
        ),
        rx.cond(RecordState.in_the_way != "", _in_the_way(), _confirm_erasure()),
    )


def _in_the_way() -> rx.Component:
    return rx.el.div(
        rx.el.p(icon("triangle-alert", 14), RecordState.in_the_way),
        rx.el.div(rx.foreach(RecordState.open_orders, _open_order), class_name="chips"),
        rx.el.p(t("Finish that first; nothing was erased.")),
        class_name="open-matters",
        role="alert",
    )


def _open_order(row: rx.Var[OpenOrderRow]) -> rx.Component:
    return link(row.number, to=row.href, class_name="chip whole num")


def _confirm_erasure() -> rx.Component:
    number, wrong = RecordState.stays.number, RecordState.wrong
    return rx.el.form(
        rx.el.p(icon("triangle-alert", 14), t("Nobody can undo this."), class_name="strong red-text"),
        labelled("reason", t("Reason, kept on record"), wrong=wrong.reason, auto_focus=True, max_length=300),
        labelled("number", t("Type {number} to confirm", number=number), wrong=wrong.number, max_length=20),
        _problem(),
        rx.el.div(
            rx.el.button(t("Cancel"), type="button", class_name="button quiet", on_click=RecordState.close),
            rx.el.button(t("Erase for good"), type="submit", class_name="button danger solid"),
            class_name="form-foot",
        ),
        on_submit=RecordState.erase,
    )


def _problem() -> rx.Component:
    return rx.cond(RecordState.wrong.form != "", rx.el.p(RecordState.wrong.form, class_name="wrong", role="alert"))
