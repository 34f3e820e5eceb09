"""Find customers by what people type."""

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Integer, Numeric, Select, Text, Uuid, bindparam, cast, column, func, select, text

from domain.customers.queries import customer_list, customer_row
from domain.customers.rows import CustomerRow
from domain.db.prepared import Prepared
from domain.identity.assure import sees_plainly
from domain.kernel.text import words_of
from domain.models.customer import Customer
from domain.search.shape import customer_number, is_phone, phone_digits
from domain.search.spelling import LETTERS, one_edit_away
from domain.work.unit import Unit

MOST_WORDS = 6

# For each word typed: the words of customers that are it (1), begin with it (0.9), are one slip away (0.7) or share
# most trigrams with it (up to 0.6). Longer words first need less luck, so short ones are not searched by trigram.
_LIKELY_WORDS = text(
    """
    SELECT typed.i, found.word, max(found.score)
    FROM unnest(CAST(:words AS text[])) WITH ORDINALITY AS typed (word, i)
    CROSS JOIN LATERAL (
        (SELECT word, CASE WHEN word = typed.word THEN 1.0 ELSE 0.9 END AS score FROM search_words
         WHERE word LIKE typed.word || '%' ORDER BY length(word) LIMIT 40)
        UNION ALL
        (SELECT word, 0.6 * similarity(word, typed.word) FROM search_words
         WHERE length(typed.word) > 4 AND word % typed.word
         ORDER BY similarity(word, typed.word) DESC LIMIT 8)
    ) AS found
    GROUP BY typed.i, found.word
    """
)
_SLIPS = text(
    """
    SELECT slip.i, search_words.word, CAST(0.7 AS double precision)
    FROM unnest(CAST(:slips AS text[]), CAST(:of AS int[])) AS slip (word, i) JOIN search_words USING (word)
    """
)
# The customers who have something for most of the words typed. Their score is the sum, over those words, of the best
# of theirs for it.
_MATCHES = (
    text(
        """
        SELECT customer_id, score FROM (
            SELECT customer_id, count(*) AS matched, sum(score) AS score, max(count(*)) OVER () AS most FROM (
                SELECT found.customer_id, likely.i, max(likely.score) AS score
                FROM unnest(CAST(:words AS text[]), CAST(:of AS int[]), CAST(:scores AS float8[]))
                    AS likely (word, i, score)
                CROSS JOIN LATERAL (
                    SELECT customer_id FROM customer_words WHERE customer_words.word = likely.word LIMIT :per_word
                ) AS found
                GROUP BY found.customer_id, likely.i
            ) AS best
            GROUP BY customer_id
        ) AS counted
        WHERE matched = most
        ORDER BY score DESC, customer_id
        LIMIT 100
        """
    )
    .columns(column("customer_id", Uuid), column("score", Numeric))
    .subquery("matches")
)
_MOST_PER_WORD = 5000
_OWNER = Customer.__table__.alias("owner").c  # the record that was found, which may be merged into another


def _kept(found: Any) -> Select[*tuple[Any, ...]]:
    """The customers to show for the records whose ids are `found`."""
    kept = func.coalesce(_OWNER.merged_into_id, _OWNER.id) == Customer.id
    return customer_list().join(_OWNER.id.table, kept).join(found.table, found == _OWNER.id)


_BY_WORDS = Prepared(
    lambda: (
        _kept(_MATCHES.c.customer_id)
        .order_by(func.round(cast(_MATCHES.c.score, Numeric), 3).desc())
        .order_by(Customer.order_count.desc(), Customer.last_name, Customer.id)
        .limit(bindparam("most", type_=Integer))
    )
)
_NUMBERED = select(_OWNER.id).where(_OWNER.number == bindparam("number", type_=Text)).subquery("numbered")
_BY_NUMBER = Prepared(lambda: _kept(_NUMBERED.c.id))


def _by_contact(table: str, contact: str) -> Select[*tuple[Any, ...]]:
    """Who owns the first contacts that begin with `:beginning`, compared byte by byte, as the indexes are."""
    sql = f"""
        SELECT customer_id AS id, {contact} AS place FROM {table}
        WHERE {contact} ~>=~ :beginning AND {contact} ~<~ (:beginning || chr(1114111))
        ORDER BY {contact} USING ~<~ LIMIT :most
    """  # noqa: S608  (our own names)
    found = text(sql).columns(column("id", Uuid), column("place", Text)).subquery("found")
    return _kept(found.c.id).order_by(found.c.place, Customer.id)


_BY_EMAIL = Prepared(lambda: _by_contact("customer_emails", "folded"))
_BY_PHONE = Prepared(lambda: _by_contact("customer_phones", "reversed"))


def customers_by_contact(unit: Unit, wanted: str, limit: int) -> tuple[CustomerRow, ...]:
    """Customers whose e-mail begins with `wanted`, whose number it is, or whose phone number ends with its digits."""
    if "@" in wanted:
        address = re.sub(r"^(mailto:|<)|>$", "", wanted.casefold())
        return _rows(unit, _BY_EMAIL, {"beginning": address, "most": limit})
    if number := customer_number(wanted):
        return _rows(unit, _BY_NUMBER, {"number": number})
    if digits := phone_digits(wanted):
        return _rows(unit, _BY_PHONE, {"beginning": digits[::-1], "most": limit})
    return ()


def customers_by_words(unit: Unit, wanted: str, limit: int) -> tuple[CustomerRow, ...]:
    """Customers with words like those of `wanted`, the most alike first, then the most orders."""
    if is_phone(wanted):
        return ()
    words = [word for word in words_of(wanted.partition("@")[0]) if len(word) > 1][:MOST_WORDS]
    likely = _likely(unit, words)
    if not likely:
        return ()
    values = {
        "words": [word for _, word, _ in likely],
        "of": [i for i, _, _ in likely],
        "scores": [score for _, _, score in likely],
        "per_word": _MOST_PER_WORD,
        "most": limit,
    }
    return _rows(unit, _BY_WORDS, values)


def _likely(unit: Unit, words: Sequence[str]) -> list[tuple[int, str, float]]:
    if not words:
        return []
    likely = {(i, word): float(score) for i, word, score in unit.session.execute(_LIKELY_WORDS, {"words": words})}
    slips = [
        (slip, i)
        for i, word in enumerate(words, 1)
        if len(word) > 2 and word.isascii() and word.isalpha() and (i, word) not in likely
        for slip in one_edit_away(word, LETTERS)
    ]
    if slips:
        values = {"slips": [slip for slip, _ in slips], "of": [i for _, i in slips]}
        for i, word, score in unit.session.execute(_SLIPS, values):
            likely[i, word] = max(score, likely.get((i, word), 0))
    return [(i, word, score) for (i, word), score in likely.items()]


def _rows(unit: Unit, query: Prepared, values: dict[str, Any]) -> tuple[CustomerRow, ...]:
    """Each customer once: one may own several of the contacts that were found."""
    plain = sees_plainly(unit.actor)
    return tuple(dict.fromkeys(customer_row(row, plain=plain) for row in query.run(unit.session, **values)))
