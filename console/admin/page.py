"""The screen at `/admin`: lists on the left, what is chosen in them on the right."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="import-untyped,misc,attr-defined,no-any-return,arg-type,operator,index"

from typing import Any

import reflex as rx

from console.admin.connectors.view import connector_list, connector_pane
from console.admin.jobs.view import job_list, job_pane
from console.admin.keys.view import key_list, key_pane
from console.admin.kit.view import kit_list, kit_pane
from console.admin.messages.view import message_list, message_pane
from console.admin.payments.view import payment_list, payment_pane
from console.admin.people.view import people_list, people_search
from console.admin.person.view import person_pane
from console.admin.queues.view import queue_list, queue_pane
from console.admin.roles.view import role_matrix, role_pane
from console.admin.skills.view import skills_form
from console.admin.state import Admin
from console.admin.templates.view import template_list, template_pane
from console.admin.webhooks.view import webhook_list, webhook_pane
from console.ui.i18n import t
from console.ui.layout import screen
from console.ui.parts import bones, empty, icon, link


def admin_page() -> rx.Component:
    return screen(search=_search(), middle_of_bar=_tabs(), body=_panes(), commands=_commands())


def _search() -> rx.Component:
    return rx.cond((Admin.tab == "people") & ~Admin.denied, people_search())


def _tabs() -> rx.Component:
    return rx.el.nav(
        link(icon("arrow-left", 13), t("Workspace"), to="/", class_name="plain", id="to-workspace"),
        rx.cond(
            Admin.may_read,
            rx.fragment(_tab("people", "/admin", t("People")), _tab("roles", "/admin?tab=roles", t("Roles"))),
        ),
        rx.cond(Admin.may_keys, _tab("keys", "/admin?tab=keys", t("API keys"))),
        rx.cond(Admin.may_queues, _tab("queues", "/admin?tab=queues", t("Queues"))),
        rx.cond(
            Admin.may_payments,
            rx.fragment(
                _tab("payments", "/admin?tab=payments", t("Payments")),
                _tab("jobs", "/admin?tab=jobs", t("Jobs")),
                _tab("messages", "/admin?tab=messages", t("Messages")),
            ),
        ),
        rx.cond(Admin.may_webhooks, _tab("webhooks", "/admin?tab=webhooks", t("Webhooks"))),
        rx.cond(Admin.may_connectors, _tab("connectors", "/admin?tab=connectors", t("Connectors"))),
        rx.cond(Admin.may_replies, _tab("replies", "/admin?tab=replies", t("Replies"))),
        rx.cond(Admin.may_templates, _tab("templates", "/admin?tab=templates", t("Templates"))),
        aria_label=t("Administration"),
    )


def _tab(name: str, to: str, label: rx.Var[str]) -> rx.Component:
    return rx.cond(
        Admin.tab == name,
        link(label, to=to, class_name="plain", aria_current="page", id=f"tab-{name}"),
        link(label, to=to, class_name="plain", id=f"tab-{name}"),
    )


def _panes() -> rx.Component:
    return rx.el.main(
        rx.cond(
            Admin.denied,
            empty("lock", t("This is not for you"), t("Ask an administrator if you need it."), fill=True),
            rx.fragment(
                rx.el.section(_list(), class_name="pane pane-list", aria_label=t("List")),
                rx.el.section(
                    rx.el.div(_one(), class_name="pane-body"), class_name="pane pane-one", aria_label=t("Details")
                ),
            ),
        ),
        class_name="admin-panes",
    )


def _list() -> rx.Component:
    return rx.match(
        Admin.tab,
        ("people", people_list(may_manage=Admin.may_manage)),
        ("roles", role_matrix()),
        ("keys", key_list()),
        ("payments", payment_list()),
        ("webhooks", webhook_list()),
        ("connectors", connector_list()),
        ("jobs", job_list()),
        ("messages", message_list()),
        ("replies", kit_list()),
        ("templates", template_list()),
        ("queues", queue_list()),
        bones(*["100%"] * 8, height="30px"),
    )


def _one() -> rx.Component:
    return rx.match(
        Admin.tab,
        ("people", rx.fragment(person_pane(may_manage=Admin.may_manage), rx.cond(Admin.may_agents, skills_form()))),
        ("roles", role_pane(may_manage=Admin.may_manage)),
        ("keys", key_pane()),
        ("payments", payment_pane()),
        ("webhooks", webhook_pane()),
        ("connectors", connector_pane()),
        ("jobs", job_pane()),
        ("messages", message_pane()),
        ("replies", kit_pane()),
        ("templates", template_pane()),
        ("queues", queue_pane()),
        bones("60%", "40%", "80%", "70%"),
    )


def _commands() -> list[dict[str, Any]]:
    group = t("Administration")
    return [
        *(
            {"id": name, "group": group, "label": label, "href": href, "needs": f"#tab-{tab}"}
            for name, tab, label, href in (
                ("people", "people", t("People"), "/admin"),
                ("roles", "roles", t("Roles"), "/admin?tab=roles"),
                ("api-keys", "keys", t("API keys"), "/admin?tab=keys"),
                ("queues", "queues", t("Queues"), "/admin?tab=queues"),
                ("waiting-payments", "payments", t("Payments"), "/admin?tab=payments"),
                ("failed-jobs", "jobs", t("Jobs"), "/admin?tab=jobs"),
                ("messages", "messages", t("Messages to customers"), "/admin?tab=messages"),
                ("webhooks", "webhooks", t("Webhooks"), "/admin?tab=webhooks"),
                ("connectors", "connectors", t("Connectors"), "/admin?tab=connectors"),
                ("replies", "replies", t("Replies and macros"), "/admin?tab=replies"),
                ("templates", "templates", t("Templates"), "/admin?tab=templates"),
            )
        ),
        *(
            {"id": name, "group": group, "label": label, "href": href, "needs": f"#{name}", "keys": "A"}
            for name, label, href in (
                ("add-person", t("Add a person"), "/admin?new=person"),
                ("add-key", t("Make a key"), "/admin?tab=keys&new=key"),
                ("add-webhook", t("Add a webhook"), "/admin?tab=webhooks&new=webhook"),
                ("add-connector", t("Add a connector"), "/admin?tab=connectors&new=connector"),
            )
        ),
        {"id": "workspace", "group": group, "label": t("Workspace"), "href": "/"},
    ]
