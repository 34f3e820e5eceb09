"""The garbage collector of a process that serves: what is there at the start stays, and is not looked through again."""

import gc
from typing import Final

# Objects made between two looks at the youngest; how many of these before the middle, and then all, are looked at.
# A look at everything stops the process: 0.9 s with 200 people signed in, where the pages and mappings take part.
_EVERY: Final = (20_000, 20, 50)


def settle() -> None:
    """To be called once everything that lasts has been made."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_EVERY)
