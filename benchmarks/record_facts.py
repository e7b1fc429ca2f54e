"""What could be written of a made title on a given day: one fact of one property, with its clause."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random

from record_world import Opening, Part, Story, World, seeded, word_list, words
from slugline.edtf import Edtf
from slugline.model import Entity, NoValue, Quantity, Unknown, Value

_WRONG = 0.03  # share of dates that an article gets wrong
_STALE = 0.03  # share of plans that an article repeats after they were given up
_DENIED = 0.05  # share of what is said of a cast to come that is a denial of talk
_FORGOTTEN = 120  # days after which nobody writes any more that somebody has left
_SEASONS = {"21": "spring", "22": "summer", "23": "fall", "24": "winter"}


@dataclass(frozen=True, slots=True)
class Fact:
    """One claim to be: ``clause`` is its quote."""

    property: str
    value: Value
    clause: str
    qualifiers: Mapping[str, object] = field(default_factory=dict)
    modality: str = "stated"


class Teller:
    """Tells facts of one title as of a day; ``name`` is what the title is called on that day."""

    def __init__(self, world: World, story: Story, day: date, random: Random) -> None:
        self.world, self.story, self.day, self.random = world, story, day, random
        self.name = story.former if story.former and day < story.renamed else story.name
        self.out = story.release <= day

    def tell(self, name: str) -> Fact | None:
        """Something on the property; None where there is nothing to say of it yet."""
        return _SHARED[name](self, name) if name in _SHARED else _TELLERS[name](self)

    def clause(self, name: str, key: str, **fields: object) -> str:
        """A clause from the property's templates."""
        template = self.random.choice(words()["clauses"][name][key])
        return str(template.format(title=self.name, **fields))

    def release_date(self) -> Fact | None:
        heard = [one for one in self.story.openings if one.plans[0].since <= self.day]
        if not heard:
            if self.random.random() < 0.5:
                return Fact("release_date", Unknown(), self.clause("release_date", "unknown"))
            return None
        opening = heard[0] if self.random.random() < 0.6 else self.random.choice(heard)
        return self._came_out(opening) if opening.day <= self.day else self._planned(opening)

    def _came_out(self, opening: Opening) -> Fact:
        day = opening.day
        if self.random.random() < _WRONG:
            day -= timedelta(days=self.random.choice((1, 2, 7)))
        value = self.random.choices((day.isoformat(), f"{day:%Y-%m}", str(day.year)), (75, 10, 15))[0]
        return self._dated(opening, value, "stated", "stated")

    def _planned(self, opening: Opening) -> Fact:
        known = [plan for plan in opening.plans if plan.since <= self.day]
        now = known[-1]
        if len(known) > 1 and self.random.random() < _STALE:
            return self._dated(opening, known[-2].value, "scheduled", "scheduled")
        moved = len(known) > 1 and len(known[-2].value) == len(now.value) == 10
        if moved and (self.day - now.since).days < self.story.numbers["moved"] and self.random.random() < 0.6:
            old = known[-2].value
            if self.random.random() < 0.4:
                return self._dated(opening, old, "denied", "denied")
            return self._dated(opening, now.value, "scheduled", "moved", replaces=old)
        modality = "scheduled" if len(now.value) == 10 else self.random.choice(("scheduled", "expected", "rumoured"))
        return self._dated(opening, now.value, modality, modality)

    def _dated(self, opening: Opening, value: str, modality: str, key: str, replaces: str = "") -> Fact:
        found: dict[str, object] = {}
        where = {"theatrical": "in theaters", "broadcast": "on television"}.get(opening.medium, "on streaming")
        if opening.platform and self.random.random() < 0.8:
            found["platform"], where = opening.platform, f"on {opening.platform}"
        if opening.territory:
            found["territory"] = opening.territory
            where += f" in {opening.territory}"
        if opening.medium and (opening.platform or self.random.random() < 0.6):
            found["medium"] = opening.medium
        elif not opening.territory and not opening.platform:
            where = ""
        if opening.season > 1:
            found["season"] = opening.season
            where = f"with season {opening.season} {where}".strip()
        if replaces:
            found["replaces"] = replaces
        text = self.clause(
            "release_date",
            key,
            value=_said(value),
            when=_when(value),
            where=where,
            old=_said(replaces) if replaces else "",
            old_when=_when(replaces) if replaces else "",
        )
        return Fact("release_date", Edtf(value), " ".join(text.split()), found, modality)

    def cast_member(self) -> Fact | None:
        gone = self.day - timedelta(days=_FORGOTTEN)
        heard = [part for part in self.story.cast if part.talked <= self.day and (part.left or self.day) > gone]
        if not heard:
            return None
        if not self.out and self.random.random() < _DENIED:
            nobody = Entity("person", self.world.person(self.random.randrange(self.world.people)))
            return self._cast(nobody, "denied", {}, "denied")
        part = heard[min(int(len(heard) * self.random.random() ** 1.6), len(heard) - 1)]
        return self.part(part)

    def part(self, part: Part) -> Fact:
        """What is known of one part."""
        random = self.random
        person = Entity("person", self.world.person(part.person))
        character = part.character
        if part.left and part.left <= self.day:
            key = "denied" if random.random() < 0.95 else "bare"
            return self._cast(person, key, {}, "denied" if key == "denied" else "stated")
        if part.told > self.day:
            modality = random.choice(("rumoured", "rumoured", "expected"))
            return self._cast(person, modality, {}, modality)
        if part.revealed > self.day:
            if random.random() < 0.15:
                said = self.clause("cast_member", "unknown", character=character)
                return Fact("cast_member", Unknown(), said, {"character": character})
            return self._cast(person, "hidden", {"character": "unknown"}, "stated")
        if random.random() < 0.3:
            return self._cast(person, "bare", {}, "stated")
        found: dict[str, object] = {"character": character}
        if part.lead and random.random() < 0.4:
            found["role"] = "lead"
        if part.reprise and random.random() < 0.6:
            return self._cast(person, "reprise", found | {"reprise": True}, "stated")
        return self._cast(person, "stated", found, "stated")

    def _cast(self, person: Entity, key: str, found: dict[str, object], modality: str) -> Fact:
        said = self.clause("cast_member", key, value=person.name, character=found.get("character", ""))
        return Fact("cast_member", person, said, found, modality)

    def director(self) -> Fact | None:
        left, settled = self.story.director_left, self.story.announced + timedelta(days=200)
        if self.day < self.story.announced + timedelta(days=40):
            key = self.random.choice(("unknown", "rumoured", "expected"))
            if key == "unknown":
                return Fact("director", Unknown(), self.clause("director", "unknown"))
        elif left >= 0 and self.day < settled + timedelta(days=60):
            key = "stated" if self.day < settled else "denied"
            name = self.world.person(left)
            return Fact("director", Entity("person", name), self.clause("director", key, value=name), {}, key)
        else:
            key = "stated"
        name = self.world.person(self.random.choice(self.story.crew["director"]))
        return Fact("director", Entity("person", name), self.clause("director", key, value=name), {}, key)

    def crew(self, name: str) -> Fact | None:
        people = self.story.crew.get(name, ())
        if not people:
            return None
        person = self.world.person(self.random.choice(people))
        return Fact(name, Entity("person", person), self.clause(name, "stated", value=person))

    def status(self) -> Fact | None:
        story, random = self.story, self.random
        if self.out:
            return self._fate() if story.type == "series" else None
        stages = word_list("lists", "stages")
        share = (self.day - story.announced) / (story.release - story.announced)
        stage = stages[max(0, min(len(stages) - 1, int(share * len(stages))))]
        begun = story.announced + (story.release - story.announced) * 3 / len(stages)
        month = f"{begun:%Y-%m}"
        if random.random() < 0.05:
            return Fact("status", "delayed", self.clause("status", "delayed"))
        if stage == "pre_production" and random.random() < 0.5:
            said = self.clause("status", "filming_planned", value=_said(month))
            return Fact("status", "filming", said, {"date": month}, "scheduled")
        if stage == "filming":
            return Fact("status", "filming", self.clause("status", "filming", value=_said(month)), {"date": month})
        return Fact("status", stage, self.clause("status", stage))

    def _fate(self) -> Fact | None:
        story, random = self.story, self.random
        seasons = [one for one in story.openings if one.day <= self.day]
        later = next((one for one in story.openings if one.day > self.day), None)
        number = len(seasons) + 1
        if later is None and (self.day - seasons[-1].day).days > 200:
            if story.ended != "renewed":
                return Fact("status", story.ended, self.clause("status", story.ended))
            key = random.choice(("renewed_denied", "unknown", "renewed_rumoured"))
            if key == "unknown":
                return Fact("status", Unknown(), self.clause("status", "unknown"))
            modality = key.removeprefix("renewed_")
            said = self.clause("status", key, season=number)
            return Fact("status", "renewed", said, {"season": number}, modality)
        if later is None:
            return None
        return Fact("status", "renewed", self.clause("status", "renewed", season=number), {"season": number})

    def company(self, name: str) -> Fact | None:
        fits = {"network": self.story.type == "series" and not self.story.openings[0].platform}
        if not fits.get(name, True):
            return None
        company = self.story.companies[name]
        return Fact(name, Entity("organization", company), self.clause(name, "stated", value=company))

    def available_on(self) -> Fact | None:
        platform = self.story.companies["platform"]
        streamed = [one for one in self.story.openings if one.medium == "streaming"]
        if not streamed or streamed[0].plans[0].since > self.day:
            key = self.random.choice(("unknown", "expected", "denied"))
            if key == "unknown":
                return Fact("available_on", Unknown(), self.clause("available_on", "unknown"))
        else:
            key, platform = "stated", streamed[0].platform
        said = self.clause("available_on", key, value=platform)
        return Fact("available_on", Entity("platform", platform), said, {}, key)

    def premise(self) -> Fact:
        callings, nouns = word_list("lists", "callings"), word_list("names", "nouns")
        told = seeded(f"{self.story.name}/{self.random.randrange(3)}")
        template = told.choice(words()["clauses"]["premise"]["stated"])
        text = template.format(
            title=self.name,
            calling=told.choice(callings),
            calling2=told.choice(callings),
            noun=told.choice(nouns).casefold(),
            place=self.story.places[0],
        )
        return Fact("premise", text, text)

    def quantity(self, name: str) -> Fact | None:
        amount = self.story.numbers[name]
        if name == "runtime" and self.day >= self.story.release - timedelta(days=30):
            return Fact(name, Quantity(amount, "minutes"), self.clause(name, "stated", value=f"{amount:g}"))
        if name == "budget" and self.out and self.story.type == "film":
            return Fact(name, Quantity(amount * 1e6, "USD"), self.clause(name, "stated", value=f"{amount:g}"))
        if name != "box_office" or not self.out or self.story.openings[0].medium != "theatrical":
            return None
        days = (self.day - self.story.release).days
        taken = round(amount * (1 - exp(-(days + 3) / 30)), 1)
        where = self.random.choice(("worldwide", "US"))
        around, found = ("around the world" if where == "worldwide" else "in the US"), {"territory": where}
        if days < 8:
            said = self.clause(name, "opening", value=f"{taken:g}", around=around)
            return Fact(name, Quantity(taken * 1e6, "USD"), said, found | {"period": "opening_weekend"})
        taken = taken if where == "worldwide" else round(taken * 0.4, 1)
        said = self.clause(name, "stated", value=f"{taken:g}", around=around)
        return Fact(name, Quantity(taken * 1e6, "USD"), said, found)

    def seasons(self, name: str) -> Fact | None:
        out = [one for one in self.story.openings if one.day <= self.day]
        if self.story.type != "series" or not out:
            return None
        if name == "season_count":
            return Fact(name, Quantity(float(len(out)), "seasons"), self.clause(name, "stated", value=len(out)))
        season = self.random.randint(1, len(out))
        count = 6 + (self.story.number + season) % 9
        said = self.clause(name, "stated", season=season, value=count)
        return Fact(name, Quantity(float(count), "episodes"), said, {"season": season})

    def trailer(self) -> Fact | None:
        out = self.story.release - timedelta(days=90)
        if self.out:
            return None
        if self.day >= out:
            if self.random.random() < 0.4:
                return Fact("trailer", Unknown(), self.clause("trailer", "unknown"))
            return Fact("trailer", Edtf.of(out), self.clause("trailer", "stated", value=_said(out.isoformat())))
        if self.day >= out - timedelta(days=20):
            said = self.clause("trailer", "scheduled", value=_said(out.isoformat()))
            return Fact("trailer", Edtf.of(out), said, {}, "scheduled")
        return Fact("trailer", NoValue(), self.clause("trailer", "none"))

    def content_rating(self) -> Fact | None:
        ratings = word_list("lists", "ratings")
        rating = ratings[self.story.number % len(ratings)]
        return (
            Fact("content_rating", rating, self.clause("content_rating", "stated", value=rating)) if self.out else None
        )

    def filming_location(self) -> Fact:
        place = self.random.choice(self.story.places)
        return Fact("filming_location", Entity("place", place), self.clause("filming_location", "stated", value=place))

    def character(self) -> Fact | None:
        parts = [part for part in self.story.cast if part.revealed <= self.day]
        if not parts:
            return None
        part = self.random.choice(parts)
        said = self.clause(
            "character", "stated", value=part.character, calling=self.random.choice(word_list("lists", "callings"))
        )
        return Fact("character", Entity("character", part.character), said)

    def relation(self, name: str) -> Fact | None:
        """To the title before it in its franchise, or, seldom, to one that it remakes."""
        story = self.story
        if name == "franchise" and story.franchise:
            said = self.clause(name, "stated", value=story.franchise)
            return Fact(name, Entity("franchise", story.franchise), said)
        if name == "remake_of" and story.number % 33 == 0 and not story.franchise:
            other = self.world.named((story.number + 7) % self.world.titles)
            return Fact(name, Entity("title", other), self.clause(name, "stated", value=other))
        if story.before < 0 or name in ("franchise", "remake_of", "set_before"):
            return None
        fits = {"sequel_of": 0, "set_after": 0, "spinoff_of": 1, "prequel_of": 2}[name]
        if (0, 0, 0, 1, 2)[story.number % 5] != fits:
            return None
        other = self.world.named(story.before)
        key = self.random.choices(("stated", "rumoured", "denied"), (90, 6, 4))[0] if name == "sequel_of" else "stated"
        return Fact(name, Entity("title", other), self.clause(name, key, value=other), {}, key)

    def based_on(self) -> Fact | None:
        if self.story.number % 6:
            return None
        work, author = self.story.places[0] + " Papers", self.world.person(self.story.number)
        said = self.clause("based_on", "stated", value=work, author=author)
        return Fact("based_on", work, said, {"author": author})

    def also_known_as(self) -> Fact | None:
        story = self.story
        if not story.former or self.day < story.renamed:
            return None
        return Fact(
            "also_known_as",
            story.former,
            self.clause("also_known_as", "former", value=story.former),
            {"kind": "former"},
        )

    def award(self, name: str) -> Fact | None:
        story = self.story
        given = story.release.year + 1
        if story.number % 4 or self.day < date(given, 3, 1):
            return None
        place = story.number // 4 + (self.random.randrange(3) if name == "award_nomination" else 0)
        award = word_list("lists", "awards")[place % len(word_list("lists", "awards"))]
        said = self.clause(name, "stated", value=award, year=given)
        return Fact(name, Entity("award", award), said, {"year": given})


