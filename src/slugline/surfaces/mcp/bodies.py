"""The bodies of the tools that the record contract has no other name for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from slugline.surfaces.contract_models.bodies import Change
from slugline.surfaces.contract_models.values import Day, Open

Sought = Literal["title", "person", "character", "franchise", "quote"]


class Changes(Open):
    """What changed, newest first."""

    as_of: Day
    changes: list[Change]
    more: bool = Field(description="Whether there are more than were asked for.")


class Hit(Open):
    """A title, a person, a character or a franchise by name, or a quote with where it was said."""

    kind: Sought
    name: str | None = None
    slug: str | None = Field(None, description="Its name in addresses; the other tools take a title's.")
    quote: str | None = None
    date: Day | None = None
    publisher: str | None = None


class Hits(Open):
    """What was found of one kind."""

    kind: Sought
    total: int
    more: bool = Field(description="Whether there are more than were counted.")
    hits: list[Hit]


class Correction(Open):
    """A word that nobody has said, and the one that was looked for in its place."""

    to: str


class Found(Open):
    """What fits some words, by kind."""

    query: str
    as_of: Day
    showing: str = Field(description="What was looked for: the query with its spelling put right.")
    corrections: list[Correction]
    groups: list[Hits]
    near: list[Hit] = Field(description="The nearest names where nothing was found.")
