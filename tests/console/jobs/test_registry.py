"""The register of tasks, and the pauses between tries."""

import pytest

from console.jobs.registry import TASKS, task
from console.jobs.retries import pause_after


def test_a_task_is_found_under_its_name() -> None:
    @task("tests.registry", attempts=3)
    def one(console: object) -> None:
        return None

    assert TASKS["tests.registry"].work is one
    assert TASKS["tests.registry"].attempts == 3


def test_two_tasks_cannot_have_one_name() -> None:
    task("tests.taken")(lambda console: None)
    with pytest.raises(ValueError, match="two tasks"):
        task("tests.taken")(lambda console: 1)


def test_pauses_double_up_to_an_hour() -> None:
    assert [pause_after(n) for n in (0, 1, 2, 10, 11, 1000)] == [2, 4, 8, 2048, 3600, 3600]
