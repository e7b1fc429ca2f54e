"""A made world of titles: their names, people and lives, each a pure function of a seed and a number.

Nothing is kept but the weights of the titles' popularity and a bounded number of stories, so that
a world of a million claims takes little more memory than one of ten thousand.
"""

from __future__ import annotations

import tomllib
from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from math import gcd
from pathlib import Path
from random import Random
from typing import Any

START = date(2013, 1, 1)
DAYS = 12 * 365 + 3
PUBLISHERS = 300
_POPULARITY = 1.3  # sigma of the logarithm of a title's popularity
_FRANCHISED = 0.12  # share of titles that belong to a franchise
_RENAMED = 0.02
_TWINS = 0.01  # share of titles that bear another's name
_DEAD = 0.03  # share of people who die within the years told of
_PEOPLE_A_TITLE = 4
_LEAVES = 0.08  # share of a cast who give up their parts
_KEPT = 2048  # stories held at a time


@dataclass(frozen=True, slots=True)
class Part:
    """One member of a cast, by number. Before ``told`` it is a rumour at most; ``left`` is when it was given up."""

    person: int
    character: str
    lead: bool
    reprise: bool
    talked: date
    told: date
    revealed: date
    left: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    """A date (EDTF) that was the plan from ``since``."""

    since: date
    value: str


@dataclass(frozen=True, slots=True)
class Opening:
    """One release: where, with the plans that led to it (the last is ``day``)."""

    medium: str
    platform: str
    territory: str
    season: int
    plans: tuple[Plan, ...]
    day: date


@dataclass(frozen=True, slots=True)
class Story:
    """All that there is to say of one title, with the days from which it can be said."""

    number: int
    type: str
    name: str
    former: str
    renamed: date
    twin: bool
    franchise: str
    before: int  # the title of the franchise that came out before it, -1 where there is none
    announced: date
    release: date
    openings: tuple[Opening, ...]
    cast: tuple[Part, ...]
    crew: Mapping[str, tuple[int, ...]]
    director_left: int  # a director who was first named and then left, -1 where there is none
    companies: Mapping[str, str]
    numbers: Mapping[str, float]
    places: tuple[str, ...]
    ended: str  # renewed, cancelled or ended; empty for films


def seeded(text: str) -> Random:
    """Draws that are the same every time for the same text."""
    return Random(text)  # noqa: S311 - seeded on purpose


@cache
def words() -> Mapping[str, Any]:
    """The tables of record_claims.toml."""
    return tomllib.loads((Path(__file__).parent / "record_claims.toml").read_text(encoding="utf-8"))


def word_list(table: str, key: str) -> Sequence[str]:
    """One list of record_claims.toml."""
    found: Sequence[str] = words()[table][key]
    return found


