"""Markdown and plain text: front matter or header lines, then the body as it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from slugline.articles import frontmatter
from slugline.articles.decode import encoding_named, text_of
from slugline.articles.frontmatter import Fields
from slugline.articles.layout import markdown_runs, plain_runs
from slugline.articles.pieces import pieces_of
from slugline.articles.reading import Reading, bounded, parted
from slugline.errors import UnreadableInput
from slugline.model import Part
from slugline.pages import Page

_NAMED = "title|headline|date|published|updated|author|by|publisher|outlet|url"
_HEADER = re.compile(rf"({_NAMED})[ \t]*:[ \t]*(\S.{{0,400}})", re.IGNORECASE)
_BYLINE = re.compile(r"by[ \t]+(\S.{1,80})", re.IGNORECASE)
_HEADER_LINES = 12


def read_text(page: Page) -> Reading:
    """The article of a Markdown or text file. Raises `UnreadableInput` where there is none."""
    fields, text = frontmatter.split(text_of(page.content, page.file, declared=encoding_named(page.charset)), page.file)
    bounded(text, page.file)
    if not text.strip():
        raise UnreadableInput("nothing follows the front matter", where=page.file, allowed="an article")
    if fields == Fields():
        fields = _headers(text, page.file)
    runs = markdown_runs(text) if page.kind == "markdown" else plain_runs(text)
    parts = parted(text, pieces_of(text, runs), fields.title, page.file)
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
