"""Where to go after signing in: a page of ours, never anybody else's."""

from urllib.parse import urlsplit

HOME = "/"
_LONGEST = 500


def safe_next(wanted: str | None) -> str:
    """`wanted` if it is a local path, else the start page."""
    if not wanted or len(wanted) > _LONGEST or not wanted.isprintable():
        return HOME
    if not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted:
        return HOME
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc or parts.path.startswith(("/sign-in", "/sign-out")) else wanted
