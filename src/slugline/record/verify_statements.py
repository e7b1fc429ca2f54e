"""Whether every statement of the record follows from its claims, whatever the order in which they are read.

Titles are taken one component after another (`slugline.record.scope`), people and franchises one by one, each with no
more claims than an answer about it would read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.exc import SQLAlchemyError

from slugline.model import Claim, Entity, PropertySpec, Statement
from slugline.record import schema
from slugline.record.decisions import Decision, decided
from slugline.record.faults import UNREADABLE, Fault, brief, quoted, unread
from slugline.record.find import decisions_in, spelled
from slugline.record.index import TITLE_TYPES, claim_id, subject_key, title_name
from slugline.record.links import Links
from slugline.record.policy import Policy
from slugline.record.scope import Reading, Scope, read_scope
from slugline.record.view import View
from slugline.record.voices import article_key
from slugline.record.weigh import value_key

_BATCH = 200  # keys at a time
_END = date.max  # everything that was ever said
_COUNTED = {"title": "titles", "person": "people", "franchise": "franchises"}
_THEATERS = "theaters"


class Statements:
    """Looks through all statements as the record stands when everything that it holds has been said."""

    def __init__(self, connection: Connection, specs: Mapping[str, PropertySpec], policy: Policy) -> None:
        self._connection = connection
        self._specs = specs
        self._policy = policy
        self._inverses = tuple(sorted(name for name, spec in specs.items() if spec.inverse))
        self._decisions: tuple[Decision, ...] = ()

    def steps(self, counted: Counter[str]) -> Iterator[list[Fault]]:
        """The faults, one title, person or franchise at a time."""
        try:
            with self._connection.begin_nested():
                self._decisions = decisions_in(self._connection)
        except (*UNREADABLE, SQLAlchemyError) as error:
            yield [unread("statements", "the decisions cannot be read", error)]
            return
        for key in self._keys():
            kind, _, name = key.partition("|")
            place = f"statements on {kind} {quoted(name)}"
            try:
                with self._connection.begin_nested():
                    found = list(self._subject(kind, name, counted))
            except (*UNREADABLE, SQLAlchemyError) as error:
                found = [unread(place, "they cannot be derived", error)]
            yield found

    def _keys(self) -> Iterator[str]:
        """The keys of all subjects, in order."""
        column, last = schema.claims.c.subject_key, ""
        while True:
            query = select(column).distinct().where(column > last).order_by(column).limit(_BATCH)
            batch = list(self._connection.execute(query).scalars())
            if not batch:
                return
            yield from batch
            last = batch[-1]

    def _subject(self, kind: str, name: str, counted: Counter[str]) -> Iterator[Fault]:
        names = frozenset({name})
        if kind == "title":
            links = Links(self._connection)
            names = frozenset(links.component(names))
            if name != links.first_borne(names):
                return  # looked at under another of its names
        scopes = {"title": Scope(titles=names), "person": Scope(people=names), "franchise": Scope(franchises=names)}
        reading = read_scope(self._connection, scopes[kind], _END, self._inverses)
        one, other = (self._view(reading, claims) for claims in (reading.claims, reading.claims[::-1]))
        subjects = sorted(_subjects(one, kind, names))
        counted[_COUNTED[kind]] += len(subjects)
        known = _by_place(reading.claims)
        for subject in subjects:
            for prop in sorted({*one.properties(subject), *other.properties(subject)}):
                made = one.statements(subject, prop)
                counted["statements"] += len(made)
                place = f"{prop} of {quoted(one.entity(subject).name)}"
                if made != other.statements(subject, prop):
                    yield Fault(place, "read in another order, its claims come to something else", "one order for all")
                for statement in made:
                    yield from self._statement(statement, subject, one, known)

    def _view(self, reading: Reading, claims: Sequence[Claim]) -> View:
        return View(
            _END,
            claims,
            spell=lambda kind, folded: spelled(self._connection, kind, folded, _END),
            specs=self._specs,
            policy=self._policy,
            prints=reading.prints,
            decisions=self._decisions,
        )

    def _statement(
        self, statement: Statement, subject: str, view: View, known: Mapping[object, Sequence[Claim]]
    ) -> Iterator[Fault]:
        place = f"{statement.property} of {quoted(statement.subject.name)}"
        shown = f"{place}, {brief(value_key(statement.property, statement.value))}"
        if not statement.claims:
            yield Fault(shown, "no claim bears it", "at least one claim")
            return
        told: list[Claim] = []
        for claim in statement.claims:
            found = known.get(_place(claim), ())
            if not found:
                yield Fault(shown, f"it cites {quoted(claim.evidence.quote)}", "words of a recorded claim")
            told += found
        if told and not any(self._says(claim, statement, view) for claim in told):
            yield Fault(shown, "none of its claims says so", "a value that one of them says, or an editor's correction")
        if not self._heard(statement, subject, view):
            yield Fault(shown, f"it stands since {statement.since}", "a day by which it had been said")
        if statement.until is not None and statement.until <= statement.since:
            yield Fault(shown, f"it stands from {statement.since} until {statement.until}", "a later end")

    def _heard(self, statement: Statement, subject: str, view: View) -> bool:
        """Whether anybody had said the value by the day from which it stands."""
        key = value_key(statement.property, statement.value, lambda name: view.variants.canon(name, subject))
        said = view.said(subject, statement.property, statement.since)
        return any(one.key == key or one.claim.value == statement.value for one in said)

    def _says(self, claim: Claim, statement: Statement, view: View) -> bool:
        """Whether a recorded claim, or what an editor has made of it, says the statement's value."""
        name = claim_id(claim)
        forms = [claim, *(decided(claim, one) for one in self._decisions if one.claim == name)]
        return any(statement.value in _values(form, statement.property, self._specs, view) for form in forms)


def _values(claim: Claim, name: str, specs: Mapping[str, PropertySpec], view: View) -> Iterator[object]:
    """What a claim says on a property: its own value, or what it comes to on another property."""
    if claim.property == name:
        yield claim.value
    if claim.property == "release_date" and name == "available_on":
        platform = claim.qualifiers.get("platform")
        theatrical = claim.qualifiers.get("medium") == "theatrical"
        yield Entity("platform", str(platform or (_THEATERS if theatrical else "")))
    spec = specs.get(claim.property)
    if spec is not None and spec.inverse == name and claim.subject.type in TITLE_TYPES:
        title = view.titles.titles.get(view.titles.key_of(claim))
        yield Entity("title", title.name if title else claim.subject.name)


def _subjects(view: View, kind: str, names: Collection[str]) -> set[str]:
    """The keys, in a view, of the titles that bear the names, or of a person or franchise."""
    if kind == "title":
        titles = view.titles.titles
        return {key for key, title in titles.items() if any(title_name(name) in names for name in title.names)}
    keys = {f"{kind}|{name}" for name in names}
    mine = [claim for claim in view.claims if subject_key(claim.subject) in keys]
    return {view.person_key(one.subject.name) if kind == "person" else view.titles.key_of(one) for one in mine}


def _place(claim: Claim) -> object:
    return article_key(claim), claim.evidence, claim.said_on


def _by_place(claims: Iterable[Claim]) -> Mapping[object, Sequence[Claim]]:
    found: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[_place(claim)].append(claim)
    return found
