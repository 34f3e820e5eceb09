"""How much is tried where there is no end to it: enough for every day, all of it where COMPTOIR_LONG_TESTS is set."""

import os

LONG = bool(os.environ.get("COMPTOIR_LONG_TESTS"))


def times(every_day: int, *, long: int) -> int:
    """`every_day` examples, or `long` of them."""
    return long if LONG else every_day
