"""What a guide page shows, made ready for its template: worded, numbered, bounded.

The answers are those of `slugline.answers`; here they are cut to what a page holds. A title with thousands of claims
gets the same page as one with ten: what does not fit is counted, with the way to the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from slugline.answers.addresses import title_slug
from slugline.answers.cast import Member, cast
from slugline.answers.guide import guide_of
from slugline.answers.masthead import state_line
from slugline.answers.slips import Slips, Step, slips
from slugline.answers.sources import SourceRow, article_of, sources
from slugline.answers.tellings import according, change_said, told
from slugline.answers.texts import clipped, in_place
from slugline.phrases import date_said
from slugline.record import Record, Title, View
from slugline.surfaces.web.charts.slip import slip_chart
from slugline.surfaces.web.fitting import Fits, fits
from slugline.surfaces.web.questions import NAME, Question, questions, spread

Json = Mapping[str, Any]
_FIRST = ("release_date", "status", "available_on", "cast_member", "director", "trailer", "also_known_as")


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of everything a page shows."""

    cites: int
    around: int
    changes: int
    earlier: int
    cast: int
    sources: int
    questions: int


DETAILS = (
    Detail(cites=3, around=260, changes=12, earlier=6, cast=24, sources=20, questions=40),
    Detail(cites=2, around=140, changes=8, earlier=4, cast=16, sources=15, questions=40),
    Detail(cites=1, around=60, changes=5, earlier=2, cast=12, sources=10, questions=40),
    Detail(cites=1, around=0, changes=3, earlier=1, cast=6, sources=5, questions=14),
)
"""From the fullest to the sparest: a page is as full as its bytes allow."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change in a sentence."""

    on: str
    sentence: str
    cites: Sequence[Json]


@dataclass(frozen=True, slots=True)
class Card:
    """One of the cast."""

    member: Member
    initials: str
    firm: str
    cites: Sequence[Json]


@dataclass(frozen=True, slots=True)
class Slide:
    """The range of days that a page can be turned back to: numbers of days from ``first``."""

    first: str
    last: str
    at: int
    most: int


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that the page shows of a title; ``slug`` is quoted for addresses."""

    head: Json
    year: int
    slug: str
    state: str
    updated: str
    slide: Slide
    changes: Sequence[Change]
    more_changes: int
    steps: Sequence[tuple[Step, Sequence[Json]]]
    more_steps: int
    chart: Markup
    questions: Sequence[Question]
    more_questions: int
    cast: Sequence[Card]
    more_cast: int
    fits: Fits | None
    sources: Sequence[SourceRow]
    all_sources: int
    all_claims: int


@dataclass(frozen=True, slots=True)
class Material:
    """What a page is made of, whatever its detail."""

    record: Record
    view: View
    title: Title
    guide: Json
    slug: str
    state: str
    history: Slips
    slide: Slide
    chart: Markup
    cast: Sequence[Member]
    fits: Fits | None
    sources: Sequence[SourceRow]


def gathered(record: Record, view: View, title: Title, today: date) -> Material:
    """Everything on one of a view's titles as of the view's day; the view holds its family and deaths."""
    guide: Json = guide_of(view, title)
    history = slips(view, title.key)
    return Material(
        record,
        view,
        title,
        guide,
        slug=quote(title_slug(view, title), safe=""),
        state=state_line(view, title),
        history=history,
        slide=_slide(view, title, today),
        chart=_chart(history, view.day),
        cast=cast(view, title),
        fits=fits(record, view, title),
        sources=_sources(view, title, guide),
    )


def guide_page(of: Material, detail: Detail) -> Guide:
    """The page in some detail."""
    answers = [entry for entry in of.guide["answers"] if isinstance(entry, Mapping)]
    asked = questions(of.view, of.title, answers[: detail.questions], cites=detail.cites, earlier=detail.earlier)
    cards = [_card(member, detail) for member in of.cast[: detail.cast]]
    told_of = sorted(of.guide["changes"], key=_importance)
    changes = [Change(str(row["on"]), change_said(row), row["citations"][:1]) for row in told_of[: detail.changes]]
    steps = [(step, step.citations[:1]) for step in of.history.steps[-detail.sources :]]
    page = Guide(
        head=of.guide["title"],
        year=_year(of),
        slug=of.slug,
        state=of.state,
        updated=str(of.guide["updated"] or ""),
        slide=of.slide,
        changes=changes,
        more_changes=len(told_of) - len(changes),
        steps=steps,
        more_steps=len(of.history.steps) - len(steps),
        chart=of.chart,
        questions=asked,
        more_questions=len(answers) - len(asked),
        cast=cards,
        more_cast=len(of.cast) - len(cards),
        fits=of.fits,
        sources=of.sources[: detail.sources],
        all_sources=len(of.sources),
        all_claims=sum(row.claims for row in of.sources),
    )
    return _cited(of.record, page, {row.key: row.number for row in of.sources}, detail)


def _importance(row: Json) -> tuple[int, int]:
    """Newest first; of one day's changes those first that more people ask for."""
    name = str(row["property"])
    return -date.fromisoformat(str(row["on"])).toordinal(), _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _year(of: Material) -> int:
    """The year that the title is of now: of its date as it stands, else the one it is told apart by."""
    if of.history.steps and not of.history.season:
        value = of.history.steps[-1].value
        return value.last.year if value.last < date.max else value.first.year
    return of.title.year


