"""Families as lines of the list. Pure."""

from collections.abc import Iterable, Sequence

from console.rules_admin.families.rows import FamilyLine
from console.ui.figures import Reader
from rules_engine.publishing.rows import FamilyRow
from rules_engine.vocabulary.families import FAMILIES


def family_lines(families: Iterable[FamilyRow], shadows: Sequence[str], reader: Reader) -> list[FamilyLine]:
    """One line each, in the order given; `shadows` names a family for each shadow that runs."""
    return [_line(each, shadows.count(each.family), reader) for each in families]


def _line(row: FamilyRow, shadows: int, reader: Reader) -> FamilyLine:
    family = FAMILIES[row.family]
    live, following = "", ""
    if row.live is not None and row.live_since is not None:
        live = reader.say("Version {number} since {when}", number=row.live, when=reader.moment(row.live_since))
    if row.next_version is not None and row.next_at is not None:
        following = reader.say("Version {number} from {when}", number=row.next_version, when=reader.moment(row.next_at))
    return FamilyLine(
        key=row.family,
        href=f"/rules?family={row.family}",
        label=family.label.in_language(reader.language),
        help=family.help.in_language(reader.language),
        live=live or reader.say("No version yet"),
        live_exact=reader.exact(row.live_since) if row.live_since else "",
        following=following,
        following_exact=reader.exact(row.next_at) if row.next_at else "",
        drafts=_counted(row.drafts, reader),
        in_review=reader.say("{count} in review", count=row.in_review) if row.in_review else "",
        shadows=reader.say("in shadow") if shadows else "",
    )


def _counted(drafts: int, reader: Reader) -> str:
    if not drafts:
        return ""
    return reader.say("1 draft") if drafts == 1 else reader.say("{count} drafts", count=drafts)
