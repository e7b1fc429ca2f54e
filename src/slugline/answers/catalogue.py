"""The titles of the record as a list, and what a list says of each: its head, with its name in addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from slugline.answers.addresses import title_slug
from slugline.answers.cite import Json, decision_json, title_json
from slugline.answers.scoping import titles_view
from slugline.contract import claim_to_json
from slugline.errors import DecisionError
from slugline.model import Claim, Entity
from slugline.record import Record, Scope, Title, View, claim_id
from slugline.record.index import entity_key, title_name
from slugline.record.shelves import names_from, names_like

_BATCH = 50  # names that are read together


def entry(view: View, title: Title) -> Json:
    """A title's head as a guide has it, with its ``slug``."""
    return title_json(view, title) | {"slug": title_slug(view, title)}


def all_titles(
    record: Record, as_of: date, after: tuple[str, int] | None = None
) -> Iterator[tuple[tuple[str, int], Json]]:
    """Every title under its present name, in the order of the names folded; each with its place, from ``after`` on.

    A place is a name and a number among the titles of that name.
    """
    first, most = (after[0] if after else ""), _BATCH
    while True:
        with record.reading() as connection:
            names = names_from(connection, first, most, as_of)
        view = titles_view(record, names, as_of)
        for name in names:
            mine = [title for title in view.titles.find(name) if title_name(title.name) == name]
            for number, title in enumerate(mine):
                if after is None or (name, number) > after:
                    yield (name, number), entry(view, title)
        if len(names) < most:
            return
        first = names[-1] + "\0"


def titles_like(
    record: Record, text: str, as_of: date, after: tuple[int, int] | None = None
) -> Iterator[tuple[tuple[int, int], Json]]:
    """The titles that a text may mean, the likeliest first; each with its place, from ``after`` on."""
    with record.reading() as connection:
        names = names_like(connection, text, as_of)
    for first in range(max(0, after[0] if after else 0), len(names), _BATCH):
        batch = names[first : first + _BATCH]
        view = titles_view(record, batch, as_of)
        for place, name in enumerate(batch, first):
            mine = [title for title in view.titles.find(name) if _place(names, title) == place]
            for number, title in enumerate(mine):
                if after is None or (place, number) > after:
                    yield (place, number), entry(view, title)


def _place(names: Sequence[str], title: Title) -> int:
    """The first of the names that the title bears."""
    borne = {title_name(name) for name in title.names}
    return next((place for place, name in enumerate(names) if name in borne), -1)


def claims_about(view: View, title: Title, properties: frozenset[str] = frozenset()) -> list[Json]:
    """What articles have claimed of a title, as they said it, oldest first; each in the claim contract with its id."""
    return [
        claim_json(claim)
        for claim in view.claims
        if (not properties or claim.property in properties) and view.titles.key_of(claim) == title.key
    ]


def claim_json(claim: Claim) -> Json:
    """A claim in the claim contract, with the id by which people and decisions speak of it."""
    return {"id": claim_id(claim)} | claim_to_json(claim)


def one_claim(record: Record, text: str) -> Json:
    """The recorded claim whose id begins with ``text``, with what editors have decided of it.

    Raises `RecordError` where that is no beginning of an id, `DecisionError` where several ids or none begin so.
    """
    found = {claim_id(claim): claim for claim in record.find(text)}
    if len(found) != 1:
        fault = (
            f"{len(found)} claims have an id that begins with {text!r}" if found else f"no claim has the id {text!r}"
        )
        raise DecisionError(fault, allowed=", ".join(sorted(found)[:5]))
    ((number, claim),) = found.items()
    return claim_json(claim) | {"decisions": [decision_json(one) for one in record.decisions_of(number)]}


def written(record: Record, kind: str, name: str, as_of: date) -> str:
    """How a person or franchise (``kind``) of a name or slug is written most."""
    return record.view(as_of, Scope()).entity(entity_key(Entity(kind, name))).name
