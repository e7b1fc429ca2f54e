"""The headline of a page: what it shows its readers, without the site's name.

A page gives its title several times: in JSON-LD, for cards of social networks, for a browser's tab, as a heading.
The heading that says what one of the others says is the headline; a heading that shares nothing with any of them is a
logo or the name of a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from slugline.articles.frontmatter import one_line
from slugline.articles.linked import Thing, plain, texts

_MOST_HEADINGS = 30
_LONGEST = 400
_ALIKE = 0.5
_SITE = re.compile(r"\s+(?:[|–—·•»«›‹~/★☆✩✪●■▪►▸→]|-{1,2}|:{2,3})\s+|\s*(?:[|]|\s::\s)\s*")
_COLON = re.compile(r"\s*:\s+")
_CARDS = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
_SURE = ("|", "::", "»")
_FEWEST_LEFT, _MOST_CUT = 3, 5


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline's words, and the heading that shows them; None where no heading does."""

    text: str = ""
    element: HtmlElement | None = None


def headline_of(tree: HtmlElement, articles: Sequence[Thing], known: str, site: Sequence[str]) -> Headline:
    """The page's headline; ``known`` is a library's guess, ``site`` the names by which the page's site is known."""
    names = [name for one in site for name in _site_names(one)]
    told = [text for thing in articles[:3] for text in texts(thing.get("headline"))[:1]]
    sayings = [cut for text in (*_cards(tree)[:1], _tab(tree), *told[:1]) if (cut := without_site(text, names))]
    hosts = [name for one in site if "://" in one for name in _site_names(one)]
    sayings = [said for said in sayings if _letters(said) not in hosts]
    headings, lower = _headings(tree, ("h1",), names), _headings(tree, ("h2", "h3"), names)
    if (found := _told_apart([*headings, *lower], sayings)) is not None:
        text, element = found
        return Headline(_most_said([without_site(text, names), *sayings]), element)
    alike = [max((_alike(text, said) for said in sayings), default=0.0) for text, _ in headings]
    best = max(range(len(headings)), key=lambda place: (alike[place], -place), default=-1)
    if best >= 0 and alike[best] >= _ALIKE:
        text, element = headings[best]
        return Headline(_most_said([without_site(text, names), *sayings]), element)
    element = headings[0][1] if headings else None
    if sayings:
        return Headline(_most_said([without_site(said, names, alone=True) for said in sayings]), element)
    title = without_site(one_line(known), names)
    if len(headings) == 1:
        return Headline(*headings[0])
    found = _told_apart([*headings, *lower], [title])
    return Headline(*found) if found else Headline(title, element)


def _headings(tree: HtmlElement, tags: Sequence[str], names: Sequence[str]) -> list[tuple[str, HtmlElement]]:
    shown = [(_shown(one), one) for one in islice(tree.iter(*tags), _MOST_HEADINGS)]
    return [(text, one) for text, one in shown if text and not _is_site(text, names)]


def _told_apart(headings: Sequence[tuple[str, HtmlElement]], sayings: Sequence[str]) -> tuple[str, HtmlElement] | None:
    """The heading that most sayings are, or would be without what a mark such as a bar parts from it; the longest."""
    pieces = [_pieces(said) for said in sayings]
    counts = [sum(_letters(text) in piece for piece in pieces) for text, _ in headings]
    best = max(range(len(headings)), key=lambda n: (counts[n], len(headings[n][0]), -n), default=-1)
    return headings[best] if best >= 0 and counts[best] else None


def _pieces(said: str) -> set[str]:
    """The letters of a title, and of what stands before and after each of its marks."""
    marks = list(_SITE.finditer(said))
    parts = [said, *(said[: mark.start()] for mark in marks), *(said[mark.end() :] for mark in marks)]
    return {letters for part in parts if (letters := _letters(part))}


def _most_said(sayings: Sequence[str]) -> str:
    """The saying that most of them are; the first of several."""
    return max(sayings, key=lambda one: sum(_letters(one) == _letters(other) for other in sayings))


def without_site(title: str, names: Sequence[str], *, alone: bool = False) -> str:
    """``title`` without the name of its site before or after it; ``names`` are the site's, as letters alone.

    ``alone`` says that no heading shows the title: what then follows a dash is the site's, as after a bar.
    """
    text = one_line(title)
    for _ in range(3):
        marks = list(_SITE.finditer(text))
        if not marks:
            break
        first, last = marks[0], marks[-1]
        if _is_site(text[last.end() :], names) and text[: last.start()].strip():
            text = text[: last.start()]
        elif _is_site(text[: first.start()], names) and text[first.end() :].strip():
            text = text[first.end() :]
        elif (alone or last[0].strip() in _SURE) and _is_tail(text[: last.start()], text[last.end() :]):
            text = text[: last.start()]
        else:
            break
    if (found := _COLON.search(text)) and _is_site(text[: found.start()], names):
        text = text[found.end() :]
    return text.strip()


def _is_tail(before: str, after: str) -> bool:
    """Whether what follows a bar can only be a site's or a section's name."""
    return (
        not after.endswith(("!", "?"))
        and len(before.split()) >= _FEWEST_LEFT
        and len(after.split()) <= min(_MOST_CUT, len(before.split()) - 1)
    )


def _is_site(text: str, names: Sequence[str]) -> bool:
    """Whether the text is the site's name, perhaps with the name of a section beside it."""
    said = _letters(text)
    return bool(said) and any(
        said == name or (len(name) > 2 and len(text.split()) <= _MOST_CUT and _begins_or_ends(text, name))
        for name in names
    )


def _begins_or_ends(text: str, name: str) -> bool:
    words = [_letters(word) for word in text.split()]
    joined = ["".join(words[:n]) for n in range(1, len(words) + 1)] + ["".join(words[n:]) for n in range(len(words))]
    return name in joined


def _site_names(told: str) -> Iterator[str]:
    """The letters of a site's name, or of an address's host with and without what stands around its own name."""
    if "://" in told:
        try:
            host = (urlsplit(told).hostname or "").removeprefix("www.")
        except ValueError:
            return
        yield _letters(host)
        labels = host.split(".")
        own = max(labels[:-1], key=len, default="")
        yield _letters(own)
    elif letters := _letters(told):
        yield letters
        yield letters.removeprefix("the")


def _cards(tree: HtmlElement) -> list[str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _CARDS and (text := plain(meta.get("content") or "")) and len(text) <= _LONGEST:
            found.setdefault(name, text)
    return [found[name] for name in _CARDS if name in found]


def _tab(tree: HtmlElement) -> str:
    title = next((one for one in tree.iter("title") if one.getparent() is None or one.getparent().tag != "svg"), None)
    text = one_line(title.text_content()) if title is not None else ""
    return text if len(text) <= _LONGEST else ""


def _shown(heading: HtmlElement) -> str:
    """The words of a heading; "" where they are too many to be one."""
    length = 0
    for text in heading.itertext():
        length += len(text)
        if length > 4 * _LONGEST:
            return ""
    text = one_line(heading.text_content())
    return text if len(text) <= _LONGEST else ""


def _alike(heading: str, said: str) -> float:
    """How much of the shorter of two titles the other has too; a single word must be the whole of both."""
    if _letters(heading) == _letters(said):
        return 1.1  # before all that are only alike
    one, other = (set(re.findall(r"\w+", text.casefold())) for text in (heading, said))
    if min(len(one), len(other)) < 2:
        return 0.0
    return len(one & other) / min(len(one), len(other))


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
