"""One claim for editors: who said it, what it weighs, what beat it, and what they decide of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from slugline.answers.deciding import correction_of, decide_claim, one_claim, standing_correction
from slugline.answers.explain import explain_claim
from slugline.errors import ContractError, DateError, DecisionError
from slugline.model import MODALITIES, Claim
from slugline.record import Correction, Record, claim_id
from slugline.record.decisions import ON_CLAIMS
from slugline.record.passages import passages
from slugline.surfaces.web.accounts.sessions import Session
from slugline.surfaces.web.deciding import claim_words, rows, short_enough, signed, value_of
from slugline.surfaces.web.desk import Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.rendering import page
from slugline.surfaces.web.signed import Editor, Fields, Sender
from slugline.surfaces.wording import firmness_words, property_words, said_words

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

_ID = re.compile("[0-9a-f]{4,64}")
_QUALIFIER = "q-"
_MOST = 40  # claims that contend, shown beside the one
_OUTCOMES = {
    "answer": "stands",
    "rival": "disputed",
    "beaten": "beaten",
    "withdrawn": "withdrawn",
    "closed": "told since",
    "gap": "not known",
    "denial": "denial",
    "ruled_out": "ruled out",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form held when it was refused, so that nobody types it twice; ``act`` is empty for a page opened anew."""

    act: str = ""
    reason: str = ""
    on: str = ""
    value: str = ""
    subject: str = ""
    modality: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()


@router.get("/claims/{claim}")
def claim_page(request: Request, desk: OurDesk, editor: Editor, claim: str) -> Response:  # noqa: ARG001
    """The claim with all that contends with it, its decisions, and the forms."""
    found = _found(desk.record, claim)
    if claim_id(found) != claim:
        return RedirectResponse(f"/claims/{claim_id(found)}", 303)
    return _shown(request, desk, found, Typed())


@router.post("/claims/{claim}/{act}")
def decide(request: Request, desk: OurDesk, sender: Sender, claim: str, act: str, form: Fields) -> Response:
    """Vouch for it, let nothing rest on it, or say what it should have been read as: ``q-NAME`` is a qualifier."""
    if act not in ON_CLAIMS:
        raise Fault(404, f"nobody can {act!r} a claim", allowed=" or ".join(ON_CLAIMS))
    told = defaultdict(str, form)
    qualifiers = tuple((name.removeprefix(_QUALIFIER), text) for name, text in form if name.startswith(_QUALIFIER))
    typed = Typed(act, told["reason"], told["on"], told["value"], told["subject"], told["modality"], qualifiers)
    return _decided(request, desk, sender, claim, typed)


def _decided(request: Request, desk: Desk, session: Session, claim: str, typed: Typed) -> Response:
    """Take the decision and show what it changed; or the page again, with what is wrong."""
    found = _found(desk.record, claim)
    number = claim_id(found)
    try:
        who = signed(desk, session, typed.reason, typed.on)
        correction = _correction(desk.record, found, typed) if typed.act == "correct" else None
        made, _ = decide_claim(desk.record, typed.act, number, who, correction)
    except (DecisionError, ContractError, DateError) as error:
        return _shown(request, desk, found, typed, wrong=str(error))
    return RedirectResponse(f"/decisions/{made.id}", 303)


def _correction(record: Record, claim: Claim, typed: Typed) -> Correction:
    """The correction that a form gives; qualifiers that it leaves as they are stay as they are."""
    short_enough(typed.value, typed.subject, *(text for pair in typed.qualifiers for text in pair))
    shown = dict(_qualifiers(record, claim))
    modality = "" if typed.modality == _as_it_stands(record, claim).context.modality else typed.modality
    changed = {name: text.strip() for name, text in typed.qualifiers if text.strip() != shown.get(name, "")}
    return correction_of(record, claim_id(claim), typed.value.strip(), typed.subject.strip(), modality, changed)


def _found(record: Record, claim: str) -> Claim:
    """The claim of an id, or of one that begins so. Raises `Fault` 404."""
    if not _ID.fullmatch(claim):
        raise Fault(404, "no claim has that id", allowed="an id that a page shows")
    try:
        return one_claim(record, claim)
    except DecisionError as error:
        raise Fault(404, error.fault, allowed=error.allowed) from error


def _as_it_stands(record: Record, claim: Claim) -> Claim:
    standing = standing_correction(record, claim_id(claim))
    return standing.of(claim) if standing is not None else claim


def _qualifiers(record: Record, claim: Claim) -> list[tuple[str, str]]:
    """Every qualifier that the property has, with its text as a form shows it."""
    held = _as_it_stands(record, claim).qualifiers
    return [(name, _text(held.get(name))) for name in record.specs[claim.property].qualifiers]


def _text(item: object) -> str:
    return "" if item is None or item is False else "true" if item is True else str(item)


def _shown(request: Request, desk: Desk, claim: Claim, typed: Typed, *, wrong: str = "") -> HTMLResponse:
    record, number = desk.record, claim_id(claim)
    made = record.decisions_of(number)
    found = explain_claim(record, claim, as_of=desk.today())
    stands = _as_it_stands(record, claim)
    kept = dict(typed.qualifiers)
    return page(
        request,
        "edit_claim.html",
        status=400 if wrong else 200,
        number=number,
        claim=claim,
        words=claim_words(claim),
        says=value_of(claim),
        topic=property_words(claim.property),
        corrected=claim_words(stands) if stands is not claim and stands != claim else "",
        cited=_cited(record, claim),
        guide=f"/titles/{quote(str(found['slug']), safe='')}" if found and "slug" in found else "",
        explained=found,
        contending=_contending(found, number),
        more=max(0, len(_list(found)) - _MOST),
        decisions=rows(record, [one for one in made if one.withdraws is None], made),
        standing=value_of(stands),
        subject=stands.subject,
        modality=stands.context.modality,
        modalities=MODALITIES,
        qualifiers=[(name, property_words(name), kept.get(name, text)) for name, text in _qualifiers(record, claim)],
        value_type=record.specs[claim.property].value_type,
        typed=typed,
        wrong=wrong,
    )


def _cited(record: Record, claim: Claim) -> dict[str, Any]:
    source = claim.source
    made: dict[str, Any] = {
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "url": source.url,
        "file": source.file,
        "date": claim.said_on.isoformat(),
        "quote": claim.evidence.quote,
        "attribution": list(claim.context.attribution),
        "claim": claim_id(claim),
    }
    passage = passages(record, [claim_id(claim)]).get(claim_id(claim))
    if passage is not None:
        made |= {"before": passage.before, "quote": passage.quote, "after": passage.after}
    return made


def _list(found: dict[str, Any] | None) -> list[dict[str, Any]]:
    return list(found["claims"]) if found else []


def _contending(found: dict[str, Any] | None, number: str) -> list[dict[str, Any]]:
    """The claims on the same question, the heaviest first, this one among them however light it is."""
    told = _list(found)
    kept = told[:_MOST]
    kept += [row for row in told[_MOST:] if row["claim"] == number]
    return [
        {
            **row,
            "mine": row["claim"] == number,
            "says": said_words(row),
            "firm": firmness_words(str(row["modality"]), row.get("attribution")),
            "became": _OUTCOMES.get(str(row["outcome"]), str(row["outcome"])),
        }
        for row in kept
    ]
