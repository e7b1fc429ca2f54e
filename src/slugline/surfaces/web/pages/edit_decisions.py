"""What editors have decided: all of it, and of each decision what it changed in the guides."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from slugline.answers.deciding import withdraw
from slugline.answers.effects import effect
from slugline.errors import DecisionError, RecordError
from slugline.record import Decision
from slugline.record.decisions import in_force
from slugline.surfaces.web.deciding import DONE, names_of, rows, signed
from slugline.surfaces.web.desk import Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.rendering import page
from slugline.surfaces.web.signed import Editor, Sender

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

_PAGE = 50  # decisions on one page
_SHOWN = 8  # changed answers that are not folded away
_LARGEST = 2**31 - 1

Number = Annotated[int, Path(ge=1, le=_LARGEST)]


@router.get("/decisions")
def decisions(
    request: Request,
    desk: OurDesk,
    editor: Editor,  # noqa: ARG001
    act: str = "",
    by: str = "",
    stands: str = "",
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """Every decision, newest first, withdrawn ones too; by act, by editor, by whether it stands."""
    made = desk.record.decisions()
    standing = {one.id for one in in_force(made, None)}
    wanted = [
        one
        for one in reversed(made)
        if (not act or one.act == act)
        and (not by or one.by == by)
        and (not stands or (one.id in standing) == (stands == "yes"))
    ]
    shown = wanted[(page_number - 1) * _PAGE : page_number * _PAGE]
    asked = {key: text for key, text in (("act", act), ("by", by), ("stands", stands)) if text}
    return page(
        request,
        "edit_decisions.html",
        rows=rows(desk.record, shown, made),
        count=len(wanted),
        all=len(made),
        acts=DONE,
        editors=names_of(made),
        act=act,
        by=by,
        stands=stands,
        number=page_number,
        newer=f"/decisions?{urlencode(asked | {'page': page_number - 1})}" if page_number > 1 else "",
        older=f"/decisions?{urlencode(asked | {'page': page_number + 1})}" if len(wanted) > page_number * _PAGE else "",
    )


@router.get("/decisions/{number}")
def decision(request: Request, desk: OurDesk, editor: Editor, number: Number) -> Response:  # noqa: ARG001
    """One decision, and each answer before and after it."""
    return _shown(request, desk, number)


@router.post("/decisions/{number}/withdraw")
def take_back(
    request: Request,
    desk: OurDesk,
    sender: Sender,
    number: Number,
    reason: Annotated[str, Form()] = "",
    on: Annotated[str, Form()] = "",
) -> Response:
    """Withdraw it: everything is again as it was before."""
    _found(desk, number)
    try:
        made = withdraw(desk.record, number, signed(desk, sender, reason, on))
    except DecisionError as error:
        return _shown(request, desk, number, wrong=str(error), reason=reason)
    except RecordError as error:
        if not _is_gone(desk, number):
            raise
        return _shown(request, desk, number, wrong=error.fault, reason=reason)
    return RedirectResponse(f"/decisions/{made.id}", 303)


def _found(desk: Desk, number: int) -> tuple[Decision, tuple[Decision, ...]]:
    made = desk.record.decisions()
    found = next((one for one in made if one.id == number), None)
    if found is None:
        raise Fault(404, f"there is no decision {number}", allowed="a number that the list of decisions shows")
    return found, made


def _is_gone(desk: Desk, number: int) -> bool:
    """Whether it cannot be withdrawn: it has been, or is a withdrawal itself."""
    found, made = _found(desk, number)
    return found.withdraws is not None or any(one.withdraws == number for one in made)


def _shown(request: Request, desk: Desk, number: int, *, wrong: str = "", reason: str = "") -> HTMLResponse:
    found, made = _found(desk, number)
    changed = effect(desk.record, number, as_of=desk.today())
    (row,) = rows(desk.record, [found], made)
    before = next((one for one in made if one.id == found.withdraws), None)
    return page(
        request,
        "edit_decision.html",
        status=400 if wrong else 200,
        row=row,
        undone=rows(desk.record, [before], made)[0] if before is not None else None,
        can_withdraw=found.withdraws is None and not row.withdrawn_by,
        ahead=found.on > desk.today(),
        changed=changed[:_SHOWN],
        folded=changed[_SHOWN:],
        wrong=wrong,
        reason=reason,
    )
