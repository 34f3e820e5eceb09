"""Bodies that no route should see: too large, broken, unkeepable."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from console.api.bodies import LARGEST_BODY, SoundBodies
from tests.support.builders import PARIS

POST = {"first_name": "Éloïse", "last_name": "Martin"}
AS_JSON = {"content-type": "application/json"}


def sent(api: Any, content: bytes, content_type: str = "application/json") -> Any:
    return api("POST", "/customers", content=content, headers={"content-type": content_type})


@pytest.mark.parametrize(
    ("content", "status", "code", "field"),
    [
        (b'{"first_name": ', 400, "invalid_json", "body"),
        (b"first_name=Eloise", 400, "invalid_json", "body"),
        (b'{"first_name": "\xff\xfe"}', 400, "invalid_json", "body"),
        (b'{"first_name": "\\ud800"}', 400, "invalid_json", "body"),
        (json.dumps(POST).encode("utf-16"), 400, "invalid_json", "body"),
        (b'{"first_name": NaN}', 400, "invalid_json", "body"),
        (b'{"first_name": Infinity}', 400, "invalid_json", "body"),
        (b'{"first_name": ' + b"9" * 100_000 + b"}", 400, "invalid_json", "body"),
        (b"[" * 500_000, 400, "invalid_json", "body"),
        (b'{"a":' * 1000 + b"1" + b"}" * 1000, 400, "invalid_json", "body"),
        (b'{"first_name": 1e999}', 422, "out_of_range", "first_name"),
        (b'{"emails": ["a@example.org", "a\\u0000b"]}', 422, "unreadable_text", "emails[1]"),
        (b'{"addresses": [{"line1": "\\u0000"}]}', 422, "unreadable_text", "addresses[0].line1"),
        (b'{"first\\u0000name": "x"}', 422, "unreadable_text", "name"),
        (b"[]", 422, "not_an_object", "body"),
        (b'"text"', 422, "not_an_object", "body"),
        (b"null", 422, "not_an_object", "body"),
        (b"", 422, "missing", "body"),
        (b"{}", 422, "missing", "last_name"),
    ],
)
def test_broken_bodies(api: Any, content: bytes, status: int, code: str, field: str) -> None:
    refused = sent(api, content)
    body = refused.json()
    assert (refused.status_code, body["code"], body["field"]) == (status, code, field)
    assert refused.headers["content-type"] == "application/problem+json"
    assert api.get("/customers").json()["items"] == []


@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/json; charset=latin-1", ""])
def test_only_json_in_utf8(api: Any, content_type: str) -> None:
    refused = sent(api, json.dumps(POST).encode(), content_type)
    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_media_type")
    assert sent(api, json.dumps(POST).encode(), "application/json; charset=utf-8").status_code == 201


def test_ten_megabytes_are_refused(api: Any) -> None:
    refused = sent(api, b'{"first_name": "' + b"x" * 10_000_000 + b'"}')
    assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")
    assert refused.json()["details"] == {"largest": LARGEST_BODY}


def test_ten_megabytes_in_pieces_of_unknown_number_are_refused(api: Any) -> None:
    told = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal told
        for _ in range(100):
            told += 100_000
            yield b" " * 100_000

    refused = asyncio.run(api.call("POST", "/customers", content=pieces(), headers=AS_JSON))
    assert refused.status_code == 413
    assert told < LARGEST_BODY * 2


def test_a_declared_length_beyond_the_limit_is_refused_before_anything_is_read() -> None:
    async def unread() -> Any:
        raise AssertionError("read")

    async def never(*_: Any) -> None:
        raise AssertionError("called")

    answers: list[Any] = []

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/customers",
        "headers": [(b"content-length", b"10000000"), (b"content-type", b"application/json")],
    }
    asyncio.run(SoundBodies(never)(scope, unread, send))
    assert answers[0]["status"] == 413
    assert (b"connection", b"close") in answers[0]["headers"]


@pytest.mark.parametrize(
    "text",
    [
        "'; DROP TABLE customers; --",
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }} ${7*7} %s %(x)s {0}",
        "Robert\\'); DELETE FROM orders; /*",
        "＇ OR １=１ – \u202e \U0001f469\u200d\U0001f467",
    ],
)
def test_sql_and_markup_are_plain_text_in_every_field(api: Any, text: str) -> None:
    made = api.post(
        "/customers",
        {
            "first_name": text,
            "last_name": text,
            "source": text,
            "external_ref": text,
            "addresses": [{**PARIS, "line1": text, "line2": text, "city": text, "region": text, "label": text}],
        },
    )
    assert made.status_code == 201, made.text
    body = api.get(f"/customers/{made.json()['id']}").json()
    address = body["addresses"][0]
    assert {body["first_name"], body["last_name"], body["source"], body["external_ref"]} == {text}
    assert {address[name] for name in ("line1", "line2", "city", "region", "label")} == {text}
    for name in ("email", "q", "first_name", "last_name", "postal_code"):
        assert api.get("/customers", params={name: text}).status_code in (200, 422)
    for path in ("/orders", "/products"):
        assert api.get(path, params={"q": text}).status_code == 200
    assert api.get("/stock", params={"sku": text, "node": text}).json()["items"] == []
    for field, fault in {"language": {"language": text}, "time_zone": {"time_zone": text}}.items():
        assert api.post("/customers", POST | fault).json()["field"] == field
    assert api.get("/customers").status_code == 200
