"""Wikidata: entities as Special:EntityData or wbgetentities gives them, one document each.

Only an item of a film, a series, a special, a person or a franchise is the subject of claims. Every other item (a
company, a place, a character) tells the name by which the statements of others speak of it: an item that is named by
its id alone, and whose own document was never seen, is passed over and told.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slugline.claims.structured.document import Node
from slugline.claims.structured.found import About, Found, year_of
from slugline.edtf import Edtf
from slugline.errors import DateError
from slugline.model import Entity, Quantity, Value
from slugline.surfaces.exchange.items import items
from slugline.surfaces.exchange.outside import THING, Identity, is_id, page_of
from slugline.surfaces.imports.snaks import (
    PREFERRED,
    Names,
    Statement,
    amount_of,
    best,
    day_of,
    item_of,
    place_of,
    statements,
    text_of,
)
from slugline.surfaces.imports.words import words

NAME, PUBLISHER = "wikidata", "Wikidata"
_LANGUAGES = ("en", "mul", "en-us", "en-gb", "en-ca")
_IDS = (("imdb", "P345", ""), ("tmdb", "P4947", "movie/"), ("tmdb", "P4983", "tv/"), ("tmdb", "P4985", "person/"))
_TVMAZE = ("tvmaze", "P8600", "show/")
_TITLES = ("film", "series", "special")
_SINGLE = ("runtime", "budget", "box_office", "season_count", "episode_count", "content_rating", "death_date")
_PEOPLES = ("award_won", "award_nomination", "death_date")  # what is said of a person
_VOICE = "P725"
_SHOWN = 8  # items without a name that a fault lists


def is_mine(data: object) -> bool:
    """Whether the JSON is such a document."""
    return bool(parts(data))


def parts(data: object) -> list[object]:
    """The entities of a document, in its order."""
    if isinstance(data, dict) and isinstance(data.get("entities"), dict):
        found = list(data["entities"].values())
    elif isinstance(data, list):
        found = data
    else:
        found = [data]
    return found if found and all(_is_entity(one) for one in found) else []


def _is_entity(data: object) -> bool:
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        return False
    return "missing" in data or ("labels" in data and ("claims" in data or "type" in data or "aliases" in data))


def about(root: Node) -> About:
    """The entity as an article: the item's page, on the day of its last change."""
    name = root["id"].text()
    written = root["modified"].text()[:10]
    try:
        day = Edtf(written) if written else None
    except DateError:
        root["modified"].refuse("YYYY-MM-DD")
        day = None
    whole = day.first if day is not None and day.precision == "day" else None
    return About(page_of(NAME, name) if is_id(NAME, name) else "", label_of(root), PUBLISHER, whole)


def label_of(root: Node) -> str:
    """The item's name: the English label, else the one for many languages, else the first that there is."""
    labels = root["labels"]
    keys = labels.names()
    for language in (*(one for one in _LANGUAGES if one in keys), *sorted(keys)):
        if name := labels[language]["value"].text():
            return name
    return ""


def type_of(root: Node) -> str:
    """What the item is the subject of; `THING` for all that is neither title, person nor franchise."""
    known = items().types
    for one in best(statements(root, "P31", _nobody)):
        if kind := known.get(item_of(one.main)):
            return kind
    ids = dict(_outside(root))
    if "tvmaze" in ids or ids.get("tmdb", "").startswith("tv/"):
        return "series"
    if ids.get("tmdb", "").startswith("movie/"):
        return "film"
    return "person" if ids.get("imdb", "").startswith("nm") or "tmdb" in ids else THING


def _nobody(_: str) -> None:
    return None


def _outside(root: Node) -> Iterator[tuple[str, str]]:
    for service, name, prefix in (*_IDS, _TVMAZE):
        for one in best(statements(root, name, _nobody)):
            found = prefix + text_of(one.main)
            if is_id(service, found):
                yield service, found


def _subject(root: Node, said_on: date | None) -> Entity | None:
    name, kind = label_of(root), type_of(root)
    if not name:
        return None
    told = [one for name in ("P577", "P580") for one in best(statements(root, name, _nobody))]
    days = [day for one in told if (day := day_of(one.main)) is not None]
    first = min(days, key=lambda day: day.first, default=None) if kind in _TITLES else None
    return Entity(kind, name, year_of(first, said_on))


def identities(root: Node, said_on: date | None) -> Iterator[Identity]:
    """The item's own ids, whatever it is."""
    subject = _subject(root, said_on)
    if subject is None:
        return
    for service, name in ((NAME, root["id"].text()), *_outside(root)):
        if is_id(service, name):
            yield Identity(subject.type, subject.name, subject.year, service, name)


