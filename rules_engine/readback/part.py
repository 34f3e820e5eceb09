"""One rule or table that is being written, read back before it is kept."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from rules_engine.document.parse import FORMAT, parse_document
from rules_engine.readback.sentence import row_sentence, rule_sentence
from rules_engine.vocabulary.naming import Names, with_names
from rules_engine.vocabulary.terms import Words

MOST_ROWS: Final = 3


def read_part(
    document: Mapping[str, Any],
    kind: Literal["rules", "tables"],
    part: Mapping[str, Any],
    *,
    names: Names | None = None,
) -> Words:
    """What it says in both languages, with the lists and calendars of `document`; of a table the first rows. `names`
    are those that the document does not hold.

    `Invalid` names the place in a document of this part alone: `rules[0].when.all[1].value`.
    """
    around = {key: document[key] for key in ("lists", "calendars", "names") if key in document}
    alone = {"format": FORMAT, "family": document["family"], **around, kind: [{"id": "new", **part}]}
    read = parse_document(alone)
    family = with_names(read.family, names or {})
    if kind == "rules":
        return Words(*(rule_sentence(read.rules[0], family, language) for language in ("en", "fr")))
    rows = read.tables[0].rows
    more = " …" if len(rows) > MOST_ROWS else ""
    en, fr = (
        " ".join(row_sentence(row, family, language) for row in rows[:MOST_ROWS]) + more for language in ("en", "fr")
    )
    return Words(en, fr)
