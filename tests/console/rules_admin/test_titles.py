"""Titles in the reader's language, and what is said where there is none."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.rules_admin.drafts.state import DraftsState
from console.rules_admin.history.state import HistoryState
from console.rules_admin.sheet.state import SheetState
from console.rules_admin.titles import title_words, titles_said
from console.ui.figures import Reader
from domain.kernel.actor import Actor
from domain.work.application import Application
from rules_engine.publishing.publish_draft import publish_draft
from rules_engine.publishing.queries import drafts
from rules_engine.publishing.review_draft import review_draft
from rules_engine.publishing.submit_draft import submit_draft
from tests.browser.rules_world import colleague
from tests.console.rules_admin.conftest import shown
from tests.console.supervise.conftest import Screen


@pytest.mark.parametrize(
    ("title", "title_fr", "in_english", "in_french"),
    [
        ("Returns", None, "Returns", "Returns"),  # nobody said in which language it is
        ("Limits and returns", None, "Limits and returns", "Limites et retours"),  # of the rules to start with
        ("Limites et retours", None, "Limits and returns", "Limites et retours"),
        ("Returns", "", "Returns", "Returns (en anglais)"),
        ("Returns", "Retours", "Returns", "Retours"),
        ("Returns", "Returns", "Returns (in French)", "Returns"),
    ],
)
def test_a_title_is_told_in_the_readers_language_or_with_its_own(
    title: str, title_fr: str | None, in_english: str, in_french: str
) -> None:
    readers = [Reader(language, ZoneInfo("UTC"), datetime.now(UTC)) for language in ("en", "fr")]
    assert [title_words(title, title_fr, reader) for reader in readers] == [in_english, in_french]


@pytest.mark.parametrize(
    ("language", "other", "kept"),
    [
        ("en", " ", ("Mine", "")),
        ("en", "Le mien", ("Mine", "Le mien")),
        ("fr", "", ("Mine", "Mine")),
        ("fr", "My own", ("My own", "Mine")),
    ],
)
def test_the_first_title_is_in_the_language_of_the_page(language: str, other: str, kept: tuple[str, str]) -> None:
    said = titles_said({"title": " Mine ", "other_title": other}, language)
    assert (said["title"], said["title_fr"]) == kept


def test_both_titles_go_with_the_draft_into_its_version(
    screen: Screen, published: int, application: Application, writer: Actor
) -> None:
    async def begin() -> None:
        await shown(screen, family="routing")
        await screen.call(DraftsState, "start", {"title": "Mine", "other_title": "Le mien"})

    asyncio.run(begin())
    (row,) = application.ask(drafts, writer, family="routing")
    assert (row.title, row.title_fr) == ("Mine", "Le mien")
    reviewer = colleague("Rhea Duval")
    application.perform(submit_draft, writer, draft_id=row.id, expected_version=1)
    application.perform(review_draft, reviewer, draft_id=row.id, expected_version=2, approve=True)
    application.perform(publish_draft, reviewer, draft_id=row.id, expected_version=3)

    async def read() -> tuple[str, str]:
        await shown(screen, family="routing")
        return (await screen.of(SheetState)).head.title, (await screen.of(HistoryState)).lines[0].title

    assert asyncio.run(read()) == ("Mine", "Mine")
