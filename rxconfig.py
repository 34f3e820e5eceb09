"""What Reflex is told at build and at run. Everything an operator sets is in `console/settings.py`."""

import os

import reflex as rx

REDIS_URL = os.environ.get("REDIS_URL") or None

config = rx.Config(
    app_name="console",
    app_module_import="console.console",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    react_strict_mode=False,
    # Nothing lives only in a state (the address and the database hold it): states stay in this process, unless
    # several web processes share them through Redis.
    state_manager_mode=rx.constants.StateManagerMode.REDIS if REDIS_URL else rx.constants.StateManagerMode.MEMORY,
    redis_url=REDIS_URL,
    redis_token_expiration=600,
    # No other site may ask. Our own pages are let in by `console/web/origin.py`, under whatever name they are served.
    cors_allowed_origins=[],
    disable_plugins=[rx.plugins.SitemapPlugin],
)
