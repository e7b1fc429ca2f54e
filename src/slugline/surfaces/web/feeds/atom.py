"""Changes as an Atom feed (RFC 4287), in pages (RFC 5005)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from lxml import etree  # type: ignore[import-untyped]
from lxml.builder import ElementMaker  # type: ignore[import-untyped]

from slugline.answers.tellings import change_said, label
from slugline.edtf import Edtf
from slugline.phrases import date_said
from slugline.surfaces.templating import outside
from slugline.surfaces.terminal import clean

ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
MEDIA_TYPE = "application/atom+xml"
_A = ElementMaker(namespace=ATOM, nsmap={None: ATOM})
_X = ElementMaker(namespace=XHTML, nsmap={None: XHTML})
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")
_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_SAFE = "!$%&'()*+,/:;=?@~"  # what may stand in any part of a URI
_NEVER = "1970-01-01"  # when a feed without an entry changed last


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: ``id`` for good, ``page`` where its title is read about, ``row`` as the answers give it."""

    id: str
    page: str
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """A page of a feed. ``links`` are addresses by their relation: ``self``, ``alternate``, ``first``, ``next``."""

    id: str
    title: str
    subtitle: str
    links: Mapping[str, str]
    entries: Sequence[Entry]
    updated: str = ""


def atom(feed: Feed) -> bytes:
    """The feed as XML. Days are those on which things were said; no clock is read."""
    days = [str(entry.row["on"]) for entry in feed.entries]
    made = _A.feed(
        _A.id(feed.id),
        _A.title(_words(feed.title)),
        _A.subtitle(_words(feed.subtitle)),
        _A.updated(_moment(max(days, default=feed.updated or _NEVER))),
        _A.author(_A.name("Slugline")),
        _A.generator("Slugline"),
        *(_link(relation, address) for relation, address in feed.links.items()),
        *map(_entry, feed.entries),
    )
    content: bytes = etree.tostring(made, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _entry(entry: Entry) -> Any:
    row = entry.row
    citations: Sequence[Mapping[str, Any]] = row.get("citations") or ()
    said = _words(f"{row['title']}: {change_said(row)}")
    return _A.entry(
        _A.id(entry.id),
        _A.title(said),
        _A.updated(_moment(str(row["on"]))),
        _A.published(_moment(str(row["on"]))),
        _link("alternate", entry.page),
        *(_link("via", address) for address in dict.fromkeys(map(_address, citations)) if address),
        _A.category(term=str(row["property"]), label=label(str(row["property"]))),
        _A.category(term=str(row["change"])),
        _A.content(_X.div(_X.p(said + "."), *(part for one in citations for part in _cited(one))), type="xhtml"),
    )


def _cited(citation: Mapping[str, Any]) -> Iterator[Any]:
    """The exact words, and whose they are."""
    address = _address(citation)
    name = _words(citation.get("title") or citation.get("file") or address or "an article")
    source = _X.cite(_X.a(name, href=_plain(address)) if address else name)
    yield _X.blockquote(_X.p(_words(citation["quote"])), **({"cite": _plain(address)} if address else {}))
    told = ", ".join(part for part in (_words(citation.get("publisher") or ""), _day(citation.get("date"))) if part)
    yield _X.p(source, f" · {told}")


def _address(citation: Mapping[str, Any]) -> str:
    return outside(clean(citation.get("url") or ""))


def _link(relation: str, address: str) -> Any:
    kinds = {"self": MEDIA_TYPE, "first": MEDIA_TYPE, "next": MEDIA_TYPE}
    return _A.link(rel=relation, href=_plain(address), **({"type": kinds[relation]} if relation in kinds else {}))


def _plain(address: str) -> str:
    """An address as XML may hold it: a URI, whatever stands in it."""
    parts = urlsplit(clean(address))
    host, *others = (quote(_PERCENT.sub("%25", part), safe=_SAFE) for part in parts[1:])
    return urlunsplit((parts.scheme, host.replace("%5B", "[").replace("%5D", "]"), *others))


def _words(text: object) -> str:
    """A text in one line, without what XML cannot hold."""
    return _NO_CHARACTERS.sub("", clean(text))


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _day(text: object) -> str:
    return date_said(Edtf(str(text))) if text else ""
