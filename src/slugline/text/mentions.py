"""Who and what an article names: a tagger in which forms, words, lists and the trained eye have votes.

    article -> spans (finding) -> labels (voting) -> fullest names -> mentions

Forms come first (a name in italics, a year in brackets), then what the trained eye saw, then runs
of capitals; what each name is follows from every place where it stands: the words beside it, its own
words, the lists of companies and countries, and what the eye takes it for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from slugline.learned.eye import SeenName, Sight
from slugline.model import Article, Evidence, Mention
from slugline.text.finding import Finder, Found, with_particles
from slugline.text.lexicon import word_set
from slugline.text.numbered import numbered
from slugline.text.voting import NOTHING, address, vote

SURE = 0.35  # of a name that the eye alone found
# What joins an award to its category, and what the name of an award does not end with.
_FOR = re.compile(r" (?:for (?:the )?|in the category of )")
_ENDS_IN_FOR = re.compile(r" (?:for|of|in|at)$")


class Tagger(Protocol):
    """What finds names: a pure function of an article and the spans of its sentences."""

    def tag(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> tuple[Mention, ...]:
        """The mentions, in order, without overlaps. ``closed`` spans (dates, sums) hold no names."""
        ...


class VotingTagger:
    """Names by form and by vote; what the trained eye saw in the article, where it looked, finds and votes too.

    The same article and sight always give the same mentions.
    """

    def __init__(self, sight: Sight | None = None) -> None:
        self._sight = sight

    def tag(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> tuple[Mention, ...]:
        """See `Tagger.tag`."""
        seen = self._sight.names() if self._sight else []
        seen = [one for one in seen if one.sure >= SURE and _named(article.text, one)]
        found = Finder(article, sentences, closed).find(seen)
        found = with_particles(article.text, found)
        labels = vote(article.text, article.title, found, self._sight)
        found = [one for one in found if labels[one] != NOTHING]
        names = _fullest(found, labels)
        mentions = [
            Mention(Evidence(article.id, one.start, one.end, one.text), labels[one], names[one])
            for one in sorted(found, key=lambda f: f.start)
        ]
        return tuple(numbered(article, sentences, _prizes(article.text, mentions)))


def _prizes(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions with each award's whole name: no "for" at its end, its category ("for Best Actress") within it."""
    kept: list[Mention] = []
    for one in mentions:
        last = kept[-1] if kept else None
        category = one.evidence.quote.split()[0].lower() in word_set("names", "categories")
        if (
            last is not None
            and last.label == "award"
            and category
            and _FOR.fullmatch(text, last.evidence.end, one.evidence.start)
        ):
            kept[-1] = _respanned(text, last, one.evidence.end)
        elif one.label == "award" and (loose := _ENDS_IN_FOR.search(one.evidence.quote)):
            kept.append(_respanned(text, one, one.evidence.start + loose.start()))
        else:
            kept.append(one)
    return kept


def _respanned(text: str, one: Mention, end: int) -> Mention:
    """A mention that ends elsewhere, its name the words that it spans."""
    words = text[one.evidence.start : end]
    return Mention(Evidence(one.evidence.article, one.evidence.start, end, words), one.label, words)


def _named(text: str, one: SeenName) -> bool:
    """Whether what the eye takes for a name can be one: with a capital or a figure, and no small word alone."""
    words = text[one.start : one.end]
    capital = any(sign.isupper() or sign.isdigit() for sign in words)
    return capital and words.lower() not in word_set("names", "not_names")


def _fullest(found: Sequence[Found], labels: dict[Found, str]) -> dict[Found, str]:
    """The fullest form that the text gives of each name: Quell, Mara Quell; Exile, Gate: Exile."""
    people = _by_short_person({one.text for one in found if labels[one] == "person" and " " in one.text})
    ranks = word_set("names", "honorifics") | word_set("names", "not_names")
    parts = {one.text for one in found if labels[one] == "character" and " " in one.text}
    characters = _by_short_person({name for name in parts if name.split()[0].lower() not in ranks})
    titles = _by_short_title({one.text for one in found if labels[one] in ("title", "franchise")})
    return {one: _full(one.text, labels[one], people, characters, titles) for one in found}


def _full(
    text: str, label: str, people: dict[str, set[str]], characters: dict[str, set[str]], titles: dict[str, set[str]]
) -> str:
    if label == "character":
        full = characters.get(text.lower(), set())
        return next(iter(full)) if len(full) == 1 else text
    if label in ("person", "name"):
        text = address().sub("", text)
        full = people.get(text.lower(), set())
        return next(iter(full)) if len(full) == 1 else text
    if label == "title":
        # A part after the colon is the short form of one title; a part before it is a title of its own.
        low = text.lower()
        full = {
            name
            for name in titles.get(low, set())
            if not name.lower().startswith(low) or name.lower().startswith((f"{low} – ", f"{low} — "))
        }
        return next(iter(full)) if len(full) == 1 else text
    return re.sub(r"^[Tt]he ", "", text) if label == "franchise" else text


def _by_short_person(names: set[str]) -> dict[str, set[str]]:
    """The full names of people by their first word and by each of their endings, in small letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        words = [word for word in name.split() if word.lower().strip(".") not in word_set("names", "suffixes")]
        if not words or " " not in address().sub("", name):
            continue  # Mr. Reyes is no full name
        for n in range(1, len(words)):
            found[" ".join(words[n:]).lower()].add(name)
        found[words[0].lower()].add(name)
    return found


def _by_short_title(names: set[str]) -> dict[str, set[str]]:
    """The titles by each of their parts, in small letters."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for part in re.split(r"\s?[:–—]\s|: ", name):
            if part != name:
                found[part.lower()].add(name)
    return found


def plain_name(text: str) -> str:
    """A name on one line, its blanks single and its marks of layout dropped."""
    return re.sub(r"\s+", " ", text.replace("*", "").replace("\u00a0", " ")).strip()
