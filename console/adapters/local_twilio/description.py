"""Requests checked against the vendor's own description of its API (OpenAPI), where that file is at hand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from console.adapters.local_twilio.refusals import Refused, not_found, unusable

_FORM = "application/x-www-form-urlencoded"
_MISSING = {("Messages", "To"): 21604, ("Calls", "To"): 21201, ("Calls", "From"): 21213}
_ADDRESS = re.compile(r"\+?[0-9A-Za-z ._@:-]{1,250}")
_HOW = {"get": "query", "delete": "query", "post": "form"}


@dataclass(frozen=True)
class Description:
    """`paths` as in the document, "" for none: then every request is taken as it comes."""

    paths: Mapping[str, Any] = field(default_factory=dict)
    schemas: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path | None) -> Description:
        if path is None or not path.is_file():
            return cls()
        document = json.loads(path.read_text(encoding="utf-8"))
        return cls(paths=document["paths"], schemas=document["components"]["schemas"])

    def check(self, method: str, path: str, given: Mapping[str, list[str]]) -> None:
        """`Refused` as the vendor does: no such resource or method, a parameter unknown, missing or of another kind."""
        if not self.paths or path.endswith((".wav", ".mp3")):
            return
        template = next((one for one in self.paths if _matches(one, path)), None)
        if template is None:
            raise not_found(path)
        operation = self.paths[template].get(method.lower())
        if operation is None:
            raise Refused(405, 20004, "Method not allowed")
        known, required = self._parameters(method, operation)
        if strange := sorted(set(given) - set(known)):
            raise unusable(f"Unknown parameter: {', '.join(strange)}")
        for name in required:
            if not given.get(name):
                resource = template.rpartition("/")[2].removesuffix(".json")
                raise unusable(f"A '{name}' is required.", _MISSING.get((resource, name), 20001))
        for name, values in given.items():
            self._check_values(name, values, known[name])

    def _parameters(self, method: str, operation: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
        if _HOW.get(method.lower()) == "form":
            schema = operation.get("requestBody", {}).get("content", {}).get(_FORM, {}).get("schema", {})
            return schema.get("properties", {}), schema.get("required", [])
        listed = [one for one in operation.get("parameters", ()) if one["in"] == "query"]
        return {one["name"]: one["schema"] for one in listed}, [one["name"] for one in listed if one.get("required")]

    def _check_values(self, name: str, values: list[str], schema: Mapping[str, Any]) -> None:
        schema = self._resolved(schema)
        if schema.get("type") == "array":
            schema = self._resolved(schema.get("items", {}))
        elif len(values) > 1:
            raise unusable(f"Parameter '{name}' was given more than once")
        for value in values:
            if not _fits(value, schema):
                raise unusable(f"Invalid parameter '{name}': '{value[:60]}'")

    def _resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        named = schema.get("$ref", "").rpartition("/")[2]
        return self.schemas.get(named, {}) if named else schema


def _matches(template: str, path: str) -> bool:
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
    return re.fullmatch(pattern, path) is not None


def _fits(value: str, schema: Mapping[str, Any]) -> bool:
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return False
    kind = schema.get("format") or schema.get("type")
    check = _KINDS.get(str(kind))
    return check is None or check(value)


def _is_number(value: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?", value) is not None


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


_KINDS: dict[str, Callable[[str], bool]] = {
    "integer": lambda value: re.fullmatch(r"-?\d+", value) is not None,
    "int64": lambda value: re.fullmatch(r"-?\d+", value) is not None,
    "number": _is_number,
    "boolean": lambda value: value.lower() in ("true", "false"),
    "date-time": _is_moment,
    "uri": lambda value: urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc),
    "http-method": lambda value: value in ("GET", "POST"),
    "phone-number": lambda value: _ADDRESS.fullmatch(value) is not None,
    "endpoint": lambda value: _ADDRESS.fullmatch(value) is not None,
}
