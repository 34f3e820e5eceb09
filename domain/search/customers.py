"""Find customers by what people type."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, text

from domain.customers.queries import customer_list, customer_row
from domain.customers.rows import CustomerRow
from domain.kernel.text import words_of
from domain.models.customer import Customer, CustomerEmail, CustomerPhone
from domain.search.spelling import LETTERS, one_edit_away
from domain.work.unit import Unit

MOST_WORDS = 6
FEWEST_DIGITS = 4
FEWEST_OF_A_PHONE = 7  # so many digits and nothing else are a phone number, not words

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # comes along when numbers are copied
_DASHES = "[\u2010-\u2015\u2212]"
_LABEL = re.compile(r"^(tel|tél|téléphone|telephone|phone|mobile|mob|portable|fax)\s*[.:]?\s*(?=[+(\d])", re.IGNORECASE)

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
# A customer's score is the sum, over the words typed, of the best of their words for it.
_MATCHES = text(
    """
    SELECT customer_id, count(*) AS matched, sum(score) AS score FROM (
        SELECT found.customer_id, likely.i, max(likely.score) AS score
        FROM unnest(CAST(:words AS text[]), CAST(:of AS int[]), CAST(:scores AS float8[])) AS likely (word, i, score)
        CROSS JOIN LATERAL (
            SELECT customer_id FROM customer_words WHERE customer_words.word = likely.word LIMIT :most
        ) AS found
        GROUP BY found.customer_id, likely.i
    ) AS best
    GROUP BY customer_id
    ORDER BY matched DESC, score DESC, customer_id
    LIMIT 100
    """
)
_MOST_PER_WORD = 5000


def customers_by_contact(unit: Unit, wanted: str, limit: int) -> tuple[CustomerRow, ...]:
    """Customers whose e-mail begins with `wanted`, whose number it is, or whose phone number ends with its digits."""
    if "@" in wanted:
        address = re.sub(r"^(mailto:|<)|>$", "", wanted.casefold())
        beginning = CustomerEmail.folded.startswith(address, autoescape=True)
        ids = select(CustomerEmail.customer_id).where(beginning).order_by(CustomerEmail.folded).limit(limit)
    elif number := re.fullmatch(r"#?\s*(k\d+)", wanted.casefold()):
        ids = select(Customer.id).where(Customer.number == number[1].upper())
    else:
        digits = _phone_digits(wanted)
        if not digits:
            return ()
        ending = CustomerPhone.reversed.startswith(digits[::-1], autoescape=True)
        ids = select(CustomerPhone.customer_id).where(ending).order_by(CustomerPhone.e164).limit(limit)
    return _rows(unit, list(dict.fromkeys(unit.session.execute(ids).scalars())), limit)


def customers_by_words(unit: Unit, wanted: str, limit: int) -> tuple[CustomerRow, ...]:
    """Customers with words like those of `wanted`, the most alike first, then the most orders."""
    if len(_phone_digits(wanted)) >= FEWEST_OF_A_PHONE:
        return ()
    words = [word for word in words_of(wanted.partition("@")[0]) if len(word) > 1][:MOST_WORDS]
    likely = _likely(unit, words)
    if not likely:
        return ()
    found = unit.session.execute(
        _MATCHES,
        {
            "words": [word for _, word, _ in likely],
            "of": [i for i, _, _ in likely],
            "scores": [score for _, _, score in likely],
            "most": _MOST_PER_WORD,
        },
    ).all()
    best = max((row.matched for row in found), default=0)
    scores = {row.customer_id: row.score for row in found if row.matched == best}
    return _rows(unit, list(scores), limit, scores)


def _likely(unit: Unit, words: Sequence[str]) -> list[tuple[int, str, float]]:
    if not words:
        return []
    likely = {(i, word): float(score) for i, word, score in unit.session.execute(_LIKELY_WORDS, {"words": words})}
    slips = [
        (slip, i)
        for i, word in enumerate(words, 1)
        if len(word) > 2 and word.isascii() and (i, word) not in likely
        for slip in one_edit_away(word, LETTERS)
    ]
    if slips:
        values = {"slips": [slip for slip, _ in slips], "of": [i for _, i in slips]}
        for i, word, score in unit.session.execute(_SLIPS, values):
            likely[i, word] = max(score, likely.get((i, word), 0))
    return [(i, word, score) for (i, word), score in likely.items()]


def _rows(
    unit: Unit, ids: Sequence[UUID], limit: int, scores: dict[UUID, Any] | None = None
) -> tuple[CustomerRow, ...]:
    rows = [customer_row(row) for row in unit.session.execute(customer_list().where(Customer.id.in_(ids)))]
    places = {id: place for place, id in enumerate(ids)}
    if scores is None:
        rows.sort(key=lambda row: places[row.id])
    else:
        rows.sort(key=lambda row: (-round(float(scores[row.id]), 3), -row.order_count, row.last_name, row.id))
    return tuple(rows[:limit])


def _phone_digits(wanted: str) -> str:
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", wanted))
    written = _LABEL.sub("", re.sub(_DASHES, "-", plain))
    if not re.fullmatch(r"[+()\d\s./-]+", written):
        return ""
    digits = re.sub(r"\D", "", re.sub(r"\(\s*0\s*\)", "", written)).lstrip("0")
    return digits if len(digits) >= FEWEST_DIGITS else ""
