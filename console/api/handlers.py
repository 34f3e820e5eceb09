"""Whatever goes wrong becomes problem details; nothing of ours leaks into them."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from console.api.faults import faults_of
from console.api.languages import preferred_language
from console.api.problems import problem, problem_of
from domain.kernel.errors import DomainError

log = logging.getLogger(__name__)

_SENTENCES: dict[int, tuple[str, str, str]] = {
    404: ("no_such_address", "There is nothing at this address.", "Il n’y a rien à cette adresse."),
    405: (
        "method_not_allowed",
        "This address does not answer to that method.",
        "Cette adresse ne répond pas à cette méthode.",
    ),
    409: (
        "conflict",
        "This contradicts something that has just been written. Look again and retry.",
        "Cela contredit ce qui vient d’être écrit. Vérifiez et recommencez.",
    ),
    422: ("unusable_value", "A value cannot be kept.", "Une valeur ne peut pas être conservée."),
    500: (
        "internal_error",
        "Something went wrong here. It has been noted.",
        "Une erreur est survenue. Elle a été notée.",
    ),
    503: (
        "database_unavailable",
        "The database cannot be reached. Try again shortly.",
        "La base de données est injoignable. Réessayez sous peu.",
    ),
}
_UNREADABLE = ("bad_request", "This request cannot be read.", "Cette requête est illisible.")


def handle_errors(api: FastAPI) -> None:
    """Answer every kind of error of `api` with problem details."""
    api.add_exception_handler(DomainError, _refused)
    api.add_exception_handler(RequestValidationError, _unfit)
    handle_http_errors(api)
    api.add_exception_handler(DataError, _unkeepable)
    api.add_exception_handler(IntegrityError, _contradicting)
    api.add_exception_handler(OperationalError, _unreachable)
    api.add_exception_handler(Exception, _unexpected)


def handle_http_errors(api: FastAPI) -> None:
    """Answer what no route of `api` takes with problem details."""
    api.add_exception_handler(HTTPException, _http)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    return problem_of(error, language=_language(request))


def _unfit(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    language = _language(request)
    faults = faults_of(error.errors())
    return problem(
        status=422,
        code=faults[0].code,
        detail=faults[0].sentence(language),
        field=faults[0].field,
        errors=[{"field": fault.field, "code": fault.code, "detail": fault.sentence(language)} for fault in faults],
        language=language,
    )


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code if error.status_code in _SENTENCES else 400
    return _said(request, status, headers=dict(error.headers or {}))


def _unkeepable(request: Request, error: Exception) -> Response:
    log.error("a value passed every check and could not be kept", exc_info=error)
    return _said(request, 422)


def _contradicting(request: Request, error: Exception) -> Response:
    log.warning("a constraint refused what every check had let pass", exc_info=error)
    return _said(request, 409)


def _unreachable(request: Request, error: Exception) -> Response:
    log.error("the database cannot be reached", exc_info=error)
    return _said(request, 503, headers={"retry-after": "5"})


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected", exc_info=error)
    return _said(request, 500)


def _said(request: Request, status: int, headers: dict[str, str] | None = None) -> Response:
    code, en, fr = _SENTENCES.get(
        status, ("bad_request", "This request cannot be read.", "Cette requête est illisible.")
    )
    language = _language(request)
    return problem(
        status=status, code=code, detail=fr if language == "fr" else en, language=language, headers=headers or {}
    )


def _language(request: Request) -> str:
    return preferred_language(request.headers.get("accept-language"))
