"""Where an article names something: spans by form, the surest first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from slugline.learned.eye import SeenName
from slugline.model import Article
from slugline.text.cues import cue, gazetteer, gazetteer_words
from slugline.text.layout import cells, leads, repeated
from slugline.text.lexicon import either, lexicon, word_set
from slugline.text.mending import TITLES, mended
from slugline.text.names import bare, runs
from slugline.text.sentences import tokens
from slugline.text.titles import (
    Styled,
    before_years,
    bold,
    capitals,
    lower_styled,
    set_apart,
    short_quotes,
    title_shaped,
)

# Before a dash that opens a report: a place in capitals, a day and an agency behind it.
_DATELINE = re.compile(
    r"\*{0,2}([A-ZÀ-Þ]{3,}(?:[ -][A-ZÀ-Þ]{2,}){0,3})(?:, [A-Z][\w.]*)?(?:, [A-Z][a-z]+\.? \d{1,2})?\*{0,2}"
    r"(?: \([\w/ ]{1,24}\))? ?(?:[–—]|--?) ?(?=[A-Z\"“‘'*_])"
)


@cache
def _rated() -> re.Pattern[str]:
    """A rating of one letter and the stop behind it, which is no initial: "Rated R. Running time"."""
    return re.compile(rf"\b(?i:{either(lexicon('titles')['never_first'])}) [A-Z]\.$")


@cache
def _length() -> re.Pattern[str]:
    """A length of time at the end of words in capitals: TWO HUNDRED MINUTES."""
    return re.compile(rf" {either(lexicon('titles')['lengths'])}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A span that names something, and how it was set."""

    start: int
    end: int
    text: str
    style: str
    opens: bool = False


