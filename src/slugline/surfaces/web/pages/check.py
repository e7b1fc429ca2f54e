"""An article held against the record: a form, and the article as its reader sees it with what is known now beside it.

Nothing that is sent is kept: a result goes back to the reader with its claims in it, packed, and the lists to take away
are made from those when they are asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup, escape

from slugline.answers import check as judge
from slugline.articles import article_of
from slugline.claims.engines import Engine
from slugline.contract import claim_to_json
from slugline.edtf import FIRST_DAY, parse_day
from slugline.errors import DateError, UnreadableInput
from slugline.model import Article, Claim
from slugline.pages import SUFFIXES, Page
from slugline.surfaces.check_lists import csv_text, plain_text
from slugline.surfaces.checking import Checked, Json, gathered
from slugline.surfaces.inputs import by_article, read_claims
from slugline.surfaces.terminal import clean, to_json
from slugline.surfaces.web.desk import AsOf, Desk, OurDesk
from slugline.surfaces.web.faults import Fault, answer
from slugline.surfaces.web.origin import is_own
from slugline.surfaces.web.rendering import page
from slugline.surfaces.web.sent import Sent, packed, read_form, unpacked
from slugline.surfaces.web.turns import NoTurn, TooLong, Turns

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

LONGEST = 40_000  # characters of an article
MOST_CLAIMS = 250  # of a claims file
MOST_KEPT = 1_000  # of a result, which has been checked once; an article of LONGEST has fewer
MOST_ARTICLES = 20  # of a claims file
AT_ONCE = 2  # articles that are checked at the same time
WITHIN = 8.0  # seconds in which an article must have been read
AGAIN = 5  # seconds after which to ask again where all are taken
_LONGEST_AGAIN = 100_000  # characters of pasted text that a page with a fault gives back
_LONGEST_NAME = 200
_PASTED = ("text", "date", "title", "publisher")
_DATED = "the day under “Published on”, front matter with a date, or a saved page that names its own"
_UNNAMED = "pasted.md"  # the file that claims are of whose article came without a name
_MARKUP = ("<!doctype html", "<html")
_checks = threading.BoundedSemaphore(AT_ONCE)
_turns = Turns(AT_ONCE, WITHIN)  # what cannot be ended keeps its turn longer than its request

Judged = tuple[Checked, Json]


async def _form(request: Request) -> Sent:
    if not is_own(request):
        raise Fault(403, "the form was sent from another site")
    return await read_form(request)


@router.get("/check")
def ask(request: Request, as_of: AsOf) -> HTMLResponse:
    """The form."""
    return _asked(request, as_of.isoformat(), Sent({}))


@router.post("/check")
def check(request: Request, desk: OurDesk, day: AsOf, sent: Annotated[Sent, Depends(_form)]) -> Response:
    """The article that was sent, checked; with ``format`` the list of what needs a look, from a result's claims."""
    if not _checks.acquire(blocking=False):
        return _busy(request)
    try:
        as_of = _day(sent.field("as_of"), "as of") or day
        if sent.field("claims"):
            return _listed(request, desk, sent, as_of)
        return _checked(request, desk, sent, as_of)
    except (UnreadableInput, DateError) as error:
        return _asked(request, sent.field("as_of") or day.isoformat(), sent, error.fault, error.allowed)
    except NoTurn:
        return _busy(request)
    finally:
        _checks.release()


def _busy(request: Request) -> Response:
    busy = answer(request, Fault(503, "other articles are being read just now; ask again in a few seconds"))
    busy.headers["retry-after"] = str(AGAIN)
    return busy


def _asked(request: Request, as_of: str, sent: Sent, fault: str = "", allowed: str = "") -> HTMLResponse:
    """The form, with what was pasted before where it had a fault."""
    given: dict[str, object] = {name: sent.field(name)[:_LONGEST_AGAIN] for name in _PASTED}
    given["text"] = _lines(str(given["text"]))
    status = 422 if fault else 200
    return page(request, "check.html", status=status, as_of=as_of, given=given, fault=fault, allowed=allowed)


def _lines(text: str) -> Markup:
    """Text for a field of several lines, each of them as clean as one."""
    return Markup("\n") + escape("\n".join(clean(line) for line in text.split("\n")))


def _checked(request: Request, desk: Desk, sent: Sent, as_of: date) -> Response:
    faults: Sequence[str] = ()
    if sent.name.lower().endswith(".claims.jsonl"):
        said, faults = _claims(sent.content or b"", _name(sent))
        found = [_judged(desk, None, claims, as_of) for claims in said]
        claims = tuple(claim for one in said for claim in one)
    else:
        try:
            article, claims = _turns.run(partial(_read, _warm(desk.engine()), sent))
        except TooLong as error:
            allowed = "a shorter one; `slugline check --html` on the command line takes its time"
            raise UnreadableInput(f"it takes longer than {WITHIN:.0f} seconds to read", allowed=allowed) from error
        found = [_judged(desk, article, claims, as_of)]
    kept = packed("\n".join(to_json(claim_to_json(claim)) for claim in claims).encode())
    checked = [one for one, _ in found]
    listed = _lines(plain_text(checked))
    day = as_of.isoformat()
    return page(request, "check_result.html", as_of=day, checked=checked, faults=faults, kept=kept, listed=listed)


