"""What the record says of a person: the titles that name them, in which part, and what is said of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from slugline.answers.addresses import slug, title_slug
from slugline.answers.cite import Json, since_of, spell_json, stand_json, standing_of
from slugline.answers.guide import answer, overall
from slugline.answers.reply import about, question
from slugline.answers.timeline import first_release
from slugline.edtf import Edtf
from slugline.errors import UnknownPerson
from slugline.model import Entity
from slugline.record import Record, Said, Scope, Title, View
from slugline.record.contend import stand
from slugline.record.index import person_name, title_name
from slugline.record.people import PERSON
from slugline.record.persons import is_known, names_of, near_people, titles_with

PARTS = (
    "cast_member",
    "director",
    "writer",
    "creator",
    "showrunner",
    "producer",
    "executive_producer",
    "composer",
    "cinematographer",
)
_OF_THEMSELVES = ("death_date", "award_won", "award_nomination")


def person(record: Record, name: str, *, as_of: date, first: int = 0, most: int | None = None) -> Json:
    """Everything on a person as of a day; of ``most`` titles from the ``first`` on, those spoken of last first.

    ``{"person": {"name", "slug", "also_called": [...]}, "as_of", "updated", "names", "about": [...], "parts": [...],
    "earlier": [...]}``. ``about`` is what is said of the person (death, awards), entries as a guide has them. Each of
    ``parts`` is one value of a title that names the person: ``{"property", "title": {"name", "type", "year"?, "slug"},
    "release" (EDTF or null), "standing", "value", "qualifiers", "modality", "since", "citations"}``, by property and
    within it the newest release first, what is still without a date before it; ``earlier`` are such values that no
    longer hold, with ``until``. ``names`` counts the names of titles that ``first`` and ``most`` are of.

    Raises `UnknownPerson`, with the nearest names, where nobody of that name is spoken of by then.
    """
    folded = person_name(name)
    with record.reading() as connection:
        if not is_known(connection, PERSON, folded, as_of):
            raise UnknownPerson(
                f"nobody in the record is called {name!r}", choices=near_people(connection, name, as_of)
            )
        known = names_of(connection, folded)
        names = titles_with(connection, known, as_of)
    shown = names[first:] if most is None else names[first : first + most]
    view = record.view(as_of, Scope(titles=frozenset(shown), people=frozenset({folded})))
    rank = {title: place for place, title in enumerate(names)}
    parts: list[Json] = []
    earlier: list[Json] = []
    for title in _titles(view, rank, frozenset(shown)):
        held, gone = _parts(view, title, folded)
        parts += held
        earlier += gone
    key = view.person_key(name)
    spoken = [one.day for subject, prop in view.asserted() if subject == key for one in view.said(subject, prop)]
    spoken += [date.fromisoformat(str(row.pop("said"))) for row in (*parts, *earlier)]
    called = view.entity(key).name
    return {
        "person": {"name": called, "slug": slug(called), "also_called": _others(view, called, known)},
        "as_of": as_of.isoformat(),
        "updated": max(spoken).isoformat() if spoken else None,
        "names": len(names),
        "about": list(_about(view, key)),
        "parts": sorted(parts, key=_place),
        "earlier": sorted(earlier, key=lambda row: (str(row["until"]), _place(row)), reverse=True),
    }


def _others(view: View, called: str, known: frozenset[str]) -> list[str]:
    """The other names under which editors know the person."""
    others = {view.entity(f"{PERSON}|{one}").name for one in known}
    return sorted(others - {called})


def _titles(view: View, rank: Mapping[str, int], shown: frozenset[str]) -> Iterator[Title]:
    """The titles of which the first name in the order is among those shown."""
    for key in sorted(view.titles.titles):
        title = view.titles.titles[key]
        mine = {title_name(one) for one in title.names} & rank.keys()
        if mine and min(mine, key=lambda one: rank[one]) in shown:
            yield title


def _parts(view: View, title: Title, folded: str) -> tuple[list[Json], list[Json]]:
    """What holds of the person in one title, and what held or was denied."""
    known = view.variants.canon(folded, title.key)
    release = first_release(view, title.key)
    head: Json = {"name": title.name, "type": title.type}
    head |= ({"year": title.year} if title.year else {}) | {"slug": title_slug(view, title)}
    held: list[Json] = []
    gone: list[Json] = []
    for name in view.properties(title.key):
        said = [one for one in view.said(title.key, name) if one.key == known and _is_person(one.claim.value)]
        if not said:
            continue
        newest = max(one.day for one in said).isoformat()
        row: Json = {"property": name, "title": head, "release": _edtf(release), "said": newest}
        slots, spells = view.position(title.key, name), view.spells(title.key, name)
        now = [(slot, one) for slot in slots for one in slot.answers if one.key == known]
        for slot, mine in now:
            standing = standing_of(view, title.key, name, slot)
            held.append(row | {"standing": standing} | stand_json(mine, since_of(spells, mine, slot.scope)))
        if not now:
            past = [spell for spell in spells if spell.stand.key == known]
            gone += [row | {"standing": "superseded"} | spell_json(spell) for spell in past]
            if not past:
                gone += [row | _denied(no) for slot in slots for no in slot.denials[-1:] if no.key == known]
    return held, gone


def _denied(no: Said) -> Json:
    """A part that was denied and never held."""
    made = stand_json(stand([no]), no.day)
    return made | {"standing": "denied", "until": no.day.isoformat()}


def _edtf(value: Edtf | None) -> str | None:
    return None if value is None else value.text


def _is_person(value: object) -> bool:
    return isinstance(value, Entity) and value.type == PERSON


def _about(view: View, key: str) -> Iterator[Json]:
    it = about(view, key)
    for name in (*_OF_THEMSELVES, *(one for one in view.properties(key) if one not in _OF_THEMSELVES)):
        slots = view.position(key, name)
        if slots:
            yield answer(it, name, slots, overall(view, key, name, slots), question(it, name))


def _place(row: Json) -> tuple[object, ...]:
    name, release, title = str(row["property"]), row["release"], row["title"]
    order = PARTS.index(name) if name in PARTS else len(PARTS)
    when = "" if release is None else str(release)
    newest = tuple(-ord(letter) for letter in when) if when else ()
    return order, name, newest, str(title["name"]) if isinstance(title, dict) else ""
