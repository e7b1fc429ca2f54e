"""What a server gave as a page of ours: its kind by what the server calls it, its address as the page itself has it."""

from __future__ import annotations

import re
from datetime import datetime
from html import unescape
from urllib.parse import urljoin

from slugline.errors import FetchError
from slugline.pages.addresses import is_literal, place_of, shown, tidied
from slugline.pages.fetching import Answer
from slugline.pages.page import Page

_KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
}
_UNNAMED = ("", "application/octet-stream", "application/xml", "text/xml")
_HEAD = 200_000  # bytes within which a page names its address
_LINK = re.compile(rb"<link\b[^>]{0,2000}>", re.IGNORECASE)
_REL = re.compile(rb"""\brel\s*=\s*["']?\s*canonical\b""", re.IGNORECASE)
_FRONT = re.compile(r"\A(?:www|m|mobile|amp)\.")
_HREF = re.compile(rb"""\bhref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s"'>]{1,2000}))""", re.IGNORECASE)


def page_of(answer: Answer, now: datetime) -> Page:
    """The page that came, retrieved ``now``. Raises `FetchError` for what is no article's form."""
    kind = _KINDS.get(answer.media, "")
    if not kind and answer.media in _UNNAMED and answer.content.lstrip()[:1] == b"<":
        kind = "html"
    where = shown(answer.url)
    if not kind:
        fault = f"is no page to read ({answer.media or 'of no kind that the server names'})"
        raise FetchError(fault, where=where, allowed="HTML, Markdown or plain text")
    url = tidied(answer.url)
    if kind == "html":
        url = _canonical(answer.content[:_HEAD], url) or url
    return Page(
        content=answer.content, kind=kind, file=where, url=url, retrieved_at=now, charset=answer.charset if kind else ""
    )


def _canonical(head: bytes, url: str) -> str:
    """The address that the page gives as its own: believed on the same site alone, and where it is no mere front."""
    for link in _LINK.findall(head):
        if not _REL.search(link) or not (found := _HREF.search(link)):
            continue
        written = unescape(next(filter(None, found.groups())).decode("utf-8", "replace")).strip()
        try:
            whole = tidied(urljoin(url, written))
            same = _site(whole) == _site(url)
        except (FetchError, ValueError):
            return ""
        front = whole.rstrip("/") == place_of(whole).origin
        return whole if same and not front else ""
    return ""


def _site(url: str) -> str:
    """The host without what stands before the name that somebody holds, such as www, m or amp."""
    host = place_of(url).host.lower()
    if is_literal(host):
        return host
    from tld import get_fld  # courlan's own table of public suffixes

    return get_fld(url, fail_silently=True) or _FRONT.sub("", host)
