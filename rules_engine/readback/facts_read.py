"""Which facts the rules of a document read."""

from rules_engine.document.model import Document, Rule, Table, facts_of
from rules_engine.vocabulary.terms import Fact, Kind, Origin


def facts_read(document: Document) -> tuple[Fact, ...]:
    """What may be given and makes a difference, in the order of the vocabulary; amounts come with their currency."""
    conditions = [rule.when for rule in document.rules]
    conditions += [row.condition for table in document.tables for row in table.rows]
    read = set().union(*(facts_of(each) for each in conditions))
    known = document.family.facts
    read |= {known[key].currency_fact or key for key in read if known[key].kind is Kind.MONEY}
    parts: list[Rule | Table] = [*document.rules, *document.tables]
    dated = any(part.starts or part.ends for part in parts)
    read |= {"now"} if dated and "now" in known else set()
    return tuple(fact for key, fact in known.items() if key in read and fact.origin is not Origin.DERIVED)
