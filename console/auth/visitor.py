"""The network address of who asks, also when a proxy of ours stands between."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address

Network = IPv4Network | IPv6Network


def visitors_address(peer: str, forwarded: str, *, trusted: Sequence[Network]) -> str:
    """`peer`, or what our own proxies say in `X-Forwarded-For`: the last address there that is none of theirs.

    Anybody can send that header, so it is believed only from a `trusted` peer, and only as far as trusted ones go.
    """
    address = peer
    for said in reversed(forwarded.split(",")):
        if not _is_trusted(address, trusted) or not _is_address(said):
            break
        address = said.strip()
    return address


def _is_trusted(address: str, trusted: Sequence[Network]) -> bool:
    if not _is_address(address):
        return False
    parsed = ip_address(address.strip())
    plain = getattr(parsed, "ipv4_mapped", None) or parsed
    return any(plain in network for network in trusted if network.version == plain.version)


def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip())
    except ValueError:
        return False
    return True
