"""What a customer thinks: the last answers count, merged records and words included."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from domain.conversations.receive_message import receive_message
from domain.kernel.clock import SetClock
from domain.surveys.answer_survey import answer_survey
from domain.surveys.queries import Satisfaction, satisfaction_of
from domain.work.application import Application
from tests.support.builders import Builders


def test_the_last_answers_and_the_mean_of_them(
    build: Builders, application: Application, clock: SetClock, happened: Callable[..., Any]
) -> None:
    customer = build.customer(first_name="Sal")

    def thinks() -> Satisfaction:
        return application.ask(satisfaction_of, build.actor, customer_id=customer)

    assert thinks() == Satisfaction(0, None, 0, None, None, "", None)
    for number, score in enumerate((1, 1, 5, 4, 4, 5, 2)):
        heard = build.perform(receive_message, channel="chat", address=str(number), body="Hi", customer_id=customer)
        clock.advance(timedelta(minutes=1))
        build.perform(answer_survey, conversation_id=heard.conversation_id, score=score, words=f"Words {number}")
    found = thinks()
    assert (found.answers, found.average) == (7, round(22 / 7, 2))
    assert (found.recent_answers, found.recent_average) == (5, 4.0)
    assert (found.last_score, found.last_words, found.last_at) == (2, "Words 6", clock.now())
    assert len(happened("survey.answered")) == 7
