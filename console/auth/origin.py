"""Whether a form was sent from a page of ours. A browser sends our cookie along whoever's page posts to us."""

from collections.abc import Mapping
from urllib.parse import urlsplit


def from_own_page(headers: Mapping[str, str], *, public_url: str) -> bool:
    """True unless the browser says that another site's page asks.

    Our own are the host that the request names and the host of `public_url` (a proxy may hide the former). A request
    with none of these headers comes from no page at all, and carries nobody's cookie by accident.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin") or headers.get("referer")
    if origin is None:
        return True
    own = {headers.get("host", "").lower(), urlsplit(public_url).netloc.lower()} - {""}
    return urlsplit(origin).netloc.lower() in own
