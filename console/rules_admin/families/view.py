"""The list of families, each with what is live in it and what is being written."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

import reflex as rx

from console.rules_admin.families.rows import FamilyLine
from console.ui.i18n import t
from console.ui.parts import badge, bones, link


def family_list(families: rx.Var[list[FamilyLine]], chosen: rx.Var[str]) -> rx.Component:
    def row(line: rx.Var[FamilyLine]) -> rx.Component:
        return rx.el.li(
            link(
                rx.el.span(
                    rx.el.span(line.label, class_name="strong"),
                    rx.el.span(
                        rx.cond(line.shadows != "", badge(line.shadows, "blue")),
                        rx.cond(line.in_review != "", badge(line.in_review, "amber")),
                        rx.cond((line.in_review == "") & (line.drafts != ""), badge(line.drafts)),
                    ),
                    class_name="family-head",
                ),
                rx.el.span(line.help, class_name="meta"),
                rx.el.span(line.live, title=line.live_exact, class_name="muted"),
                rx.cond(
                    line.following != "", rx.el.span(line.following, title=line.following_exact, class_name="next")
                ),
                to=line.href,
                class_name="row family-row",
                aria_current=rx.cond(chosen == line.key, "true", "false"),
                custom_attrs={"data-row": ""},
            )
        )

    return rx.cond(
        families.length() > 0,
        rx.el.ul(rx.foreach(families, row), id="families", aria_label=t("Families of rules")),
        bones(*["100%"] * 4, height="60px"),
    )
