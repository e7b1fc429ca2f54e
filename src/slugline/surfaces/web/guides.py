"""What a guide page shows, made ready for its template: worded, numbered, bounded.

The answers are those of `slugline.answers`; here they are cut to what a page holds. A title with thousands of claims
gets the same page as one with ten: what does not fit is counted, with the way to the rest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from slugline.answers.addresses import slug, title_slug
from slugline.answers.cast import Member, cast
from slugline.answers.following import franchises_of
from slugline.answers.guide import guide_of
from slugline.answers.masthead import state_line
from slugline.answers.phrases import date_said, listed
from slugline.answers.slips import Slips, Step, slips
from slugline.answers.sources import SourceRow, article_of, sources
from slugline.answers.tellings import according, articles, change_said, count, heading, headings, told, worded
from slugline.answers.texts import clipped, in_place
from slugline.answers.timeline import timeline
from slugline.errors import UnknownTitle
from slugline.record import Record, Title, View
from slugline.surfaces.web.charts.slip import slip_chart

Json = Mapping[str, Any]
_LONGEST = 420  # characters of an answer; a longer one is a list, of which as much is named as fits
_NAME = 160  # characters of a name or an article's title
_CITED = 6  # citations that the answers give for one value at most
_FITS = 15  # titles of a franchise that are shown around one
_NAMED = 5  # values named of a long list


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
    Detail(cites=4, around=280, changes=12, earlier=6, cast=24, sources=20, questions=40),
    Detail(cites=2, around=160, changes=8, earlier=4, cast=16, sources=15, questions=40),
    Detail(cites=1, around=60, changes=5, earlier=2, cast=12, sources=10, questions=40),
    Detail(cites=1, around=0, changes=3, earlier=1, cast=6, sources=5, questions=14),
)
"""From the fullest to the sparest: a page is as full as its bytes allow."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that was superseded: what it was, from when until when, how firm."""

    words: str
    since: str
    until: str
    modality: str
    cites: Sequence[Json]


@dataclass(frozen=True, slots=True)
class Question:
    """One standing question. ``answer`` is pieces of text, each with the address that it links to or an empty one."""

    anchor: str
    property: str
    heading: str
    answer: Sequence[tuple[str, str]]
    standing: str
    firm: str
    firm_kind: str
    since: str
    cites: Sequence[Json]
    more_cites: int
    earlier: Sequence[Earlier]
    more_earlier: int


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
class Fits:
    """Where the title stands in its franchise: the titles around it, in the order of the story and of release."""

    franchise: str
    story: Sequence[Json]
    release: Sequence[Json]
    known: frozenset[str]
    more: int


@dataclass(frozen=True, slots=True)
class Guide:
    """Everything that the page shows of a title."""

    head: Json
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
    articles: Mapping[str, int] = field(default_factory=dict)


def guide_page(record: Record, view: View, title: Title, today: date, detail: Detail) -> Guide:
    """The page of one of a view's titles as of the view's day; the view holds its family and deaths."""
    guide: Json = guide_of(view, title)
    rows = _sources(view, title, guide)
    numbers = {row.key: row.number for row in rows}
    history = slips(view, title.key)
    entries = [entry for entry in guide["answers"] if isinstance(entry, Mapping)]
    told_before: Counter[str] = Counter()
    questions = []
    for entry in entries:
        name = str(entry["property"])
        questions.append(_question(view, title, entry, detail, told_before[name]))
        told_before[name] += 1
    shown = questions[: detail.questions]
    members = cast(view, title)
    cards = [_card(member, detail) for member in members[: detail.cast]]
    told_of = guide["changes"]
    changes = [Change(str(row["on"]), change_said(row), row["citations"][:1]) for row in told_of[: detail.changes]]
    steps = [(step, step.citations[:1]) for step in history.steps[-detail.sources :]]
    page = Guide(
        head=guide["title"],
        slug=title_slug(view, title),
        state=state_line(view, title),
        updated=str(guide["updated"] or ""),
        slide=_slide(view, title, today),
        changes=changes,
        more_changes=len(told_of) - len(changes),
        steps=steps,
        more_steps=len(history.steps) - len(steps),
        chart=_chart(history, view.day),
        questions=shown,
        more_questions=len(questions) - len(shown),
        cast=cards,
        more_cast=len(members) - len(cards),
        fits=_fits(record, view, title),
        sources=rows[: detail.sources],
        all_sources=len(rows),
        all_claims=sum(row.claims for row in rows),
    )
    return _cited(record, page, numbers, detail)


