"""Numbers that wrote STOP. Parts of use cases."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from domain.models.telephone import StoppedNumber
from domain.work.unit import Unit

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "ARRET", "ARRÊT"})
START_WORDS = frozenset({"START", "UNSTOP"})


def word_of(body: str) -> str:
    """stop, start, or "" for anything else. Only a message that is nothing but the word counts."""
    word = body.strip().strip(".!").upper()
    return "stop" if word in STOP_WORDS else "start" if word in START_WORDS else ""


def is_stopped(unit: Unit, number: str) -> bool:
    """Whether nothing may be sent to the number by SMS."""
    query = select(StoppedNumber.number).where(StoppedNumber.number == number)
    return unit.session.execute(query).scalar_one_or_none() is not None


def stop_number(unit: Unit, number: str) -> None:
    """From now on nothing is sent to it."""
    unit.session.execute(insert(StoppedNumber).values(number=number, since=unit.now).on_conflict_do_nothing())


def free_number(unit: Unit, number: str) -> None:
    """It may be written to again."""
    unit.session.execute(delete(StoppedNumber).where(StoppedNumber.number == number))
