"""What is said of a page beside it, by its row of a table or its address, joined to what it says itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from slugline.articles.days import day_of, days_in
from slugline.articles.frontmatter import Fields
from slugline.errors import UnreadableInput
from slugline.pages import Page


def with_given(fields: Fields, page: Page) -> Fields:
    """``fields`` with the gaps filled from what is given; of a plain text, what is given goes first.

    A page of HTML knows its own day and title better than the table that it was put in; a plain text has lost them.
    A day in the address of a plain text counts last. Raises `UnreadableInput` where a day is needed and the one that is
    given cannot be read.
    """
    given = page.given
    own = page.kind == "html"
    needed = fields.published is None or not own
    published = day_of(given.published, page.file, "published") if given.published and needed else None
    return replace(
        fields,
        title=(fields.title or given.title) if own else given.title or fields.title,
        publisher=(fields.publisher or given.publisher) if own else given.publisher or fields.publisher,
        author=(fields.author or given.author) if own else given.author or fields.author,
        published=published or fields.published or (None if own else _day_in(page.url)),
        modified=fields.modified or _modified(given.modified),
    )


def _day_in(url: str) -> date | None:
    return next((day for day, _, _ in days_in(url)), None)


def _modified(written: str) -> date | None:
    """The day of a change, which nothing depends on: one that cannot be read is none."""
    try:
        return day_of(written, "", "modified") if written else None
    except UnreadableInput:
        return None
