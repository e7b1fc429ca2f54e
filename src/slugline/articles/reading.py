"""Page to article: by its kind, with one set of rules for what an article must have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from slugline.articles import frontmatter
from slugline.articles.decode import text_of
from slugline.articles.frontmatter import Fields
from slugline.articles.layout import markdown_runs, plain_runs
from slugline.articles.pieces import pieces_of
from slugline.articles.roles import parts_of
from slugline.errors import UnreadableInput
from slugline.model import Article, Part
from slugline.pages import Page

MAX_CHARACTERS = 400_000
MAX_LINES = 20_000
_ID_DIGITS = 24
_DATES = "front matter with `date: YYYY-MM-DD`, a date in the page's own metadata, or --date YYYY-MM-DD"
_NAMED = "title|headline|date|published|updated|author|by|publisher|outlet|url"
_HEADER = re.compile(rf"({_NAMED})[ \t]*:[ \t]*(\S.{{0,400}})", re.IGNORECASE)
_BYLINE = re.compile(r"by[ \t]+(\S.{1,80})", re.IGNORECASE)
_HEADER_LINES = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page's kind gives: its fields, its text and the parts of that text."""

    fields: Fields
    text: str
    parts: tuple[Part, ...]


def article_of(page: Page, *, date: date | None = None) -> Article:
    """The article on ``page``; ``date`` is its day of publication where the page names none.

    ``Article.text`` of Markdown and plain text is what stands after the front matter, marks and
    all, line ends as ``\\n``; of HTML, the article's own blocks, a blank line between them. Every
    part is a span of it. Raises `UnreadableInput` where the page is no article that can be read,
    or no day is known: nothing is ever resolved against today.
    """
    if page.kind == "html":
        from slugline.articles.html import read_html  # trafilatura takes a quarter of a second

        reading = read_html(page)
    elif page.kind in ("markdown", "text"):
        reading = _read_text(page)
    else:
        raise UnreadableInput(f"{page.kind} is no article", where=page.file, allowed="Markdown, text or HTML")
    published = reading.fields.published or date
    if published is None:
        raise UnreadableInput("no date of publication is known", where=page.file, allowed=_DATES)
    url = page.url or reading.fields.url
    return Article(
        id=sha256(f"{url or page.file}\x00{reading.text}".encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS],
        url=url,
        file=page.file,
        publisher=reading.fields.publisher,
        title=reading.fields.title,
        author=reading.fields.author,
        text=reading.text,
        published=published,
        modified=reading.fields.modified,
        retrieved_at=page.retrieved_at,
        parts=reading.parts,
    )


def bounded(text: str, where: str) -> str:
    """``text``, if it is no longer than an article can be."""
    if len(text) > MAX_CHARACTERS or text.count("\n") >= MAX_LINES:
        size = f"{len(text):,} characters in {text.count(chr(10)) + 1:,} lines is too long for an article"
        raise UnreadableInput(size, where=where, allowed=f"{MAX_CHARACTERS:,} characters in {MAX_LINES:,} lines")
    return text


def _read_text(page: Page) -> Reading:
    fields, text = frontmatter.split(text_of(page.content, page.file), page.file)
    bounded(text, page.file)
    if not text.strip():
        raise UnreadableInput("nothing follows the front matter", where=page.file, allowed="an article")
    if fields == Fields():
        fields = _headers(text, page.file)
    runs = markdown_runs(text) if page.kind == "markdown" else plain_runs(text)
    parts = parts_of(text, list(pieces_of(text, runs)), fields.title)
    if not fields.title:
        fields = replace(fields, title=_headline(text, parts))
    return Reading(fields, text, parts)


def _headers(text: str, where: str) -> Fields:
    """Fields from lines such as `Date: 4 May 2023` at the head of a text, which stay in the text."""
    values: dict[str, object] = {}
    for place, raw in enumerate(text.lstrip("\n").split("\n")[:_HEADER_LINES]):
        line = raw.strip().strip("*_")
        if found := _HEADER.fullmatch(line):
            name = found[1].lower()
            values.setdefault("author" if name == "by" else name, found[2].strip(" *_"))
        elif found := _BYLINE.fullmatch(line):
            values.setdefault("author", found[1])
        elif line and place:
            break
    return frontmatter.fields_of(values, where)


def _headline(text: str, parts: tuple[Part, ...]) -> str:
    """The title of a page that does not name it: its headline, else the heading that opens it."""
    for part in parts[:4]:
        if part.kind in ("headline", "heading"):
            return frontmatter.one_line(text[part.start : part.end])
    return ""
