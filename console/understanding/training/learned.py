"""What agents accepted, as texts to learn from: an action that was used says that the intent was right."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from console.postgres import database_at_hand
from console.settings import Settings
from console.understanding.training.texts import LANGUAGES, Labelled
from domain.conversations.accepted import Accepted, accepted_suggestions
from domain.db.database import Database
from domain.kernel.actor import Actor
from domain.ports.understanding import INTENTS
from domain.work.application import Application

# More than a sentence of Bitext, for customers wrote it; less than one of ours, for an agent is led by what is
# suggested, and a model that learned its own suggestions in full would only grow surer of itself.
WEIGHT: Final = 0.3
SINCE: Final = timedelta(days=365)


def accepted_here(settings: Settings) -> list[Labelled]:
    """Those of the last year in the database of this installation."""
    with database_at_hand(settings) as ready:
        database = Database(ready.sqlalchemy_url, pool_size=1)
        try:
            return accepted_in(Application(database))
        finally:
            database.dispose()


def accepted_in(application: Application) -> list[Labelled]:
    """The same, of an application."""
    since: datetime = application.clock.now() - SINCE
    return list(learned_from(application.ask(accepted_suggestions, Actor.system("training"), since=since)))


def learned_from(accepted: Iterable[Accepted]) -> Iterable[Labelled]:
    """A text for each, the same words once. Nothing of it is kept but the weights; it is never calibrated with."""
    seen: set[tuple[str, str]] = set()
    for each in accepted:
        words = " ".join(each.text.split())
        known = (words.casefold(), each.intent)
        if not words or known in seen or each.intent not in INTENTS or each.language not in LANGUAGES:
            continue
        seen.add(known)
        yield Labelled(words, each.intent, each.language, WEIGHT)
