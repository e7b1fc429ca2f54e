"""What is no article gives one clear line, quickly: the file, the fault, what is allowed."""

from __future__ import annotations

import hashlib
import re
import time
from datetime import date

import pytest

from slugline.articles import article_of
from slugline.errors import UnreadableInput
from slugline.pages import Page

FRONT = "---\ntitle: Salt\ndate: 2024-03-05\n---\n"
PROSE = "The film opens on 4 October."
NOISE = b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(1500))
DAY = date(2024, 3, 5)
SECONDS = 3.0
"""Bounds a hang, not a speed: the machine may be busy."""


def refused(content: str | bytes, kind: str = "markdown") -> str:
    """The line that a user reads."""
    whole = content if isinstance(content, bytes) else content.encode()
    start = time.perf_counter()
    with pytest.raises(UnreadableInput) as caught:
        article_of(Page(content=whole, kind=kind, file="folder/a.md"), date=DAY)
    assert time.perf_counter() - start < SECONDS
    line = str(caught.value)
    assert line.startswith("folder/a.md: ")
    assert "(allowed: " in line
    assert line.isprintable()
    assert len(line) < 400
    return line


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "empty"),
        (b" \n\t\n", "only blanks"),
        (b"\xef\xbb\xbf", "only blanks"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        (bytes(range(1, 9)) * 100, "binary"),
        (NOISE, "binary"),
        (NOISE.replace(b"\x00", b""), "encoding cannot be told|binary"),
        ("The café".encode()[:-1], "cut off in the middle of a character"),
        ("The café".encode("utf-16")[:-1], "cut off in the middle of a character"),
        (b"\xff\xfe\x00\xd8\x00\xd8a\x00", "not utf-16-le, though its first bytes say so"),
    ],
)
def test_what_is_no_text(content: bytes, fault: str, kind: str) -> None:
    assert re.search(fault, refused(content, kind))


@pytest.mark.parametrize(
    ("front", "fault"),
    [
        ("title: 'Salt", "front matter is not YAML, line"),
        ("title: [Salt", "front matter is not YAML, line"),
        ("title: Salt: Ferry: 2", "front matter is not YAML, line 2: mapping values are not allowed here"),
        ("\ttitle: Salt", "front matter is not YAML, line 2"),
        ("just words", "front matter holds no names with values"),
        ("- a\n- b", "front matter holds no names with values"),
        ("date: 2024-02-30", "date '2024-02-30' does not exist"),
        ("date: 2023-02-29", "date '2023-02-29' does not exist"),
        ("date: 2024-13-01T10:00:00Z", "date '2024-13-01T10:00:00Z' does not exist"),
        ("date: 31 February 2024", "date '31 February 2024' is not a day"),
        ("date: 2024-03", "date '2024-03' is not a day"),
        ("date: 10/08/2023", "date '10/08/2023' is not a day"),
        ("date: yesterday", "date 'yesterday' is not a day"),
        ("date: 2024-03-05 perhaps", "date '2024-03-05 perhaps' is not a day"),
        ("date: 0001-01-01", "date '0001-01-01' is no day of news"),
        ("date: {a: b}", "date is not a text"),
        ("date: 2024-03-05\nupdated: soon", "modified 'soon' is not a day"),
        ("title: {a: b}", "title is not a text"),
        ("author: [[a]]", "author is not a text"),
        ("url: javascript:alert(1)", "'javascript:alert(1)' is not a page's address"),
        ("url: 'http://a b'", "'http://a b' is not a page's address"),
        ("a: &a [x, x]\nb: [*a, *a]", "aliases"),
        ("a: &a [*a]", "aliases"),
        ("a: " + "[" * 10_000, "front matter is not YAML"),
        ("a: " + "[" * 900 + "]" * 900, "front matter is not YAML: maximum recursion depth exceeded"),
        ("a: " + "x" * 16_000, "front matter is too long"),
        ("a: " + "b\x07", "front matter is not YAML"),
    ],
)
def test_front_matter_with_a_fault(front: str, fault: str) -> None:
    assert fault in refused(f"---\n{front}\n---\n{PROSE}\n")


def test_nothing_in_yaml_is_constructed() -> None:
    text = f"---\ntitle: !!python/object/apply:os.system [echo]\ndate: 2024-03-05\nx: !!int nine\n---\n{PROSE}\n"
    assert article_of(Page(text.encode(), "markdown", "a.md")).title == "echo"


@pytest.mark.parametrize(
    ("said", "read"), [("1917", "1917"), ("Yes", "Yes"), ("007", "007"), ("~", ""), ("", ""), ("2:22", "2:22")]
)
def test_a_title_is_a_text_whatever_yaml_makes_of_it(said: str, read: str) -> None:
    page = Page(f"---\ntitle: {said}\ndate: 2024-03-05\n---\n{PROSE}\n".encode(), "markdown", "a.md")
    assert article_of(page).title == read


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("---\ntitle: Salt\ndate: 2024-03-05\n", "front matter is not closed"),
        (f"--- \ntitle: Salt\n---\n{PROSE}", "front matter is not closed"),
        (FRONT, "nothing follows the front matter"),
        (FRONT + "***\n\n—\n", "no words"),
        (FRONT + "word " * 100_000, "too long for an article"),
        (FRONT + "a\n" * 20_000, "too long for an article"),
        (FRONT + "<p>a" * 20_000, "too many blocks"),
    ],
)
def test_a_text_that_is_no_article(content: str, fault: str) -> None:
    assert fault in refused(content)


