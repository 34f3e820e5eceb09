"""The Reflex app: pages, guard, live screens, and the API beside them."""

from pathlib import Path

import reflex as rx

from console import live
from console.door import Door
from console.guard import Guard, keep_cookies_out
from console.open_screens import OpenScreens
from console.signed_in import Sessions
from console.ui.crash import crash_screen, log_page_error, log_screen_error
from console.workspace.page import workspace_page
from console.workspace.state import Workspace

STYLES = ("tokens", "base", "frame", "parts", "workspace", "dialogs")


def build_app(sessions: Sessions) -> rx.App:
    """The whole app. `sessions` tells it who a cookie belongs to."""
    app = rx.App(
        stylesheets=[f"/css/{name}.css" for name in STYLES],
        app_wraps={(55, "ErrorBoundary"): lambda _stateful: crash_screen()},
        toaster=None,
        html_lang="en",
        api_transformer=[lambda asgi: Door(asgi, sessions)],
        frontend_exception_handler=log_page_error,
        backend_exception_handler=log_screen_error,
    )
    app.add_middleware(Guard(sessions))
    keep_cookies_out(app)
    hub = live.Hub(OpenScreens(app, sessions))
    live.use(hub)
    app.register_lifespan_task(live.running, hub=hub, address=_database_address)
    app.add_page(workspace_page, route="/", title="Comptoir", on_load=Workspace.open)
    app.add_page(workspace_page, route="/customers/[key]", title="Comptoir", on_load=Workspace.open_by_path)
    app.add_page(workspace_page, route="/orders/[key]", title="Comptoir", on_load=Workspace.open_by_path)
    return app