class Finder:
    """Finds the spans; what is found first keeps its place.

    ``sentences`` and ``closed`` (dates and sums, which hold no names) are spans of the article's text.
    """

    def __init__(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> None:
        self.article = article
        self.text = article.text
        self.headline = article.title
        self.sentences = sentences
        self.tokens = [tokens(self.text, *span) for span in sentences]
        self.taken = bytearray(len(self.text))
        for start, end in closed:
            self.taken[start:end] = b"\1" * (end - start)
        self.found: list[Found] = []

    def find(self, seen: Sequence[SeenName] = ()) -> list[Found]:
        """Every span, in the order of certainty; ``seen`` are names that the trained eye found."""
        styled = self._styled()
        years = [span for toks in self.tokens for span, _ in before_years(self.text, toks)]
        for span in styled:
            self._free(span)  # a date inside a title is the title's
            self._take(span)
        for span in (*years, *self._datelines()):
            self._take(span)
        for span in (*cells(self.article), *leads(self.article)):
            self._free(span)
            self.found = [one for one in self.found if one.end <= span.start or one.start >= span.end]
            self._take(span)
        for start, end in self.sentences:
            for span in bold(self.text, start, end):
                self._take(span)
        self._shouted()
        headline = {self.headline[s.start : s.end] for s in set_apart(self.headline, 0, len(self.headline))}
        self._quoted(styled, headline)
        known = {self.text[f.start : f.end] for f in self.found} | headline | self._aside()
        whole = (mended(self.text, one, known) for one in seen if self._in_a_sentence(one))
        seen = [one for one in whole if one]
        small = self._written_small()
        seen = [one for one in seen if not (self._opens(one) and self.text[one.start : one.end].lower() in small)]
        known |= {self.text[one.start : one.end] for one in seen if one.label == "title"}
        for one in seen:
            part = _part().match(self.text, one.end)
            part = part if one.label in TITLES or self.text.startswith(":", one.end) else None
            span = Styled(one.start, part.end() if part else one.end, "plain")
            if one.label == "title" and not any(span.start < own.end and own.start < span.end for own in self.found):
                self._free(span)  # a year inside a title is the title's
            self._take(span)
        self._propagate(known | repeated(self.text, self.headline, self.sentences))
        self._plain()
        return self.found

    def _in_a_sentence(self, one: SeenName) -> bool:
        place = bisect_right(self.sentences, one.start, key=lambda span: span[0]) - 1
        return place >= 0 and one.end <= self.sentences[place][1]

    def _opens(self, one: SeenName) -> bool:
        place = bisect_right(self.sentences, one.start, key=lambda span: span[0]) - 1
        return not re.search(r"\w", self.text[self.sentences[place][0] : one.start])

    def _styled(self) -> list[Styled]:
        """Titles in quotation marks or italics, those of the page's own layout included."""
        inside = [span for start, end in self.sentences for span in set_apart(self.text, start, end)]
        slanted = [Styled(low, high, "italic") for low, high in self.article.emphasis]
        return inside + [span for span in slanted if title_shaped(self.text, span.start, span.end)]

    def _aside(self) -> set[str]:
        """Titles that furniture sets apart: links and the headline give no claims, but they know titles."""
        return {
            self.text[s.start : s.end]
            for part in self.article.parts
            if part.kind in ("link", "headline")
            for s in set_apart(self.text, part.start, part.end)
        }

    def _shouted(self) -> None:
        """Names in capitals, but for a dateline; single words where capitals are the text's habit."""
        shouted = [span for start, end in self.sentences for span in capitals(self.text, start, end)]
        singles = sum(" " not in self.text[s.start : s.end] for s in shouted)
        datelines = {span.start for span in self._datelines()}
        for span in shouted:
            if _length().search(self.text, span.start, span.end):
                continue
            dateline = span.start == self.sentences[0][0] or span.start in datelines
            if not dateline and (" " in self.text[span.start : span.end] or singles > 2):
                self._take(span)

    def _datelines(self) -> list[Styled]:
        """The places that open paragraphs in capitals: "HARROW, Aug. 29 (NPA) -"."""
        parts = (part for part in self.article.parts if part.kind in ("paragraph", "list_item"))
        hits = (_DATELINE.match(self.text, part.start, part.end) for part in parts)
        return [Styled(*hit.span(1), "dateline") for hit in hits if hit]

    def _quoted(self, styled: Sequence[Styled], headline: set[str]) -> None:
        """What else stands in quotation marks: titles known from elsewhere, and those in other languages."""
        known = frozenset({self.text[s.start : s.end] for s in styled} | headline)
        for start, end in self.sentences:
            for span in lower_styled(self.text, start, end, known):
                self._take(span)
        habits = Counter(span.style for span in styled)
        loose = [span for start, end in self.sentences for span in short_quotes(self.text, start, end)]
        times = Counter(self.text[span.start : span.end] for span in loose)
        for span in loose:
            words = self.text[span.start : span.end]
            said = _saying().search(self.text[max(0, span.start - 14) : span.start - 1])
            if times[words] > 1 or (habits[span.style] > 1 and not said and not _spoken(words)):
                self._take(span)

    def _plain(self) -> None:
        """Names in plain type: those of the lists of known names, then runs of capitalised words."""
        for hit in gazetteer_words().finditer(self.text):
            self._take(Styled(hit.start(), hit.end(), "list"))
        common = self._written_small()
        for toks in self.tokens:
            for run in runs(toks, lambda tok: not self.taken[tok.start], common):
                if not run.opens or len(run.words) > 1 or self._names_at_opening(run.start, run.end):
                    self._take(Styled(run.start, run.end, "plain"), run.opens)

    def _free(self, span: Styled) -> None:
        self.taken[span.start : span.end] = bytes(span.end - span.start)

    def _names_at_opening(self, start: int, end: int) -> bool:
        """Whether a single word that opens a sentence is a name: it stands inside one too, or acts as names do."""
        word = self.text[start:end]
        if word in gazetteer():
            return True
        if any(is_letter(before) or before in ",;’'" for before in self._behind_a_blank(word)):
            return True
        tail = self.text[end : end + 40]
        if re.match(r"[’']s? ", tail):
            return True
        acts = cue("person_after", left=False).match(tail[1:]) or cue("organization_after", left=False).match(tail[1:])
        return bool(tail[:1] in " ," and acts) or not re.match(r" [a-z]", tail)

    def _take(self, span: Styled, opens: bool = False) -> None:
        if span.style == "plain" and _rated().search(self.text, max(0, span.start - 24), span.start + 2):
            return
        if span.end > span.start and not any(self.taken[span.start : span.end]):
            self.taken[span.start : span.end] = b"\1" * (span.end - span.start)
            self.found.append(Found(span.start, span.end, self.text[span.start : span.end], span.style, opens))

    def _propagate(self, names: set[str]) -> None:
        """Takes the plain occurrences of names set apart elsewhere, and of their last parts (Gate: Exile)."""
        names = names | {part for name in names for part in re.split(r": | [–—-] ", name)[1:] if part[:1].isupper()}
        sure = {
            name
            for name in names
            if len(name) > 2
            and (" " in name or "-" in name or any(c.isdigit() for c in name) or self._stands_inside(name))
        }
        if not sure:
            return
        for start, end in known_names(self.text, sure, self.sentences):
            if " " in self.text[start:end] or not self._inside_name(start, end):
                self._take(Styled(start, end, "known"))

    def _inside_name(self, start: int, end: int) -> bool:
        """Whether a single word is a piece of a longer name (Robert Oppenheimer)."""
        before = re.search(r"([A-Z][\w’'-]*\.?) $", self.text[max(0, start - 24) : start])
        lone = (
            before
            and bare(before[1]) == before[1]
            and before[1].lower().strip(".") not in word_set("names", "not_names") | word_set("names", "roles")
        )
        return bool(lone) or bool(re.match(r" [A-Z][a-z]", self.text[end : end + 3]) and before)

    def _stands_inside(self, word: str) -> bool:
        """Whether a single word is a name wherever it stands: never small, once inside a sentence."""
        small = any(not is_letter(self.text[max(0, place - 1) : place]) for place in whole_at(self.text, word.lower()))
        return not small and any("a" <= before <= "z" or before == "," for before in self._behind_a_blank(word))

    def _behind_a_blank(self, word: str) -> Iterator[str]:
        """For each place where the word stands behind a blank, the sign before that."""
        return (self.text[place - 1] for place in whole_at(self.text, f" {word}") if place)

    def _written_small(self) -> frozenset[str]:
        return frozenset(tok.text.lower() for toks in self.tokens for tok in toks if tok.text[0].islower())


def is_letter(sign: str) -> bool:
    """Whether a sign belongs to words, as ``\\w`` has it."""
    return sign.isalnum() or sign == "_"


def whole_at(text: str, words: str) -> Iterator[int]:
    """The places at which ``words`` stand in the text with no letter behind them."""
    place = text.find(words)
    while place >= 0:
        if not is_letter(text[place + len(words) : place + len(words) + 1]):
            yield place
        place = text.find(words, place + 1)


def known_names(text: str, names: set[str], spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where one of ``names`` stands in one of ``spans``, whole words, the longest first, with what goes on with it."""
    places: list[tuple[int, int]] = []
    for name in names:
        place = text.find(name)
        while place >= 0:
            if not is_letter(text[max(0, place - 1) : place]):
                places.append((place, -len(name)))
            place = text.find(name, place + 1)
    places.sort()
    n = 0
    for start, end in spans:
        low = start
        while n < len(places) and places[n][0] < end:
            place, length = places[n]
            n += 1
            behind = _goes_on().match(text, place - length, end) if low <= place and place - length <= end else None
            if behind:
                yield place, behind.end()
                low = behind.end()


_WORD = r"[A-Z0-9][\w’'-]*"
_PART = rf":? (?:Part|Chapter|Vol\.|Volume) (?:\d+|[A-Z]\w*)(?: [–—-] {_WORD}(?: {_WORD})*)?"


@cache
def _part() -> re.Pattern[str]:
    """The part behind a title: ": Chapter 4"."""
    return re.compile(_PART)


@cache
def _goes_on() -> re.Pattern[str]:
    """How a known title may go on: a part, a colon and more capitals, or a number; no letter stands behind it."""
    small = either(lexicon("titles")["inner_more"])
    subtitle = rf": {_WORD}(?: (?:{small} ){{0,2}}{_WORD})*"
    number = r" (?:\d{1,2}|II|III|IV)(?![\w.,]*\d)"
    return re.compile(rf"(?:{_PART}|{subtitle}|{number})?(?!\w)")


@cache
def _saying() -> re.Pattern[str]:
    """A verb of saying just before quotation marks."""
    return re.compile(rf"\b{either(lexicon('titles')['quoting'])}[ ,:]*$")


def _spoken(words: str) -> bool:
    """Whether words in quotation marks are English speech and no foreign title."""
    low = words.lower().split()
    common = word_set("names", "not_names")
    foreign = word_set("titles", "foreign_articles")
    return len(low) > 4 or len(low) == 1 or any(w.strip(".,") in common and w not in foreign for w in low[1:])


def with_particles(text: str, found: Sequence[Found]) -> list[Found]:
    """Takes in the small words before a surname where a full name has them: de Sá, van den Berg."""
    tails: dict[str, set[str]] = defaultdict(set)
    for one in found:
        words = one.text.split()
        for n in range(1, len(words) - 1):
            if words[n][0].islower():
                tails[words[-1]].add(" ".join(words[n:]))
    grown: list[Found] = []
    for one in found:
        best = one
        for tail in sorted(tails.get(one.text.split()[-1], ())):
            start = one.end - len(tail)
            if start < best.start and text[start : one.end] == tail and not re.match(r"\w", text[start - 1 : start]):
                best = Found(start, one.end, tail, one.style, one.opens)
        grown.append(best)
    return grown
