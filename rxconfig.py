"""What Reflex is told at build and at run. Everything an operator sets is in `console/settings.py`."""

import os

import reflex as rx

config = rx.Config(
    app_name="console",
    app_module_import="console.console",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    react_strict_mode=False,
    # Nothing lives only in a state (the address and the database hold it), so states stay in this process.
    state_manager_mode=rx.constants.StateManagerMode.MEMORY,
    redis_token_expiration=600,
    cors_allowed_origins=[os.environ.get("PUBLIC_URL") or f"http://localhost:{os.environ.get('PORT') or 8000}"],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
