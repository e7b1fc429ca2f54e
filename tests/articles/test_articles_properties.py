"""For any text at all: parts in order, apart, in bounds and not blank; and no error but our own."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slugline.articles import article_of
from slugline.errors import SluglineError
from slugline.model import PART_KINDS, Article
from slugline.pages import Page

DAY = date(2024, 3, 5)
BITS = [
    "# ",
    "## ",
    "- ",
    "* ",
    "1. ",
    "> ",
    "**",
    "*",
    "_",
    "| ",
    "|-|",
    "<p>",
    "</p>",
    "<li>",
    "<br>",
    "<!--",
    "-->",
    "![",
    "](",
    ")",
    "[",
]
WORDS = [
    "Salt",
    "opens",
    "Nadia Orr",
    "May 3",
    "Related:",
    "Photo:",
    "Comments",
    "Read more",
    "By ",
    "?",
    ".",
    "“",
    "’",
    "é",
    "\u00a0",
    "\u2028",
]
BLANKS = ["\n", "\n\n", " ", "  \n", "\t", "\r\n", "\r", "---\n", "===\n", "    "]
markup = st.lists(st.sampled_from(BITS + WORDS + BLANKS) | st.text(max_size=6), max_size=60).map("".join)
TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<h2>",
    "<ul><li>",
    "</li></ul>",
    "<table><tr><td>",
    "<figure><figcaption>",
    "</figure>",
    "<br>",
    "<b>",
    "<a href=x>",
    "</a>",
]
pages = st.lists(st.sampled_from(TAGS + WORDS) | st.text(max_size=6), max_size=60).map("".join)


def attempt(page: Page) -> Article | None:
    """The article, or nothing where it is refused; a refusal is one printable line."""
    fault = ""
    try:
        return article_of(page, date=DAY)
    except SluglineError as error:
        fault = str(error)
    assert fault.isprintable()
    return None


def sound(article: Article) -> None:
    """Checks what every part promises."""
    at = 0
    assert article.parts
    for part in article.parts:
        said = article.text[part.start : part.end]
        assert at <= part.start < part.end <= len(article.text)
        assert part.kind in PART_KINDS
        assert (part.level > 0) == (part.kind == "heading")
        assert part.level <= 6
        assert said == said.strip()
        assert any(c.isalnum() for c in said)
        at = part.end


@pytest.mark.parametrize("kind", ["markdown", "text"])
@given(text=markup)
@settings(max_examples=150, deadline=None)
def test_any_text(kind: str, text: str) -> None:
    page = Page(text.encode("utf-8", "surrogatepass"), kind, "a.md")
    if article := attempt(page):
        sound(article)
        assert attempt(page) == article


@given(text=markup)
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost(text: str) -> None:
    """Outside the parts of a text without tags, links or pictures there is nothing but marks of layout."""
    bare = re.sub(r"[<>\[\]!-]", "", text).replace("\x00", "")
    article = attempt(Page(bare.encode("utf-8", "surrogatepass"), "markdown", "a.md"))
    if article is None:
        return
    at = 0
    for part in article.parts:
        assert not re.search(r"[^\W\d_]", article.text[at : part.start])
        at = part.end
    assert not re.search(r"[^\W\d_]", article.text[at:])


@given(body=pages)
@settings(max_examples=100, deadline=None)
def test_any_page(body: str) -> None:
    content = f"<html><body><article>{body}</article></body></html>".encode("utf-8", "surrogatepass")
    if article := attempt(Page(content, "html", "a.html")):
        sound(article)


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
@given(content=st.binary(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_bytes(kind: str, content: bytes) -> None:
    if article := attempt(Page(content, kind, "a.md")):
        sound(article)


@given(front=st.text(max_size=80), body=markup)
@settings(max_examples=150, deadline=None)
def test_any_front_matter(front: str, body: str) -> None:
    """The text is always what the contract calls the article's text: what stands after the front matter."""
    whole = f"---\n{front}\n---\n{body}"
    article = attempt(Page(whole.encode("utf-8", "surrogatepass"), "markdown", "a.md"))
    if article is None:
        return
    read = whole.replace("\r\n", "\n").replace("\r", "\n")
    found = re.match(r"\A---\n.*?\n---\n", read, re.DOTALL)
    assert article.text == (read[found.end() :] if found else read)
