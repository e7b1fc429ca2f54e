"""A first look at a page, before anything is parsed: does it speak of films or series at all?

In a crawl of news hardly one page in twenty does, and reading a page for its claims takes a thousand times longer than
this look. It counts words of two lists (firstlook.en.toml) in the page's title, description, headings and first
paragraphs; what each is worth was learned (firstlook.weights.json, by training/first_look.py). Nothing is decoded: the
words are ASCII, in every encoding of the web but UTF-16 the same bytes.
"""

from __future__ import annotations

import codecs
import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from slugline.errors import ModelError, WordsError
from slugline.pages.page import Page

_WORDS = Path(__file__).with_name("firstlook.en.toml")
_WEIGHTS = Path(__file__).with_name("firstlook.weights.json")
_KNOWN = {"screen": ("words", "phrases"), "elsewhere": ("words", "phrases")}
_LOOKED_AT = 400_000  # bytes of a page
_ENOUGH = 8_000  # bytes of its text
_LEAST = 200
_HEAD = 100_000
_MOST_WORDS = 1_000
_MOST_METAS, _MOST_BLOCKS = 60, 2_000
_LONGEST_LINE = 4_000
_FOLD = bytes(c + 32 if 65 <= c <= 90 else c if 97 <= c <= 122 else 32 for c in range(256))
_TAG = re.compile(rb"<[^<>]*>")
_BLOCK = re.compile(rb"<(?:[pP]|[hH][1-3])(?:>|\s[^<>]{0,1000}>)")
_CLOSED = re.compile(rb"</[pPhH]")
_TITLE = re.compile(rb"<[tT][iI][tT][lL][eE][^<>]{0,200}>([^<]{0,600})")
_META = re.compile(rb"<[mM][eE][tT][aA]\s([^<>]{0,3000})>")
_TOLD = (b"og:title", b"description", b"keywords")
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class FirstLook:
    """Words and phrases with their worth; a page speaks of films or series from ``least`` on.

    A phrase is looked for where its longest word stands: ``phrases`` has it under that word, with the word's place.
    """

    words: Mapping[bytes, float]
    phrases: Mapping[bytes, tuple[tuple[int, list[bytes], float], ...]]
    bias: float
    least: float

    def score(self, page: Page) -> float:
        """How much speaks for films and series on a page: a logarithm of odds, those where the weights were learned."""
        return self.bias + sum(worth * math.log1p(count) for worth, count in self.counted(page).values())

    def counted(self, page: Page) -> dict[bytes, tuple[float, int]]:
        """The words and phrases that stand on a page, each with its worth and how often it is there."""
        folded = opening_of(page).translate(_FOLD).split(None, _MOST_WORDS)[:_MOST_WORDS]
        words, phrases = self.words, self.phrases
        found: dict[bytes, tuple[float, int]] = {}
        for at, word in [(at, word) for at, word in enumerate(folded) if word in words]:
            found[word] = (words[word], found[word][1] + 1 if word in found else 1)
            for before, phrase, worth in phrases.get(word, ()):
                start = at - before
                if start >= 0 and folded[start : start + len(phrase)] == phrase:
                    name = b" ".join(phrase)
                    found[name] = (worth, found[name][1] + 1 if name in found else 1)
        return found


def speaks_of_screens(page: Page) -> bool:
    """Whether a page is likely to speak of films or series, and so is worth reading.

    Raises `WordsError` and `ModelError` where the words or their weights are damaged; nothing for what a page holds.
    """
    look = first_look()
    return look.score(page) >= look.least


