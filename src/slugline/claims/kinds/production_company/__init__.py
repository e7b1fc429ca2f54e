"""The company that makes a title."""

from __future__ import annotations

from collections.abc import Iterator

from slugline.claims.credits.boxes import box_claims, table_claims
from slugline.claims.credits.companies import House
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.text.reading import Line

WORDS = words_beside(__file__)
_HOUSE = House(WORDS, "OCSN")
_STUDIO = House(WORDS, "O")


def makes(line: Line) -> Iterator[Candidate]:
    """ "produced by A24", "Falcata produces *Harbor*"."""
    by, *does = _STUDIO.makes
    for match in _HOUSE.find(line, _HOUSE.makes[0]):
        yield from _HOUSE.give(match)
    for match in _STUDIO.find(line, *does):
        yield from _STUDIO.give(match)


def named(line: Line) -> Iterator[Candidate]:
    """ "its producers, Falcata Films", "the production company Falcata"."""
    for match in _STUDIO.find(line, *_STUDIO.named):
        yield from _STUDIO.give(match)


def boxed(line: Line) -> Iterator[Candidate]:
    """A fact box's line, a table's cell."""
    yield from box_claims(line, WORDS.say["label"], "OCSNP", "organization")
    yield from table_claims(line, WORDS.say["label"], "OCSNP", "organization")


KIND = Kind(
    property="production_company",
    value="organization",
    about="The company that makes a title.",
    words=WORDS,
    wikidata="P272",
    schema_org="productionCompany",
    rules=(makes, named, boxed),
)
