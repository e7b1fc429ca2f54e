"""Why an answer is what it is: every claim on a property, what it weighs under the policy, and what beat it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slugline.answers.addresses import title_slug
from slugline.answers.cite import Json, citation, decision_json, standing_of, value_of
from slugline.answers.guide import answer, ordered, overall
from slugline.answers.reply import about, question
from slugline.answers.scoping import title_view
from slugline.contract import value_to_json
from slugline.errors import UnknownProperty
from slugline.model import Claim
from slugline.record import Record, Said, Scope, Slot, Stand, View, claim_id
from slugline.record.index import TITLE_TYPES, franchise_name, person_name, title_name
from slugline.record.people import PERSON
from slugline.record.settle import excluded_by, settle
from slugline.record.weigh import replaced_dates, withdrawn

_AUTHORITY = ("own", "named", "other", "weak")


def explain(
    record: Record, title: str, name: str, *, as_of: date, year: int | None = None, kind: str | None = None
) -> Json:
    """What stands on one property of a title as of a day, and what became of every claim on it.

    ``{"title", "property", "as_of", "question", "answer", "standing", "policy", "slots": [...], "claims": [...]}``.
    A slot is one scope (territory, medium, season) with its standing and values; a claim has its ``outcome`` (answer,
    rival, beaten, withdrawn, closed, gap, denial, ruled_out), ``why``, ``firmness``, ``authority``, ``counts_as_of``
    (the day that its weight comes to: said on, moved by its authority) and ``scope``, the heaviest first.

    Raises `UnknownProperty`, `UnknownTitle` and `AmbiguousTitle`.
    """
    view = title_view(record, title, as_of)
    return explain_of(view, view.title(title, year=year, kind=kind).key, name)


def explain_claim(record: Record, claim: Claim, *, as_of: date) -> Json | None:
    """The same for whatever a recorded claim bears on, as it counts on a day: where it has been corrected, elsewhere.

    With the title's ``slug``, where it bears on a title. None where the claim does not count by then.
    """
    subjects = [claim.subject]
    with_it = [one.correction.subject for one in record.decisions_of(claim_id(claim)) if one.correction]
    subjects += [subject for subject in with_it if subject is not None]
    titles = {title_name(one.name) for one in subjects if one.type in TITLE_TYPES}
    people = {person_name(one.name) for one in subjects if one.type == PERSON}
    franchises = {franchise_name(one.name) for one in subjects if one.type == "franchise"}
    names = record.lexicon(as_of).titles(titles) if titles else frozenset()
    view = record.view(as_of, Scope(names, frozenset(people), frozenset(franchises)))
    number = claim_id(claim)
    for subject, name in view.asserted():
        if name == claim.property and any(one.id == number for one in view.said(subject, name)):
            made = explain_of(view, subject, name)
            title = view.titles.titles.get(subject)
            return made | {"slug": title_slug(view, title)} if title is not None else made
    return None


def explain_of(view: View, subject: str, name: str) -> Json:
    """The same for one of a view's subjects by its key, as of the view's day. Raises `UnknownProperty`."""
    if name not in view.specs:
        raise UnknownProperty(f"{name!r} is no property", allowed=", ".join(sorted(view.specs)))
    slots = ordered(view.position(subject, name))
    it = about(view, subject)
    standing = overall(view, subject, name, slots)
    told = answer(it, name, slots, standing, question(it, name))
    return {
        "title": it.name,
        "property": name,
        "as_of": view.day.isoformat(),
        "question": told["question"],
        "answer": told["answer"],
        "standing": standing,
        "policy": _policy(view, name),
        "slots": [_slot(view, subject, name, slot) for slot in slots],
        "claims": _claims(view, subject, name, slots),
    }


def _policy(view: View, name: str) -> Json:
    """The numbers of the policy that bear on the property."""
    policy = view.policy
    return {
        "firmness": dict(policy.firmness),
        "authority": {level: policy.authority[level] for level in _AUTHORITY},
        "patience_days": 0.0 if name in policy.moving else policy.authority["patience_days"],
        "margin_days": policy.margin(name),
        "moves_on": name in policy.moving,
    }


def _slot(view: View, key: str, name: str, slot: Slot) -> Json:
    return {
        "scope": dict(slot.scope),
        "standing": standing_of(view, key, name, slot),
        "values": [
            value_of(stand) | {"voices": view.voices.count(one.article for one in stand.said)} for stand in slot.answers
        ],
    }


def _claims(view: View, key: str, name: str, slots: Sequence[Slot]) -> list[Json]:
    said = view.said(key, name)
    live, out = settle(view.specs[name], said, moving=name in view.policy.moving)
    rulings = [one for one in said if one.decision is not None and not one.ruled.rejects]
    denials = [one for one in live if one.denies] + (replaced_dates(live) if name == "release_date" else [])
    moving = name in view.policy.moving
    rows = [
        _row(view, one, *_ruled_out(one, excluded_by(view.specs[name], rulings, one, moving=moving))) for one in out
    ]
    rows += [_row(view, one, *_outcome(view, name, one, slots, denials)) for one in live]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0].order)]


def _row(view: View, one: Said, outcome: str, why: str) -> tuple[Said, Json]:
    made = citation(one) | {
        "value": value_to_json(one.claim.value),
        "qualifiers": dict(one.claim.qualifiers),
        "modality": one.claim.context.modality,
        "firmness": one.firmness,
        "authority": _level(view, one),
        "counts_as_of": date.fromordinal(max(1, int(one.weight))).isoformat(),
        "scope": dict(one.scope),
        "outcome": outcome,
        "why": why,
    }
    if one.claim.rule.startswith("from "):
        made["derived"] = one.claim.rule
    return one, made


def _level(view: View, one: Said) -> str:
    levels = view.policy.authority
    return next((name for name in _AUTHORITY if levels[name] == one.authority), "other")


def _ruled_out(one: Said, ruling: Said | None) -> tuple[str, str]:
    if one.decision is not None:
        return "ruled_out", f"rejected by {_by(one)}"
    return "ruled_out", f"against what {_by(ruling)} decided" if ruling else "against an editor's decision"


def _by(one: Said) -> str:
    told = decision_json(one.decision) if one.decision else {}
    return f"{told.get('by')} on {told.get('on')} ({told.get('reason')})"


def _outcome(view: View, name: str, one: Said, slots: Sequence[Slot], denials: Sequence[Said]) -> tuple[str, str]:
    """What became of a claim that could contend, and why."""
    for slot in slots:
        for stand in slot.answers:
            if _holds(stand, one):
                return _won(one, slot)
        for stand in slot.rivals:
            if _holds(stand, one):
                return "beaten", _lost(view, name, stand, slot)
        for stand in slot.gaps:
            if _holds(stand, one):
                return "gap", "says that it is not known, or that there is none; no value answers it"
    if one.denies:
        return "denial", "withdraws what it denies, where that was said before it or is less well placed"
    no = next((no for no in denials if withdrawn(one, [no], view.policy)), None)
    if no is not None and not one.gap:
        return "withdrawn", f"withdrawn by {_who(no)}"
    if one.gap:
        return "beaten", "a value is known"
    return "closed", "overtaken: what it foresaw has been told as past, or repeated more finely"


def _holds(stand: Stand, one: Said) -> bool:
    return any(
        other.claim is one.claim or (other.origin is not None and other.origin is one.origin) for other in stand.said
    )


def _won(one: Said, slot: Slot) -> tuple[str, str]:
    if one.decision is not None:
        return "answer", f"{one.decision.act}ed by {_by(one)}"
    if slot.standing == "disputed":
        return "rival", "as heavy as what disagrees with it, and neither is newer by more than the margin"
    return "answer", "says what stands"


def _lost(view: View, name: str, stand: Stand, slot: Slot) -> str:
    """Why a value lost to the slot's answer: firmness, then weight beyond the margin, then voices."""
    if not slot.answers:
        return "a newer claim says that it is not known, or that there is none"
    best, mine = slot.answers[0], stand.said
    (firm, weight), (firmness, heaviest) = _rank(best.said), _rank(mine)
    if firmness < firm:
        return f"less firm: {stand.modality} against {best.modality}"
    if weight - heaviest > view.policy.margin(name):
        days = int(weight - heaviest)
        return f"outweighed by {days} days (margin {view.policy.margin(name):g}): {_who(best.said[0])}"
    voices = [view.voices.count(one.article for one in said) for said in (mine, best.said)]
    if voices[0] < voices[1]:
        return f"fewer independent voices: {voices[0]} against {voices[1]}"
    return "the same article, or as heavy a one, puts the other value first"


def _rank(said: Sequence[Said]) -> tuple[float, float]:
    """The greatest firmness, and the greatest weight of the claims that have it."""
    firm = max(one.firmness for one in said)
    return firm, max(one.weight for one in said if one.firmness == firm)


def _who(one: Said) -> str:
    source = one.claim.source
    return f"{source.publisher or source.url or source.file}, {one.day.isoformat()}"
