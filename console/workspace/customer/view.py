"""The customer's header: identity, figures, flags, contacts, consents, tags."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.browser_parts import LocalClock
from console.ui.desk import Desk
from console.ui.i18n import t
from console.ui.parts import avatar, badge, bones, copyable, cut, icon
from console.workspace.call.placing_view import call_number
from console.workspace.customer.rows import ConsentRow, ContactRow, FactRow, FigureRow, MergedRow, PinnedRow
from console.workspace.customer.state import CustomerState
from console.workspace.identity.view import identity_badge, identity_panel
from console.workspace.person.view import record_menu, record_panel, undo_merge_button


def customer_header() -> rx.Component:
    """Everything about who this is. The order of the parts never changes, so the eye finds them."""
    record = CustomerState.record
    return rx.el.section(
        _who(),
        identity_panel(record.id),
        record_panel(record.id),
        rx.cond(record.flags.length() > 0, rx.el.div(rx.foreach(record.flags, _flag), class_name="flags")),
        rx.foreach(record.pinned, _pinned),
        rx.el.dl(rx.foreach(record.figures, _figure), class_name="figures"),
        rx.el.dl(
            _fact_list(t("Contact"), rx.foreach(record.contacts, _contact), record.contacts.length() > 0),
            _fact_list(t("Addresses"), rx.foreach(record.addresses, _fact), record.addresses.length() > 0),
            _fact_list(t("Pays with"), rx.foreach(record.methods, _fact), record.methods.length() > 0),
            _fact_list(
                t("Consent"),
                rx.el.span(rx.foreach(record.consents, _consent), class_name="chips"),
                record.consents.length() > 0,
            ),
            rx.cond(record.erased, rx.fragment(), rx.fragment(rx.el.dt(t("Tags")), rx.el.dd(_tags()))),
            class_name="facts",
        ),
        aria_label=t("Customer"),
    )


def customer_bones() -> rx.Component:
    return rx.el.div(
        bones("60%", "40%"),
        bones("100%", height="46px"),
        bones("80%", "70%", "75%", "55%"),
        bones(*["100%"] * 5, height="22px"),
    )


def _who() -> rx.Component:
    record = CustomerState.record
    return rx.el.header(
        avatar(record.initials, large=True),
        rx.el.div(
            rx.el.h1(record.name),
            rx.el.div(
                rx.cond(record.tier != "", badge(record.tier, record.tier_tone)),
                rx.cond(CustomerState.score.last != "", _score()),
                rx.el.span(record.number, class_name="meta num"),
                rx.el.span(record.since, class_name="meta"),
                rx.el.span(record.speaks, class_name="meta"),
                rx.cond(record.their_zone != "", _their_time(record.their_zone)),
                class_name="who-line",
            ),
            rx.el.div(
                rx.cond(
                    record.erased,
                    badge(t("personal data erased"), "red"),
                    identity_badge(record.identity, record.identity_until, record.masked, record.id),
                ),
                class_name="who-line who-identity",
            ),
        ),
        rx.el.div(
            _viewers(),
            record_menu(
                record.id,
                may_merge=CustomerState.may_merge,
                may_export=CustomerState.may_export,
                may_erase=CustomerState.may_erase,
            ),
            class_name="who-aside",
        ),
        rx.foreach(record.merged, _merged),
        class_name="who",
    )


def _their_time(zone: rx.Var[str]) -> rx.Component:
    clock = LocalClock.create(zone=zone, words=t("{time} there", time="{time}"))
    return rx.el.span(icon("clock", 12), clock, class_name="meta chip whole")


def _score() -> rx.Component:
    """The last score and the mean of the last ones; the customer's words on hover, and for who comes by the keys."""
    score = CustomerState.score
    return rx.el.span(
        icon("smile", 12),
        rx.el.span(score.last, class_name="num"),
        rx.cond(score.mean != "", rx.el.span("Ø " + score.mean, class_name="num score-mean")),
        rx.el.span(
            score.said,
            rx.cond(score.words != "", rx.el.q(score.words, class_name="wrap")),
            class_name="score-words",
            id="score-words",
            role="tooltip",
        ),
        class_name=rx.Var.create(f"badge score {score.tone}"),
        id="customer-score",
        tab_index=0,
        role="note",
        aria_label=t("Satisfaction"),
        aria_describedby="score-words",
    )


