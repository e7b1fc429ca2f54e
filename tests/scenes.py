"""Scenes for the record and its answers: dated notes about invented titles, told as claims."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from slugline.claims.kinds import SPECS
from slugline.edtf import Edtf
from slugline.model import Claim, Context, Entity, Evidence, NoValue, Quantity, Source, Unknown, Value
from slugline.record import Policy, Record, open_record

RECORDED = datetime.fromisoformat("2030-01-01T12:00:00+00:00")
FILM = Entity("film", "Paper Tides")
SERIES = Entity("series", "Kettle Row")
UNKNOWN, NONE = Unknown(), NoValue()
MAKERS = ("director", "writer", "producer", "composer", "showrunner", "creator", "cast_member", "cinematographer")
COMPANIES = ("production_company", "distributor", "network")
TITLES = ("sequel_of", "prequel_of", "remake_of", "spinoff_of", "set_after", "set_before")


@dataclass(frozen=True, slots=True)
class Note:
    """One article: the day it is dated, who published it, and its claims."""

    day: str
    outlet: str
    claims: tuple[Claim, ...]


def say(
    name: str,
    value: str | float | Value,
    modality: str = "",
    *,
    of: Entity = FILM,
    by: tuple[str, ...] = (),
    quote: str = "",
    **qualifiers: object,
) -> Claim:
    """One claim, still without a date and a source. A bare text is read as the property's own type of value."""
    made = _value(name, value)
    firm = "scheduled" if isinstance(made, Edtf) and name == "release_date" else "stated"
    words = quote or f"{of.name} {name} {value} {modality}"
    return Claim(
        subject=of,
        property=name,
        value=made,
        qualifiers=qualifiers,
        context=Context(modality or firm, by),
        evidence=Evidence("", 0, len(words), words),
        said_on=date.min,
        source=Source(),
    )


def _value(name: str, value: str | float | Value) -> Value:
    if isinstance(value, int | float):
        return Quantity(float(value), {"runtime": "minutes", "episode_count": "episodes"}.get(name, "USD"))
    if not isinstance(value, str):
        return value
    if name in ("release_date", "trailer", "death_date"):
        return Edtf(value)
    if name in MAKERS:
        return Entity("person", value)
    if name in COMPANIES:
        return Entity("organization", value)
    kinds = {"available_on": "platform", "filming_location": "place", "franchise": "franchise", "award_won": "award"}
    if name in kinds or name in TITLES:
        return Entity(kinds.get(name, "title"), value)
    return value


def note(day: str, outlet: str, *claims: Claim, url: str = "") -> Note:
    """A dated note: its claims get its day, its source and places in its text."""
    source = Source(url=url or f"https://{outlet.lower().replace(' ', '')}.example/{day}", publisher=outlet, title=day)
    placed, start = [], 0
    for claim in claims:
        quote = claim.evidence.quote
        evidence = Evidence("", start, start + len(quote), quote)
        placed.append(replace(claim, evidence=evidence, said_on=date.fromisoformat(day), source=source))
        start += len(quote) + 1
    return Note(day, outlet, tuple(placed))


def told(notes: Iterable[Note], policy: Policy | None = None, url: str = ":memory:") -> Record:
    """A record, in memory unless ``url`` says otherwise, that has read the notes in their order."""
    record = open_record(url, SPECS, policy=policy)
    for each in notes:
        record.add(None, each.claims, RECORDED)
    return record


def day(text: str) -> date:
    """A day, as written in a scene."""
    return date.fromisoformat(text)
