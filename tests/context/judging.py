"""An article from a few words, and a candidate built by hand."""

from __future__ import annotations

from datetime import date

from slugline.articles import article_of
from slugline.claims.context import context_of
from slugline.claims.kind import Candidate
from slugline.model import Context, Entity, Value
from slugline.pages import Page
from slugline.text.reader import read
from slugline.text.reading import Reading

SAID_ON = date(2024, 3, 20)
HEAD = "---\ntitle: {title}\ndate: 2024-03-20\npublisher: The Slate\n---\n"


def reading_of(text: str, title: str = "News of the day") -> Reading:
    """A Markdown article of 20 March 2024, read."""
    content = (HEAD.format(title=f'"{title}"') + text).encode()
    return read(article_of(Page(content, "markdown", "note.md")))


def judged(
    text: str,
    target: str,
    *,
    value: Value | None = None,
    evidence: str = "",
    event: bool = False,
    withdrawn: bool = False,
    title: str = "News of the day",
    qualifiers: dict[str, object] | None = None,
) -> Context | None:
    """The context of the claim whose value stands at ``target``; its evidence is the sentence where none is given."""
    reading = reading_of(text, title)
    body = reading.article.text
    at = body.index(evidence or target)
    at = body.index(target, at)
    line = next(one for one in reading.lines if one.start <= at < one.end)
    start = body.index(evidence) if evidence else line.start
    end = start + len(evidence) if evidence else line.end
    candidate = Candidate(
        Entity("film", "Salt Harbour"),
        Entity("person", target) if value is None else value,
        start,
        end,
        (at, at + len(target)),
        qualifiers or {},
        withdrawn,
    )
    return context_of(line, candidate, event=event)