def _sources(view: View, title: Title, guide: Json) -> list[SourceRow]:
    """The articles that speak of the title, and those cited beside (of a death, of what comes next); newest first."""
    rows = sources(view, title)
    known = {row.key for row in rows}
    beside: dict[str, dict[str, Json]] = defaultdict(dict)
    for entry in guide["answers"]:
        for one in (*_spread(entry["values"]), *(entry.get("citations") or ())):
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


def _fits(record: Record, view: View, title: Title) -> Fits | None:
    """None where the title belongs to no franchise that has other titles."""
    names = franchises_of(view, title)
    if not names:
        return None
    try:
        orders = [timeline(record, names[0], order=order, as_of=view.day) for order in ("story", "release")]
    except UnknownTitle:
        return None
    story, release = ([dict(one) for one in _rows(order)] for order in orders)
    if len(release) < 2 or not any(one["name"] == title.name for one in release):
        return None
    in_story, out = _around(story, title.name), _around(release, title.name)
    known = frozenset(str(row["name"]) for row in (*in_story, *out) if view.titles.find(str(row["name"])))
    return Fits(str(orders[0]["franchise"]), in_story, out, known, len(release) - len(out))


def _rows(order: Json) -> Sequence[Json]:
    rows: Sequence[Json] = order["titles"]
    return rows


