"""The Reflex app: pages, guard, live screens, and the API beside them."""

from typing import Final

import reflex as rx
from fastapi import FastAPI

from console import listening, live
from console.admin.page import admin_page
from console.admin.state import Admin
from console.api.app import build_api
from console.auth.session_rows import SessionRows
from console.bootstrap import console
from console.door import Door
from console.guard import Guard, keep_cookies_out
from console.open_screens import OpenScreens
from console.rules_admin.page import rules_page
from console.rules_admin.state import RulesScreen
from console.signed_in import Sessions
from console.supervise.page import supervise_page
from console.supervise.state import Supervise
from console.ui.crash import crash_screen, log_page_error, log_screen_error, no_such_page
from console.ui.early_keys import early_keys
from console.workspace.page import workspace_page
from console.workspace.state import Workspace

_STYLES: Final = (
    *(
        "tokens",
        "base",
        "frame",
        "parts",
        "workspace",
        "person",
        "files",
        "cases",
        "call",
        "sourcing",
        "conversation",
        "suggest",
    ),
    *("quotes", "bell", "alerts", "actions", "dialogs", "admin", "supervise", "rules", "simulation"),
    *("assignment", "templates"),
)


def build_app(sessions: Sessions, api: FastAPI) -> rx.App:
    """The whole app on one port. `sessions` tells it who a cookie belongs to."""
    app = rx.App(
        stylesheets=[f"/css/{name}.css" for name in _STYLES],
        head_components=[early_keys(), rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml")],
        app_wraps={(55, "ErrorBoundary"): lambda _stateful: crash_screen()},
        toaster=None,
        html_lang="en",
        api_transformer=[api, lambda asgi: Door(asgi, sessions)],
        frontend_exception_handler=log_page_error,
        backend_exception_handler=log_screen_error,
    )
    app.add_middleware(Guard(sessions))
    keep_cookies_out(app)
    hub = live.Hub(OpenScreens(app, sessions))
    live.use(hub)
    app.register_lifespan_task(listening.running, hub=hub, address=_database_address)
    app.add_page(workspace_page, route="/", title="Comptoir", on_load=Workspace.open)
    app.add_page(workspace_page, route="/customers/[key]", title="Comptoir", on_load=Workspace.open_by_path)
    app.add_page(workspace_page, route="/orders/[key]", title="Comptoir", on_load=Workspace.open_by_path)
    app.add_page(admin_page, route="/admin", title="Comptoir", on_load=Admin.open)
    app.add_page(supervise_page, route="/supervisor", title="Comptoir", on_load=Supervise.open)
    app.add_page(rules_page, route="/rules", title="Comptoir", on_load=RulesScreen.open)
    app.add_page(no_such_page, route="404", title="Comptoir")
    return app


def _database_address() -> str:
    return console().database.url.set(drivername="postgresql").render_as_string(hide_password=False)


app = build_app(Sessions(SessionRows()), build_api())
