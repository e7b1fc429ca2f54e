"""Where a request comes from and on what line: what decides whether a form is the desk's own, and a cookie safe."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote, unquote, urlsplit

from fastapi import Request

from slugline.surfaces.terminal import clean
from slugline.surfaces.web.desk import desk_of

LONGEST_WAY = 2_000  # characters of an address to go back to
_HTTPS = "https://"


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def is_secure(request: Request) -> bool:
    """Whether cookies go over https alone: always but for a desk on this machine that is asked over http.

    ``--base https://…`` says so where a proxy that ends https stands before the desk.
    """
    if desk_of(request).base.startswith(_HTTPS) or request.url.scheme == "https":
        return True
    return not is_loopback(request.url.hostname or "")


def can_sign_in(request: Request) -> bool:
    """Whether a browser would keep a cookie: not where safe ones are asked for over http that others can read."""
    return request.url.scheme == "https" or desk_of(request).base.startswith(_HTTPS) or not is_secure(request)


def is_own(request: Request) -> bool:
    """Whether a form was sent from one of the desk's pages, as far as the browser tells.

    By ``Sec-Fetch-Site``, else by ``Origin``. A program that sends neither is no browser that could be led astray.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")  # none: a person's own doing, no page's
    origin = request.headers.get("origin")
    if origin is None:
        return True
    base = desk_of(request).base
    if base and origin == _origin(base):
        return True
    return _host(origin) == request.headers.get("host", "").casefold() != ""


def way_back(text: str) -> str:
    """The desk's own page that an address names, to be led to; the first page for any other address."""
    text = text[: LONGEST_WAY + 1]
    if len(text) > LONGEST_WAY or text != clean(text) or not text.startswith("/") or "\\" in text:
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.startswith("//") or unquote(parts.path).startswith(("//", "/\\")):
        return "/"
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    return f"{path}?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else path


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
