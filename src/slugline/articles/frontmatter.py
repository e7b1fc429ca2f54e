"""The block of names and values between two lines of ``---`` that opens an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import yaml

from slugline.articles.days import day_of
from slugline.errors import UnreadableInput

MAX_CHARACTERS = 16_000
_BLOCK = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_OPENED = re.compile(r"\A---[ \t]*\n\s*[A-Za-z_]+[ \t]*:")
_ALLOWED = "lines of `name: value` in YAML, between two lines of exactly ---"
_NAMES = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "outlet", "site", "source"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link"),
    "date": ("date", "published"),
    "modified": ("modified", "updated"),
}
_NOTHING = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a page says about itself; "" or None where it says nothing."""

    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: date | None = None
    modified: date | None = None


class _Loader(yaml.BaseLoader):
    """Texts, lists and mappings only, without aliases: nothing is constructed, nothing can grow."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            mark = self.get_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not read", mark)
        return super().compose_node(parent, index)


def split(text: str, where: str) -> tuple[Fields, str]:
    """The front matter's fields and the text after it; no fields and the whole text where there is none.

    Raises `UnreadableInput` for front matter that is not closed, not YAML, no mapping, or whose
    values are not what their names call for.
    """
    found = _BLOCK.match(text)
    if not found:
        if _OPENED.match(text):
            raise UnreadableInput("front matter is not closed", where=where, allowed=_ALLOWED)
        return Fields(), text
    if len(found[1]) > MAX_CHARACTERS:
        raise UnreadableInput("front matter is too long", where=where, allowed=f"{MAX_CHARACTERS} characters")
    return fields_of(_mapping(found[1], where), where), text[found.end() :]


def fields_of(values: dict[str, object], where: str) -> Fields:
    """Fields from names and values, the names in any case; names that are not known are passed over."""
    named = {str(name).strip().lower(): value for name, value in values.items()}
    said = {
        field: next((_text(named[name], name, where) for name in names if name in named), "")
        for field, names in _NAMES.items()
    }
    return Fields(
        title=said["title"],
        publisher=said["publisher"],
        author=said["author"],
        url=address(said["url"], where),
        published=day_of(said["date"], where, "date") if said["date"] else None,
        modified=day_of(said["modified"], where, "modified") if said["modified"] else None,
    )


def address(text: str, where: str) -> str:
    """``text`` where it can stand as a page's address."""
    scheme, colon, _ = text.partition(":")
    if (colon and scheme.lower() not in ("http", "https")) or re.search(r"\s", text):
        raise UnreadableInput(f"{text[:60]!r} is not a page's address", where=where, allowed="http:// or https://")
    return text


def one_line(text: str) -> str:
    """``text`` with its blanks made single spaces and control characters left out."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _mapping(block: str, where: str) -> dict[str, object]:
    try:
        values = yaml.load(block, Loader=_Loader)  # noqa: S506  (a BaseLoader constructs nothing)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        problem = getattr(error, "problem", None) or (str(error).splitlines() or [type(error).__name__])[0]
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 2}" if mark is not None else ""
        raise UnreadableInput(f"front matter is not YAML{line}: {problem}", where=where, allowed=_ALLOWED) from error
    if not isinstance(values, dict):
        raise UnreadableInput("front matter holds no names with values", where=where, allowed=_ALLOWED)
    return values


def _text(value: object, name: str, where: str) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        raise UnreadableInput(f"front matter: {name} is not a text", where=where, allowed="a text or a list of texts")
    return "" if value.strip() in _NOTHING else one_line(value)
