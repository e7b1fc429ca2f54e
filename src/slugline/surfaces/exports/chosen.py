"""What is to be exported: the whole record, one title, or one franchise, as of a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import Connection

from slugline.answers.scoping import franchise_view, title_view
from slugline.errors import UnknownTitle
from slugline.model import Claim, Statement
from slugline.record import Record
from slugline.record.through import Reached, Through, claims_about, statements_of


class Chosen:
    """A part of the record. Raises `UnknownTitle` and `AmbiguousTitle` where no one title or franchise is meant."""

    def __init__(
        self,
        record: Record,
        connection: Connection,
        as_of: date,
        *,
        title: str = "",
        franchise: str = "",
        year: int | None = None,
        kind: str | None = None,
    ) -> None:
        self.as_of = as_of
        self.through = Through(connection, record.specs, record.policy, as_of)
        self._reached: Reached | None = None
        if title:
            view = title_view(record, title, as_of)
            self._reached = Reached(view, (view.title(title, year=year, kind=kind).key,))
        elif franchise:
            self._reached = _franchise(record, franchise, as_of)

    def claims(self) -> Iterator[Claim]:
        """The claims, article by article."""
        if self._reached is None:
            yield from self.through.claims()
            return
        mine = claims_about(self._reached.view, self._reached.subjects)
        yield from sorted(mine, key=lambda claim: (claim.evidence.article, claim.evidence.start, claim.evidence.end))

    def subjects(self) -> Iterator[Reached]:
        """The titles, people and franchises, some at a time."""
        if self._reached is None:
            yield from self.through.subjects()
        else:
            yield self._reached

    def statements(self) -> Iterator[Statement]:
        """Their statements, subject by subject."""
        for reached in self.subjects():
            for subject in reached.subjects:
                yield from statements_of(reached.view, subject)

    def read_on(self, places: set[str]) -> Mapping[str, date]:
        """The day on which each article was retrieved or recorded, by the articles' keys."""
        return self.through.read_on(places)


def _franchise(record: Record, franchise: str, as_of: date) -> Reached:
    view = franchise_view(record, franchise, as_of)
    titles = view.franchise_titles(franchise)
    own = [key for key, _ in view.asserted() if key.startswith("franchise|")]
    named = [key for key in sorted(set(own)) if view.entity(key).name == view.franchise_name(franchise)]
    if not titles and not named:
        raise UnknownTitle(f"no franchise in the record is called {franchise!r}")
    return Reached(view, (*(title.key for title in titles), *named))