class World:
    """``titles`` titles, the same ones for the same ``seed``."""

    def __init__(self, titles: int, seed: int) -> None:
        self.titles = titles
        self.people = titles * _PEOPLE_A_TITLE
        self._seed = seed
        self._shift = seeded(f"{seed}/names").randrange(10**9)
        self._families = self._franchise_bounds()
        popular = seeded(f"{seed}/popularity")
        drawn = (popular.lognormvariate(0, _POPULARITY) for _ in range(titles))
        boosted = (one * (1.5 if self._franchise(n) >= 0 else 1) for n, one in enumerate(drawn))
        self.weights = array("d", accumulate(boosted))
        self.readers = array("d", accumulate(1 / (n + 2) for n in range(PUBLISHERS)))
        self.story = lru_cache(_KEPT)(self._story)
        self.word = lru_cache(_KEPT * 16)(self._word)
        self.person = lru_cache(_KEPT * 16)(self._person)

    def pick(self, random: Random) -> int:
        """A title, the popular ones more often."""
        return min(bisect_right(self.weights, random.random() * self.weights[-1]), self.titles - 1)

    def publisher(self, random: Random) -> str:
        """A publisher, by Zipf's law."""
        number = min(bisect_right(self.readers, random.random() * self.readers[-1]), PUBLISHERS - 1)
        papers = word_list("names", "papers")
        return f"{self.word(number, 'publishers')} {papers[number % len(papers)]}"

    def _word(self, number: int, kind: str) -> str:
        """An invented word; two numbers of one kind (``titles``, ``families`` …) never have the same."""
        onsets, vowels, endings = (word_list("names", key) for key in ("onsets", "vowels", "endings"))
        pairs = len(onsets) * len(vowels)
        syllables, count = 2, pairs**2 * len(endings)
        while number * 2 >= count:
            syllables, count = syllables + 1, count * pairs
        code = (number * _step(count) + self._shift + len(kind) * 7919) % count
        code, last = divmod(code, len(endings))
        made = []
        for _ in range(syllables):
            code, pair = divmod(code, pairs)
            made.append(onsets[pair % len(onsets)] + vowels[pair // len(onsets)])
        return ("".join(made) + endings[last]).capitalize()

    def _person(self, number: int) -> str:
        """A person's name, nobody else's."""
        families = max(1, self.people // 3)
        return f"{self.word((number % families * 7 + number // families) % 900, 'given')} " + self.word(
            number % families, "families"
        )

    def someone(self, random: Random) -> int:
        """A person, the busy ones far more often."""
        return int(self.people * random.random() ** 2.5)

    def death(self, number: int) -> date | None:
        """The day on which a person dies, where that lies within the years told of."""
        random = seeded(f"{self._seed}/person/{number}")
        return START + timedelta(days=random.randrange(DAYS)) if random.random() < _DEAD else None

    def _franchise_bounds(self) -> array[int]:
        """The first title of each franchise, which holds all numbers up to the next one's; at the end, the end."""
        random = seeded(f"{self._seed}/franchises")
        bounds, end = array("l", [0]), int(self.titles * _FRANCHISED)
        while bounds[-1] < end:
            size = min(25, 2 + int(random.expovariate(1 / 3)))
            bounds.append(min(bounds[-1] + size, max(end, bounds[-1] + 2)))
        return bounds

    def _franchise(self, number: int) -> int:
        """The franchise of a title, -1 where it has none."""
        return bisect_right(self._families, number) - 1 if number < self._families[-1] else -1

    def _name(self, number: int, random: Random) -> str:
        nouns, adjectives = word_list("names", "nouns"), word_list("names", "adjectives")
        shape = random.choice(word_list("names", "shapes"))
        return shape.format(
            word=self.word(number, "titles"), noun=random.choice(nouns), adjective=random.choice(adjectives)
        )

    def named(self, number: int) -> str:
        """A title's present name."""
        random = seeded(f"{self._seed}/name/{number}")
        franchise = self._franchise(number)
        if franchise < 0:
            return self._name(number - 1 if self._twin(number) else number, self._naming(number))
        place = number - self._families[franchise]
        base = self.word(self._families[franchise], "titles")
        if place == 0:
            return base
        if place < 4 and franchise % 2:
            return f"{base} {place + 1}"
        part = random.choice(word_list("names", "parts")).format(
            word=self.word(number, "titles"),
            noun=random.choice(word_list("names", "nouns")),
            adjective=random.choice(word_list("names", "adjectives")),
        )
        return f"{base}: {part}"

    def _naming(self, number: int) -> Random:
        return seeded(f"{self._seed}/shape/{number - 1 if self._twin(number) else number}")

    def _twin(self, number: int) -> bool:
        """Whether it bears the name of the title before it."""

        def drawn(n: int) -> bool:
            return seeded(f"{self._seed}/twin/{n}").random() < _TWINS

        return self._franchise(number - 1) < 0 < number and drawn(number) and not drawn(number - 1)

    def _release(self, number: int) -> date:
        franchise = self._franchise(number)
        if franchise >= 0:
            first, end = self._families[franchise], self._families[franchise + 1]
            random = seeded(f"{self._seed}/franchise/{franchise}")
            gap = min(900, (DAYS + 1500) // (end - first))
            begin = random.randint(-1200, max(-1199, DAYS + 300 - gap * (end - first)))
            return START + timedelta(days=begin + (number - first) * gap + number * 37 % (gap // 3))
        if self._twin(number):
            other = self._release(number - 1)
            return other + timedelta(days=2300 if other.year < START.year + 5 else -2300)
        return START + timedelta(days=seeded(f"{self._seed}/release/{number}").randint(-1400, DAYS + 300))

    def _story(self, number: int) -> Story:
        random = seeded(f"{self._seed}/title/{number}")
        franchise = self._franchise(number)
        first = self._families[franchise] if franchise >= 0 else number
        kind = "film" if franchise >= 0 or random.random() < 0.68 else "series" if random.random() < 0.85 else "special"
        release = self._release(number)
        announced = release - timedelta(days=random.randint(300, 1100))
        renamed = random.random() < _RENAMED and franchise < 0 and not self._twin(number)
        streamed = random.random() < (0.2 if kind == "film" else 0.5)
        platform = self.word(random.randrange(14), "platforms")
        ahead = random.randint(40, 200)
        crew_sizes = {"writer": 3, "producer": 3, "executive_producer": 4, "composer": 1, "cinematographer": 1}
        crew = {name: self._some(random, random.randint(1, most)) for name, most in crew_sizes.items()}
        crew["director"] = self._some(random, 1 if random.random() < 0.9 else 2)
        if kind == "series":
            crew |= {"creator": self._some(random, 1), "showrunner": self._some(random, random.randint(1, 2))}
        budget = round(random.lognormvariate(3.2, 1.0), 1)
        return Story(
            number=number,
            type=kind,
            name=self.named(number),
            former=self._name(number + self.titles, random) if renamed else "",
            renamed=announced + timedelta(days=random.randint(60, 280)),
            twin=self._twin(number) or self._twin(number + 1),
            franchise=self.word(first, "titles") if franchise >= 0 else "",
            before=number - 1 if number > first else -1,
            announced=announced,
            release=release,
            openings=tuple(self._openings(random, kind, announced, release, platform if streamed else "")),
            cast=tuple(self._cast(random, announced, release, sequel=number > first)),
            crew=crew,
            director_left=self.someone(random) if random.random() < 0.05 else -1,
            companies={
                "production_company": self._company(random.randrange(150)),
                "distributor": self._company(random.randrange(25)),
                "network": f"{self.word(random.randrange(30), 'channels')} TV",
                "platform": platform,
            },
            numbers={
                "runtime": random.randint(82, 170),
                "budget": budget,
                "box_office": round(budget * random.lognormvariate(0.7, 0.8), 1),
                "moved": ahead,
            },
            places=tuple(self.word(random.randrange(2000), "places") for _ in range(random.randint(1, 4))),
            ended="" if kind != "series" else random.choice(("renewed", "renewed", "cancelled", "ended")),
        )

    def _company(self, number: int) -> str:
        endings = word_list("names", "companies")
        return f"{self.word(number, 'companies')} {endings[number % len(endings)]}"

    def _some(self, random: Random, count: int) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.someone(random) for _ in range(count)))

    def _openings(self, random: Random, kind: str, announced: date, release: date, platform: str) -> Sequence[Opening]:
        medium = "streaming" if platform else "theatrical" if kind == "film" else "broadcast"
        plans = _plans(random, announced, release)
        made = [Opening(medium, platform, "", 0, plans, release)]
        if medium == "theatrical" and random.random() < 0.3:
            for territory in random.sample(word_list("lists", "territories"), random.randint(1, 3)):
                day = release + timedelta(days=random.randint(-14, 60))
                since = plans[-1].since + timedelta(days=random.randint(0, 15))
                made.append(Opening(medium, "", territory, 0, (Plan(since, day.isoformat()),), day))
        if medium == "theatrical" and random.random() < 0.4:
            day = release + timedelta(days=random.randint(45, 150))
            told = (Plan(release + timedelta(days=20), day.isoformat()),)
            made.append(Opening("streaming", self.word(random.randrange(14), "platforms"), "", 0, told, day))
        if kind == "series":
            day = release
            for season in range(2, random.choice((1, 1, 2, 3, 4, 6)) + 1):
                day = day + timedelta(days=random.randint(300, 600))
                told_on = day - timedelta(days=random.randint(60, 250))
                made.append(Opening(medium, platform, "", season, _plans(random, told_on, day), day))
        return made

    def _cast(self, random: Random, announced: date, release: date, *, sequel: bool) -> Sequence[Part]:
        made, seen = [], set()
        roles = word_list("lists", "roles")
        for place in range(min(25, 3 + int(random.expovariate(1 / 7)))):
            person = self.someone(random)
            if person in seen:
                continue
            seen.add(person)
            told = announced + (release - announced) * min(0.95, random.random() * (0.3 + 0.06 * place))
            name = self.word(random.randrange(30000), "characters")
            left = told + timedelta(days=random.randint(40, 200)) if random.random() < _LEAVES else None
            made.append(
                Part(
                    person=person,
                    character=f"{random.choice(roles)} {name}" if random.random() < 0.2 else name,
                    lead=place < 2,
                    reprise=sequel and random.random() < 0.4,
                    talked=told - timedelta(days=random.randint(10, 90)) if random.random() < 0.3 else told,
                    told=told,
                    revealed=told + timedelta(days=random.randint(30, 300)) if random.random() < 0.15 else told,
                    left=left if left and left < release else None,
                )
            )
        return made


@cache
def _step(count: int) -> int:
    """A stride that visits all of ``count`` places before it comes back, neighbours far apart."""
    return next(n for n in range(count * 5 // 8 | 1, count * 2) if gcd(n, count) == 1)


def _plans(random: Random, announced: date, release: date) -> tuple[Plan, ...]:
    """From the year alone to the day, with some days that came to nothing between."""
    moves = random.choices((0, 1, 2, 3), (60, 25, 10, 5))[0]
    days = [release + timedelta(days=random.choice((-1, -1, -1, 1)) * random.randint(28, 400)) for _ in range(moves)]
    first = (*days, release)[0]
    values = [str(first.year)] if random.random() < 0.7 else []
    if random.random() < 0.4:
        season = f"{first.year - (first.month < 3)}-{(24, 21, 22, 23)[first.month % 12 // 3]}"
        values.append(random.choice((f"{first.year}-{first.month:02}", season)))
    values += [day.isoformat() for day in (*days, release)]
    room = max(len(values) + 1, (release - announced).days - 25)
    since = sorted(random.sample(range(room), len(values)))
    return tuple(Plan(announced + timedelta(days=n), value) for n, value in zip(since, values, strict=True))
