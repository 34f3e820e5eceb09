"""Before and after, to be read at a glance."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.ui.i18n import t
from console.ui.parts import amount, bones, icon
from console.workspace.actions.preview_rows import DeltaRow, GoodsChangeRow, MessageRow, MovementRow
from console.workspace.actions.state import ActionState


def preview_block() -> rx.Component:
    """The last preview there was; before the first one, where it will be."""
    shown = ActionState.preview
    return rx.cond(
        shown.known,
        rx.el.div(
            rx.cond(
                ActionState.stage == "review",
                rx.el.p(
                    icon("triangle-alert", 13), t("It changed since it was shown."), class_name="preview-note amber"
                ),
            ),
            rx.cond(shown.money != "", _money()),
            rx.foreach(shown.movements, _movement),
            rx.cond(shown.sums.length() > 0, rx.el.div(rx.foreach(shown.sums, _sum), class_name="deltas sums-delta")),
            rx.cond(shown.goods.length() > 0, rx.el.div(rx.foreach(shown.goods, _goods), class_name="goods-changes")),
            rx.cond(shown.facts.length() > 0, rx.el.div(rx.foreach(shown.facts, _fact), class_name="deltas")),
            rx.foreach(shown.messages, _message),
            rx.foreach(shown.remarks, lambda text: _note("info", text, "")),
            rx.cond(shown.rules.length() > 0, _rules()),
            rx.foreach(shown.needs, lambda text: _note("shield-alert", text, "amber")),
            class_name="preview-rows",
        ),
        rx.cond(ActionState.stage == "", bones("62%", "40%", "55%"), rx.fragment()),
    )


def _money() -> rx.Component:
    shown = ActionState.preview
    return rx.el.p(
        shown.money,
        class_name=rx.Var.create(f"money-line {shown.tone}"),
        custom_attrs={"data-moved": shown.money_moved},
    )


def _movement(row: rx.Var[MovementRow]) -> rx.Component:
    return rx.el.div(
        rx.el.span(row.label),
        rx.el.span(row.method, rx.cond(row.method != "", " · ", ""), row.when, class_name="meta"),
        amount(row.amount),
        class_name="movement",
        custom_attrs={"data-moved": row.moved},
    )


def _sum(row: rx.Var[DeltaRow]) -> rx.Component:
    return _delta(row, "delta figure")


def _fact(row: rx.Var[DeltaRow]) -> rx.Component:
    return _delta(row, "delta")


def _delta(row: rx.Var[DeltaRow], class_name: str) -> rx.Component:
    return rx.el.div(
        rx.el.span(row.label, class_name="muted"),
        rx.el.span(
            rx.cond(
                row.before != "",
                rx.fragment(
                    rx.el.s(row.before, class_name="was"),
                    rx.el.span("→", class_name="arrow", aria_label=t("becomes"), role="img"),
                ),
            ),
            rx.el.span(row.after, class_name="now"),
        ),
        class_name=class_name,
        custom_attrs={"data-moved": row.moved},
    )


def _goods(row: rx.Var[GoodsChangeRow]) -> rx.Component:
    gone = row.kind == "gone"
    return rx.el.div(
        rx.cond(gone, icon("minus", 12), icon("plus", 12)),
        rx.cond(gone, rx.el.s(row.text, class_name="was"), rx.el.span(row.text)),
        rx.cond(gone, rx.el.s(row.amount, class_name="amount was"), amount(row.amount)),
        rx.cond(row.detail != "", rx.el.span(row.detail, class_name="meta")),
        class_name="goods-change",
        custom_attrs={"data-moved": row.moved, "data-kind": row.kind},
    )


def _note(sign: str, text: rx.Var[str], tone: str) -> rx.Component:
    return rx.el.p(icon(sign, 13), rx.el.span(text), class_name=f"preview-note {tone}")


def _rules() -> rx.Component:
    """How many rules had a say, and which for whoever opens the line."""
    rules = ActionState.preview.rules
    return rx.el.details(
        rx.el.summary(
            icon("scale", 13),
            rx.el.span(t("Rules that applied: {count}", count=rules.length().to(str))),
            icon("chevron-down", 12),
            class_name="preview-note",
        ),
        rx.foreach(rules, lambda text: rx.el.p(text, class_name="meta")),
        class_name="preview-rules",
    )


def _message(row: rx.Var[MessageRow]) -> rx.Component:
    """What goes out, and its words for whoever opens them."""
    return rx.cond(
        row.text != "",
        rx.el.details(
            rx.el.summary(icon("mail", 13), rx.el.span(row.line), icon("chevron-down", 12), class_name="preview-note"),
            rx.el.div(
                rx.cond(row.subject != "", rx.el.p(row.subject, class_name="strong")),
                rx.el.p(row.text, class_name="message-text"),
                rx.cond(row.size != "", rx.el.p(row.size, class_name="meta")),
                class_name="message-words",
            ),
            class_name="preview-message",
        ),
        _note("mail", row.line, ""),
    )
