"""How much of the record an answer needs: the title asked for and what bears on it, never the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from slugline.model import Claim
from slugline.record import Record, Scope, View
from slugline.record.index import TITLE_TYPES, franchise_name, names_title, person_name, title_name


def title_view(record: Record, title: str, as_of: date, *, family: bool = False, deaths: bool = False) -> View:
    """A view that holds every title called so; ``family`` and ``deaths`` as `Scope` says."""
    names = record.lexicon(as_of).titles({title_name(title)})
    return record.view(as_of, Scope(titles=names, family=family, deaths=deaths))


def franchise_view(record: Record, franchise: str, as_of: date) -> View:
    """A view that holds a franchise's titles and those that its stories are placed by."""
    return record.view(as_of, Scope(franchises=frozenset({franchise_name(franchise)}), rings=2))


def claims_view(record: Record, claims: Sequence[Claim], as_of: date) -> View:
    """A view that holds all that bears on the subjects of some claims, and the claims as if recorded."""
    titles = {title_name(claim.subject.name) for claim in claims if claim.subject.type in TITLE_TYPES}
    titles |= {title_name(str(claim.value)) for claim in claims if names_title(claim)}
    people = {person_name(claim.subject.name) for claim in claims if claim.subject.type == "person"}
    franchises = {franchise_name(claim.subject.name) for claim in claims if claim.subject.type == "franchise"}
    scope = Scope(titles=frozenset(titles), people=frozenset(people), franchises=frozenset(franchises))
    return record.view(as_of, scope, extra=claims)


def titles_view(record: Record, titles: Iterable[str], as_of: date, *, whole: bool = False) -> View:
    """A view that holds every title of some folded names; ``whole`` with their franchises and the deaths of theirs."""
    return record.view(as_of, Scope(titles=frozenset(titles), family=whole, deaths=whole))