def _merged(row: rx.Var[MergedRow]) -> rx.Component:
    return rx.el.div(
        icon("merge", 12),
        t("{number} is part of this customer", number=row.number),
        rx.cond(CustomerState.may_merge, undo_merge_button(CustomerState.record.id, row.id, row.number)),
        class_name="who-line who-merged",
    )


def _viewers() -> rx.Component:
    return rx.el.div(
        rx.foreach(
            CustomerState.viewers,
            lambda viewer: rx.el.span(avatar(viewer.label), title=viewer.detail, aria_label=viewer.detail, role="img"),
        ),
        class_name="avatars",
        id="viewers",
        aria_live="polite",
    )


def _figure(row: rx.Var[FigureRow]) -> rx.Component:
    return rx.el.div(rx.el.dt(row.label), rx.el.dd(row.value, title=row.detail))


def _flag(row: rx.Var[FactRow]) -> rx.Component:
    return rx.el.div(
        icon("flag", 13), rx.el.span(row.label, class_name="strong"), rx.el.span(row.detail), class_name="flag"
    )


def _pinned(row: rx.Var[PinnedRow]) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            icon("pin", 12),
            rx.el.span(row.byline, title=row.exact),
            rx.cond(
                Desk.may_write_notes,
                rx.el.button(
                    icon("pin-off", 13),
                    type="button",
                    aria_label=t("Unpin"),
                    title=t("Unpin"),
                    on_click=CustomerState.unpin(row.id),
                ),
            ),
            class_name="meta",
        ),
        rx.el.div(row.body, class_name="wrap"),
        class_name="pinned",
    )


def _fact_list(label: rx.Var[str], rows: rx.Component, known: rx.Var[bool]) -> rx.Component:
    return rx.cond(known, rx.fragment(rx.el.dt(label), rx.el.dd(rows)))


def _contact(row: rx.Var[ContactRow]) -> rx.Component:
    return rx.el.div(
        rx.cond(row.kind == "email", icon("mail", 13), icon("phone", 13)),
        rx.cond(row.masked, rx.fragment(cut(row.value), icon("lock", 11)), copyable(row.value)),
        rx.cond(row.kind == "phone", call_number(CustomerState.record.id, row.position, row.value)),
    )


def _fact(row: rx.Var[FactRow]) -> rx.Component:
    return rx.el.div(cut(row.label), rx.cond(row.detail != "", rx.el.span(row.detail, class_name="meta num")))


def _consent(row: rx.Var[ConsentRow]) -> rx.Component:
    return rx.el.span(
        rx.cond(row.tone == "green", icon("check", 12), icon("x", 12)),
        rx.el.span(row.label),
        title=row.detail,
        class_name=rx.Var.create(f"badge bare {row.tone}"),
    )


def _tags() -> rx.Component:
    return rx.el.span(
        rx.foreach(CustomerState.record.tags, _tag),
        rx.cond(
            Desk.may_write_notes,
            rx.el.form(
                rx.el.input(
                    name="tag",
                    class_name="tag-new",
                    placeholder=t("+ tag"),
                    aria_label=t("Add a tag"),
                    max_length=40,
                    auto_complete="off",
                    id="new-tag",
                ),
                on_submit=CustomerState.add_tag,
                reset_on_submit=True,
            ),
        ),
        class_name="chips",
    )


def _tag(tag: rx.Var[str]) -> rx.Component:
    return rx.el.span(
        tag,
        rx.cond(
            Desk.may_write_notes,
            rx.el.button(
                icon("x", 11),
                type="button",
                aria_label=t("Remove the tag {tag}", tag=tag),
                on_click=CustomerState.remove_tag(tag),
            ),
        ),
        class_name="chip",
    )
