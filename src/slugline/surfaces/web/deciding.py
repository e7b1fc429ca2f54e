"""Decisions as the desk's forms give them and its pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from slugline.answers.deciding import Signed
from slugline.contract import value_to_json
from slugline.edtf import parse_day
from slugline.errors import DateError, DecisionError
from slugline.model import Claim
from slugline.record import Correction, Decision, Record
from slugline.record.decisions import in_force
from slugline.surfaces.web.accounts.sessions import Session
from slugline.surfaces.web.desk import Desk
from slugline.surfaces.wording import firmness_words, property_words, said_words

LONGEST = 1_000  # characters of a reason, a name or a value that is typed
DONE = {
    "confirm": "Confirmed",
    "reject": "Rejected",
    "correct": "Corrected",
    "same": "Held to be one",
    "differ": "Held apart",
    "withdraw": "Withdrawn",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One decision as a line: ``done`` says what was done, ``about`` to what, ``instead`` what a correction gives.

    ``address`` is where what it is about can be looked at, ``withdrawn_by`` the number of what withdrew it.
    """

    number: int
    act: str
    done: str
    on: str
    by: str
    reason: str
    about: str
    quote: str
    instead: str
    address: str
    stands: bool
    withdrawn_by: int

    @property
    def state(self) -> str:
        """What became of it, in words."""
        if self.withdrawn_by:
            return "withdrawn"
        if self.act == "withdraw":
            return ""
        return "stands" if self.stands else "overtaken by a later decision"


def signed(desk: Desk, session: Session, reason: str, on: str) -> Signed:
    """Who decides, why and from when, as a form tells it. Raises `DecisionError`."""
    if len(reason) > LONGEST:
        raise DecisionError("the reason is too long", allowed=f"at most {LONGEST} characters")
    try:
        day = parse_day(on.strip()) if on.strip() else desk.today()
    except DateError as error:
        raise DecisionError(f"the day cannot be read: {error.fault}", allowed="a day as YYYY-MM-DD") from error
    return Signed(session.account.name, " ".join(reason.split()), day, desk.now())


def short_enough(*texts: str) -> None:
    """Raises `DecisionError` where something typed is longer than anything that a decision holds."""
    if any(len(text) > LONGEST for text in texts):
        raise DecisionError("what was typed is too long", allowed=f"at most {LONGEST} characters")


def rows(record: Record, wanted: Sequence[Decision], made: Sequence[Decision]) -> list[Row]:
    """Some decisions as lines; ``made`` is every decision that bears on whether they stand."""
    stand = {one.id for one in in_force(made, None)}
    withdrawn = {one.withdraws: one.id for one in made if one.withdraws is not None}
    claims = {one.claim: next(iter(record.find(one.claim)), None) for one in wanted if one.claim}
    return [_row(one, one.id in stand, withdrawn.get(one.id, 0), claims.get(one.claim)) for one in wanted]


def _row(one: Decision, stands: bool, withdrawn: int, claim: Claim | None) -> Row:
    about, address, quote = f"{one.one} and {one.other}", "", ""
    if one.withdraws is not None:
        about, address = f"decision {one.withdraws}", f"/decisions/{one.withdraws}"
    elif one.claim:
        address = f"/claims/{one.claim}" if claim is not None else ""
        about = claim_words(claim) if claim is not None else f"claim {one.claim}, which its article no longer makes"
        quote = claim.evidence.quote if claim is not None else ""
    instead = correction_words(one.correction, claim) if one.correction else ""
    return Row(
        one.id, one.act, DONE.get(one.act, one.act), one.on.isoformat(), one.by, one.reason, about, quote, instead,
        address, stands, withdrawn,
    )  # fmt: skip


def claim_words(claim: Claim) -> str:
    """A claim in one line: "Paper Tides (film), release date: 4 June 2027"."""
    subject = claim.subject
    kind = ", ".join(part for part in (subject.type, str(subject.year or "")) if part)
    return f"{subject.name} ({kind}), {property_words(claim.property)}: {value_of(claim)}"


def value_of(claim: Claim) -> str:
    """What a claim says, with its qualifiers and how firmly, in words."""
    said = said_words({"value": value_to_json(claim.value), "qualifiers": dict(claim.qualifiers)})
    firm = firmness_words(claim.context.modality, claim.context.attribution)
    return f"{said} ({firm})" if firm else said


def correction_words(correction: Correction, claim: Claim | None) -> str:
    """What a correction gives, as the corrected claim reads; only what it changes, where the claim is gone."""
    if claim is not None:
        return claim_words(correction.of(claim))
    parts = [said_words(value_to_json(correction.value))] if correction.value is not None else []
    parts += [correction.subject.name] if correction.subject is not None else []
    parts += [correction.modality] if correction.modality else []
    parts += [f"{name}: {item}" for name, item in (correction.qualifiers or {}).items()]
    return ", ".join(parts)


def names_of(made: Iterable[Decision]) -> list[str]:
    """Who has decided, each once, in the order of the alphabet."""
    return sorted({one.by for one in made}, key=str.casefold)
