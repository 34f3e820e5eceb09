"""A small shop."""

import pytest

from domain.kernel.actor import Actor
from domain.work.application import Application
from tests.support.after_sales import Shop
from tests.support.builders import Builders


@pytest.fixture
def shop(application: Application, administrator: Actor, build: Builders) -> Shop:
    return Shop(application, administrator, build)
