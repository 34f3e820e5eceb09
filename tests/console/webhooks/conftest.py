"""A desk with a telephone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.work.application import Application
from tests.support.jobs import NotedJobs
from tests.support.phone_desk import PhoneDesk, phone_desk


@pytest.fixture
def desk(application: Application, jobs: NotedJobs, tmp_path: Path) -> Iterator[PhoneDesk]:
    with phone_desk(application, jobs, tmp_path) as desk:
        yield desk
