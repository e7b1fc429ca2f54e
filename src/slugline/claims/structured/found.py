"""What a service's document says, before it is a claim: of whom, what, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from slugline.claims.structured.document import LONGEST_TEXT, Document, Node
from slugline.contract import value_to_json
from slugline.edtf import Edtf
from slugline.model import Article, Claim, Context, Entity, Evidence, Quantity, Source, Value

MOST_CLAIMS = 20_000  # of one document
EVENTS = ("release_date", "trailer")


@dataclass(frozen=True, slots=True)
class Found:
    """One fact. ``at`` is the value's own place, whose exact words are the evidence.

    ``modality`` is empty where the date alone decides between what has happened and what is planned.
    """

    subject: Entity
    property: str
    value: Value
    at: Node
    qualifiers: Mapping[str, object] = field(default_factory=dict)
    modality: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """The document as an article: its address (which may be empty), its title, its publisher, and its own day."""

    url: str
    title: str
    publisher: str
    day: date | None


def claims_of(article: Article, found: Iterable[Found], rule: str, document: Document) -> tuple[Claim, ...]:
    """The claims of an article whose text is the document's: each fact once, in the order of the text.

    A claim's rule is ``rule`` and the pointer to its value.
    """
    made: dict[object, Claim] = {}
    for one in found:
        claim = _claim(article, one, rule)
        said = (claim.subject, claim.property, str(value_to_json(claim.value)), str(sorted(claim.qualifiers.items())))
        made.setdefault(said, claim)
        if len(made) > MOST_CLAIMS:
            document.fault("", f"says more than {MOST_CLAIMS} things", "one title, person or page a document")
            break
    return tuple(sorted(made.values(), key=lambda claim: (claim.evidence.start, claim.evidence.end)))


def _claim(article: Article, one: Found, rule: str) -> Claim:
    start, end = one.at.span
    source = Source(article.file, article.url, article.publisher, article.title, article.author)
    return Claim(
        one.subject,
        one.property,
        one.value,
        {key: value for key, value in one.qualifiers.items() if value not in ("", None, 0, False)},
        Context(one.modality or _modality(one, article.published)),
        Evidence(article.id, start, end, article.text[start:end]),
        article.published,
        source,
        f"{rule} {one.at.pointer}",
    )


def _modality(one: Found, said_on: date) -> str:
    when = one.value
    if one.property == "status":
        told = one.qualifiers.get("date")
        when = Edtf(str(told)) if told else when
    elif one.property not in EVENTS:
        return "stated"
    return "scheduled" if isinstance(when, Edtf) and when.last > said_on else "stated"


def text(subject: Entity, name: str, at: Node, **qualifiers: object) -> Iterator[Found]:
    """A text, if there is one."""
    said = at.text(LONGEST_TEXT if name == "premise" else 500)
    if said:
        yield Found(subject, name, said, at, qualifiers)


def dated(subject: Entity, name: str, at: Node, **qualifiers: object) -> Iterator[Found]:
    """A date, if there is one."""
    day = at.day()
    if day is not None:
        yield Found(subject, name, day, at, qualifiers)


def amount(subject: Entity, name: str, at: Node, unit: str, **qualifiers: object) -> Iterator[Found]:
    """An amount that is not nothing."""
    said = at.number()
    if said:
        yield Found(subject, name, Quantity(said, unit), at, qualifiers)


def named(subject: Entity, name: str, kind: str, at: Node, **qualifiers: object) -> Iterator[Found]:
    """Something with a name, if there is one."""
    said = at.text()
    if said:
        yield Found(subject, name, Entity(kind, said), at, qualifiers)


def year_of(day: Edtf | None, said_on: date | None) -> int:
    """The year that tells a title apart: that of a release which is past; a planned one may move."""
    if day is None or said_on is None or day.last > said_on or day.precision == "interval":
        return 0
    return day.first.year
