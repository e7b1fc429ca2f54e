"""Quotes that were found: in which order they are worth reading, and where in them the words stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from slugline.answers.addresses import slug
from slugline.answers.cite import Json
from slugline.record.finder import Finder, Found
from slugline.record.fulltext import MOST_WORDS, Term, Wanted
from slugline.record.index import TITLE_TYPES
from slugline.record.tokens import Word, word_list, words_in

POOL = 200  # quotes of the newest days that are put in order; of more it is said that there are more
LONGEST = 600  # characters of a quote that are shown
_LOOSE = 3  # words between those that were typed, beyond which it no longer counts how many


@dataclass(frozen=True, slots=True)
class Quotes:
    """What was found. ``some`` tells that no quote holds all of the words, and these hold some."""

    hits: tuple[Json, ...]
    total: int
    more: bool
    some: bool


def find_quotes(finder: Finder, wanted: Wanted, *, limit: int, offset: int) -> Quotes:
    """The quotes with all of the words, else those with most of them; those that hold them together come first."""
    found, more = finder.quotes(wanted, POOL)
    some = False
    if not found and len(wanted.terms) > 1:
        found, more = finder.quotes(replace(wanted, any_of=True), POOL)
        some = bool(found)
    ranked = _ranked(found, wanted.terms)
    hits = [_hit(one, wanted.terms, others) for one, others in ranked[offset : offset + limit]]
    return Quotes(tuple(hits), len(ranked), more, some)


def _ranked(found: Iterable[Found], terms: Sequence[Term]) -> list[tuple[Found, int]]:
    """Each wording once, with how many further articles bear it; the one of the newest day stands for all."""
    wordings: dict[tuple[str, ...], list[Found]] = {}
    orders: dict[tuple[str, ...], tuple[int, int]] = {}
    for one in _whole(found):
        words = tuple(word_list(one.quote, MOST_WORDS))
        wordings.setdefault(words, []).append(one)
        if words not in orders:
            orders[words] = _order(words, terms)
    ranked = []
    for words, same in wordings.items():
        newest = min(same, key=lambda one: (-one.said_on.toordinal(), one.key, one.start))
        ranked.append((orders[words], newest, len({one.key for one in same}) - 1))
    ranked.sort(key=lambda row: (row[0], -row[1].said_on.toordinal(), row[1].key, row[1].start, row[1].claim))
    return [(one, others) for _, one, others in ranked]


def _whole(found: Iterable[Found]) -> list[Found]:
    """The quotes but for those that are part of another that was found."""
    there: dict[str, list[Found]] = defaultdict(list)
    for one in found:
        there[one.key].append(one)
    kept: list[Found] = []
    for mine in there.values():
        widest: Found | None = None
        for one in sorted(mine, key=lambda one: (one.start, -one.end, one.claim)):
            if widest is None or one.end > widest.end or one.quote not in widest.quote:
                kept.append(one)
                widest = one if widest is None or one.end >= widest.end else widest
    return kept


def _order(words: Sequence[str], terms: Sequence[Term]) -> tuple[int, int]:
    """How many terms a wording lacks, and how many words stand between those that it has."""
    places = [[start for start, _ in _places(words, term)] for term in terms]
    there = [found for found in places if found]
    if len(there) < 2:
        return len(terms) - len(there), 0
    every = sorted((place, n) for n, found in enumerate(there) for place in found)
    last: dict[int, int] = {}
    narrowest = len(words)
    for place, n in every:
        last[n] = place
        if len(last) == len(there):
            narrowest = min(narrowest, place - min(last.values()) + 1 - len(there))
    return len(terms) - len(there), min(max(narrowest, 0), _LOOSE)


def _places(words: Sequence[str], term: Term) -> list[tuple[int, int]]:
    """Where a term stands in some words, as places from and to."""
    found = []
    for form in term.forms:
        for start in range(len(words) - len(form) + 1):
            run = words[start : start + len(form)]
            ends = run[-1].startswith(form[-1]) if term.goes_on else run[-1] == form[-1]
            if ends and tuple(run[:-1]) == form[:-1]:
                found.append((start, start + len(form)))
    return sorted(found)


def _hit(one: Found, terms: Sequence[Term], others: int) -> Json:
    shown = one.quote if len(one.quote) <= LONGEST else one.quote[:LONGEST]
    made: Json = {
        "kind": "quote",
        "quote": shown,
        "marks": [list(mark) for mark in marks(shown, terms)],
        "whole": len(one.quote) <= LONGEST,
        "title": one.source.title,
        "publisher": one.source.publisher,
        "url": one.source.url,
        "date": one.said_on.isoformat(),
        "start": one.start,
        "end": one.end,
        "claim": one.claim,
        "article": one.article,
        "property": one.property,
        "about": {"kind": _kind(one.subject.type), "name": one.subject.name, "slug": slug(one.subject.name)},
        "others": others,
    }
    if one.source.author:
        made["author"] = one.source.author
    if one.source.file and not one.source.url:
        made["file"] = one.source.file
    if one.attribution:
        made["attribution"] = list(one.attribution)
    return made


def _kind(subject: str) -> str:
    return "title" if subject in TITLE_TYPES else subject


def marks(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where in a text the terms stand: places of characters, in order, none of them overlapping."""
    words: list[Word] = list(words_in(text))
    texts = [word.text for word in words]
    spans = sorted((words[start].start, words[end - 1].end) for term in terms for start, end in _places(texts, term))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
