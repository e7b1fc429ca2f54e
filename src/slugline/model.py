"""The nouns that every stage speaks: articles, mentions, claims and statements. Fields only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from slugline.edtf import Edtf

SUBJECT_TYPES = ("film", "series", "special", "person", "franchise")
ENTITY_TYPES = ("person", "title", "organization", "platform", "place", "franchise", "award", "character")
MODALITIES = ("stated", "scheduled", "expected", "rumoured", "denied")
PART_KINDS = ("headline", "heading", "paragraph", "list_item", "caption", "credit", "link", "notice", "table_row")


@dataclass(frozen=True, slots=True)
class Part:
    """One block of an article: ``article.text[start:end]`` is its text, marks of layout left out.

    ``kind`` is one of PART_KINDS; ``level`` is a heading's depth (1 to 6), else 0.
    Furniture (`credit`, `link`, `notice`) gives no claims.
    """

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """One dated text. ``id`` hashes the url (or file) and the text, so offsets never drift.

    ``emphasis`` holds the spans that the page sets in italics without a mark in the text.
    ``carried`` is what the page describes for machines of the titles that it tells of: a JSON-LD
    document of schema.org's things, "" where there are none.
    """

    id: str
    url: str
    file: str
    publisher: str
    title: str
    author: str
    text: str
    published: date
    modified: date | None = None
    retrieved_at: datetime | None = None
    parts: tuple[Part, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    carried: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was read: what the contract's ``source`` holds."""

    file: str = ""
    url: str = ""
    publisher: str = ""
    title: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words: ``article.text[start:end] == quote``, always. ``article`` is its id."""

    article: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Something with a name. ``type`` is one of SUBJECT_TYPES or ENTITY_TYPES; ``year`` is 0 where unsaid."""

    type: str
    name: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount with its unit: minutes, USD (or another currency's code), seasons, episodes."""

    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is one, and it is not known or not announced."""


@dataclass(frozen=True, slots=True)
class NoValue:
    """There is none (yet)."""


Value = Edtf | Entity | Quantity | str | Unknown | NoValue


@dataclass(frozen=True, slots=True)
class Mention:
    """Where the text names something. ``name`` is the fullest form that the article gives."""

    evidence: Evidence
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Context:
    """How firmly (``modality``), according to whom (the nearest first), by which words (``cues``)."""

    modality: str = "stated"
    attribution: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """What one passage says. ``qualifiers`` hold str, bool, int or EDTF text; ``rule`` names its maker.

    ``confidence`` is the calibrated chance that the article says so; None where its maker gives none.
    """

    subject: Entity
    property: str
    value: Value
    qualifiers: Mapping[str, object]
    context: Context
    evidence: Evidence
    said_on: date
    source: Source
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The record's position on one value of one property, citing its claims.

    ``rank`` is ``preferred`` (the answer), ``normal`` (a rival) or ``deprecated`` (superseded,
    withdrawn). ``since`` and ``until`` bound the half-open time in which it was the position.
    """

    subject: Entity
    property: str
    value: Value
    qualifiers: Mapping[str, object]
    modality: str
    rank: str
    standing: str
    claims: tuple[Claim, ...]
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PropertySpec:
    """What the record must be told of a property.

    ``single`` properties hold one value for each combination of ``scopes`` (names of qualifiers);
    the others hold sets with withdrawals. ``inverse`` names the property that says the same of
    the other side (``set_after`` and ``set_before``).
    """

    name: str
    value_type: str
    single: bool
    scopes: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    inverse: str = ""
