"""Differences as a unified diff of the YAML files."""

from difflib import unified_diff

from rules_engine.document.model import Document
from rules_engine.document.yaml_text import write_yaml


def yaml_diff(before: Document, after: Document, *, names: tuple[str, str]) -> str:
    """As `diff -u` writes it, with the names of both files at the top; nothing where they are equal."""
    old, new = (write_yaml(each).splitlines(keepends=True) for each in (before, after))
    return "".join(unified_diff(old, new, *names))