def _sources(view: View, title: Title, guide: Json) -> list[SourceRow]:
    """The articles that speak of the title, and those cited beside (of a death, of what comes next); newest first."""
    rows = sources(view, title)
    known = {row.key for row in rows}
    beside: dict[str, dict[str, Json]] = defaultdict(dict)
    for entry in guide["answers"]:
        for one in (*spread(entry["values"]), *(entry.get("citations") or ())):
            if article_of(one) not in known:
                beside[article_of(one)][str(one["claim"])] = one
    for key, cited in beside.items():
        one = next(iter(cited.values()))
        rows.append(
            SourceRow(
                key,
                0,
                title=str(one["title"]),
                publisher=str(one["publisher"]),
                author=str(one.get("author") or ""),
                url=str(one["url"]),
                day=date.fromisoformat(str(one["date"])),
                claims=len(cited),
                holding=len(cited),
            )
        )
    ordered = sorted(rows, key=lambda row: (row.day, row.key))
    return [replace(row, number=number) for number, row in enumerate(ordered, 1)][::-1]


def _slide(view: View, title: Title, today: date) -> Slide:
    days = [one.day for name in view.properties(title.key) for one in view.said(title.key, name)]
    first = min(days, default=view.day)
    last = max(today, view.day)
    return Slide(first.isoformat(), last.isoformat(), max(0, (view.day - first).days), max(1, (last - first).days))


def _chart(history: Slips, as_of: date) -> Markup:
    said = [f"{date_said(step.value)}, said on {step.since.isoformat()}" for step in history.steps[-12:]]
    return slip_chart(history, as_of, f"The announced date: {'; '.join(said)}. The table says the same.")


def _card(member: Member, detail: Detail) -> Card:
    firm = ""
    if member.modality in ("expected", "rumoured"):
        names = [member.according] if member.according else []
        firm = told("firmness", member.modality, according=according(names))
    return Card(member, _initials(member.name), firm, member.citations[: 1 if detail.cites < 4 else 2])


def _initials(name: str) -> str:
    parts = [part for part in re.split(r"[\s.]+", name) if part[:1].isalnum()]
    letters = [parts[0][0], *([parts[-1][0]] if len(parts) > 1 else [])] if parts else []
    return "".join(letters).upper()


def _cited(record: Record, page: Guide, numbers: Mapping[str, int], detail: Detail) -> Guide:
    """The page with every citation in its paragraph, under the number of its article."""
    asked = [one.cites for one in page.questions]
    beside = [
        *(one.cites for one in page.changes),
        *(cites for _, cites in page.steps),
        *(old.cites for one in page.questions for old in one.earlier),
        *(card.cites for card in page.cast),
    ]
    placed: dict[str, dict[str, Any]] = {}
    for groups, around in ((beside, detail.around // 3), (asked, detail.around)):
        wanted = {str(one["claim"]): one for group in groups for one in group}
        placed |= {
            str(one["claim"]): _numbered(one, numbers) for one in in_place(record, wanted.values(), around=around)
        }

    def there(cites: Iterable[Json]) -> list[Json]:
        return [placed[str(one["claim"])] | {"attribution": one.get("attribution")} for one in cites]

    return replace(
        page,
        changes=[replace(one, cites=there(one.cites)) for one in page.changes],
        steps=[(step, there(cites)) for step, cites in page.steps],
        questions=[
            replace(
                one,
                cites=there(one.cites),
                earlier=[replace(old, cites=there(old.cites)) for old in one.earlier],
            )
            for one in page.questions
        ],
        cast=[replace(card, cites=there(card.cites)) for card in page.cast],
    )


def _numbered(one: Json, numbers: Mapping[str, int]) -> dict[str, Any]:
    title, publisher = clipped(str(one["title"]), NAME), clipped(str(one["publisher"]), NAME)
    return {**one, "title": title, "publisher": publisher, "number": numbers.get(article_of(one))}
