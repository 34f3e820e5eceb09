"""Rules with the names that people give to queues, which the rules themselves do not hold."""

from dataclasses import replace

from console.queue_names import queue_labels_known
from rules_engine.document.model import Document
from rules_engine.starter.names import spoken_family
from rules_engine.vocabulary.naming import Names, with_names
from rules_engine.vocabulary.terms import Family, Words


def queue_names() -> Names:
    """What queues are called by now."""
    return {"queues": {key: Words(each.en, each.fr) for key, each in queue_labels_known().items()}}


def named(family: Family, names: Names | None = None) -> Family:
    """The family with the names of the queues; and of a document, which the family of one that was read has already."""
    return with_names(family if names is None else spoken_family(family, names), queue_names())


def named_document(document: Document) -> Document:
    """The document with them."""
    return replace(document, family=named(document.family))
