"""Editors' decisions as people make them: of a claim by its id, of two titles or people by their names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from slugline.answers.cite import Json
from slugline.answers.scoping import titles_view
from slugline.contract import claim_from_json, claim_to_json, value_from_text
from slugline.errors import AmbiguousTitle, DecisionError, UnknownTitle
from slugline.model import MODALITIES, Claim, Entity
from slugline.record import Correction, Decision, Record, Ref, View, claim_id, described
from slugline.record.decisions import in_force
from slugline.record.doubts import Doubt, doubts
from slugline.record.find import title_names
from slugline.record.index import TITLE_TYPES, person_name, title_name
from slugline.record.people import PERSON
from slugline.record.titles import fits

_NAMES, _PARTS, _ENOUGH = 40, 3, 20  # titles at a time, how often, and doubts after which it is enough
_REF = re.compile(rf"^(?P<name>.+?) \((?P<kind>{'|'.join((*TITLE_TYPES, PERSON))})(?:, (?P<year>\d{{4}}))?\)$")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, why, from which day on it counts, and when it is recorded."""

    by: str
    reason: str
    on: date
    at: datetime

    def __post_init__(self) -> None:
        """Raises `DecisionError` where a name or a reason is missing."""
        if not self.by.strip():
            raise DecisionError("nobody signs the decision", allowed="--by NAME, or SLUGLINE_EDITOR in the environment")
        if not self.reason.strip():
            raise DecisionError("the decision has no reason", allowed="--reason TEXT")


def decide_claim(
    record: Record, act: str, claim: str, signed: Signed, correction: Correction | None = None
) -> tuple[Decision, Claim]:
    """Confirm, reject or correct the one claim whose id begins with ``claim``.

    Raises `DecisionError` where none or several do, and where a correction changes nothing.
    """
    one = one_claim(record, claim)
    standing = standing_correction(record, claim_id(one))
    if act == "confirm":
        correction = standing
    elif act == "correct" and correction is not None:
        as_it_stands = standing.of(one) if standing else one
        if correction.of(one) == as_it_stands:
            raise DecisionError(
                "the correction changes nothing", allowed="another value, subject, modality or qualifier"
            )
    decision = Decision(0, act, signed.on, signed.by, signed.reason, claim=claim_id(one), correction=correction)
    return record.decide(decision, signed.at), one


def one_claim(record: Record, claim: str) -> Claim:
    """The claim whose id begins so. Raises `DecisionError` where none or several do."""
    found = {claim_id(one): one for one in record.find(claim)}
    if not found:
        raise DecisionError(f"no claim has the id {claim!r}", allowed="an id that `slugline explain` shows")
    if len(found) > 1:
        fault = f"{len(found)} claims have an id that begins with {claim!r}"
        raise DecisionError(fault, allowed=", ".join(sorted(found)[:5]))
    return next(iter(found.values()))


def standing_correction(record: Record, claim: str) -> Correction | None:
    """The correction of a claim, by its id, that stands: a later one builds on it, a confirmation vouches for it."""
    live = in_force(record.decisions_of(claim), None)
    return live[-1].correction if live and live[-1].act != "reject" else None


def correction_of(
    record: Record, claim: str, value: str, subject: str, modality: str, qualifiers: Mapping[str, str]
) -> Correction:
    """A correction as typed, on top of one that stands; empty texts leave a part as it is, an empty qualifier goes.

    Raises `DecisionError` and `ContractError`.
    """
    if modality and modality not in MODALITIES:
        raise DecisionError(f"modality {modality!r} is unknown", allowed=", ".join(MODALITIES))
    found = one_claim(record, claim)
    before = standing_correction(record, claim_id(found)) or Correction()
    one, spec = before.of(found), record.specs[found.property]
    for name in qualifiers:
        if name not in spec.qualifiers:
            raise DecisionError(f"{spec.name} has no qualifier {name!r}", allowed=", ".join(spec.qualifiers) or "none")
    merged = {**one.qualifiers, **{name: _qualifier(text) for name, text in qualifiers.items()}}
    ref = ref_of(subject) if subject else None
    made = Correction(
        value_from_text(value, spec) if value else before.value,
        Entity(ref.kind or one.subject.type, ref.name, ref.year) if ref else before.subject,
        modality or before.modality,
        {name: item for name, item in merged.items() if item != ""} if qualifiers else before.qualifiers,
    )
    claim_from_json(claim_to_json(made.of(found)), where="the correction", properties=record.specs)
    return made


def _qualifier(text: str) -> object:
    return True if text == "true" else int(text) if text.isdecimal() else text


