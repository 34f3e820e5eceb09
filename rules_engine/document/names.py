"""Read what a document calls its lists, its calendars and the values on its lists."""

from collections.abc import Mapping
from typing import Any

from rules_engine.document.limits import LONGEST_NAME, MOST_LIST_VALUES, MOST_LISTS
from rules_engine.document.refuse import below, key, refusal, sequence, shown, text
from rules_engine.document.values import words
from rules_engine.vocabulary.naming import Names


def read_names(plain: Any, *, at: str = "names") -> Names:
    """`{"queues": {"vip": {"en": "VIP", "fr": "VIP"}}}`: the values of a list by its key; lists and calendars
    themselves under "lists" and "calendars". What has a name need not be there.
    """
    names = {}
    left = MOST_LIST_VALUES
    for named, called in _object(plain, at=at, most=MOST_LISTS).items():
        here = below(at, shown(named))
        values = _object(called, at=here, most=left)
        names[key(named, at=here)] = {
            text(value, at=below(here, shown(value))): words(each, at=below(here, shown(value)), most=LONGEST_NAME)
            for value, each in values.items()
        }
        left -= len(values)
    return {named: called for named, called in names.items() if called}


def _object(plain: Any, *, at: str, most: int) -> Mapping[str, Any]:
    if not isinstance(plain, Mapping):
        raise refusal(at, code="not_an_object", en="must be an object.", fr="doit être un objet.")
    sequence(list(plain), at=at, most=most)
    return plain
