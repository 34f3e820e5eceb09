"""What people call a version that records name by its family's key and its number, as "routing 3"."""

from rules_engine.vocabulary.families import FAMILIES
from rules_engine.vocabulary.terms import Words


def version_words(id: str) -> Words:
    """The family by its label, with the number; what is not called so stays as it is."""
    key, _, number = id.partition(" ")
    family = FAMILIES.get(key)
    if family is None or not number:
        return Words(id, id)
    return Words(f"“{family.label.en}”, version {number}", f"« {family.label.fr} », version {number}")