def decide_identity(record: Record, act: str, one: str, other: str, signed: Signed) -> Decision:
    """Say that two titles, or two people, are the same or differ.

    A name is written as the record lists it: ``NAME``, ``NAME (film)``, ``NAME (film, 2019)`` or ``NAME (person)``.
    Raises `UnknownTitle`, `AmbiguousTitle`, and `DecisionError` where the two names cannot be told apart.
    """
    a, b = ref_of(one), ref_of(other)
    lexicon = record.lexicon(signed.on)
    forms = {title_name(a.name), title_name(b.name), person_name(a.name), person_name(b.name)}
    kinds = lexicon.kinds(forms, never_short=forms)
    for ref in (a, b):
        if ref.kind == PERSON and PERSON not in kinds.get(person_name(ref.name), frozenset()):
            raise UnknownTitle(f"nobody in the record is called {ref.name!r}", choices=())
    if _person(a, kinds) and _person(b, kinds):
        a, b = Ref(a.name, PERSON), Ref(b.name, PERSON)
        if person_name(a.name) == person_name(b.name):
            raise DecisionError(f"{a.name} and {b.name} are one name", allowed="two names that differ in a letter")
    else:
        view = titles_view(record, lexicon.titles({title_name(a.name), title_name(b.name)}), signed.on)
        _check(view, a, b, act)
    return record.decide(Decision(0, act, signed.on, signed.by, signed.reason, one=a, other=b), signed.at)


def _person(ref: Ref, kinds: Mapping[str, frozenset[str]]) -> bool:
    if ref.kind:
        return ref.kind == PERSON
    named = kinds.get(person_name(ref.name), frozenset())
    return PERSON in named and "title" not in kinds.get(title_name(ref.name), frozenset())


def _check(view: View, one: Ref, other: Ref, act: str) -> None:
    if (title_name(one.name), one.kind, one.year) == (title_name(other.name), other.kind, other.year):
        raise DecisionError(f"nothing tells {one} from {other}", allowed="NAME (film, 2019), with the year or the kind")
    homes = []
    for ref in (one, other):
        found = view.titles.find(ref.name, year=ref.year or None, kind=ref.kind or None)
        if not found:
            view.title(ref.name, year=ref.year or None, kind=ref.kind or None)
            raise UnknownTitle(f"nothing in the record is called {ref}")
        called = tuple(title for title in found if fits(ref, view.titles.evidence[title.key]))
        found = called or found  # before those of which the name was only stated
        if len(found) > 1:
            raise AmbiguousTitle(f"{len(found)} titles are called {ref}", choices=tuple(map(described, found)))
        homes.append(found[0])
    if act == "same" and homes[0].key == homes[1].key:
        raise DecisionError(f"{one} and {other} are one title already", allowed="two titles")


def ref_of(text: str) -> Ref:
    """A name as an editor types it, with its kind and year in brackets where they are told."""
    found = _REF.match(text.strip())
    if found is None:
        return Ref(text.strip())
    return Ref(found["name"].strip(), found["kind"], int(found["year"] or 0))


def withdraw(record: Record, number: int, signed: Signed) -> Decision:
    """Withdraw a decision by its number. Raises `RecordError` where there is none, or it has been withdrawn."""
    return record.decide(Decision(0, "withdraw", signed.on, signed.by, signed.reason, withdraws=number), signed.at)


def decision_rows(record: Record) -> list[Json]:
    """Every decision: its number, day, act, what it is about, who made it and why, and whether it stands."""
    made = record.decisions()
    stand = {one.id for one in in_force(made, None)}
    return [
        {
            "number": one.id,
            "on": one.on.isoformat(),
            "act": one.act,
            "about": _about(one),
            "by": one.by,
            "reason": one.reason,
            "stands": one.id in stand,
        }
        for one in made
    ]


def _about(decision: Decision) -> str:
    if decision.withdraws is not None:
        return f"decision {decision.withdraws}"
    return f"claim {decision.claim}" if decision.claim else f"{decision.one} | {decision.other}"


def all_doubts(record: Record, title: str | None, as_of: date) -> Iterator[Doubt]:
    """The doubts about one title, or about everything in the record, each once."""
    if title is None:
        yield from _orphans(record, as_of)
    lexicon = record.lexicon(as_of)
    told: set[tuple[str, str, str]] = set()
    for name in [title_name(title)] if title is not None else record.title_names():
        for doubt in doubts(titles_view(record, lexicon.titles({name}), as_of)):
            key = (doubt.kind, *sorted((doubt.one, doubt.other)))
            if key not in told:
                told.add(key)  # type: ignore[arg-type]
                yield doubt


def some_doubts(record: Record, after: str, as_of: date) -> tuple[tuple[Doubt, ...], str]:
    """Some of the doubts about everything: those of the titles whose folded names come next after ``after``.

    The second is where to go on, empty at the end: a large record is looked through a part at a time.
    """
    found = list(_orphans(record, as_of)) if not after else []
    lexicon = record.lexicon(as_of)
    for _ in range(_PARTS):
        with record.reading() as connection:
            names = title_names(connection, after, _NAMES)
        if not names:
            return tuple(found), ""
        after = names[-1]
        found += doubts(titles_view(record, lexicon.titles(frozenset(names)), as_of))
        if len(found) >= _ENOUGH:
            break
    return tuple({(one.kind, *sorted((one.one, one.other))): one for one in found}.values()), after


def _orphans(record: Record, as_of: date) -> Iterator[Doubt]:
    """Decisions on claims that the newest version of their article no longer makes."""
    for decision in in_force(record.decisions(), as_of):
        if decision.claim and not record.find(decision.claim):
            yield Doubt("decision", f"claim {decision.claim}", "", "its article no longer says so", decision.id)