def found(root: Node, said_on: date, names: Names) -> Iterator[Found]:
    """What the entity's statements say; ``names`` gives the names of other items."""
    subject = _subject(root, said_on)
    if subject is None:
        what = "is missing on Wikidata" if isinstance(root.data, dict) and "missing" in root.data else "has no label"
        root.document.fault("", what, "an item with a label")
        return
    if subject.type == THING:
        return
    nameless: list[str] = []
    for name, (prop, kind) in words("wikidata_items").items():
        if subject.type in _TITLES or prop in _PEOPLES:
            for one in _chosen(root, name, prop, names):
                yield from _item(subject, prop, kind, name, one, nameless)
    if subject.type in _TITLES:
        yield from _figures(root, subject, names)
        yield from _other_names(root, subject, names)
        yield from _others(root, names, said_on, nameless)
    for name, prop in words("wikidata_days").items():
        if (subject.type in _TITLES) != (prop in _PEOPLES) and subject.type != "franchise":
            for one in _chosen(root, name, prop, names):
                yield from _day(subject, prop, one)
    if subject.type == "series":
        yield from _run(root, subject, names)
    if nameless:
        listed = ", ".join(sorted(set(nameless))[:_SHOWN]) + (", …" if len(set(nameless)) > _SHOWN else "")
        fault = f"names {len(set(nameless))} items by their ids alone: {listed}"
        root.document.fault("", fault, "their own documents, imported with it or before")


def _chosen(root: Node, name: str, prop: str, names: Names) -> list[Statement]:
    """All statements of a property; where there may be one value, those below the preferred are left out."""
    everything = statements(root, name, names)
    if prop in _SINGLE and any(one.rank == PREFERRED for one in everything):
        return best(everything)
    return everything


def _modality(one: Statement) -> str:
    return "denied" if one.denied else ""


def _item(subject: Entity, prop: str, kind: str, name: str, one: Statement, nameless: list[str]) -> Iterator[Found]:
    at, modality = place_of(one.main), _modality(one)
    if one.gap is not None:
        yield Found(subject, prop, one.gap, at, {}, modality)
        return
    item = item_of(one.main)
    known = one.named(item)
    if known is None:
        nameless += [item] if item else []
        return
    value: Value = known.name if kind == "text" else Entity(kind, known.name)
    if prop == "based_on" and known.type in _TITLES:
        prop, value = "remake_of", Entity("title", known.name)
    yield Found(subject, prop, value, at, _narrowed(prop, name, one), modality)


def _narrowed(prop: str, name: str, one: Statement) -> dict[str, object]:
    """The qualifiers that the property bears."""
    made: dict[str, object] = {}
    if prop == "cast_member":
        role = one.label("P453") or next((text_of(snak) for snak in one.qualifiers("P4633")), "")
        made = {"character": role, "role": "voice" if name == _VOICE else ""}
    elif prop in ("award_won", "award_nomination"):
        day = one.day("P585")
        made = {"work": one.label("P1686"), "year": day.first.year if day is not None else 0}
    elif prop == "content_rating":
        made = {"territory": "United States"}
    elif prop == "filming_location":
        day = one.day("P585")
        made = {"date": day.text if day is not None else ""}
    return made


def _territory(one: Statement, name: str) -> str:
    item = one.item(name)
    return items().places.get(item) or one.label(name)


def _day(subject: Entity, prop: str, one: Statement) -> Iterator[Found]:
    qualifiers: dict[str, object] = {}
    if prop == "release_date":
        medium = items().media.get(one.item("P437"), "")
        qualifiers = {"territory": _territory(one, "P291"), "medium": medium}
    value: Value | None = one.gap or day_of(one.main)
    if isinstance(value, Edtf) and one.about and value.precision in ("year", "month", "day"):
        value = Edtf(value.text + "~")
    if one.denied and isinstance(value, Edtf) and value.precision != "day":
        return  # a coarse date is mostly deprecated for a finer one within it
    if value is not None:
        yield Found(subject, prop, value, place_of(one.main), qualifiers, _modality(one))


def _run(root: Node, series: Entity, names: Names) -> Iterator[Found]:
    """When a series began and ended, as Wikidata tells it of series."""
    for one in best(statements(root, "P580", names)):
        yield from _day(series, "release_date", one)
    for one in best(statements(root, "P582", names)):
        ended = day_of(one.main)
        if ended is not None:
            yield Found(series, "status", "ended", place_of(one.main), {"date": ended.text})


def _figures(root: Node, subject: Entity, names: Names) -> Iterator[Found]:
    for name, (prop, unit) in words("wikidata_amounts").items():
        for one in _chosen(root, name, prop, names):
            qualifiers = {"territory": _territory(one, "P3005")} if prop == "box_office" else {}
            told = amount_of(one.main, unit)
            value: Value | None = one.gap or (Quantity(*told) if told else None)
            if value is not None:
                yield Found(subject, prop, value, place_of(one.main), qualifiers, _modality(one))


def _other_names(root: Node, subject: Entity, names: Names) -> Iterator[Found]:
    """Its official title and its other ones, where they differ from its name."""
    for name in ("P1476", "P1449"):
        for one in statements(root, name, names):
            said = text_of(one.main)
            if said and said.casefold() != subject.name.casefold() and not one.denied:
                yield Found(subject, "also_known_as", said, place_of(one.main))


def _others(root: Node, names: Names, said_on: date, nameless: list[str]) -> Iterator[Found]:
    """What the item's statements say of other titles: those that follow it, and its spin-offs."""
    mine = _subject(root, said_on)
    for name, prop in (("P156", "sequel_of"), ("P2512", "spinoff_of")):
        for one in best(statements(root, name, names)):
            item = item_of(one.main)
            known = one.named(item)
            if item and known is None:
                nameless.append(item)
            if mine is not None and known is not None and known.type in _TITLES:
                value = Entity("title", mine.name)
                yield Found(Entity(known.type, known.name), prop, value, place_of(one.main))
