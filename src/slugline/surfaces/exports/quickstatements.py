"""Statements as commands of QuickStatements (V1): what an editor of Wikidata may look through and send.

Only what is settled is written, of titles and people whose item is known, with values whose items are known. Whatever
is left out is counted under its reason. What Wikidata itself is the only source of is left out too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from slugline.edtf import Edtf
from slugline.model import Claim, Entity, NoValue, Quantity, Statement, Unknown
from slugline.record import article_key
from slugline.record.names import is_cinema, territory
from slugline.record.through import Reached, statements_of
from slugline.record.view import View
from slugline.surfaces.exchange.items import items
from slugline.surfaces.exports.chosen import Chosen
from slugline.surfaces.exports.quoting import address, exact, mono, string
from slugline.surfaces.exports.terms import AMOUNT, CIRCA, DAY, ITEM, Term, Time, terms, time_of
from slugline.surfaces.imports import wikidata
from slugline.surfaces.imports.known import Known

_HEDGED = ("expected", "rumoured", "denied")
_REFERENCES = 3  # of one statement
_RANKS = {"preferred": "R+", "deprecated": "R-"}
_NO_PLACE = ("", "worldwide")
_LANGUAGE = "en"  # of the articles that Slugline reads
_STREAMING = "Q220499"
_VOICED = "P725"


class _Left(Exception):
    """Why a statement is left out."""


@dataclass(frozen=True, slots=True)
class Line:
    """One command, apart from its references: the item it stands on, the property, the value and the qualifiers."""

    item: str
    property: str
    value: str
    qualifiers: tuple[tuple[str, str], ...]
    rank: str
    claims: tuple[Claim, ...]


def write_quickstatements(chosen: Chosen, known: Known, to: TextIO) -> tuple[int, Counter[str]]:
    """Write the commands; gives their number, and how many statements were left out for which reason."""
    left: Counter[str] = Counter()
    count = 0
    for reached in chosen.subjects():
        lines = list(_lines(reached, known, left))
        days = chosen.read_on({article_key(claim) for line in lines for claim in line.claims})
        several = _several(lines)
        for line in lines:
            to.write(_written(line, days, ranked=(line.item, line.property) in several) + "\n")
            count += 1
    return count, left


def _several(lines: Sequence[Line]) -> set[tuple[str, str]]:
    """The properties of items with statements of more than one rank: elsewhere what stands is of normal rank."""
    ranks: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        ranks[line.item, line.property].add(line.rank)
    return {place for place, found in ranks.items() if len(found) > 1}


def _written(line: Line, days: Mapping[str, date], *, ranked: bool) -> str:
    parts = [line.item, line.property, line.value]
    if line.rank == "deprecated" or (ranked and line.rank in _RANKS):
        parts.append(_RANKS[line.rank])
    parts += [part for pair in line.qualifiers for part in pair]
    if not line.property.startswith("A"):  # an alias bears no reference
        for number, claim in enumerate(line.claims):
            pairs = list(_reference(claim, days.get(article_key(claim))))
            for place, (name, value) in enumerate(pairs):
                parts += [f"{'!' if number and not place else ''}{name}", value]
    return "\t".join(parts)


def _reference(claim: Claim, read_on: date | None) -> Iterator[tuple[str, str]]:
    source = claim.source
    if found := address(source.url):
        yield "S854", found
    if title := mono(_LANGUAGE, source.title):
        yield "S1476", title
    if source.author and (author := string(source.author)):
        yield "S2093", author
    yield "S577", f"{_whole(claim.said_on)}"
    if found and read_on is not None:
        yield "S813", _whole(read_on)
    if not claim.rule.startswith("import.") and (quote := exact(_LANGUAGE, claim.evidence.quote)):
        yield "S1683", quote


def _whole(day: date) -> str:
    return f"{Time(day, 11).written}/11"


def _lines(reached: Reached, known: Known, left: Counter[str]) -> Iterator[Line]:
    view = reached.view
    for subject in reached.subjects:
        item = _item_of(view, subject, known)
        for statement in statements_of(view, subject):
            try:
                yield _line(statement, item, _Values(view, subject, known))
            except _Left as why:
                left[str(why)] += 1


def _item_of(view: View, subject: str, known: Known) -> str:
    title = view.titles.titles.get(subject)
    if title is not None:
        return known.title(view, title).get("wikidata", "")
    name = view.entity(subject).name
    if subject.startswith("person|"):
        return known.person({name, subject.removeprefix("person|")}).get("wikidata", "")
    return known.franchise(name).get("wikidata", "")


def _line(statement: Statement, item: str, values: _Values) -> Line:
    term = terms().get(statement.property)
    if term is None:
        raise _Left("no property of Wikidata says the same")
    if not item:
        raise _Left("the item of the title or person is not known")
    if statement.modality in _HEDGED:
        raise _Left("nothing is settled")
    sources = _sources(statement.claims)
    if not sources:
        raise _Left("nobody but Wikidata says so")
    name, qualifiers = term.property, list(values.qualifiers(statement))
    if statement.property == "cast_member" and statement.qualifiers.get("role") == "voice":
        name = _VOICED
    value, more = values.of(statement, term)
    if term.inverse:
        if not value.startswith("Q"):
            raise _Left("no property of Wikidata says the same")
        item, value = value, item
    return Line(item, name, value, (*more, *qualifiers), statement.rank, sources)


def _sources(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The heaviest claims of other sources than Wikidata, one of each article."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.source.publisher != wikidata.PUBLISHER:
            found.setdefault(article_key(claim), claim)
    return tuple(found.values())[:_REFERENCES]


class _Values:
    """Values and qualifiers as QuickStatements writes them, for the statements on one subject."""

    def __init__(self, view: View, subject: str, known: Known) -> None:
        self._view = view
        self._subject = subject
        self._known = known

    def of(self, statement: Statement, term: Term) -> tuple[str, list[tuple[str, str]]]:
        """A statement's value, and the qualifiers that are part of it. Raises `_Left`."""
        value = statement.value
        if isinstance(value, Unknown | NoValue):
            if term.value == "alias":
                raise _Left("no property of Wikidata says the same")
            return ("somevalue" if isinstance(value, Unknown) else "novalue"), []
        if term.value == DAY and isinstance(value, Edtf):
            return self._time(value)
        if term.value == AMOUNT and isinstance(value, Quantity):
            return self._amount(value), []
        if term.value == ITEM:
            return self._item(statement.property, value), []
        made = string(value) if isinstance(value, str) else ""
        if not made:
            raise _Left("a text that QuickStatements cannot bear")
        return made, []

    def _time(self, value: Edtf) -> tuple[str, list[tuple[str, str]]]:
        found = time_of(value)
        if found is None:
            raise _Left("a date that Wikidata cannot bear")
        more = [("P1480", CIRCA)] if found.circa else []
        if found.earliest is not None and found.latest is not None:
            more += [("P1319", _whole(found.earliest)), ("P1326", _whole(found.latest))]
        return f"{found.written}/{found.precision}", more

    def _amount(self, value: Quantity) -> str:
        number = f"{value.amount:.2f}".rstrip("0").rstrip(".")
        if value.unit in ("seasons", "episodes", ""):
            return number
        unit = items().units.get(value.unit)
        if unit is None:
            raise _Left("the item of a unit is not known")
        return f"{number}U{unit[1:]}"

    def _item(self, name: str, value: object) -> str:
        text = value.name if isinstance(value, Entity) else str(value)
        found = ""
        if name == "content_rating":
            found = items().ratings.get(text, "")
        elif isinstance(value, Entity) and value.type == "person":
            found = self._person(text)
        elif isinstance(value, Entity) and value.type in ("title", "franchise"):
            found = self._title_or_franchise(text, value.type)
        elif name == "based_on":
            found = self._known.thing(text).get("wikidata", "")
        elif not (name == "available_on" and is_cinema(text)):
            place = items().territories.get(territory(text), "") if name == "filming_location" else ""
            found = place or self._known.thing(text).get("wikidata", "")
        if not found:
            raise _Left("the item of a value is not known")
        return found

    def _person(self, name: str) -> str:
        canon = self._view.variants.canon(name, self._subject)
        return self._known.person({name, canon}).get("wikidata", "")

    def _title_or_franchise(self, name: str, kind: str) -> str:
        title = self._view.titles.resolve(name) if kind == "title" else None
        ids: Mapping[str, str] = self._known.title(self._view, title) if title is not None else {}
        if kind == "title" and not ids:
            ids = self._known.title_named(name)
        return (ids or self._known.franchise(name)).get("wikidata", "")

    def qualifiers(self, statement: Statement) -> Iterator[tuple[str, str]]:
        """What narrows a statement. Raises `_Left` where it would say more without what cannot be written."""
        said = statement.qualifiers
        if said.get("season"):
            raise _Left("it is of one season, which has an item of its own")
        if said.get("period"):
            raise _Left("it is of one period")
        place = territory(str(said.get("territory") or ""))
        if place not in _NO_PLACE and (statement.property, place) != ("content_rating", territory("US")):
            yield self._place(statement.property, place)
        if statement.property == "release_date":
            yield from self._medium(said)
        elif statement.property == "cast_member":
            yield from self._role(said)
        elif statement.property in ("award_won", "award_nomination"):
            yield from self._award(said)
        elif statement.property == "filming_location" and said.get("date"):
            found = time_of(Edtf(str(said["date"])))
            if found is not None and found.earliest is None:
                yield "P585", f"{found.written}/{found.precision}"

    def _place(self, name: str, place: str) -> tuple[str, str]:
        found = items().territories.get(place) or self._known.thing(place).get("wikidata", "")
        qualifier = {"release_date": "P291", "box_office": "P3005"}.get(name, "")
        if not found or not qualifier:
            raise _Left("the item of a territory is not known")
        return qualifier, found

    def _medium(self, said: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        medium = str(said.get("medium") or "")
        if medium in ("festival", "home_video"):
            raise _Left("it is of one medium, for which Wikidata has no one item")
        if medium == "streaming":
            yield "P437", _STREAMING
        platform = self._known.thing(str(said.get("platform") or "")).get("wikidata", "")
        if platform:
            yield "P750", platform

    def _role(self, said: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        role = str(said.get("character") or "")
        if role == "unknown":
            yield "P453", "somevalue"
        elif role:
            found = self._known.thing(role).get("wikidata", "")
            written = string(role)
            if found:
                yield "P453", found
            elif written:
                yield "P4633", written

    def _award(self, said: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        year = str(said.get("year") or "")
        if year.isascii() and year.isdecimal() and len(year) == 4:
            yield "P585", f"+{year}-00-00T00:00:00Z/9"
        work = self._known.title_named(str(said.get("work") or "")).get("wikidata", "")
        if work:
            yield "P1686", work
