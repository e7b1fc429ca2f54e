"""Where the desk is, for what leaves it: absolute addresses, and names that no change of address touches."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from fastapi import Request

from slugline.surfaces.web.desk import Desk, desk_of

_DNS = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_NOBODY = "slugline.invalid"  # names things where the desk has no address of its own
_SINCE = "2026"


def base_of(request: Request) -> str:
    """The address of the desk, without a slash at its end."""
    return desk_of(request).base or str(request.base_url).rstrip("/")


def kept_by(request: Request) -> dict[str, str]:
    """Who may keep an answer that bears the desk's addresses: none but its reader, where the desk has no address of
    its own and they are made of what the request called it."""
    return {} if desk_of(request).base else {"Cache-Control": "private, no-cache"}


def authority(desk: Desk) -> str:
    """The domain in whose name the desk names things: its own, as configured, and never what a request calls it."""
    host = (urlsplit(desk.base).hostname or "").casefold()
    return host if _DNS.fullmatch(host) else _NOBODY


def tag(desk: Desk, *parts: str) -> str:
    """A name in the form of a tag URI (RFC 4151)."""
    return f"tag:{authority(desk)},{_SINCE}:{'/'.join(quote(part, safe='') for part in parts)}"


def page_of(base: str, kind: str, slug: str) -> str:
    """The address of a title's, franchise's or person's page."""
    return f"{base}/{kind}/{quote(slug, safe='')}"
