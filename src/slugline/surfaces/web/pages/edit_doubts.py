"""What the record is not sure of: names that may be one, and decisions that later news contradicts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from slugline.answers.deciding import all_doubts, decide_identity, some_doubts
from slugline.errors import DecisionError, TitleError
from slugline.record.doubts import Doubt
from slugline.record.people import PERSON
from slugline.surfaces.web.deciding import LONGEST, short_enough, signed
from slugline.surfaces.web.desk import Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.rendering import page
from slugline.surfaces.web.signed import Editor, Sender

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

_ACTS = ("same", "differ")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that may be one, as a form takes them, and why they may."""

    kind: str
    one: str
    other: str
    why: str


@router.get("/doubts")
def doubts(request: Request, desk: OurDesk, editor: Editor, title: str = "", after: str = "") -> Response:  # noqa: ARG001
    """The doubts about one title, or about everything, a part at a time; and the form for any two names."""
    return _shown(request, desk, title[:LONGEST].strip(), after[:LONGEST])


@router.post("/doubts")
def settle(
    request: Request,
    desk: OurDesk,
    sender: Sender,
    act: Annotated[str, Form()] = "",
    one: Annotated[str, Form()] = "",
    other: Annotated[str, Form()] = "",
    reason: Annotated[str, Form()] = "",
    on: Annotated[str, Form()] = "",
) -> Response:
    """Say that two names are one, or two."""
    if act not in _ACTS:
        raise Fault(400, "nothing was decided", allowed=" or ".join(_ACTS))
    typed = {"act": act, "one": one, "other": other, "reason": reason}
    try:
        short_enough(one, other)
        if not one.strip() or not other.strip():
            raise DecisionError("two names are needed", allowed="NAME, NAME (film, 2019) or NAME (person)")
        made = decide_identity(desk.record, act, one, other, signed(desk, sender, reason, on))
    except (DecisionError, TitleError) as error:
        choices = error.choices if isinstance(error, TitleError) else ()
        told = error.fault if choices or not error.allowed else f"{error.fault} (allowed: {error.allowed})"
        return _shown(request, desk, "", "", wrong=told, choices=choices, typed=typed)
    return RedirectResponse(f"/decisions/{made.id}", 303)


def _shown(
    request: Request,
    desk: Desk,
    title: str,
    after: str,
    *,
    wrong: str = "",
    choices: tuple[str, ...] = (),
    typed: dict[str, str] | None = None,
) -> HTMLResponse:
    found: tuple[Doubt, ...] = ()
    further = ""
    if title:
        found = tuple(all_doubts(desk.record, title, desk.today()))
    elif not wrong:
        found, further = some_doubts(desk.record, after, desk.today())
    return page(
        request,
        "edit_doubts.html",
        status=400 if wrong else 200,
        title_asked=title,
        after=after,
        further=further,
        pairs=[_pair(one) for one in found if one.kind != "decision"],
        overtaken=[one for one in found if one.kind == "decision"],
        wrong=wrong,
        choices=choices,
        typed=typed or {"act": "", "one": "", "other": "", "reason": ""},
    )


def _pair(doubt: Doubt) -> Pair:
    if doubt.kind == "people":
        return Pair("people", f"{doubt.one} ({PERSON})", f"{doubt.other} ({PERSON})", doubt.why)
    return Pair("titles", doubt.one, doubt.other, doubt.why)
