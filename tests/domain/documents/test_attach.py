"""Files beside a customer: known by their bytes, kept whole, taken away without losing the trace."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from domain.documents.attach import attach, remove_attachment
from domain.documents.queries import document, documents
from domain.kernel.errors import DomainError, NotFound
from tests.support.builders import Builders

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def test_a_file_is_kept_and_read_again(build: Builders, ask: Callable[..., Any], happened: Callable[..., Any]) -> None:
    customer = build.customer()
    kept = build.perform(attach, customer_id=customer, name="C:\\photos\\broken lamp.png", content=PNG)
    file = ask(document, document_id=kept)
    assert (file.content, file.row.media_type, file.row.name) == (PNG, "image/png", "broken lamp.png")
    assert [row.id for row in ask(documents, customer_id=customer)] == [kept]
    assert happened("document.added")[0].data["sha256"] == file.row.sha256


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x7fELF\x02\x01\x01\x00" + b"\x00" * 9, "file_not_taken"),
        (b"MZ\x90\x00\x03\x00\xff", "file_not_taken"),
        (b"x" * 10_000_001, "file_too_large"),
    ],
)
def test_what_is_no_picture_paper_or_text_is_refused(
    refusal_of: Callable[..., DomainError], build: Builders, content: bytes, code: str
) -> None:
    refused = refusal_of(attach, customer_id=build.customer(), name="x.png", content=content)
    assert (refused.code, refused.field) == (code, "content")


def test_a_page_is_kept_as_plain_text(build: Builders, ask: Callable[..., Any]) -> None:
    kept = build.perform(attach, customer_id=build.customer(), name="a.html", content=b"<script>alert(1)</script>")
    assert ask(document, document_id=kept).row.media_type == "text/plain"


def test_a_removed_file_is_gone_and_its_trace_stays(
    build: Builders, ask: Callable[..., Any], happened: Callable[..., Any]
) -> None:
    customer = build.customer()
    kept = build.perform(attach, customer_id=customer, name="a.txt", content=b"hello")
    build.perform(remove_attachment, document_id=kept)
    build.perform(remove_attachment, document_id=kept)
    assert ask(documents, customer_id=customer) == ()
    with pytest.raises(NotFound):
        ask(document, document_id=kept)
    assert len(happened("document.removed")) == 1


def test_an_order_of_somebody_else_is_not_found(refusal_of: Callable[..., DomainError], build: Builders) -> None:
    refused = refusal_of(attach, customer_id=build.customer(), order_id=build.order(), name="a", content=b"a")
    assert refused.code == "not_found"
    assert refusal_of(attach, customer_id=uuid4(), name="a", content=b"a").code == "not_found"
