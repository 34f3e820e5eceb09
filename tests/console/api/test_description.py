"""The OpenAPI description, and the API held against it with requests that nobody would think of."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from console.api.app import BASE, build_rest
from domain.kernel.permissions import Permission
from tests.support.builders import Builders
from tests.support.long import LONG, times

EXAMPLES = times(9, long=30)

_KINDS = {"/documents/{document_id}": "application/octet-stream", "/returns/{return_id}/label": "application/pdf"}

rest = build_rest()
described = schemathesis.openapi.from_dict(rest.openapi() | {"servers": [{"url": BASE}]})


def test_the_description_is_served(api: Any) -> None:
    served = api.get("/openapi.json").json()
    assert served["openapi"].startswith("3.1")
    assert served["servers"] == [{"url": "/api/v1"}]
    assert "/orders/{order}" in served["paths"]


def test_every_operation_tells_its_answers_and_problems(api: Any) -> None:
    for path, operations in rest.openapi()["paths"].items():
        for method, operation in operations.items():
            assert operation["description"], (method, path)
            assert {"401", "403", "404", "422"} <= operation["responses"].keys()
            for status, response in operation["responses"].items():
                kind = "application/problem+json" if status.startswith("4") else _KINDS.get(path, "application/json")
                assert list(response["content"]) == [kind], (method, path, status)


def test_the_list_of_routes_reads_by_itself() -> None:
    told = [each["summary"] for each in operations()]
    assert all(len(summary) <= 100 and not summary.endswith((".", " ")) for summary in told), told
    assert len(set(told)) > len(told) * 0.95  # not "Read" thirty times


def test_a_stale_version_is_told_of_where_one_can_be_named() -> None:
    for operation in operations():
        header = any(each["name"].lower() == "if-match" for each in operation.get("parameters", ()))
        assert not header or "412" in operation["responses"]
    assert "412" not in rest.openapi()["paths"]["/customers"]["post"]["responses"]


def operations() -> list[dict[str, Any]]:
    return [operation for methods in rest.openapi()["paths"].values() for operation in methods.values()]


@pytest.mark.parametrize("shape", ["NewOrderBody", "NewCustomerBody", "OrderShape", "CustomerShape", "Problem"])
def test_shapes_have_examples(shape: str) -> None:
    schema = rest.openapi()["components"]["schemas"][shape]
    assert schema.get("examples") or any("examples" in field for field in schema["properties"].values())


@described.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate] if LONG else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_is_answered_with_a_server_error(case: schemathesis.Case, key: str, mounted: FastAPI) -> None:
    case.operation.schema.app = mounted
    case.headers = {**(case.headers or {}), "authorization": f"Bearer {key}"}
    response = case.call(app=mounted, base_url=f"http://api.test{BASE}")
    assert response.status_code < 500, response.text
    case.validate_response(response, checks=[not_a_server_error, content_type_conformance, response_schema_conformance])


@pytest.fixture
def key(caller_with: Callable[..., Any], build: Builders) -> str:
    build.goods("SHIRT")
    return str(caller_with(*Permission).headers["authorization"]).removeprefix("Bearer ")


@pytest.fixture
def mounted(app: FastAPI) -> FastAPI:
    return app
