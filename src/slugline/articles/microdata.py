"""Microdata of a page as JSON-LD would write it (the WHATWG's rules, within bounds)."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from slugline.articles.linked import Thing, plain

MAX_ITEMS = 400
MAX_CHARACTERS = 2_000_000  # read in all: items within each other are read for each
_DEEP = 8
_EACH = 200  # characters that a text counts as at least: walking to it takes as long
_ASIDE = frozenset({"nav", "aside", "footer"})
_ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "video": "src",
    "audio": "src",
}
_SCHEMA = ("http://schema.org/", "https://schema.org/")


def items_of(tree: HtmlElement, base: str) -> list[Thing]:
    """The items of schema.org that stand by themselves, outside what is beside the article; ``base`` may be ""."""
    found: list[Thing] = []
    left = [MAX_CHARACTERS]
    for element in tree.xpath("//*[@itemscope][not(@itemprop)]"):
        if len(found) >= MAX_ITEMS:
            break
        if _kind(element) and not any(holder.tag in _ASIDE for holder in element.iterancestors()):
            found.append(_item(element, base, left, 0))
    return found


def _kind(element: HtmlElement) -> str:
    """The type's name without schema.org's address; "" for another vocabulary's."""
    for name in (element.get("itemtype") or "").split():
        if name.startswith(_SCHEMA):
            return str(name.rpartition("/")[2])
    return ""


def _item(item: HtmlElement, base: str, left: list[int], depth: int) -> Thing:
    made: Thing = {"@type": _kind(item)}
    waiting = [child for child in reversed(item) if isinstance(child.tag, str)]
    while waiting and left[0] > 0:
        element = waiting.pop()
        names = (element.get("itemprop") or "").split()
        scoped = element.get("itemscope") is not None
        if names and (not scoped or depth < _DEEP):
            value = _item(element, base, left, depth + 1) if scoped else _value(element, base, left)
            for name in names[:5]:
                _put(made, name.rpartition("/")[2], value)
        if not scoped:
            waiting.extend(child for child in reversed(element) if isinstance(child.tag, str))
    return made


def _value(element: HtmlElement, base: str, left: list[int]) -> str:
    if element.tag == "meta" or element.get("content") is not None:
        return plain(element.get("content") or "")
    if element.tag in _ADDRESSES:
        try:
            return str(urljoin(base, (element.get(_ADDRESSES[element.tag]) or "").strip()))
        except ValueError:
            return ""
    if element.tag == "time" and element.get("datetime"):
        return plain(element.get("datetime"))
    text = element.text_content()
    left[0] -= len(text)
    return plain(text)


def _put(made: Thing, name: str, value: object) -> None:
    """One value under a name, several as a list; no more than anybody reads."""
    before = made.get(name)
    if not value or not name or name.startswith("@"):
        return
    if before is None:
        made[name] = value
    elif isinstance(before, list):
        before.extend([value] if len(before) < MAX_ITEMS else [])
    else:
        made[name] = [before, value]
