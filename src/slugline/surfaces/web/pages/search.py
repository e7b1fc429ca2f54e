"""Search (`/search?q=`) and the ask box (`/ask?q=`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from slugline.answers.ask import ask
from slugline.answers.choices import title_choices
from slugline.answers.search import KINDS, answered, is_question, search
from slugline.answers.tellings import worded
from slugline.answers.texts import in_place, unmarked
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault
from slugline.surfaces.web.keeping import kept
from slugline.surfaces.web.parting import Turns
from slugline.surfaces.web.questions import firmness, spread
from slugline.surfaces.web.rendering import page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

LONGEST = 300  # characters of what is looked at
_FIRST = {"title": 6, "person": 6, "character": 4, "franchise": 4, "quote": 10}  # hits of each kind among the others
_PAGE = 20  # hits of one kind on a page of its own
_CITED = 8
_VALUES = 12
_NAMES = {
    "title": "Titles",
    "person": "People",
    "character": "Characters",
    "franchise": "Franchises",
    "quote": "Quotes",
}

Kind = Literal["film", "series", "special"]


@router.get("/search")
def searched(
    request: Request,
    desk: OurDesk,
    as_of: AsOf,
    q: str = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    number: Annotated[int, Query(alias="page", ge=1, le=100)] = 1,
) -> Response:
    """What fits the words: titles, people, characters, franchises, and the quotes with the words marked."""
    if kind and kind not in KINDS:
        raise Fault(400, f"there is no kind {kind!r}", allowed=", ".join(KINDS))
    return kept(request, lambda: _searched(request, desk, q[:LONGEST], kind, number, as_of))


def _searched(request: Request, desk: Desk, text: str, kind: str, number: int, as_of: date) -> Response:
    shown: dict[str, Any] = {"q": text, "kind": kind, "names": _NAMES, "as_of": as_of.isoformat()}
    shown |= {"turns": None, "choices": []}
    if not text.strip():
        return page(request, "search.html", found=None, answer=None, address="", **shown)
    if kind:
        found = search(desk.record, text, as_of=as_of, kinds=(kind,), limit=_PAGE, offset=(number - 1) * _PAGE)
        groups = _rows(found["groups"])
        total = int(groups[0]["total"]) if groups else 0
        most = max(1, -(-total // _PAGE))
        if number > most:
            raise Fault(404, f"there is no page {number}", allowed=f"1 to {most}")
        shown["turns"] = Turns(number, most, total)
        answer = None
    else:
        found = search(desk.record, text, as_of=as_of, limit=max(_FIRST.values()))
        groups = _rows(found["groups"])
        for group in groups:
            group["hits"] = group["hits"][: _FIRST[group["kind"]]]
        answer = _answer(desk, answered(desk.record, text, as_of))
        if answer is None and is_question(desk.record, text, as_of):
            shown["choices"] = _choices(desk, text, as_of)
    for group in groups:
        if group["kind"] == "quote":
            group["hits"] = [hit | {"pieces": pieces(hit["quote"], hit["marks"])} for hit in group["hits"]]
    address = "/search?" + urlencode({"q": text} | ({"kind": kind} if kind else {}))
    return page(request, "search.html", found=found, answer=answer, address=address, **shown)


def _rows(groups: object) -> list[dict[str, Any]]:
    return groups if isinstance(groups, list) else []


def pieces(text: str, marks: Sequence[Sequence[int]]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is marked; ``marks`` are places in order.

    Signs that only set words in bold or italics are left out.
    """
    marked = [False] * len(text)
    for start, end in marks:
        marked[start:end] = [True] * (end - start)
    plain = unmarked(text)
    shown: list[tuple[str, bool]] = []
    at = 0
    for character, mark in zip(text, marked, strict=True):
        if at < len(plain) and plain[at] == character:
            shown.append((character, mark))
            at += 1
    return [("".join(one for one, _ in run), mark) for mark, run in groupby(shown, key=lambda pair: pair[1])]


@router.get("/ask")
def asked(
    request: Request,
    desk: OurDesk,
    as_of: AsOf,
    q: str = "",
    year: Annotated[int | None, Query(ge=0, le=9999)] = None,
    kind: Kind | None = None,
) -> Response:
    """The answer to one question in a sentence with its sources, or that nobody has said."""
    return kept(request, lambda: _asked(request, desk, q[:LONGEST], as_of, year, kind))


def _asked(request: Request, desk: Desk, text: str, as_of: date, year: int | None, kind: str | None) -> Response:
    shown: dict[str, Any] = {"q": text, "as_of": as_of.isoformat(), "answer": None, "choices": []}
    if text.strip():
        found = ask(desk.record, text, as_of=as_of, year=year, kind=kind)
        shown["answer"] = _answer(desk, found)
        if found["standing"] == "unanswered" and year is None and kind is None:
            shown["choices"] = _choices(desk, text, as_of)
    return page(request, "ask.html", **shown)


def _choices(desk: Desk, text: str, as_of: date) -> list[dict[str, Any]]:
    """The titles that a question may mean, each with the address at which it is asked of that one.

    The address of its guide, where its kind and year pick others too.
    """
    every = title_choices(desk.record, text, as_of=as_of)
    found = []
    for one in every:
        told = {part: one[part] for part in ("type", "year") if one[part]}
        alone = sum(told.items() <= other.items() for other in every) == 1
        asked = {"q": text} | {"kind" if part == "type" else part: value for part, value in told.items()}
        guide = f"/titles/{quote(str(one['slug']), safe='')}"
        found.append(one | {"address": f"/ask?{urlencode(asked)}" if alone else guide})
    return found


def _answer(desk: Desk, found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """An answer as a page shows it: the sentence, how firm it is, its values one by one, its sources in place."""
    if found is None:
        return None
    values = list(found["values"])
    words, kind = firmness(found) if found["standing"] != "unanswered" else ("", "unanswered")
    cited = (spread(values) or list(found["citations"]))[:_CITED]
    name = str(found.get("property", ""))
    return {
        "text": found["answer"],
        "standing": found["standing"],
        "firm": words,
        "firm_kind": kind,
        "values": [(worded(name, one), one["since"]) for one in values[:_VALUES]] if len(values) > 1 else [],
        "more_values": max(0, len(values) - _VALUES) if len(values) > 1 else 0,
        "since": values[0]["since"] if len(values) == 1 and name != "next" else "",
        "cites": in_place(desk.record, cited),
    }
