"""The company that releases a title."""

from __future__ import annotations

from collections.abc import Iterator

from slugline.claims.compose import title_of
from slugline.claims.credits.boxes import box_claims, table_claims
from slugline.claims.credits.companies import House
from slugline.claims.credits.crafts import Craft
from slugline.claims.credits.people import plain
from slugline.claims.kind import Candidate, Kind, words_beside
from slugline.model import NoValue, Unknown
from slugline.text.reading import Line

WORDS = words_beside(__file__)
_ANY = House(WORDS, "OSCN")
_STUDIO = House(WORDS, "ON")
_CRAFT = Craft(WORDS)


def releases(line: Line) -> Iterator[Candidate]:
    """ "distributed by Falcata", "Falcata will release *Harbor*", "Falcata puts it out"."""
    by, *does = _STUDIO.makes
    for match in _ANY.find(line, _ANY.makes[0]):
        yield from _ANY.give(match)
    for match in _STUDIO.find(line, *does, *_STUDIO.puts, *_STUDIO.buys, _STUDIO.takes):
        yield from _STUDIO.give(match)


def named(line: Line) -> Iterator[Candidate]:
    """ "its distributor, Falcata", "Falcata is the distributor"."""
    for match in _STUDIO.find(line, *_STUDIO.named):
        yield from _STUDIO.give(match)


def missing(line: Line) -> Iterator[Candidate]:
    """ "there is no American distributor yet", "a distributor has not been named"."""
    for one, none in _CRAFT.missing:
        for match in _CRAFT.find(line, one):
            unknown = none is None and match.found.groupdict().get("told")
            yield from plain(match, title_of(match), Unknown() if unknown else NoValue())


def boxed(line: Line) -> Iterator[Candidate]:
    """A fact box's line, a table's cell."""
    yield from box_claims(line, WORDS.say["label"], "OCSNP", "organization")
    yield from table_claims(line, WORDS.say["label"], "OCSNP", "organization")


KIND = Kind(
    property="distributor",
    value="organization",
    about="The company that releases a title.",
    words=WORDS,
    wikidata="P750",
    schema_org="publisher",
    rules=(releases, named, missing, boxed),
)