_TELLERS: Mapping[str, Callable[[Teller], Fact | None]] = {
    "release_date": Teller.release_date,
    "cast_member": Teller.cast_member,
    "director": Teller.director,
    "status": Teller.status,
    "available_on": Teller.available_on,
    "premise": Teller.premise,
    "trailer": Teller.trailer,
    "content_rating": Teller.content_rating,
    "filming_location": Teller.filming_location,
    "character": Teller.character,
    "based_on": Teller.based_on,
    "also_known_as": Teller.also_known_as,
}
_SHARED: Mapping[str, Callable[[Teller, str], Fact | None]] = {
    **dict.fromkeys(("production_company", "distributor", "network"), Teller.company),
    **dict.fromkeys(("runtime", "budget", "box_office"), Teller.quantity),
    **dict.fromkeys(("season_count", "episode_count"), Teller.seasons),
    **dict.fromkeys(("award_won", "award_nomination"), Teller.award),
    **dict.fromkeys(
        ("franchise", "sequel_of", "prequel_of", "spinoff_of", "remake_of", "set_after", "set_before"), Teller.relation
    ),
    **dict.fromkeys(
        ("writer", "producer", "executive_producer", "composer", "cinematographer", "creator", "showrunner"),
        Teller.crew,
    ),
}


def _said(value: str) -> str:
    """A date in words, as precise as it is."""
    if len(value) == 4:
        return value
    year, rest = value[:4], value[5:]
    if rest in _SEASONS:
        return f"{_SEASONS[rest]} {year}"
    if len(rest) == 2:
        return f"{date(int(year), int(rest), 1):%B} {year}"
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B} {year}"


def _when(value: str) -> str:
    """A date with its preposition."""
    return ("on " if len(value) == 10 else "in ") + _said(value)
