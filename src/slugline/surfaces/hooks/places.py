"""Which addresses a hook may be posted to: https or http to a public host, unless private ones are allowed.

A name is looked up each time and every address that it has must be allowed; what is then posted goes to the very
address that was looked at, so that a name cannot be turned to another in between.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from slugline.errors import HookError
from slugline.surfaces.terminal import clean

LONGEST = 2_000  # characters of an address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOBODYS = tuple(map(ipaddress.ip_network, ("fec0::/10", "3fff::/20", "192.88.99.0/24")))  # local once, or for no use
_ALLOWED = "https://HOST/PATH or http://HOST/PATH, without a user and a password"
_PUBLIC = "a public host, or --allow-private"
_DEFAULT = {"https": 443, "http": 80}
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def checked(url: str) -> tuple[str, int]:
    """The host and port of an address that a hook may have. Raises `HookError`."""
    shown = clean(url)[:200]
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        coded = host if _literal(host) else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise HookError(f"{shown!r} is no address", allowed=_ALLOWED) from error
    wrong = len(url) > LONGEST or url != clean(url) or " " in url or parts.fragment
    if wrong or parts.scheme not in _DEFAULT or not host or parts.username is not None or parts.password is not None:
        raise HookError(f"{shown!r} is no address for a hook", allowed=_ALLOWED)
    return coded, port or _DEFAULT[parts.scheme]


def looked_up(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The network addresses of a host, all of them allowed. Raises `HookError`."""
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise HookError(f"{clean(host)} cannot be found", allowed="a host that has an address") from error
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    for text in found:
        if not allow_private and not is_public(ipaddress.ip_address(text.partition("%")[0])):
            raise HookError(f"{clean(host)} is a private address", allowed=_PUBLIC)
    if not found:
        raise HookError(f"{clean(host)} has no address", allowed="a host that has an address")
    return found


def is_public(address: Address) -> bool:
    """Whether an address is anybody's on the internet, and hides none that is not."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(not is_public(one) for one in (address.sixtofour, *(address.teredo or ())) if one is not None):
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or any(address in network for network in _NOBODYS)
    )


def _literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
