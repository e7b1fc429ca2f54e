"""An article held against what has been said since: one verdict for each of its claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rapidfuzz import fuzz

from slugline.answers.cite import MOST, Json, citations, since_of, stand_json
from slugline.answers.scoping import claims_view
from slugline.contract import claim_to_json
from slugline.edtf import Edtf
from slugline.model import Claim, Entity, PropertySpec
from slugline.record import Record, Said, Slot, Stand, View
from slugline.record.names import fold, is_cinema
from slugline.record.single import status_date
from slugline.record.weigh import denies_scope, denies_value

STALE = ("changed", "now_known", "passed")
_ALIKE = 80.0  # rapidfuzz score from which two premises tell one story
_UNKNOWN = "unknown"
_PASSED_THROUGH = (
    "announced", "in_development", "pre_production", "filming", "wrapped", "post_production", "completed",
)  # fmt: skip


def check(record: Record, claims: Sequence[Claim], *, as_of: date) -> Json:
    """A verdict on each claim, by what had been said by ``as_of``; the article need not be recorded.

    Beside the record contract's keys, ``was`` cites who else has said what has changed.
    """
    view = claims_view(record, claims, as_of)
    return {"as_of": as_of.isoformat(), "claims": [_judged(view, claim) for claim in claims]}


def is_stale(result: Mapping[str, object]) -> bool:
    """Whether any claim of a `check` has changed, become known or passed."""
    rows = result["claims"]
    return isinstance(rows, list) and any(row["verdict"] in STALE for row in rows)


def _judged(view: View, claim: Claim) -> Json:
    made: Json = {"claim": claim_to_json(claim), "verdict": "unconfirmed", "now": [], "citations": []}
    if claim.said_on > view.day:
        return made
    one = view.said_of(claim)
    verdict, now, by = _verdict(view, one)
    values = [stand_json(stand, _since(view, one, stand)) for stand in now]
    made |= {"verdict": verdict, "now": values, "citations": _cited(now, by)}
    if verdict == "changed":
        made["was"] = citations(s for s in _others(view, one) if s.key == one.key and _scopes_meet(one, s))
    return made


def _cited(now: Sequence[Stand], by: Sequence[Said]) -> list[Json]:
    """Where it was said: what shows the verdict first, then whatever else says what is known now."""
    shown = {one.article for one in by}
    others = [one for stand in now for one in stand.said if one.article not in shown]
    return [*citations(by), *citations(others)][:MOST]


def _since(view: View, one: Said, stand: Stand) -> date | None:
    """From when the value has been known: a role from the day that it was named, else as an answer without a break."""
    name, role = one.claim.property, stand.qualifiers.get("character")
    if name == "cast_member" and role is not None:
        return min((s.day for s in stand.said if s.claim.qualifiers.get("character") == role), default=None)
    for slot in view.position(one.subject, name):
        if any(answer is stand for answer in slot.answers):
            return since_of(view.spells(one.subject, name), stand, slot.scope)
    return None


Verdict = tuple[str, Sequence[Stand], Sequence[Said]]


def _verdict(view: View, one: Said) -> Verdict:
    slots = view.position(one.subject, one.claim.property)
    if one.gap:
        return _on_gap(view, one, slots)
    if one.denies:
        return _on_denial(one, slots)
    fitting = [slot for slot in slots if _fits(view.specs[one.claim.property], one, slot)]
    for slot in fitting:
        stand = next((s for s in slot.answers if _agrees(one, s)), None)
        if stand is not None:
            return _on_answer(view, one, slot, stand)
    return _on_lost(view, one, slots, fitting)


def _on_gap(view: View, one: Said, slots: Sequence[Slot]) -> Verdict:
    known = [
        stand
        for slot in slots
        if _fits(view.specs[one.claim.property], one, slot)
        for stand in slot.answers
        if _fills(one, stand) and any(s.day > one.day for s in stand.said)
    ]
    if known:
        return "now_known", known, ()
    same = [s for s in _others(view, one) if s.key == one.key and _scopes_meet(one, s)]
    return ("holds" if same else "unconfirmed"), (), same


def _fills(gap: Said, stand: Stand) -> bool:
    name = gap.claim.property
    role = gap.scope.get("character")
    if name == "cast_member" and role and role != _UNKNOWN:
        return any(s.scope.get("character") == role for s in stand.said)
    if name == "available_on":
        return isinstance(stand.value, Entity) and not is_cinema(stand.value.name)
    return True


def _on_denial(one: Said, slots: Sequence[Slot]) -> Verdict:
    again = [
        stand
        for slot in slots
        for stand in slot.answers
        if any(s.day > one.day and denies_value(one, s) and denies_scope(one, s) for s in stand.said)
    ]
    return ("changed", again, ()) if again else ("holds", (), ())


def _on_answer(view: View, one: Said, slot: Slot, stand: Stand) -> Verdict:
    name = one.claim.property
    confirming = [s for s in stand.said if not view.voices.one(s.article, one.article)]
    if name == "premise":
        confirming += _same_story(view, one)
    if slot.standing == "disputed":
        return "disputed", slot.answers, ()
    if _gone_by(view, one, slot):
        return "passed", (stand,), ()
    if name == "cast_member":
        role, known = one.claim.qualifiers.get("character"), stand.qualifiers.get("character")
        newer = [s for s in stand.said if s.day > one.day and s.scope.get("character") not in (None, _UNKNOWN)]
        if role == _UNKNOWN and known not in (None, _UNKNOWN) and newer:
            return "now_known", (stand,), _naming(newer, known)
        renamed = [s for s in newer if s.scope["character"] != one.scope.get("character")]
        if role and role != _UNKNOWN and renamed and not _one_role(str(role), str(known)):
            return "changed", (stand,), _naming(renamed, known)
    if name == "status" and _rescheduled(one, stand):
        return "changed", (stand,), ()
    return ("holds" if confirming else "unconfirmed"), (), confirming


def _one_role(one: str, other: str) -> bool:
    """Whether two names of a role may be one: the same, or the fuller has all words of the shorter."""
    mine, theirs = set(fold(one).split()), set(fold(other).split())
    return mine <= theirs or theirs <= mine


def _naming(said: Sequence[Said], role: object) -> Sequence[Said]:
    """Those that name the role so; all where none does."""
    return [one for one in said if one.claim.qualifiers.get("character") == role] or said


def _same_story(view: View, one: Said) -> list[Said]:
    mine = str(one.claim.value)
    return [s for s in _others(view, one) if not s.gap and fuzz.token_set_ratio(mine, str(s.claim.value)) >= _ALIKE]


def _gone_by(view: View, one: Said, slot: Slot) -> bool:
    """Whether an event that the claim put in the future now lies in the past."""
    if one.claim.property == "status":
        when = status_date(one)
        planned = one.claim.context.modality == "scheduled"
        return planned and when is not None and when.last < view.day and _still(one, slot)
    value = one.claim.value
    if not isinstance(value, Edtf) or one.happened:
        return False
    return value.first > one.day and value.last < view.day


def _still(one: Said, slot: Slot) -> bool:
    later = [s for stand in slot.answers for s in stand.said if s.day >= one.day]
    return all(s.claim.context.modality == "scheduled" for s in later)


def _rescheduled(one: Said, stand: Stand) -> bool:
    mine = status_date(one)
    newest = status_date(max(stand.said, key=lambda s: (s.day, s.article)))
    if mine is None or newest is None or one.claim.context.modality != "scheduled":
        return False
    return not newest.meets(mine)


def _passed_stage(view: View, one: Said, fitting: Sequence[Slot]) -> Verdict:
    """A stage that was reached stays reached: it is stale only once something later has been reached."""
    out = view.released(one.subject)
    if out is not None and any(s.day > one.day for s in out.said):
        told = tuple(s for s in out.said if s.happened) or out.said
        stage = Stand("released", "released", {}, "stated", told)
        return "changed", (stage,), ()
    now = [stand for slot in fitting for stand in slot.answers] or [gap for slot in fitting for gap in slot.gaps]
    return "changed", now, ()


def _on_lost(view: View, one: Said, slots: Sequence[Slot], fitting: Sequence[Slot]) -> Verdict:
    """The claim is not the answer: superseded, withdrawn or outweighed."""
    if one.claim.property == "status" and one.key in _PASSED_THROUGH and one.claim.context.modality == "stated":
        return _passed_stage(view, one, fitting)
    contested = [slot for slot in fitting if slot.standing == "disputed"]
    if contested and any(one.key == r.key for slot in contested for r in slot.rivals):
        return "changed", contested[0].answers, ()
    if one.claim.property == "cast_member":
        role = one.scope.get("character")
        heirs = [
            stand
            for slot in slots
            for stand in slot.answers
            if role and role != _UNKNOWN and any(s.scope.get("character") == role for s in stand.said)
        ]
        denials = [no for slot in slots for no in slot.denials if denies_value(no, one)]
        return "changed", heirs, denials
    exact = [slot for slot in fitting if _exact(one, slot) and slot.answers]
    now = [stand for slot in (exact or fitting) for stand in slot.answers]
    if not now:
        now = [gap for slot in fitting for gap in slot.gaps]
    denials = [no for slot in slots for no in slot.denials if denies_value(no, one)]
    return "changed", now, () if now else denials[:3]


def _exact(one: Said, slot: Slot) -> bool:
    return slot.scope.get("territory", "") == one.scope.get("territory", "")


def _fits(spec: PropertySpec, one: Said, slot: Slot) -> bool:
    """Whether the slot is about the claim's territory, medium and season."""
    for key in ("territory", "medium", "kind", "period"):
        mine, theirs = one.scope.get(key), slot.scope.get(key)
        if mine and theirs and mine != theirs and "worldwide" not in (mine, theirs):
            return False
    if not spec.single or spec.name == "status":
        return True
    season, other = one.scope.get("season", ""), slot.scope.get("season", "")
    same = {"", "1"}
    return season == other or {season, other} <= same


def _scopes_meet(one: Said, other: Said) -> bool:
    return denies_scope(one, other) or denies_scope(other, one)


def _agrees(one: Said, stand: Stand) -> bool:
    if any(s is one for s in stand.said) or one.key == stand.key:
        return True
    mine, theirs = one.claim.value, stand.value
    return isinstance(mine, Edtf) and isinstance(theirs, Edtf) and (mine.within(theirs) or theirs.within(mine))


def _others(view: View, one: Said) -> Iterable[Said]:
    """What other voices have said on the same property."""
    said = view.said(one.subject, one.claim.property)
    return [s for s in said if not s.denies and not view.voices.one(s.article, one.article)]
