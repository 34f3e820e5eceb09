"""What was live when, as lines. Pure."""

from collections.abc import Sequence

from console.rules_admin.history.rows import HistoryLine
from console.rules_admin.titles import title_words
from console.ui.figures import Reader
from rules_engine.publishing.rows import ActivationRow


def history_lines(entries: Sequence[ActivationRow], family: str, reader: Reader) -> list[HistoryLine]:
    """Newest first, as they come; the newest that has started is in force."""
    live = next((i for i, each in enumerate(entries) if each.starts_at <= reader.now), None)
    befores = [*(each.version for each in entries[1:]), None][: len(entries)]
    in_force = None if live is None else entries[live].version
    return [
        _line(each, i, live, family, reader, before, in_force)
        for i, (each, before) in enumerate(zip(entries, befores, strict=True))
    ]


def _line(
    entry: ActivationRow,
    i: int,
    live: int | None,
    family: str,
    reader: Reader,
    before: int | None,
    in_force: int | None,
) -> HistoryLine:
    again = entry.kind == "rollback"
    what = (
        reader.say("Back to version {number}", number=entry.version)
        if again
        else reader.say("Version {number} published", number=entry.version)
    )
    against = f"&against={before}" if before is not None and before != entry.version else ""
    to_come = entry.starts_at > reader.now
    return HistoryLine(
        key=str(i),
        version=str(entry.version),
        href=f"/rules?family={family}&version={entry.version}",
        changes_href=f"/rules?family={family}&version={entry.version}&see=changes{against}",
        what=what,
        title=title_words(entry.title, entry.title_fr, reader),
        who=entry.actor_name,
        starts=reader.moment(entry.starts_at),
        starts_exact=reader.exact(entry.starts_at),
        reason=entry.reason,
        state=reader.say("to come") if to_come else reader.say("live") if i == live else "",
        tone="amber" if to_come else "green",
        back=not to_come and entry.version != in_force,
    )
