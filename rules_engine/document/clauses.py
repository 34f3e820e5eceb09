"""Rules and rows of tables alike, in the order in which they count."""

from dataclasses import dataclass, field
from functools import cached_property

from rules_engine.document.derivation import rounds
from rules_engine.document.model import Condition, Document, Effect, Row, Rule, Table
from rules_engine.readback.rows import row_name, row_words, telling_columns
from rules_engine.vocabulary.terms import Family, Words


@dataclass(frozen=True)
class Clause:
    """A condition and what follows from it.

    `part` is the rule or table, `row` the row of the table, from 0. `group` says which clauses exclude each other: of
    those that hold, only the first counts (the hit policies first and priority); None excludes nobody. `at` is its
    place in the document, `round` when it is decided; `columns` tell the rows of its table apart.
    """

    part: Rule | Table
    row: int | None
    condition: Condition | None
    effects: tuple[Effect, ...]
    round: int
    group: int | None
    at: str
    family: Family = field(compare=False, repr=False)
    columns: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """The rule's id, or the table's with the number of the row."""
        return self.part.id if self.row is None else f"{self.part.id}#{self.row + 1}"

    @cached_property
    def name(self) -> Words:
        """The rule's, or the table's with what the row says."""
        if self.row is None or isinstance(self.part, Rule):
            return self.part.name
        return row_name(self.part.rows[self.row], self.part, self.columns, self.family)

    @cached_property
    def row_words(self) -> Words | None:
        """What the row says, without the name of its table; of a rule None."""
        if self.row is None or isinstance(self.part, Rule):
            return None
        return row_words(self.part.rows[self.row], self.part, self.columns, self.family)

    def in_force(self, now: int) -> bool:
        """Whether its dates say so at `now`, in seconds since 1970."""
        starts, ends = self.part.starts, self.part.ends
        return (starts is None or starts <= now) and (ends is None or now < ends)


def clauses_of(document: Document) -> tuple[Clause, ...]:
    """What is switched on, highest priority first; then in the order of the document, rules before tables."""
    of_rules, of_tables = rounds(document.rules, document.tables)
    found: list[Clause] = [
        Clause(rule, None, rule.when, rule.then, of_rules[i], None, f"rules[{i}]", document.family)
        for i, rule in enumerate(document.rules)
        if rule.enabled
    ]
    for i, table in enumerate(document.tables):
        if table.enabled:
            group, columns = None if table.hit_policy == "collect" else i, telling_columns(table)
            found += [
                Clause(
                    *(table, j, row.condition, row.effects, of_tables[i], group),
                    at=f"tables[{i}].rows[{j}]",
                    family=document.family,
                    columns=columns,
                )
                for j, row in _ordered(table)
            ]
    return tuple(sorted(found, key=lambda clause: -clause.part.priority))


def _ordered(table: Table) -> list[tuple[int, Row]]:
    rows = list(enumerate(table.rows))
    return sorted(rows, key=lambda each: -each[1].priority) if table.hit_policy == "priority" else rows
