"""What the rules to start with call their lists, their calendars and what is on them."""

from functools import cache
from pathlib import Path
from typing import Final

import yaml

from rules_engine.document.names import read_names
from rules_engine.vocabulary.naming import Names, with_names
from rules_engine.vocabulary.terms import Family

_HERE: Final = Path(__file__).parent


def spoken_family(family: Family, names: Names) -> Family:
    """The family of the vocabulary that calls things by `names`, and what these do not have as the rules to start with:
    rules from before there were names use the same lists.
    """
    return with_names(family, _under(names, _starting(family.key))) if names else _spoken(family)


def _under(names: Names, others: Names) -> Names:
    return {of: {**others.get(of, {}), **names.get(of, {})} for of in dict.fromkeys((*names, *others))}


@cache
def _spoken(family: Family) -> Family:
    return with_names(family, _starting(family.key))


@cache
def _starting(key: str) -> Names:
    return read_names(yaml.safe_load((_HERE / f"{key}.yaml").read_text(encoding="utf-8")).get("names", {}))
