"""Articles and claims without end, for records of any size: made, seeded, with honest texts.

    python benchmarks/record_claims.py CLAIMS [--seed N]      what such a stream is made of

Every claim's quote is exactly its span of its article's text. Titles' popularity is log-normal; publishers
follow Zipf's law; properties are spread as in corpus/STATISTICS.md. Some articles are syndicated copies, some
are corrected later, some arrive years late. Names are put together from syllables.
"""

from __future__ import annotations

import argparse
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import accumulate
from random import Random
from statistics import median

from record_facts import Fact, Teller
from record_world import DAYS, START, Story, World, seeded, word_list, words
from slugline.edtf import Edtf
from slugline.model import Article, Claim, Context, Entity, Evidence, Source

SEED = 4
CLAIMS_A_TITLE = 38.0  # mean; the median is about half of it
CLAIMS_AN_ARTICLE = 11.0
_COPIED = 0.05
_CORRECTED = 0.02
_LATE = 0.02
_PORTRAITS = 0.04  # share of articles that are about a person
_ATTRIBUTED = 0.08
_FEWEST, _MOST = 4, 25
_TRIES = 60
_PLAIN, _COPY, _CORRECTION = range(3)
_KINDRED = 0.5  # share of articles on a title of a franchise that say how it belongs there
_KIN = ("franchise", "sequel_of", "sequel_of", "set_after", "spinoff_of", "prequel_of")
_IN_PASSING = ("release_date", "release_date", "cast_member", "director", "status", "award_won")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: what stands before the clause, the clause, and the claims that the clause bears."""

    before: str
    clause: str
    facts: tuple[tuple[Entity, Fact], ...] = ()
    attribution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before it is set: its lines by paragraph are runs of three."""

    url: str
    publisher: str
    author: str
    headline: str
    published: date
    lines: tuple[Line, ...]
    modified: date | None = None


