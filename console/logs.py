"""One pipeline for every log line: readable on a terminal, JSON elsewhere, no secrets, the request's id."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from console.settings import Settings

_SECRET_NAMES = re.compile(r"passw|secret|token|cookie|authoriz|api_?key|headers|card_?number", re.IGNORECASE)
_SECRET_TEXTS = [
    re.compile(r"((?:cookie|authorization)['\"]?\s*[:=]\s*['\"]?)[^'\"\r\n]+", re.IGNORECASE),
    re.compile(r"(\bbearer\s+)\S+", re.IGNORECASE),
    re.compile(r"((?:session|password|secret|token)\w*=)[^\s;,&'\"]+", re.IGNORECASE),
    re.compile(r"(\b\w{1,20}://[^\s:/@]{0,200}:)[^\s@/]+(?=@)"),
]
_HIDDEN = "[hidden]"
_LONGEST = 4000  # characters of one message; a client must not be able to fill the disk with one line
_QUIET = ("engineio", "socketio", "procrastinate", "asyncio", "httpx", "alembic")


def configure_logging(settings: Settings, *, process: str) -> None:
    """Sends structlog's and the standard library's lines to standard error; `process` is named in each.

    LOG_FORMAT `auto` is text on a terminal and JSON elsewhere. Values under names like password, cookie or
    token, and texts that look like them, are replaced wherever they come from (Reflex logs whole headers).
    """
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _with_process(process),
        hide_secrets,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)
    )
    _replace_handlers(settings.log_level.upper(), shared, renderer)


def hide_secrets(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
    """The structlog processor that replaces secrets by name and by look, and cuts what is too long."""
    return {
        key: _HIDDEN if key != "event" and _SECRET_NAMES.search(key) else _without_secrets(value)
        for key, value in event.items()
    }


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return hide_secrets(None, "", value)
    if not isinstance(value, str):
        return value
    text = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}… ({len(value)} characters)"
    for pattern in _SECRET_TEXTS:
        text = pattern.sub(rf"\1{_HIDDEN}", text)
    return text


def _with_process(process: str) -> Any:
    def add(_logger: Any, _method: str, event: dict[str, Any]) -> dict[str, Any]:
        event.setdefault("process", process)
        return event

    return add


def _replace_handlers(level: str, shared: list[Any], renderer: Any) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, hide_secrets, renderer],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
