"""Files in words and figures. Pure."""

from collections.abc import Iterable

from console.ui.figures import Reader
from console.workspace.files.rows import FileRow
from domain.documents.queries import DocumentRow


def file_rows(files: Iterable[DocumentRow], reader: Reader) -> list[FileRow]:
    """One row for each file, in their order."""
    return [
        FileRow(
            id=str(each.id),
            name=each.name,
            href=f"/files/{each.id}",
            size=size(each.size, reader),
            who=each.made_by,
            at=reader.moment(each.made_at),
            exact=reader.exact(each.made_at),
            own=each.kind == "attachment",
            order=str(each.order_id) if each.order_id else "",
        )
        for each in files
    ]


def size(count: int, reader: Reader) -> str:
    """12 kB, 3 MB: rounded up, so that nothing is 0."""
    if count < 1_000_000:
        return reader.say("{count} kB", count=reader.number(-(-count // 1_000)))
    return reader.say("{count} MB", count=reader.number(-(-count // 1_000_000)))
