"""The plain HTTP half of the product: sign-in, health, and the REST API."""

from fastapi import FastAPI

from console.api import (
    alerts,
    approvals,
    cases,
    conversations,
    customers,
    decisions,
    disputes,
    documents,
    events,
    goods,
    identity,
    order_actions,
    orders,
    privacy,
    quotes,
    returns,
    rules,
    shipments,
    simulation,
    sourcing,
    tax_rates,
)
from console.api.bodies import SoundBodies
from console.api.description import describe
from console.api.handlers import handle_errors, handle_http_errors
from console.api.operations import operations_router
from console.auth.password_routes import router as own_password
from console.auth.routes import router as sign_in
from console.bootstrap import console
from console.files.routes import router as files
from console.help_page.routes import router as help_page
from console.webhooks.payments import router as payment_webhooks
from console.widget.pages import router as widget_pages
from console.widget.routes import router as widget
from console.workspace.person.routes import router as exports

BASE = "/api/v1"
PARTS = (
    *(customers, orders, order_actions, returns, quotes, sourcing, approvals, disputes, identity, privacy),
    *(goods, tax_rates, shipments, documents, cases, conversations, rules, simulation, events, alerts, decisions),
)


def build_api() -> FastAPI:
    """Everything that is answered without a screen."""
    api = FastAPI(title="Comptoir", openapi_url=None, docs_url=None, redoc_url=None)
    api.include_router(sign_in)
    api.include_router(own_password)
    api.include_router(exports)
    api.include_router(files)
    api.include_router(operations_router(lambda: console().database))
    api.include_router(payment_webhooks)
    api.include_router(widget_pages)
    api.include_router(widget)
    api.include_router(help_page)
    handle_http_errors(api)  # a path with a line break matches no mount
    api.mount(BASE, build_rest())
    return api


def build_rest() -> FastAPI:
    """The API that other systems rely on, by itself; its description is at `/openapi.json` under its base."""
    rest = FastAPI(title="Comptoir", version="1", docs_url=None, redoc_url=None, redirect_slashes=False)
    for part in PARTS:
        rest.include_router(part.router)
    handle_errors(rest)
    rest.add_middleware(SoundBodies)
    describe(rest)
    return rest
