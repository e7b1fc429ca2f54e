"""Runs of capitalised words in plain text: what may be a name, before anybody asks whose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from slugline.text.lexicon import lexicon, word_set
from slugline.text.sentences import INITIALS, Token

_POSSESSIVES = ("’s", "'s", "’", "'")


@dataclass(frozen=True, slots=True)
class Run:
    """A name-like span ``[start, end)``; ``opens`` says that it begins its sentence."""

    start: int
    end: int
    words: tuple[str, ...]
    opens: bool


def _plain_word(word: str) -> str:
    """A word as the lists have it: small, without a possessive or a contracted verb (I'm, It's, We've)."""
    return re.split(r"[’']", word.lower())[0] or word.lower()


def fold(name: str) -> str:
    """A name for comparing: small letters without accents, signs or a leading "the"."""
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[’']s\b", "s", text)
    text = re.sub(r"[^\w]+", " ", text).strip()
    return re.sub(r"^the ", "", text)


def bare(word: str) -> str:
    """A word without its possessive ending."""
    for ending in _POSSESSIVES:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return word


def runs(toks: Sequence[Token], free: Callable[[Token], bool], common: frozenset[str]) -> list[Run]:
    """The runs of one sentence.

    ``free`` says whether a token may be used (it lies in no title, date or number); ``common``
    holds the words that the text also writes small, which name nothing when they open a sentence.
    """
    found: list[Run] = []
    n = 0
    while n < len(toks):
        if not (_starts(toks[n]) and free(toks[n])):
            n += 1
            continue
        last = _extend(toks, n, free)
        first, opens = _strip_left(toks, n, last, common)
        if first <= last:
            words = tuple(tok.text for tok in toks[first : last + 1])
            end = toks[last].end
            plain = bare(words[-1])
            end -= len(words[-1]) - len(plain)
            found.append(Run(toks[first].start, end, (*words[:-1], plain), opens))
        n = last + 1
    return found


@cache
def _counts() -> frozenset[str]:
    numbers = lexicon("numbers")
    return frozenset((*numbers["units"], *numbers["tens"], *numbers["ordinals"], *numbers["round"]))


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(lexicon("geography")["adjectives"][::2])


def _starts(tok: Token) -> bool:
    return tok.capital and tok.word and tok.text not in _adjectives()


def _extend(toks: Sequence[Token], first: int, free: Callable[[Token], bool]) -> int:
    """The index of the last token of the run that begins at ``first``."""
    last = n = first
    while n + 1 < len(toks):
        tok, nxt = toks[n], toks[n + 1]
        adjacent = nxt.start - tok.end <= 1
        if not free(nxt) or not adjacent or (bare(tok.text) != tok.text and n >= first):
            break
        if nxt.text == "." and nxt.start == tok.end and _stops_short(tok, toks, n + 1):
            n += 1
            last = n
            continue
        if _starts(nxt) or (
            nxt.text.isdigit() and len(nxt.text) <= 2 and nxt.start > tok.end and _numbered(toks, n + 1)
        ):
            n += 1
            last = n
            continue
        step = _bridge(toks, first, n + 1, free)
        if not step:
            break
        n += step
        last = n
    return last


def _numbered(toks: Sequence[Token], n: int) -> bool:
    """Whether the number at ``n`` belongs to the name before it (Channel 4, Ember 3)."""
    before = toks[n - 1].text.lower()
    return before not in word_set("names", "not_names") or before in word_set("names", "parts")


def _stops_short(tok: Token, toks: Sequence[Token], n: int) -> bool:
    """Whether the full stop at ``n`` belongs to the word before it (an initial, Mr., Bros., Jr.)."""
    low = tok.text.lower()
    if INITIALS.fullmatch(tok.text) and n + 1 < len(toks) and toks[n + 1].capital:
        return True
    return low in word_set("names", "stopped") or (low in word_set("names", "honorifics") and len(low) <= 4)


def _bridge(toks: Sequence[Token], first: int, n: int, free: Callable[[Token], bool]) -> int:
    """How many tokens lead from the small word at ``n`` to the next capital inside one name; 0 where none do."""
    low = toks[n].text.lower()
    span = toks[n : n + 4]
    if (
        low == ":"
        and len(span) > 1
        and _starts(span[1])
        and free(span[1])
        and span[1].start == toks[n].end + 1
        and not _opening(toks, first)
        and sum(tok.text == ":" for tok in toks) == 1
    ):
        return 2
    if low == "&" or low in word_set("names", "particles") - word_set("names", "joints") or low == "of":
        for step, tok in enumerate(span[1:], 2):
            if not free(tok):
                return 0
            if _starts(tok):
                return step if tok.text.lower() not in word_set("names", "months_alone") else 0
            if tok.text.lower() not in word_set("names", "particles") | {"the"}:
                return 0
    if (
        low in word_set("names", "joints")
        and len(span) > 1
        and _starts(span[1])
        and free(span[1])
        and n >= 3
        and _starts(toks[n - 2])
    ):
        return 2
    return 0


def _strip_left(toks: Sequence[Token], first: int, last: int, common: frozenset[str]) -> tuple[int, bool]:
    """Drops words at the left that stand capitalised for their place or say a role."""
    lead = first
    opens = _opening(toks, first)
    while lead <= last:
        low = _plain_word(toks[lead].text)
        alone = lead == last
        if low == "the" and not alone:
            if opens:
                lead += 1
                continue
            break
        if low in word_set("names", "not_names") and not (not opens and not alone and toks[lead].text.isupper()):
            if not opens and not alone and low not in _always_dropped():
                break
            lead += 1
            continue
        if opens and low.split("-")[0] in _counts():
            lead += 1
            continue
        if low in word_set("names", "roles") or toks[lead].text == ".":
            lead += 1
            continue
        if opens and alone and low in common:
            lead += 1
            continue
        if (
            opens
            and not alone
            and low in common
            and lead == first
            and _starts(toks[lead + 1])
            and low.endswith(("ly", "ing", "ed"))
        ):
            lead += 1
            continue
        break
    return lead, opens and lead == first


@cache
def _always_dropped() -> frozenset[str]:
    return word_set("sentences", "openers") | word_set("names", "calendar")


def _opening(toks: Sequence[Token], first: int) -> bool:
    """Whether nothing but signs stands before ``first``, or a colon, a dash or a quotation opens there."""
    n = first - 1
    while n >= 0 and not toks[n].word:
        if toks[n].text in ':—•→|“"‘.!?*':
            return True
        if toks[n].text not in "([#-–'’":
            return False
        n -= 1
    return n < 0