@cache
def first_look() -> FirstLook:
    """The first look as it is shipped."""
    try:
        said = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
        weights = {str(name): float(worth) for name, worth in said["weights"].items()}
        return look_with(weights, float(said["bias"]), float(said["least"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        fault = f"the weights of the first look cannot be read ({type(error).__name__})"
        raise ModelError(fault, where=_WEIGHTS.name, allowed="what training/first_look.py writes") from error


def look_with(weights: Mapping[str, float], bias: float, least: float) -> FirstLook:
    """A first look with these weights; words without one are worth nothing, and are still counted."""
    words: dict[bytes, float] = {}
    phrases: dict[bytes, list[tuple[int, list[bytes], float]]] = {}
    for name in (*names("screen"), *names("elsewhere")):
        parts = name.encode("ascii").split()
        longest = max(range(len(parts)), key=lambda place: len(parts[place]))
        if len(parts) > 1:
            phrases.setdefault(parts[longest], []).append((longest, parts, weights.get(name, 0.0)))
            words.setdefault(parts[longest], 0.0)
        else:
            words[parts[0]] = weights.get(name, 0.0)
    return FirstLook(words, {word: tuple(ones) for word, ones in phrases.items()}, bias, least)


def names(table: str) -> tuple[str, ...]:
    """The words and phrases of ``screen`` or of ``elsewhere``, each once."""
    return _lists()[table]


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for table, said in data.items():
        allowed = _KNOWN.get(table)
        if allowed is None or set(said) - set(allowed):
            wrong = table if allowed is None else f"{table}.{min(set(said) - set(allowed))}"
            known = " ".join(f"{one}.{key}" for one, keys in _KNOWN.items() for key in keys)
            raise WordsError(f"unknown key {wrong!r}", where=_WORDS.name, allowed=known)
        entries = [entry for key in allowed for entry in said.get(key, ())]
        if bad := next((one for one in entries if not re.fullmatch(r"[a-z]+(?: [a-z]+)*", str(one))), None):
            raise WordsError(
                f"{bad!r} is no word", where=_WORDS.name, allowed="words of small letters, one blank between"
            )
        found[table] = tuple(dict.fromkeys(entries))
    if set(found) != set(_KNOWN) or set(found["screen"]) & set(found["elsewhere"]):
        raise WordsError(
            "a word stands in both lists, or a list is missing", where=_WORDS.name, allowed=" ".join(_KNOWN)
        )
    return found


def opening_of(page: Page) -> bytes:
    """What the look is at: of HTML the words of its head, headings and first paragraphs, of others their beginning.

    In time that grows with the page, and no further than its first 400,000 bytes.
    """
    content = page.content[:_LOOKED_AT]
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            content = content.decode(encoding, "replace").encode("ascii", "replace")
    given = page.given.title.encode("ascii", "replace")
    if page.kind != "html":
        return given + b"\n" + content[: 2 * _ENOUGH]
    said = [given, *_head(content[:_HEAD])]
    held = 0
    for line in _lines(content):
        said.append(line)
        held += len(line)
        if held > _ENOUGH:
            break
    if held < _LEAST:
        said.append(_bare(content))
    return b"\n".join(said)


def _head(content: bytes) -> Iterator[bytes]:
    title = _TITLE.search(content)
    if title:
        yield title[1]
    for meta in islice(_META.finditer(content), _MOST_METAS):
        if any(told in meta[1] for told in _TOLD):
            yield meta[1].partition(b"content=")[2]


def _lines(content: bytes) -> Iterator[bytes]:
    """The words of paragraphs and headings, in their order, their tags left out."""
    opened = islice(_BLOCK.finditer(content), _MOST_BLOCKS)
    block = next(opened, None)
    while block is not None:
        following = next(opened, None)
        line = content[block.end() : min(following.start() if following else len(content), block.end() + _LONGEST_LINE)]
        yield _TAG.sub(b" ", _CLOSED.split(line, 1)[0])
        block = following


def _bare(content: bytes) -> bytes:
    """The first words outside tags, scripts and styles."""
    content = content.lower()
    for name in (b"script", b"style", b"nav", b"footer"):
        first, *pieces = content.split(b"<" + name)
        kept = [first, *(piece.partition(b"</" + name)[2] for piece in pieces)]
        content = b" ".join(kept)
    return _TAG.sub(b" ", content)[: 2 * _ENOUGH]
