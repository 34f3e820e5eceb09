"""The screen at `/supervisor`: what waits on the left, what is chosen of it on the right."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.supervise.alerts.view import alerts_pane
from console.supervise.approvals.view import approval_list, approval_pane
from console.supervise.state import Supervise
from console.supervise.wall.view import wall_pane
from console.ui.i18n import t
from console.ui.layout import screen
from console.ui.parts import empty, icon, link


def supervise_page() -> rx.Component:
    return screen(search=rx.fragment(), middle_of_bar=_tabs(), body=_panes(), commands=_commands())


def _tabs() -> rx.Component:
    return rx.el.nav(
        link(icon("arrow-left", 13), t("Workspace"), to="/", class_name="plain", id="to-workspace"),
        rx.cond(
            Supervise.denied,
            rx.fragment(),
            rx.fragment(
                _tab("approvals", "/supervisor", t("Approvals")),
                rx.cond(Supervise.may_wall, _tab("wall", "/supervisor?tab=wall", t("Wall"))),
                rx.cond(Supervise.may_oversee, _tab("alerts", "/supervisor?tab=alerts", t("Alerts"))),
            ),
        ),
        aria_label=t("Supervision"),
    )


def _tab(name: str, to: str, label: rx.Var[str]) -> rx.Component:
    current = rx.cond(Supervise.tab == name, "page", "false")
    return link(label, to=to, class_name="plain", aria_current=current, id=f"tab-{name}")


def _panes() -> rx.Component:
    return rx.el.main(
        rx.cond(
            Supervise.denied,
            empty("lock", t("This is not for you"), t("Ask an administrator if you need it."), fill=True),
            rx.match(Supervise.tab, ("wall", wall_pane()), ("alerts", alerts_pane()), _approvals()),
        ),
        class_name="admin-panes supervise",
    )


def _approvals() -> rx.Component:
    return rx.fragment(
        rx.el.section(approval_list(), class_name="pane pane-list", aria_label=t("List")),
        rx.el.section(
            rx.el.div(approval_pane(), class_name="pane-body"),
            class_name="pane pane-one",
            aria_label=t("Details"),
        ),
    )


def _commands() -> list[dict[str, Any]]:
    group = t("Approvals")
    return [
        {
            "id": "grant",
            "group": group,
            "label": t("Grant"),
            "keys": "G",
            "press": "#grant-approval",
            "needs": "#grant-approval",
        },
        {
            "id": "refuse",
            "group": group,
            "label": t("Refuse"),
            "keys": "X",
            "press": "#open-refuse-approval",
            "needs": "#open-refuse-approval",
        },
        {"id": "waiting", "group": group, "label": t("What waits"), "href": "/supervisor"},
        {"id": "decided", "group": group, "label": t("What was decided"), "href": "/supervisor?list=decided"},
        {
            "id": "alerts",
            "group": group,
            "label": t("Alerts"),
            "href": "/supervisor?tab=alerts",
            "needs": "#tab-alerts",
        },
        {
            "id": "wall",
            "group": group,
            "label": t("Queues and agents"),
            "href": "/supervisor?tab=wall",
            "needs": "#tab-wall",
        },
        {"id": "workspace", "group": group, "label": t("Workspace"), "href": "/"},
    ]
