"""How large a document may be.

Alternatives: durable-rules holds at most 64 matches at once, so a shard has 60 at most and a rule fits into one.
Clauses: at 5,000 rules shards still answer within about 2 ms and a child needs about 240 MB (measured); 10,000 are
refused.
"""

from typing import Final

MOST_CHARACTERS: Final = 8_000_000
MOST_NODES: Final = 400_000  # values, keys and containers in a text
MOST_CLAUSES: Final = 5_000  # rules, and rows of tables
MOST_ALTERNATIVES: Final = 60  # of one rule, once its groups are spread out
MOST_ALTERNATIVES_IN_ALL: Final = 15_000  # 484 shards in the worst case: 390 MB in the child (measured)
MOST_DEPTH: Final = 8  # groups in groups
MOST_COMPARISONS: Final = 60  # in one rule
MOST_EFFECTS: Final = 20  # of one rule
MOST_VALUES: Final = 500  # after "is one of"
MOST_LISTS: Final = 200
MOST_LIST_VALUES: Final = 20_000  # of all lists together
MOST_CALENDARS: Final = 50
MOST_HOLIDAYS: Final = 500
MOST_COLUMNS: Final = 20
MOST_ROUNDS: Final = 10  # of rules that derive for rules that derive …
LONGEST_KEY: Final = 64
LONGEST_NAME: Final = 200
LONGEST_NOTE: Final = 2_000
LONGEST_TEXT: Final = 500
LARGEST: Final = 2**53 - 1  # exact in JSON, in JavaScript and in the engine
LONGEST_SPAN: Final = 10 * 366 * 86_400  # seconds
LARGEST_PRIORITY: Final = 1_000_000
