"""What the tools answer: the record's answers, for a day, a title or a name as an assistant gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from slugline.answers import ask, check, is_stale, timeline
from slugline.answers.addresses import title_slug, titles_at, titles_then
from slugline.answers.catalogue import all_titles, titles_like
from slugline.answers.guide import guide_of
from slugline.answers.news import Wanted, all_news, franchise_news, person_news, title_news
from slugline.answers.scoping import title_view
from slugline.answers.search import KINDS, search
from slugline.edtf import parse_day
from slugline.errors import AmbiguousTitle, SluglineError, UnknownTitle, UnreadableInput
from slugline.pages import Page
from slugline.record import Record, Title, View
from slugline.surfaces.inputs import picked, reading_of

if TYPE_CHECKING:
    from slugline.claims.engines import Engine

Json = dict[str, Any]
FILES = {"markdown": "sent.md", "text": "sent.txt", "html": "sent.html"}
AT_ONCE = 2  # articles that are read


@dataclass(frozen=True, slots=True)
class Shelf:
    """The record as assistants ask it. ``engine`` opens the reader of articles, once it is first needed."""

    record: Record
    today: Callable[[], date]
    engine: Callable[[], Engine]
    _free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    def day(self, text: str | None) -> date:
        """The day that is asked for, else today. Raises `DateError`."""
        return parse_day(text.strip()) if text and text.strip() else self.today()

    def guide(
        self, title: str, as_of: str | None, year: int | None, kind: str | None, only: Iterable[str] = ()
    ) -> Json:
        """The guide to the one title that is meant; ``only`` keeps the answers on some properties."""
        day = self.day(as_of)
        view, found = self.meant(title, day, year, kind)
        whole = title_view(self.record, found.name, day, family=True, deaths=True)
        year, kind = found.year or None, found.type
        made = guide_of(whole, whole.titles.titles.get(found.key) or whole.title(found.name, year=year, kind=kind))
        wanted = frozenset(only)
        if wanted:
            made["answers"] = [one for one in _rows(made["answers"]) if one["property"] in wanted]
            made["changes"] = [one for one in _rows(made["changes"]) if one["property"] in wanted]
        return made | {"slug": title_slug(view, found)}

    def meant(self, title: str, day: date, year: int | None, kind: str | None) -> tuple[View, Title]:
        """The one title that a name or a slug means. Raises `UnknownTitle` or `AmbiguousTitle`."""
        view, found = titles_then(self.record, title, day, self.today())
        fitting = _fitting(found, year, kind)
        if not fitting and day < self.today():
            later, meant = titles_at(self.record, title, self.today())
            meant = _fitting(meant, year, kind)
            if len(meant) == 1:  # as it is known by now: its year or kind was another then
                view, fitting = titles_then(self.record, title_slug(later, meant[0]), day, self.today())
        if len(fitting) == 1:
            return view, fitting[0]
        meaning = fitting or found
        choices = tuple(_choice(view, one, meaning) for one in meaning)
        if not fitting:
            raise UnknownTitle(f"no {title!r} of that year or kind", choices=choices)
        raise AmbiguousTitle(f"{len(fitting)} titles are called {title!r}", choices=choices)

    def ask(self, question: str, as_of: str | None, year: int | None, kind: str | None) -> Json:
        """One question answered, or ``unanswered``."""
        return ask(self.record, question, as_of=self.day(as_of), year=year, kind=kind)

    def changes(
        self,
        wanted: Wanted,
        as_of: str | None,
        *,
        title: str | None,
        franchise: str | None,
        person: str | None,
        year: int | None,
        kind: str | None,
        limit: int,
    ) -> Json:
        """What changed, newest first; ``more`` says whether there is more than ``limit``."""
        day = self.day(as_of)
        if sum(bool(one) for one in (title, franchise, person)) > 1:
            raise SluglineError("several of title, franchise and person are given", allowed="one of them")
        if title:
            found = title_news(*self.meant(title, day, year, kind), wanted)
        elif franchise:
            found = franchise_news(self.record, franchise, day, wanted)
        elif person:
            found = person_news(self.record, person, day, wanted)
        else:
            found = all_news(self.record, day, wanted, year=year, kind=kind)
        rows = [row for _, row in islice(found, limit + 1)]
        return {"as_of": day.isoformat(), "changes": rows[:limit], "more": len(rows) > limit}

    def check(
        self, text: str, published: str | None, as_of: str | None, form: str, year: int | None, kind: str | None
    ) -> Json:
        """A verdict on each claim of an article that is sent; nothing of it is kept."""
        day = self.day(as_of)
        dated = parse_day(published.strip()) if published and published.strip() else None
        page = Page(text.encode("utf-8", "replace"), form, FILES[form])
        with self._free:
            reading = reading_of(page, self.engine().extract, dated)
        if reading.faults and not reading.claims:
            raise UnreadableInput(reading.faults[0] if not reading.internal else "a fault of Slugline's own")
        made = check(self.record, picked(reading.claims, year, kind), as_of=day)
        return made | {"stale": is_stale(made), "faults": list(reading.faults)}

    def timeline(self, franchise: str, order: str, as_of: str | None) -> Json:
        """A franchise's titles in the order of their story or release."""
        return timeline(self.record, franchise, order=order, as_of=self.day(as_of))

    def search(self, query: str, kinds: Iterable[str] | None, limit: int, as_of: str | None) -> Json:
        """What fits some words, by kind."""
        made = search(self.record, query, as_of=self.day(as_of), kinds=frozenset(kinds or KINDS), limit=limit)
        for hit in (hit for group in _rows(made["groups"]) for hit in _rows(group["hits"])):
            hit.pop("marks", None)  # places in the quote as it is stored, not as it is cleaned
        return made

    def titles(self, text: str, most: int, as_of: str | None = None) -> list[Json]:
        """The first titles by name, or those that a text may mean, the likeliest first."""
        day = self.day(as_of)
        found = titles_like(self.record, text, day) if text.strip() else all_titles(self.record, day)
        return [row for _, row in islice(found, most)]

    def at(self, slug: str, as_of: str | None) -> Json:
        """The guide at a slug. Raises as `meant` does."""
        return self.guide(slug, as_of, None, None)


def _fitting(found: Sequence[Title], year: int | None, kind: str | None) -> tuple[Title, ...]:
    fitting = tuple(one for one in found if kind in (None, one.type))
    if year is None:
        return fitting
    return tuple(one for one in fitting if one.year == year) or tuple(one for one in fitting if year in one.years)


def _choice(view: View, title: Title, beside: Sequence[Title]) -> str:
    """A title among those that may be meant."""
    what = f"{title.type}, {title.year}" if title.year else title.type
    return f"{title.name} ({what}; slug {title_slug(view, title, beside)})"


def _rows(value: object) -> list[Json]:
    return value if isinstance(value, list) else []
