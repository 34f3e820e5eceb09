"""The words that stop and start SMS; the numbers that wrote them stand with the messages."""

from domain.messages.stopped import free_number, is_stopped, stop_number

__all__ = ["START_WORDS", "STOP_WORDS", "free_number", "is_stopped", "stop_number", "word_of"]

STOP_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "ARRET", "ARRÊT"})
START_WORDS = frozenset({"START", "UNSTOP"})


def word_of(body: str) -> str:
    """stop, start, or "" for anything else. Only a message that is nothing but the word counts."""
    word = body.strip().strip(".!").upper()
    return "stop" if word in STOP_WORDS else "start" if word in START_WORDS else ""
