"""The words that furniture is known by (furniture.en.toml), checked on load."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from slugline.errors import WordsError

KNOWN = {
    "notice": ("whole", "starts", "contains"),
    "comments": ("headings",),
    "link": ("starts", "open", "headings"),
    "caption": ("starts",),
    "credit": ("starts", "agencies", "small"),
    "wall": ("contains",),
    "byline": ("starts", "dated", "named", "nobody", "roles", "small", "paths", "abroad"),
}
_FILE = Path(__file__).with_name("furniture.en.toml")
_LINKED = re.compile(r"!?\[([^\[\]\n]{0,400})\]\([^()\s]{0,800}\)")
_UNMARKED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "*": None, "_": None, "\u200b": None})


class Furniture:
    """Lists of folded phrases, by table and key."""

    def __init__(self, tables: dict[str, object], where: str) -> None:
        self._lists: dict[tuple[str, str], tuple[str, ...]] = {}
        _known(tables, KNOWN, where)
        for table, keys in KNOWN.items():
            lists = tables.get(table, {})
            if not isinstance(lists, dict):
                raise WordsError(f"[{table}] is no table", where=where, allowed=", ".join(keys))
            _known(lists, keys, f"{where} [{table}]")
            for key in keys:
                words = lists.get(key, [])
                if not isinstance(words, list) or not all(isinstance(w, str) and fold(w) for w in words):
                    raise WordsError(f"{key} is no list of texts", where=f"{where} [{table}]", allowed='["…", "…"]')
                self._lists[table, key] = tuple(fold(word) for word in words)

    def is_one(self, folded: str, table: str, key: str) -> bool:
        """Whether the line is one of the phrases; a closing mark is passed over."""
        return folded in self._lists[table, key] or folded.rstrip(" .:!»›>") in self._lists[table, key]

    def begins(self, folded: str, table: str, key: str) -> str:
        """The longest of the phrases that the line begins with, whole words; "" where there is none."""
        phrases = self._lists[table, key]
        if not folded.startswith(phrases):
            return ""
        return max((p for p in phrases if _begins(folded, p)), key=len, default="")

    def ends(self, folded: str, table: str, key: str) -> str:
        """The longest of the phrases that the line ends with, whole words; "" where there is none."""
        phrases = self._lists[table, key]
        if not folded.endswith(phrases):
            return ""
        return max((p for p in phrases if _begins(folded[::-1], p[::-1])), key=len, default="")

    def holds(self, folded: str, table: str, key: str) -> bool:
        """Whether the line holds one of the phrases anywhere."""
        return any(phrase in folded for phrase in self._lists[table, key])


def plain(text: str) -> str:
    """What a reader sees: no marks of emphasis or links, straight quotes, single blanks."""
    return " ".join(_LINKED.sub(r"\1", text).translate(_UNMARKED).split())


def fold(text: str) -> str:
    """What a reader sees, for comparing: `plain`, without case."""
    return plain(text).casefold()


@cache
def furniture() -> Furniture:
    """Slugline's own words."""
    return read(_FILE)


def read(path: Path) -> Furniture:
    """The words of a file; raises `WordsError` for what is not of its form."""
    try:
        return Furniture(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WordsError(f"not readable as TOML: {error}", where=path.name, allowed=", ".join(KNOWN)) from error


def _known(found: Iterable[str], known: Iterable[str], where: str) -> None:
    if unknown := sorted(set(found) - set(known)):
        raise WordsError(f"unknown key {unknown[0]!r}", where=where, allowed=", ".join(known))


def _begins(folded: str, phrase: str) -> bool:
    return folded.startswith(phrase) and not (phrase[-1].isalnum() and folded[len(phrase) : len(phrase) + 1].isalnum())
