"""Who and what an article names: a tagger by rules, in which the whole article votes.

    article -> spans (finding) -> labels (voting) -> fullest names -> mentions

Forms come first (a name in italics, a year in brackets, a run of capitals); what each name is
then follows from every place where it stands: the words beside it, its own words, the lists of
companies and countries. `Tagger` is the interface that a trained tagger takes over.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from slugline.model import Article, Evidence, Mention
from slugline.text.finding import Finder, Found, with_particles
from slugline.text.lexicon import word_set
from slugline.text.numbered import numbered
from slugline.text.voting import vote


class Tagger(Protocol):
    """What finds names: a pure function of an article and the spans of its sentences."""

    def tag(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> tuple[Mention, ...]:
        """The mentions, in order, without overlaps. ``closed`` spans (dates, sums) hold no names."""
        ...


class RuleTagger:
    """Names by form and by vote. Holds no state; the same article always gives the same mentions."""

    def tag(
        self, article: Article, sentences: Sequence[tuple[int, int]], closed: Sequence[tuple[int, int]]
    ) -> tuple[Mention, ...]:
        """See `Tagger.tag`."""
        found = Finder(article, sentences, closed).find()
        found = with_particles(article.text, found)
        labels = vote(article.text, article.title, found)
        names = _fullest(found, labels)
        mentions = [
            Mention(Evidence(article.id, one.start, one.end, one.text), labels[one], names[one])
            for one in sorted(found, key=lambda f: f.start)
        ]
        return tuple(numbered(article, sentences, mentions))


def _fullest(found: Sequence[Found], labels: dict[Found, str]) -> dict[Found, str]:
    """The fullest form that the text gives of each name: Reeves, Keanu Reeves; Exile, Gate: Exile."""
    people = {one.text for one in found if labels[one] == "person" and " " in one.text}
    titles = {one.text for one in found if labels[one] in ("title", "franchise")}
    by_last: dict[str, set[str]] = defaultdict(set)
    for name in people:
        words = [word for word in name.split() if word.lower().strip(".") not in word_set("names", "suffixes")]
        for n in range(1, len(words)):
            by_last[" ".join(words[n:]).lower()].add(name)
        by_last[words[0].lower()].add(name)
    by_part: dict[str, set[str]] = defaultdict(set)
    for name in titles:
        for part in re.split(r"\s?[:–—]\s|: ", name):
            if part != name:
                by_part[part.lower()].add(name)
    names: dict[Found, str] = {}
    for one in found:
        label = labels[one]
        if label in ("person", "name", "character"):
            text = re.sub(r"^(?:Mr|Ms|Mrs|Dr|Miss|Sir|Dame)\.? ", "", one.text) if label != "character" else one.text
            full = by_last.get(text.lower(), set())
            names[one] = next(iter(full)) if len(full) == 1 and (label == "person" or labels[one] == "name") else text
        elif label == "title":
            # A part after the colon is the short form of one title; a part before it is a title of its own.
            low = one.text.lower()
            full = {
                name
                for name in by_part.get(low, set())
                if not name.lower().startswith(low) or re.match(rf"{re.escape(low)} [–—] ", name.lower())
            }
            names[one] = next(iter(full)) if len(full) == 1 else one.text
        elif label == "franchise":
            names[one] = re.sub(r"^[Tt]he ", "", one.text)
        else:
            names[one] = one.text
    return names


def plain_name(text: str) -> str:
    """A name on one line, its blanks single and its marks of layout dropped."""
    return re.sub(r"\s+", " ", text.replace("*", "").replace("\u00a0", " ")).strip()