@pytest.mark.parametrize("kind", ["markdown", "text", "html"])
def test_a_day_must_be_known(kind: str) -> None:
    page = Page(f"<html><body><p>{PROSE} {PROSE}</p></body></html>".encode(), kind, "a.md")
    with pytest.raises(UnreadableInput, match=r"no date of publication is known \(allowed: front matter .* --date"):
        article_of(page)
    assert article_of(page, date=DAY).published == DAY


def test_claims_are_no_article() -> None:
    assert "claims is no article" in refused("{}", "claims")


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("<div>" * 1_000_000, "nested too deeply"),
        ("<div>" * 1_000_000 + "a" + "</div>" * 1_000_000, "nested too deeply"),
        ("<div></x>" * 1_000_000, "nested too deeply"),
        ("<ul><li>" * 100_000, "nested too deeply"),
        ("<p>" * 1_000_000, "too many tags"),
        ("<br>" * 1_000_000, "too many tags"),
        ("a line\n\n" * 100_000, "too many tags"),
        ('<div a="></div>">' * 10_000, "nested too deeply"),
        ("<p " + " ".join(f"a{n}=x" for n in range(1_000_000)) + ">a", "too many attributes"),
        ("<p " + "/".join(f"a{n}" for n in range(100_000)) + ">a", "too many attributes"),
        ('<p a=">" ' + " ".join(f"a{n}" for n in range(100_000)) + ">a", "too many attributes"),
        ('<p a="<=" ' + " ".join(f"a{n}" for n in range(100_000)) + ' ">a', "too many attributes"),
        (("<p " + " ".join(f"a{n}=x" for n in range(900)) + ">a</p>") * 500, "too many attributes"),
        ("<script>" * 1_000_000, "no HTML"),
        ("<!--" * 1_000_000, "no HTML"),
        ("<" * 5_000_000, "too much text"),
        ("<html><body>" + "word " * 1_000_000, "too much text"),
        ("<html><body></body></html>", "no article is found|no HTML"),
        ("<html><body><script>1</script></body></html>", "no article is found"),
        ("Not a page.", "no HTML|no article is found"),
    ],
)
def test_html_that_is_no_article(markup: str, fault: str) -> None:
    line = refused(markup, "html")
    assert any(one in line for one in fault.split("|"))


@pytest.mark.parametrize(
    "markup",
    [
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><html><body><p>&c; The film opens.',
        '<html><head><script type="application/ld+json">'
        + "[" * 100_000
        + "</script></head><body><p>The film opens.</p>",
        '<html><body><p title="' + "x" * 1_000_000 + '">The film opens.</p>',
        "<html><body><p " + 'a="b" ' * 900 + ">The film opens.</p>",
        "<html><body><p data-all='" + '{"a": "b c"} ' * 10_000 + "'>The film opens.</p>",
        "<html><body><p>The film &#12;opens.</p><p>It is &#x1b;[2Jnew.</p>",
        "<html><body><p>The film opens.</p><p>It is <b>bold</i> and cut o",
        "<html><body><p>The film opens.\x01\x02</p>",
        "<html><body><p>The film opens.</p></body></html>" * 3,
    ],
)
def test_hostile_html_with_an_article_in_it_is_read(markup: str) -> None:
    start = time.perf_counter()
    article = article_of(Page(markup.encode(), "html", "a.html"), date=DAY)
    assert time.perf_counter() - start < SECONDS
    assert "The film opens." in article.text


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="description" content="' + "<" * 400_000 + '">',
        '<meta name="author" content="' + "<!-- > " * 60_000 + '">',
        '<script type="application/ld+json">{"a": "' + "<" * 400_000 + '"}</script>',
        '<script type="application/ld+json">' + '"author": "a", ' * 20_000 + "</script>",
        ('<script type="application/ld+json">' + '"publisher": {"name": "' * 400 + "</script>") * 40,
    ],
    ids=["tags in a meta", "comments in a meta", "tags in JSON", "authors in no JSON", "many scripts of no JSON"],
)
def test_a_head_that_patterns_would_hang_on_is_quick(head: str) -> None:
    said = '{"@type": "NewsArticle", "headline": "Salt opens", "author": {"name": "Nadia Orr"}}'
    told = f'<script type="application/ld+json">{said}</script>'
    markup = (
        f"<html><head>{head}{told}</head><body><h1>Salt opens</h1><p>The film opens on 4 October.</p></body></html>"
    )
    start = time.perf_counter()
    article = article_of(Page(markup.encode(), "html", "a.html"), date=DAY)
    assert time.perf_counter() - start < SECONDS
    assert (article.title, article.author) == ("Salt opens", "Nadia Orr")


@pytest.mark.parametrize(
    "body",
    [
        "> " * 50_000,
        "- " * 50_000,
        "*" * 200_000,
        "[a](" * 50_000,
        "<!--" * 50_000,
        "|a" * 50_000 + "\n" + "|-" * 50_000,
        " " * 200_000,
    ],
    ids=["quotes", "bullets", "stars", "links", "comments", "cells", "blanks"],
)
def test_hostile_markdown_is_quick(body: str) -> None:
    start = time.perf_counter()
    article = article_of(Page(f"{FRONT}{body}a\n".encode(), "markdown", "a.md"))
    assert time.perf_counter() - start < SECONDS
    assert article.text == f"{body}a\n"
