"""The plain HTTP half of the product: sign-in, health, and the REST API."""

from fastapi import FastAPI

from console.auth.routes import router as sign_in


def build_api() -> FastAPI:
    """Everything that is answered without a screen."""
    api = FastAPI(title="Comptoir", openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None)
    api.include_router(sign_in)
    return api