def articles(n_claims: int, seed: int = SEED) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Articles with their claims in the order of their arrival, ``n_claims`` in all (the last one is cut to fit).

    ``retrieved_at`` is when an article arrives. Beside the article at hand there is held about 60 bytes an
    article for the calendar, and a bounded number of titles' stories.
    """
    press = _Press(n_claims, seed)
    left = n_claims
    for arrival, event in press.calendar():
        article, claims = press.article(event, START + timedelta(days=arrival))
        yield article, claims[:left]
        left -= len(claims)
        if left <= 0:
            return


def more_articles(n_claims: int, count: int, seed: int = SEED) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """``count`` articles on the titles of such a stream that are not in it, all arriving on the day after its last."""
    press = _Press(n_claims, seed)
    for event in range(press.count, press.count + count):
        yield press.article(event, START + timedelta(days=DAYS))


def world_of(n_claims: int, seed: int = SEED) -> World:
    """The titles and people of whom a stream of so many claims tells."""
    return World(max(10, round(n_claims / CLAIMS_A_TITLE)), seed)


class _Press:
    """Makes the articles; each is a pure function of the seed and its number."""

    def __init__(self, n_claims: int, seed: int) -> None:
        self._seed = seed
        self._world = world_of(n_claims, seed)
        self.count = round(n_claims / CLAIMS_AN_ARTICLE * 1.1) + 2
        self._properties = tuple(words()["spread"])
        self._spread = tuple(accumulate(words()["spread"].values()))

    def calendar(self) -> Iterator[tuple[int, int]]:
        """The day of arrival (counted from the first) and the number of every article, by arrival."""
        days = array("Q")
        for event in range(self.count):
            days.append(self._arrival(event) << 32 | event)
        for one in sorted(days):
            yield one >> 32, one & 0xFFFFFFFF

    def _arrival(self, event: int) -> int:
        kind, of = self._kind(event)
        random = seeded(f"{self._seed}/arrival/{event}")
        if kind != _PLAIN:
            return self._arrival(of) + random.randint(0, 3 if kind == _COPY else 20)
        day = (self._subject(event)[1] - START).days
        return day + (random.randint(30, 1500) if random.random() < _LATE else 0)

    def _kind(self, event: int) -> tuple[int, int]:
        """Whether it is an article of its own, or a copy or correction of the one before it."""
        drawn = seeded(f"{self._seed}/kind/{event}").random()
        if event == 0 or drawn >= _COPIED + _CORRECTED or self._kind(event - 1)[0] != _PLAIN:
            return _PLAIN, event
        return (_COPY if drawn < _COPIED else _CORRECTION), event - 1

    def _subject(self, event: int) -> tuple[Story, date]:
        """The title that an article is about and the day on which it comes out."""
        random = seeded(f"{self._seed}/subject/{event}")
        while True:
            story = self._world.story(self._world.pick(random))
            for _ in range(8):
                when = random.random()
                low, high = (-700, -1) if when < 0.65 else (0, 120) if when < 0.85 else (120, 2000)
                day = story.release + timedelta(days=random.randint(low, high))
                if 0 <= (day - START).days < DAYS and day >= story.announced:
                    return story, day

    def article(self, event: int, arrival: date) -> tuple[Article, tuple[Claim, ...]]:
        """The article of a number, as it arrives."""
        kind, of = self._kind(event)
        draft = self._draft(of)
        if kind == _COPY:
            random = seeded(f"{self._seed}/copy/{event}")
            publisher = self._world.publisher(random)
            note = Line("", f"This article first appeared in {draft.publisher}")
            draft = replace(
                draft,
                publisher=publisher,
                url=_url(publisher, draft.published, draft.headline, event),
                published=draft.published + timedelta(days=random.randint(0, 3)),
                lines=(*draft.lines, note),
            )
        elif kind == _CORRECTION:
            story, day = self._subject(of)
            modified = day + timedelta(days=seeded(f"{self._seed}/arrival/{event}").randint(0, 20))
            random = seeded(f"{self._seed}/correction/{event}")
            again = self._lines(story, modified, random, 2)
            place = random.randrange(len(draft.lines))
            lines = (*draft.lines[:place], *again, *draft.lines[place + 1 :])
            draft = replace(draft, modified=modified, lines=lines)
        return _set(draft, arrival)

    def _draft(self, event: int) -> Draft:
        story, day = self._subject(event)
        random = seeded(f"{self._seed}/article/{event}")
        size = _FEWEST + int(random.betavariate(1.3, 2.6) * (_MOST - _FEWEST + 1))
        lines: list[Line] = []
        if random.random() < _PORTRAITS and story.cast:
            lines += self._portrait(story, day, random)
        lines += self._lines(story, day, random, max(2, round(size * random.uniform(0.65, 0.95))) - len(lines))
        told = sum(len(line.facts) for line in lines)
        lines += self._passing(day, random, max(size, _FEWEST) - told, story.number)
        publisher = self._world.publisher(random)
        name = Teller(self._world, story, day, random).name
        headline = random.choice(word_list("headlines", "forms")).format(title=name)
        return Draft(
            url=_url(publisher, day, headline, event),
            publisher=publisher,
            author=self._world.person(random.randrange(self._world.people)) if random.random() < 0.7 else "",
            headline=headline,
            published=day,
            lines=tuple(one for line in lines for one in self._padded(line, random)),
        )

    def _lines(self, story: Story, day: date, random: Random, count: int) -> list[Line]:
        """Up to ``count`` facts of the title, each of another value."""
        teller = Teller(self._world, story, day, random)
        out = story.release <= day
        year = story.release.year if out and random.random() < (0.6 if story.twin else 0.12) else 0
        subject = Entity(story.type, teller.name, year)
        made: dict[tuple[str, str], Line] = {}
        kin = [random.choice(_KIN)] if story.franchise and random.random() < _KINDRED else []
        for _ in range(count * 3):
            if len(made) >= count:
                break
            fact = teller.tell(kin.pop() if kin else random.choices(self._properties, cum_weights=self._spread)[0])
            if fact is not None and (fact.property, repr(fact.value)) not in made:
                if year and not made:
                    fact = replace(fact, clause=fact.clause.replace(teller.name, f"{teller.name} ({year})", 1))
                made[fact.property, repr(fact.value)] = self._line(teller, subject, fact)
        return list(made.values())

    def _line(self, teller: Teller, subject: Entity, fact: Fact) -> Line:
        random = teller.random
        if random.random() < _ATTRIBUTED:
            people = [self._world.person(n) for n in teller.story.crew["director"]]
            speaker = random.choice((*people, teller.story.companies["distributor"], self._world.publisher(random)))
            before = random.choice(word_list("prefixes", "attributed")).format(speaker=speaker)
            return Line(before, fact.clause, ((subject, fact),), (speaker,))
        return Line(random.choice(word_list("prefixes", "own")), fact.clause, ((subject, fact),))

    def _passing(self, day: date, random: Random, count: int, main: int) -> list[Line]:
        """Other titles, each with one of its people and its year."""
        made: list[Line] = []
        told = 0
        for _ in range(max(count * 8, _TRIES)):
            story = self._world.story(self._world.pick(random))
            if told >= count:
                break
            if story.number == main or story.announced > day or not story.cast:
                continue
            teller = Teller(self._world, story, day, random)
            year = story.release.year if story.release <= day and random.random() < 0.45 else 0
            subject = Entity(story.type, teller.name, year)
            if year and told + 1 < count:
                dated = Fact("release_date", Edtf(str(year)), "")
                credit = teller.cast_member() if random.random() < 0.6 else teller.director()
                if credit is None:
                    continue
                title = f"{teller.name} ({year})"
                clause = credit.clause.replace(teller.name, title, 1)
                made.append(Line("", clause, ((subject, credit), (subject, dated))))
                told += 2
            else:
                credit = teller.tell(random.choice(_IN_PASSING))
                if credit is not None:
                    made.append(self._line(teller, subject, credit))
                    told += 1
        return made

    def _portrait(self, story: Story, day: date, random: Random) -> list[Line]:
        """A person: whether they have died, and the awards that they have won."""
        number = story.cast[0].person
        person = self._world.person(number)
        subject, made = Entity("person", person), []
        died = self._world.death(number)
        if died is not None and died <= day:
            said = random.choice(words()["clauses"]["death_date"]["stated"])
            said = said.format(person=person, value=f"{died.day} {died:%B} {died.year}")
            made.append(Line("", said, ((subject, Fact("death_date", Edtf.of(died), said)),)))
        fixed = seeded(person)
        for name in ("award_won", "award_nomination"):
            award, year = fixed.choice(word_list("lists", "awards")), fixed.randint(START.year - 6, START.year)
            said = random.choice(words()["clauses"][name]["person"])
            said = said.format(person=person, value=award, work=story.name, year=year)
            found = {"work": story.name, "year": year}
            made.append(Line("", said, ((subject, Fact(name, Entity("award", award), said, found)),)))
        return made

    def _padded(self, line: Line, random: Random) -> Sequence[Line]:
        """The line, and often a sentence that says nothing after it."""
        if random.random() < 0.35:
            return (line,)
        nouns, verbs = word_list("names", "nouns"), word_list("lists", "verbs")
        filler = random.choice(word_list("lists", "fillers")).format(
            noun=random.choice(nouns).casefold(),
            other=random.choice(nouns).casefold(),
            adjective=random.choice(word_list("names", "adjectives")).casefold(),
            verb=random.choice(verbs),
            verb2=random.choice(verbs),
            calling=random.choice(word_list("lists", "callings")),
            place=self._world.word(random.randrange(2000), "places"),
            number=random.randint(3, 90),
        )
        return line, Line("", filler)


def _url(publisher: str, day: date, headline: str, event: int) -> str:
    host = "".join(c for c in publisher.casefold() if c.isalnum())
    slug = "-".join("".join(c if c.isalnum() else " " for c in headline.casefold()).split())
    return f"https://{host}.example/{day:%Y/%m}/{slug}-{event}"


def _set(draft: Draft, arrival: date) -> tuple[Article, tuple[Claim, ...]]:
    """The article with its text, and its claims with their places in it."""
    pieces: list[str] = [draft.headline, "\n\n"]
    length = sum(map(len, pieces))
    source = Source("", draft.url, draft.publisher, draft.headline, draft.author)
    spans: list[tuple[Line, str, int]] = []
    for number, line in enumerate(draft.lines):
        clause = line.clause if line.before else line.clause[:1].upper() + line.clause[1:]
        gap = "" if number == 0 else "\n\n" if number % 4 == 0 else " "
        before = gap + line.before
        spans.append((line, clause, length + len(before)))
        pieces += [before, clause, "."]
        length += len(before) + len(clause) + 1
    text = "".join(pieces)
    name = sha256(f"{draft.url}\0{text}".encode()).hexdigest()[:16]
    claims = tuple(
        Claim(
            subject=subject,
            property=fact.property,
            value=fact.value,
            qualifiers=fact.qualifiers,
            context=Context(fact.modality, line.attribution),
            evidence=Evidence(name, start, start + len(clause), clause),
            said_on=draft.published,
            source=source,
            rule="made",
        )
        for line, clause, start in spans
        for subject, fact in line.facts
    )
    article = Article(
        id=name,
        url=draft.url,
        file="",
        publisher=draft.publisher,
        title=draft.headline,
        author=draft.author,
        text=text,
        published=draft.published,
        modified=draft.modified,
        retrieved_at=datetime.combine(arrival, time(12), UTC),
    )
    return article, claims


def described(n_claims: int, seed: int) -> Iterator[str]:
    """What a stream is made of, as lines of a table."""
    titles: Counter[tuple[str, str]] = Counter()
    counts: dict[str, Counter[str]] = {name: Counter() for name in ("property", "modality", "publisher")}
    sizes: list[int] = []
    letters = 0
    for article, claims in articles(n_claims, seed):
        sizes.append(len(claims))
        letters += len(article.text)
        counts["publisher"][article.publisher] += 1
        for claim in claims:
            titles[claim.subject.type, claim.subject.name] += 1
            counts["property"][claim.property] += 1
            counts["modality"][claim.context.modality] += 1
    most = titles.most_common(1)[0][1]
    yield f"claims {sum(sizes)}, articles {len(sizes)} ({letters / len(sizes):.0f} characters each)"
    yield f"claims an article: median {median(sizes):g}, from {min(sizes)} to {max(sizes)}"
    yield f"subjects {len(titles)}; claims a subject: median {median(titles.values()):g}, most {most}"
    for name, counted in counts.items():
        yield f"{name}: " + _shares(counted, sum(counted.values()))


def _shares(counted: Mapping[str, int], total: int) -> str:
    ranked = sorted(counted.items(), key=lambda pair: -pair[1])[:12]
    return ", ".join(f"{name} {count / total:.1%}" for name, count in ranked)


def main() -> int:
    parser = argparse.ArgumentParser(description="Show what a stream of made articles is made of.")
    parser.add_argument("claims", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    for line in described(options.claims, options.seed):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
