"""Addresses of the web: which may be asked, and where they lead.

A name is looked up for every request, every address that it has must be public, and what is then connected to is the
very address that was looked at, so that a name cannot be turned to another in between.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import courlan

from slugline.errors import FetchError

LONGEST = 2_000  # characters of an address
PORTS = {"https": 443, "http": 80}
_ALLOWED = "https://HOST/PATH or http://HOST/PATH, without a user and a password"
_PUBLIC = "a public host, or --allow-private"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NOBODYS = tuple(  # that `is_global` lets pass in some releases of Python
    ipaddress.ip_network(one) for one in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "3fff::/20", "fec0::/10")
)
_UNWRITTEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\\]")
Network = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads: its scheme, its host in ASCII, its port."""

    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> str:
        """The address of the host's root, without a slash at its end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


def place_of(url: str) -> Place:
    """Where ``url`` leads. Raises `FetchError` for what may not be asked for, whoever answers."""
    where = shown(url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host if is_literal(host) else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchError("is no address", where=where, allowed=_ALLOWED) from error
    wrong = len(url) > LONGEST or _UNWRITTEN.search(url)
    if wrong or parts.scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise FetchError("is no address that may be asked for", where=where, allowed=_ALLOWED)
    return Place(parts.scheme, host.rstrip("."), port if port is not None else PORTS[parts.scheme])


def looked_up(place: Place, where: str, *, allow_private: bool) -> list[str]:
    """The network addresses of a host, all of them allowed. Raises `FetchError`."""
    try:
        rows = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{place.host} cannot be found", where=where, passing=True) from error
    found = list(dict.fromkeys(str(row[4][0]).partition("%")[0] for row in rows))
    if not allow_private and not all(is_public(ipaddress.ip_address(one)) for one in found):
        raise FetchError(f"{place.host} is a private address", where=where, allowed=_PUBLIC)
    return found


def is_public(address: Network) -> bool:
    """Whether an address is anybody's on the internet, and hides none that is not."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        if any(not is_public(one) for one in (address.sixtofour, *(address.teredo or ())) if one is not None):
            return False
    if any(address in one for one in _NOBODYS):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_literal(host: str) -> bool:
    """Whether a host is written as a network address."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def shown(url: str) -> str:
    """An address in printable characters on one line, cut where it is long; a password in it is not shown."""
    text = re.sub(r"//[^/@\s]*@", "//…@", url[:LONGEST])
    text = "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
    return text if len(text) <= 200 else text[:199] + "…"


def tidied(url: str) -> str:
    """An address as it is remembered: without the marks that tell who came from where, and without a fragment."""
    try:
        return courlan.normalize_url(courlan.scrub_url(url), strict=False).partition("#")[0] or url
    except (ValueError, AttributeError):
        return url