def _judged(desk: Desk, article: Article | None, claims: Sequence[Claim], as_of: date) -> Judged:
    result = judge(desk.record, claims, as_of=as_of)
    return gathered(article, result, as_of=as_of), result


def _claims(content: bytes, name: str, most: int = MOST_CLAIMS) -> tuple[list[tuple[Claim, ...]], Sequence[str]]:
    """The claims of a claims file, those of each article apart, and what could not be read of it."""
    lines = content.count(b"\n") + 1
    if lines > most:
        raise UnreadableInput(f"{lines:,} lines are too many claims", where=name, allowed=f"{most:,} lines")
    reading = read_claims(Page(content, "claims", name))
    if not reading.claims:
        raise UnreadableInput(reading.faults[0], allowed="claims in the claim contract, one a line")
    articles = by_article(reading.claims)
    if len(articles) > MOST_ARTICLES:
        fault = f"the claims of {len(articles):,} articles are too many"
        raise UnreadableInput(fault, where=name, allowed=f"{MOST_ARTICLES} articles")
    return articles, reading.faults


@cache
def _warm(engine: Engine) -> Engine:
    """The engine, once it has read something: what it loads for its first article is not that article's time."""
    words = Page(b"The film *Nothing at All* opens in theaters on June 7, 2024.", "markdown", "")
    engine.extract(article_of(words, date=FIRST_DAY))
    return engine


def _read(engine: Engine, sent: Sent) -> tuple[Article, tuple[Claim, ...]]:
    article = _article(sent)
    return article, tuple(engine.extract(article))


def _article(sent: Sent) -> Article:
    """The article that was pasted or sent; what the form says of it goes before what it says itself."""
    text = sent.field("text").replace("\r\n", "\n")
    if sent.content is not None and text.strip():
        raise UnreadableInput("both words and a file were sent", allowed="one of the two")
    if sent.content is not None:
        name = _name(sent)
        kind = next((kind for suffix, kind in SUFFIXES.items() if name.lower().endswith(suffix)), "")
        if kind not in ("markdown", "text", "html"):
            raise UnreadableInput("not a kind of file that is read", where=name, allowed=" ".join(SUFFIXES))
        content = sent.content
    elif text.strip():
        name, content = "", text.encode("utf-8", "replace")
        kind = "html" if text.lstrip()[:40].lower().startswith(_MARKUP) else "markdown"
    else:
        raise UnreadableInput("nothing was sent", allowed="the words of an article, or a file")
    published = _day(sent.field("date"), "published on")
    article = article_of(Page(content, kind, name), date=published or FIRST_DAY)
    if published is None and article.published == FIRST_DAY:
        raise UnreadableInput("the day on which it was published is not known", allowed=_DATED)
    if len(article.text) > LONGEST:
        fault = f"{len(article.text):,} characters are too many for this page"
        raise UnreadableInput(fault, allowed=f"{LONGEST:,}; `slugline check --html` on the command line reads more")
    said = {name: clean(sent.field(name)).strip()[:_LONGEST_NAME] for name in ("title", "publisher")}
    return replace(
        article,
        published=published or article.published,
        title=said["title"] or article.title,
        publisher=said["publisher"] or article.publisher,
    )


def _name(sent: Sent) -> str:
    """The file's own name, without the folders that some browsers put before it."""
    return clean(sent.name.replace("\\", "/").rpartition("/")[2])[-_LONGEST_NAME:]


def _day(text: str, name: str) -> date | None:
    try:
        return parse_day(text.strip()) if text.strip() else None
    except DateError as error:
        raise DateError(f"{name}: {error.fault}", allowed=error.allowed) from error


def _listed(request: Request, desk: Desk, sent: Sent, as_of: date) -> Response:
    """A list to take away, made from the claims that a result sent along."""
    makers: dict[str, Callable[[Sequence[Judged]], Response]] = {
        "csv": lambda found: _file(csv_text(one for one, _ in found), "text/csv", f"check-{as_of}.csv"),
        "json": lambda found: _file(_json(found, as_of), "application/json", f"check-{as_of}.json"),
        "print": lambda found: page(
            request, "check_list.html", as_of=as_of.isoformat(), checked=[one for one, _ in found]
        ),
    }
    make = makers.get(sent.field("format"))
    if make is None:
        raise Fault(400, "there is no such list", allowed=", ".join(makers))
    said, _ = _claims(unpacked(sent.field("claims")), _UNNAMED, MOST_KEPT)
    return make([_judged(desk, None, claims, as_of) for claims in said])


def _json(found: Sequence[Judged], as_of: date) -> str:
    claims = [row for _, result in found for row in result["claims"]]
    return to_json({"as_of": as_of.isoformat(), "claims": claims}, indent=2)


def _file(text: str, kind: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)
