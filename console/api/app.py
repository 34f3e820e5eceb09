"""The plain HTTP half of the product: sign-in, health, and the REST API."""

from fastapi import FastAPI

from console.admin.connectors.routes import router as connector_files
from console.api import (
    alerts,
    approvals,
    assignment,
    calls,
    cases,
    connectors,
    conversation_handling,
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
    sent_messages,
    service_levels,
    shipments,
    simulation,
    sourcing,
    spoken,
    tax_rates,
    templates,
    webhook_endpoints,
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
from console.rules_admin.files.routes import router as rules_files
from console.survey.routes import router as survey_page
from console.webhooks.connectors import router as connector_webhooks
from console.webhooks.email import router as email_webhook
from console.webhooks.payments import router as payment_webhooks
from console.webhooks.twilio.music import router as hold_music
from console.webhooks.twilio.routes import router as twilio_webhooks
from console.webhooks.twilio.voice import router as voice_webhook
from console.widget.pages import router as widget_pages
from console.widget.routes import router as widget
from console.workspace.call.recording import router as recordings
from console.workspace.call.token import router as telephone_token
from console.workspace.conversation.routes import router as threads
from console.workspace.person.routes import router as exports

BASE = "/api/v1"
PARTS = (
    *(customers, orders, order_actions, returns, quotes, sourcing, approvals, disputes, identity, privacy),
    *(goods, tax_rates, shipments, documents, cases, conversations, conversation_handling, spoken, calls),
    *(rules, simulation, events, alerts),
    *(decisions, assignment, service_levels, webhook_endpoints, connectors, templates, sent_messages),
)


def build_api() -> FastAPI:
    """Everything that is answered without a screen."""
    api = FastAPI(title="Comptoir", openapi_url=None, docs_url=None, redoc_url=None)
    api.mount(BASE, build_rest())  # first, because it is asked most
    api.include_router(sign_in)
    api.include_router(own_password)
    api.include_router(exports)
    api.include_router(files)
    api.include_router(rules_files)
    api.include_router(threads)
    api.include_router(operations_router(lambda: console().database))
    api.include_router(payment_webhooks)
    api.include_router(twilio_webhooks)
    api.include_router(voice_webhook)
    api.include_router(hold_music)
    api.include_router(recordings)
    api.include_router(telephone_token)
    api.include_router(email_webhook)
    api.include_router(connector_webhooks)
    api.include_router(connector_files)
    api.include_router(widget_pages)
    api.include_router(widget)
    api.include_router(help_page)
    api.include_router(survey_page)
    handle_http_errors(api)  # a path with a line break matches no mount
    return api


def build_rest() -> FastAPI:
    """The API that other systems rely on, by itself; its description is at `/openapi.json` under its base."""
    rest = FastAPI(title="Comptoir", version="1", docs_url=None, redoc_url=None, redirect_slashes=False)
    for part in PARTS:
        rest.routes.extend(part.router.routes)  # an included router would match its routes twice for each request
    handle_errors(rest)
    rest.add_middleware(SoundBodies)
    describe(rest)
    return rest
