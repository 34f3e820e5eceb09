"""What a visitor is told, as JSON: only what they may see."""

from typing import Any

from domain.visitors.rows import Heard, Said


def heard_json(heard: Heard) -> dict[str, Any]:
    """A part of the thread and how things stand."""
    return {
        "conversation": str(heard.conversation_id) if heard.conversation_id else None,
        "cursor": heard.cursor,
        "whole": heard.whole,
        "more": heard.more,
        "entries": [_said(entry) for entry in heard.entries],
        "earlier": heard.earlier,
        **heard.state(),
    }


def _said(entry: Said) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "seq": entry.seq,
        "mine": entry.mine,
        "author": entry.author,
        "body": entry.body,
        "at": entry.at.isoformat(),
        "key": entry.key,
        "files": [
            {"id": str(file.id), "name": file.name, "type": file.media_type, "size": file.size} for file in entry.files
        ],
    }
