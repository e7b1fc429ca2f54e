"""When two names are one name: folding, for titles, people, franchises, territories and awards.

The words are in ``names.en.toml``. Folding never joins names that differ in a letter or a
number, in any script: only a Latin letter loses its accents, and a name of signs alone keeps
them. What else makes two titles one is for `slugline.record.titles`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz import fuzz, process

from slugline.errors import WordsError

_LISTS = ("articles", "name_articles", "franchise_words", "worldwide", "cinemas", "part_words")
_TABLES = ("territories", "awards", "numbers")
_QUOTES = frozenset("'’‘ʼ`´")  # left out within a word; other punctuation parts words
_STRAIGHT = str.maketrans("“”–—…", "     ", "'’‘`")  # what most texts hold beside ASCII
_ASCII_WORD = re.compile(r"[0-9a-z]+")
_VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))  # marks that choose how a character is drawn
_NEAR = 60.0  # rapidfuzz score (0 to 100) under which a name is not worth offering


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of ``names.en.toml``, folded; the tables map every form to its canon."""

    articles: frozenset[str]
    name_articles: frozenset[str]
    franchise_words: tuple[str, ...]
    worldwide: frozenset[str]
    cinemas: frozenset[str]
    territories: Mapping[str, str]
    awards: Mapping[str, str]
    part_words: frozenset[str]
    numbers: Mapping[str, str]


def plain(name: str) -> str:
    """A name without case, accents, quotes or punctuation; its leading article stays.

    The marks of letters that are not Latin are part of them and stay. A name of signs alone is itself.
    """
    text = name.replace("&", " and ")
    straight = text.translate(_STRAIGHT)
    if straight.isascii() and (parts := _ASCII_WORD.findall(straight.lower())):
        return " ".join(parts)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = unicodedata.normalize("NFC", "".join(_marked(text))).casefold()
    told = "".join(c if c.isalnum() or _is_mark(c) else " " for c in text if c not in _QUOTES)
    return " ".join((told if told.strip() else text).split())


def _marked(text: str) -> Iterator[str]:
    """The characters of a decomposed text, but no invisible ones, and marks only on letters that are not Latin."""
    bears = False
    for c in text:
        if _is_mark(c):
            if bears and c not in _VARIANTS:
                yield c
        elif unicodedata.category(c) != "Cf":
            bears = c.isalpha() and not unicodedata.name(c, "").startswith("LATIN")
            yield c


def _is_mark(c: str) -> bool:
    return unicodedata.category(c).startswith("M")


@cache
def words() -> NameWords:
    """The name words that Slugline ships; `WordsError` where the file has a fault."""
    where = "record/names.en.toml"
    data = tomllib.loads(resources.files("slugline.record").joinpath("names.en.toml").read_text(encoding="utf-8"))
    for key in data:
        if key not in (*_LISTS, *_TABLES):
            raise WordsError(f"key {key!r} is unknown", where=where, allowed=", ".join((*_LISTS, *_TABLES)))
    return NameWords(
        articles=frozenset(data["articles"]),
        name_articles=frozenset(data["name_articles"]),
        franchise_words=tuple(sorted(map(plain, data["franchise_words"]), key=len, reverse=True)),
        worldwide=frozenset(map(plain, data["worldwide"])),
        cinemas=frozenset(map(plain, data["cinemas"])),
        territories={plain(n): canon for canon, forms in data["territories"].items() for n in (canon, *forms)},
        awards={plain(n): plain(canon) for canon, forms in data["awards"].items() for n in forms},
        part_words=frozenset(map(plain, data["part_words"])),
        numbers={plain(n): canon for canon, forms in data["numbers"].items() for n in (canon, *forms)},
    )


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A title as one comparable string: no accents, case, quotes, punctuation or leading article."""
    text = plain(name)
    first, _, rest = text.partition(" ")
    return rest if rest and first in words().articles else text


@lru_cache(maxsize=65536)
def numbered_name(name: str) -> str:
    """The base and the number of a numbered title: "X 4", "X: Chapter IV" are "x 4"; empty for any other.

    A subtitle after the number is part of the base ("X: Chapter 3 - Y" is "x y 3").
    """
    parts = fold(name).split()
    for at in range(len(parts) - 1, 0, -1):
        number = words().numbers.get(parts[at])
        labelled = parts[at - 1] in words().part_words
        if number and (labelled or at == len(parts) - 1) and at > labelled:
            return " ".join((*parts[: at - labelled], *parts[at + 1 :], number))
    return ""


@lru_cache(maxsize=65536)
def fold_person(name: str) -> str:
    """A person's, character's or company's name as one comparable string; "J. K." and "JK" are one.

    A leading "a" is an initial and "An" a name, so only "the" is left out.
    """
    first, _, rest = plain(name).partition(" ")
    parts = rest.split() if rest and first in words().name_articles else [first, *rest.split()]
    joined: list[str] = []
    initials = False
    for part in parts:
        initial = len(part) == 1 and part.isalpha()
        if initial and initials:
            joined[-1] += part
        else:
            joined.append(part)
        initials = initial
    return " ".join(joined)


@lru_cache(maxsize=4096)
def fold_franchise(name: str) -> str:
    """A franchise as one comparable string: "the Verrin franchise" is "verrin"."""
    text = fold(name)
    for word in words().franchise_words:
        if text.endswith(" " + word):
            return text[: -len(word) - 1]
    return text


@lru_cache(maxsize=4096)
def fold_award(name: str) -> str:
    """An award as one comparable string: "Oscar for X" and "Academy Award for X" are one."""
    text = fold(name)
    for form, canon in sorted(words().awards.items(), key=lambda pair: -len(pair[0])):
        padded = f" {text} "
        if f" {form} " in padded and f" {canon} " not in padded:
            return padded.replace(f" {form} ", f" {canon} ").strip()
    return text


@lru_cache(maxsize=4096)
def territory(name: str) -> str:
    """A territory's one name: ``US``, ``UK``, ``worldwide``, else as written."""
    text = plain(name)
    if text in words().worldwide:
        return "worldwide"
    return words().territories.get(text) or words().territories.get(fold(name)) or name.strip()


def is_cinema(platform: str) -> bool:
    """Whether a platform is the cinema."""
    return plain(platform) in words().cinemas


def nearest(name: str, names: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """The names most like ``name``, the likest first; ties in the alphabet's order."""
    found = process.extract(fold(name), {n: fold(n) for n in sorted(set(names))}, scorer=fuzz.WRatio, limit=limit * 2)
    ranked = sorted(found, key=lambda hit: (-hit[1], hit[2]))
    return tuple(hit[2] for hit in ranked if hit[1] >= _NEAR)[:limit]
