"""Titles that have a number and no name of their own yet: "the fifth Salt Road film", "a third film"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from slugline.model import Article, Evidence, Mention
from slugline.text.lexicon import lexicon

MAX_TELLING = 120  # characters between such a title and the name that it is given
# What makes "film" an attribute of the next word, not the title's own noun.
_NOT_BEFORE = r"(?:festival|academy|to be made|spin-?off|version|adaptation|role|credit|series)"
_NOUN = r"(?:film|movie|instalment|installment|picture)"
_MARKS = "[\"'“”‘’*_]{0,2}"


def numbered(article: Article, sentences: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` with those titles added, in the place of the names inside them.

    "The third Ember film, Ember: Ashfall" adds none, since its name stands beside it; where one
    known title continues the name (Ember: Ashfall), "the third Ember film" is that title.
    """
    out = list(mentions)
    for start, end in sentences:
        ordinals = _ordinals(article.text, start, end)
        if not ordinals:
            continue
        inside = [m for m in mentions if start <= m.evidence.start and m.evidence.end <= end]
        for ordinal in ordinals:
            made = _made(article, ordinal, end, inside, mentions)
            if made is not None:
                low, high = made.evidence.start, made.evidence.end
                out = [m for m in out if m.evidence.end <= low or m.evidence.start >= high]
                out.append(made)
    return sorted(out, key=lambda m: m.evidence.start)


def _ordinals(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = "|".join(lexicon("numbers")["ordinals"])
    found = re.finditer(rf"(?<=\s)(?:{words}|\d+(?:st|nd|rd|th))(?=\s)", text[start:end], re.IGNORECASE)
    return [(start + hit.start(), start + hit.end()) for hit in found]


def _made(
    article: Article, ordinal: tuple[int, int], end: int, inside: Sequence[Mention], mentions: Sequence[Mention]
) -> Mention | None:
    text = article.text
    low, high = ordinal
    named = next((m for m in inside if 0 <= m.evidence.start - high <= 3), None)
    begin = named.evidence.end if named else high
    noun = re.match(
        rf"{_MARKS},?\s?({_NOUN})\b(?! {_NOT_BEFORE})",
        text[begin : min(end, begin + 24)],
    )
    before = text[max(0, low - 12) : low]
    if not re.search(r"\b(?:an?|the|that|for|this|untitled|possible|planned)\W{1,3}$", before, re.IGNORECASE):
        return None
    if named and not noun and named.label not in ("title", "franchise"):
        return None
    if not noun and not (named and re.search(r"\ba \W*$", before)):
        return None
    stop = begin + (noun.end() if noun else 0)
    beside = re.match(rf"{_MARKS},?\s(?:called |titled |named |is called )?{_MARKS}", text[stop : stop + 20])
    if beside and any(stop <= m.evidence.start <= stop + beside.end() and m.label == "title" for m in inside):
        return None
    if not named and text[low:high].lower() in ("first", "1st"):
        return None  # the first film is one that is out already, under a name of its own
    if not named and re.match(r" (?:of|in|by|that|to) ", text[stop : stop + 6]):
        return None
    what = noun[1].lower() if noun else "film"
    name = f"{text[low:high].lower()} {named.name} {what}" if named else f"{text[low:high].lower()} {what}"
    if named:
        longer = {
            m.name for m in mentions if m.label == "title" and re.match(rf"{re.escape(named.name)}(?::| \d)", m.name)
        }
        only = longer.pop() if len(longer) == 1 else ""
        if (
            only
            and re.search(r"\b(?:the|that|this)\W{1,3}$", before, re.IGNORECASE)
            and not re.search(r"\b(?:\d+|I{1,3}|IV|V)\b", only)
        ):
            name = only
    name = _name_told(text, stop, mentions) or name
    return Mention(Evidence(article.id, low, stop, text[low:stop]), "title", name)


def _name_told(text: str, place: int, mentions: Sequence[Mention]) -> str:
    """The name that the next words give the title: "… has a name: it is called Cold Harbour"; else empty."""
    following = next((m for m in mentions if m.label == "title" and m.evidence.start >= place), None)
    if following is None or following.evidence.start - place > MAX_TELLING:
        return ""
    between = text[place : following.evidence.start]
    told = re.search(
        r"\b(?:it|film|movie|title|name)\b[^.]{0,40}\b(?:called|titled|named|is)\W{1,3}$", between, re.IGNORECASE
    )
    return following.name if told and "\n\n" not in between else ""