def _around(rows: Sequence[Json], name: str) -> Sequence[Json]:
    """As many rows as a page shows, those around the title."""
    at = next((place for place, row in enumerate(rows) if row["name"] == name), 0)
    start = max(0, min(at - _FITS // 2, len(rows) - _FITS))
    return rows[start : start + _FITS]


def _question(view: View, title: Title, entry: Json, detail: Detail, place: int) -> Question:
    values: Sequence[Json] = entry["values"]
    name = str(entry["property"])
    asked = heading(entry, title.name)
    firm, kind = firmness(entry)
    cited = _spread(values) or list(entry.get("citations") or ())
    gone: Sequence[Json] = entry["superseded"]
    crowd = name == "cast_member" and asked in headings(name) and len(values) > 1
    cites = [] if crowd and len(values) > detail.cites else cited[: detail.cites]
    return Question(
        anchor=f"{name}-{place}" if place else name,
        property=name,
        heading=asked,
        answer=_linked(view, _answer(entry), values),
        standing=str(entry["standing"]),
        firm=firm,
        firm_kind=kind,
        since=str(values[0]["since"]) if len(values) == 1 and name != "next" else "",
        cites=cites,
        more_cites=len(cited) - len(cites),
        earlier=[_earlier(name, row) for row in gone[: detail.earlier]],
        more_earlier=max(0, len(gone) - detail.earlier),
    )


def _answer(entry: Json) -> str:
    """The answer in a sentence; of a long list as many as are read with ease."""
    if entry["standing"] == "unanswered":
        return told("firmness", "unanswered").capitalize() + "."
    text = str(entry["answer"])
    if len(text) <= _LONGEST:
        return text
    names = [worded(str(entry["property"]), value) for value in entry["values"]]
    if len(names) <= _NAMED or entry["property"] == "premise":
        return clipped(text, _LONGEST)
    named = [clipped(one, _NAME) for one in names[:_NAMED]]
    return f"{listed([*named, f'{count(len(names) - _NAMED)} more'])}."


def _spread(values: Sequence[Json]) -> list[Json]:
    """The citations of several values, the first of each before any second, and none twice."""
    found: dict[tuple[str, str], Json] = {}
    for turn in range(_CITED):
        for value in values:
            if turn < len(value["citations"]):
                one = value["citations"][turn]
                found.setdefault((article_of(one), str(one["quote"])), one)
    return list(found.values())


def firmness(entry: Json) -> tuple[str, str]:
    """How firm an answer is, in words, and the kind by which the sheet draws it."""
    standing, values = str(entry["standing"]), entry["values"]
    if standing == "disputed":
        return told("firmness", "disputed", n=count(len(values))), standing
    if standing != "current":
        return told("firmness", standing), standing
    kinds = list(dict.fromkeys(str(value["modality"]) for value in values))
    first = min(kinds, key=("scheduled", "stated", "expected", "rumoured").index) if kinds else "stated"
    words = _firm(first, [value for value in values if value["modality"] == first])
    hedges = [kind for kind in kinds if kind != first and kind in ("expected", "rumoured")]
    return f"{words}; {told('firmness', 'mixed', hedges=listed(hedges))}" if hedges else words, first


def _firm(modality: str, values: Sequence[Json]) -> str:
    cited = {article_of(one) for value in values for one in value["citations"]}
    more = any(len(value["citations"]) >= _CITED for value in values)
    if modality in ("stated", "scheduled"):
        return told("firmness", modality, articles=articles(len(cited)) + (" or more" if more else ""))
    first = next((one for value in values for one in value["citations"]), None)
    names = list((first or {}).get("attribution") or ()) or [str((first or {}).get("publisher") or "")]
    return told("firmness", modality, according=according([name for name in names[:2] if name]))


def _earlier(name: str, row: Json) -> Earlier:
    words = clipped(worded(name, row), _LONGEST)
    return Earlier(words, str(row["since"]), str(row.get("until") or ""), str(row["modality"]), row["citations"][:1])


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


def _linked(view: View, text: str, values: Sequence[Json]) -> Sequence[tuple[str, str]]:
    """The text in pieces: the names in it that have pages of their own, with their addresses, and what is between."""
    addresses: dict[str, str] = {}
    for value in values:
        inner = value.get("value", {})
        address = _address(view, inner)
        if address:
            addresses.setdefault(str(inner["name"]), address)
    if not addresses:
        return [(text, "")]
    found = re.compile("|".join(re.escape(name) for name in sorted(addresses, key=len, reverse=True)))
    return list(_pieces(text, found, addresses))


def _pieces(text: str, names: re.Pattern[str], addresses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    at, seen = 0, set()
    for match in names.finditer(text):
        if match[0] in seen:
            continue
        seen.add(match[0])
        yield text[at : match.start()], ""
        yield match[0], addresses[match[0]]
        at = match.end()
    yield text[at:], ""


def _address(view: View, value: Json) -> str:
    kind, name = value.get("type"), str(value.get("name") or "")
    if not name:
        return ""
    where = {"person": "people", "franchise": "franchises", "title": "titles"}.get(str(kind))
    if where is None or (kind == "title" and not view.titles.find(name)):
        return ""
    return f"/{where}/{quote(slug(name), safe='')}"


def _cited(record: Record, page: Guide, numbers: Mapping[str, int], detail: Detail) -> Guide:
    """The page with every citation in its paragraph, under the number of its article; all are read at once."""
    groups = [
        *(one.cites for one in page.changes),
        *(cites for _, cites in page.steps),
        *(one.cites for one in page.questions),
        *(old.cites for one in page.questions for old in one.earlier),
        *(card.cites for card in page.cast),
    ]
    wanted = {str(one["claim"]): one for group in groups for one in group}
    placed = {
        str(one["claim"]): _numbered(one, numbers) for one in in_place(record, wanted.values(), around=detail.around)
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
        articles={str(one["claim"]): one["article"] for one in placed.values() if one.get("article")},
    )


def _numbered(one: Json, numbers: Mapping[str, int]) -> dict[str, Any]:
    title, publisher = clipped(str(one["title"]), _NAME), clipped(str(one["publisher"]), _NAME)
    return {**one, "title": title, "publisher": publisher, "number": numbers.get(article_of(one))}
