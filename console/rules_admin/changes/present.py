"""Differences as lines, in the reader's language. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from console.rules_admin.changes.grid import columns_of, row_lines
from console.rules_admin.changes.rows import Bit, DetailLine, FileLine, PartLine
from console.rules_admin.sheet.present import dates_text, more_rows, policy_text
from console.ui.figures import Reader
from rules_engine.changes.compare import Changes, PartChange
from rules_engine.changes.marks import Piece, marked
from rules_engine.document.model import Document, Rule, Table
from rules_engine.publishing.changes_of import Compared
from rules_engine.readback.sentence import rule_sentence

MOST_PARTS: Final = 100
MOST_ROWS: Final = 60  # shown of one table
MOST_FILE_LINES: Final = 1_500
TONES: Final = {"added": "green", "removed": "red", "changed": "amber", "moved": "blue"}


def part_lines(found: Compared, reader: Reader) -> list[PartLine]:
    """Rules and tables that are not as they were, the first of them."""
    return [_part(each, found, reader) for each in found.changes.parts[:MOST_PARTS]]


def summary(changes: Changes, reader: Reader) -> str:
    """ "2 added, 1 changed": rules, tables, lists, calendars and examples together."""
    kinds = [each.change for each in changes.parts]
    kinds += ["changed"] * (len(changes.lists) + len(changes.calendars) + len(changes.names))
    kinds += ["added" if e.before is None else "removed" if e.after is None else "changed" for e in changes.examples]
    said = {
        "added": reader.say("{count} added", count=kinds.count("added")),
        "changed": reader.say("{count} changed", count=kinds.count("changed")),
        "moved": reader.say("{count} moved", count=kinds.count("moved")),
        "removed": reader.say("{count} removed", count=kinds.count("removed")),
    }
    return ", ".join(words for kind, words in said.items() if kind in kinds)


def state_words(change: str, reader: Reader) -> str:
    """What became of a part, in a word."""
    words = {
        "added": reader.say("added"),
        "removed": reader.say("removed"),
        "changed": reader.say("changed"),
        "moved": reader.say("moved"),
    }
    return words[change]


def file_lines(text: str) -> list[FileLine]:
    """The unified diff, line by line."""
    return [_file_line(each) for each in text.splitlines()[:MOST_FILE_LINES]]


def _part(each: PartChange, found: Compared, reader: Reader) -> PartLine:
    line = PartLine(
        key=f"{each.kind}:{each.part.id}",
        name=each.part.name.in_language(reader.language),
        change=each.change,
        state=state_words(each.change, reader),
        tone=TONES[each.change],
        moved=reader.say("and stands elsewhere") if each.moved and each.change == "changed" else "",
        details=_details(each, reader) if each.change == "changed" else [],
    )
    return (
        _with_table(line, each, found, reader) if each.kind == "table" else _with_sentences(line, each, found, reader)
    )


def _with_sentences(line: PartLine, each: PartChange, found: Compared, reader: Reader) -> PartLine:
    before, after = _sentence(each.before, found.before, reader), _sentence(each.after, found.after, reader)
    if each.change != "changed":
        return replace(line, before=_bits([Piece(before, False)]), after=_bits([Piece(after, False)]))
    if before == after:
        return replace(line, after=[Bit(after, False)])
    old, new = marked(before, after)
    return replace(line, before=_bits(old), after=_bits(new))


def _with_table(line: PartLine, each: PartChange, found: Compared, reader: Reader) -> PartLine:
    if each.change == "moved":
        return line
    columns = columns_of(each)
    rows = row_lines(each, columns, found, reader)
    left = len(rows) - MOST_ROWS
    return replace(
        line,
        columns=[column.label(found.after, reader) for column in columns] if rows else [],
        rows=rows[:MOST_ROWS],
        more=more_rows(left, reader),
    )


def _sentence(part: Rule | Table | None, document: Document, reader: Reader) -> str:
    return rule_sentence(part, document.family, reader.language) if isinstance(part, Rule) else ""


def _bits(pieces: Sequence[Piece]) -> list[Bit]:
    return [Bit(each.text, each.marked) for each in pieces if each.text]


def _details(each: PartChange, reader: Reader) -> list[DetailLine]:
    old, new = each.before, each.after
    if old is None or new is None:
        return []
    said = [
        (reader.say("Name in English"), old.name.en, new.name.en),
        (reader.say("Name in French"), old.name.fr, new.name.fr),
        (reader.say("Precedence"), str(old.priority), str(new.priority)),
        (reader.say("In force"), _in_force(old, reader), _in_force(new, reader)),
        (reader.say("Switched on"), _yes(old.enabled, reader), _yes(new.enabled, reader)),
        (reader.say("Note for colleagues"), old.note, new.note),
    ]
    if isinstance(old, Table) and isinstance(new, Table):
        label = reader.say("Which rows count")
        said.append((label, policy_text(old.hit_policy, reader), policy_text(new.hit_policy, reader)))
    return [DetailLine(label, before, after) for label, before, after in said if before != after]


def _in_force(part: Rule | Table, reader: Reader) -> str:
    return dates_text(part, reader) or reader.say("always")


def _yes(value: bool, reader: Reader) -> str:
    return reader.say("yes") if value else reader.say("no")


def _file_line(text: str) -> FileLine:
    sides = {"-": "before", "+": "after", "@": "place"}
    return FileLine(text, "" if text.startswith(("---", "+++")) else sides.get(text[:1], ""))
