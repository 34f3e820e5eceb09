"""Search as people type it: exact, begun, mistyped, by e-mail, phone, order number and SKU."""

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from sqlalchemy import text

from benchmarks.overview import ACTOR
from benchmarks.timing import Measure, count_statements, timed
from domain.db.database import Database
from domain.search.search import search
from domain.work import Application


class Somebody(NamedTuple):
    """What a search can start from."""

    first: str
    last: str
    email: str
    phone: str
    number: str
    sku: str


_SOMEBODY = text(
    """
    SELECT c.first_name, c.last_name, e.address, p.e164, o.number, l.sku
    FROM (
        SELECT * FROM orders TABLESAMPLE SYSTEM (:share) REPEATABLE (7)
        WHERE source = 'load' ORDER BY md5(number) LIMIT :most
    ) AS o
    JOIN customers c ON c.id = o.customer_id
    JOIN customer_emails e ON e.customer_id = c.id AND e.position = 0
    JOIN customer_phones p ON p.customer_id = c.id AND p.position = 0
    JOIN order_lines l ON l.order_id = o.id AND l.position = 0
    """
)


def _mistyped(word: str, rng: Random) -> str:
    """One slip: two letters swapped, one dropped, or one doubled."""
    at = rng.randrange(max(1, len(word) - 1))
    slips = (word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :], word[:at] + word[at + 1 :])
    return rng.choice((*slips, word[:at] + word[at] + word[at:]))


KINDS: dict[str, Callable[[Somebody, Random], str]] = {
    "name": lambda who, _: f"{who.first} {who.last}",
    "name, last first": lambda who, _: f"{who.last} {who.first}".lower(),
    "beginning of a name": lambda who, rng: who.last[: rng.randint(2, 5)].lower(),
    "mistyped name": lambda who, rng: f"{who.first} {_mistyped(who.last, rng)}",
    "mistyped last name": lambda who, rng: _mistyped(who.last, rng).lower(),
    "e-mail": lambda who, _: who.email,
    "beginning of an e-mail": lambda who, _: who.email.partition("@")[0],
    "phone, E.164": lambda who, _: who.phone,
    "phone, spaced": lambda who, _: f"{who.phone[:3]} {who.phone[3:6]} {who.phone[6:]}",
    "phone, national": lambda who, _: f"0{who.phone[3:]}",
    "phone, last digits": lambda who, _: who.phone[-6:],
    "order number": lambda who, _: who.number,
    "order number, typed": lambda who, _: who.number.strip("#").lower(),
    "beginning of a number": lambda who, _: who.number[:7],
    "SKU": lambda who, _: who.sku,
}


def measure_search(database: Database, *, each: int) -> list[Measure]:
    """One row over all kinds of query, and one for each kind."""
    application = Application(database)

    def call(typed: str) -> None:
        application.ask(search, ACTOR, text=typed)

    people = _people(database, each)
    queries = {kind: list(_typed(kind, people)) for kind in KINDS}
    timed(Measure(""), call, [typed for typed_of_kind in queries.values() for typed in typed_of_kind[:3]])
    kinds = [timed(Measure(f"  search: {kind}"), call, typed) for kind, typed in queries.items()]
    for measure, typed in zip(kinds, queries.values(), strict=True):
        measure.statements = count_statements(database.reader, call, typed[:5])
    whole = Measure("search, all kinds mixed", wanted="p95 under 50 ms")
    whole.milliseconds = [taken for measure in kinds for taken in measure.milliseconds]
    return [whole, *kinds]


def _people(database: Database, most: int) -> list[Somebody]:
    for share in (0.5, 20, 100):
        with database.session() as session:
            found = [Somebody(*row) for row in session.execute(_SOMEBODY, {"share": share, "most": most * 4})]
        if len(found) >= most:
            break
    Random(2).shuffle(found)
    return found[:most]


def _typed(kind: str, people: list[Somebody]) -> Iterator[str]:
    rng = Random(kind)
    return (KINDS[kind](who, rng) for who in people)
