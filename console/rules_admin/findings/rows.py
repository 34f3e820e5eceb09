"""What findings show, ready to be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding. `number` names it among all; `where` is the rule, row or table; at a table only the row is named.
    `facts` show it. `note`: it may well be meant.
    """

    number: int = 0
    where: str = ""
    text: str = ""
    facts: str = ""
    note: bool = False
