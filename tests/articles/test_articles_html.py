"""Saved pages: body, metadata and day, without ever asking what day it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slugline.articles import article_of
from slugline.errors import UnreadableInput
from slugline.model import Article
from slugline.pages import Page

SAVED = Path(__file__).parent / "saved"
PROSE = "The keepers are coming back, and most of the crew of the first film will be on board again."
DAY = date(2024, 3, 5)


def read(markup: str | bytes, *, day: date | None = None, url: str = "") -> Article:
    content = markup if isinstance(markup, bytes) else markup.encode()
    return article_of(Page(content=content, kind="html", file="page.html", url=url), date=day)


def page(head: str = "", body: str = f"<p>{PROSE}</p>", lines: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{lines}<article><h1>Salt</h1>{body}</article></body></html>"


def data(*things: str) -> str:
    return "".join(f'<script type="application/ld+json">{thing}</script>' for thing in things)


def test_a_saved_page() -> None:
    article = read((SAVED / "page.html").read_bytes())
    assert (article.title, article.publisher, article.author, article.url) == (
        "Harbor Lights 2: all we know",
        "The Balcony",
        "Mara Quill",
        "https://balcony.example/harbor-lights-2",
    )
    assert (article.published, article.modified) == (date(2025, 2, 3), date(2025, 2, 5))
    assert [(p.kind, p.level, article.text[p.start : p.end]) for p in article.parts] == [
        ("headline", 0, "Harbor Lights 2: all we know"),
        ("caption", 0, "Nadia Orr as Captain Vell in Harbor Lights. Photo: Tom Beck/Northlight"),
        (
            "paragraph",
            0,
            (
                "The keepers are coming back. Harbor Lights 2 opens in cinemas on 1\u00a0May 2026, "
                "the studio said on Monday, and most of the crew of the first film will be on board again."
            ),
        ),
        ("heading", 2, "Who is in the cast?"),
        ("paragraph", 0, "Nadia Orr returns as Captain Vell. She is joined by:"),
        ("list_item", 0, "Ivo Lind as the harbor master"),
        ("list_item", 0, "Petra Sand, in a role that has not been disclosed"),
        ("list_item", 0, "and her brother"),
        ("heading", 3, "Nadia Orr"),
        (
            "paragraph",
            0,
            "Orr is known for The Long Quay (2018) and for the series Tidewater Row, which ended after two seasons.",
        ),
        ("link", 0, "Related: Ten lighthouses on screen"),
        ("paragraph", 0, '"We are not finished with the sea," Orr told The Balcony.'),
        ("table_row", 0, "Title | Date"),
        ("table_row", 0, "Harbor Lights | 2 May 2022"),
        ("heading", 2, "When was it shot?"),
        ("paragraph", 0, "Filming ended in Riga in October."),
        ("paragraph", 0, "The second unit went on to Tallinn."),
        ("caption", 0, "The old lighthouse at Riga."),
        ("notice", 0, "Sign up for our newsletter to get all the news."),
    ]


@pytest.mark.parametrize(
    ("head", "lines"),
    [
        ('<meta property="article:published_time" content="2024-03-05T23:59:00-05:00">', ""),
        ('<meta name="date" content="2024-03-05">', ""),
        (data('{"@type": "NewsArticle", "datePublished": "2024-03-05T08:00:00Z"}'), ""),
        (data('[{"@type": ["Thing", "ReportageNewsArticle"], "datePublished": "2024-03-05"}]'), ""),
        (data("{broken", '{"@graph": [{"@type": "BlogPosting", "datePublished": "March 5, 2024"}]}'), ""),
        (
            data(
                '{"@type": "Movie", "datePublished": "2026-05-01"}',
                '{"@type": "Article", "datePublished": "2024-03-05"}',
            ),
            "",
        ),
        (
            data(
                '{"@type": "WebPage", "datePublished": "2020-01-01"}',
                '{"@type": "Article", "datePublished": "2024-03-05"}',
            ),
            "",
        ),
        ('<link rel="canonical" href="https://quay.example/2024/03/05/salt">', ""),
        ("", '<time datetime="2024-03-05T10:00">5 March</time>'),
        ("", '<span class="post-date">March 5, 2024</span>'),
        ("", '<p class="byline">By Mara Quill | Published March 5, 2024, 10:00 | Updated March 9, 2024</p>'),
        ("", "<div><time>Tuesday, Mar. 5, 2024</time></div>"),
    ],
)
def test_the_day_is_what_the_page_says_of_itself(head: str, lines: str) -> None:
    assert read(page(head, lines=lines), day=date(1999, 1, 1)).published == DAY


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"<p>{PROSE} It opens on 2025-06-06.</p>"),
        ("", f"<p>{PROSE} It opens on June 6, 2025.</p>"),
        ("", f"<h2>Out on 6 June 2025</h2><p>{PROSE}</p>"),
        ("<title>Salt opens on June 6, 2025</title>", f"<p>{PROSE}</p>"),
        (data('{"@type": "Movie", "datePublished": "2025-06-06"}'), f"<p>{PROSE}</p>"),
        ("", f'<p>{PROSE}</p><p class="release-date">2025-06-06</p>'),
        ("", f'<p>{PROSE}</p><img src="/uploads/2025/06/06/a.jpg">'),
        ('<meta name="date" content="2025-02-30">', f"<p>{PROSE}</p>"),
        ('<meta name="date" content="2025-02">', f"<p>{PROSE}</p>"),
        ('<meta name="date" content="02/03/2025">', f"<p>{PROSE}</p>"),
        ('<meta name="description" content="It opens on 2025-06-06">', f"<p>{PROSE}</p>"),
        ("", f'<p>{PROSE} It opens on <time datetime="2025-06-06">Friday</time>, and that is that, for now.</p>'),
    ],
)
def test_a_day_in_the_news_is_not_the_day_of_the_page(head: str, body: str) -> None:
    with pytest.raises(UnreadableInput, match=r"no date of publication is known .*--date"):
        read(page(head, body))
    assert read(page(head, body), day=DAY).published == DAY


def test_the_day_does_not_hang_on_the_clock() -> None:
    """A day ahead of every clock is the page's own word, and stands; one that lacks its day is never filled in."""
    assert read(page('<meta name="date" content="2099-03-05">')).published == date(2099, 3, 5)
    for month in ("2024-03", "2099-03", "March 2024"):
        with pytest.raises(UnreadableInput, match="no date of publication"):
            read(page(f'<meta name="date" content="{month}">', lines=f"<time>{month}</time>"))


@pytest.mark.parametrize(
    "content",
    [
        page('<meta charset="utf-8">', f"<p>Zoë. {PROSE}</p>").encode(),
        page("", f"<p>Zoë. {PROSE}</p>").encode("utf-8-sig"),
        page('<meta charset="utf-16">', f"<p>Zoë. {PROSE}</p>").encode("utf-16"),
        page('<meta charset="ISO-8859-1">', f"<p>Zoë. {PROSE}</p>").encode("cp1252"),
        page(
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', f"<p>Zoë. {PROSE}</p>"
        ).encode("cp1252"),
        page('<meta charset="zlib">', f"<p>Zoë. {PROSE}</p>").encode("cp1252"),
        page("", f"<p>Zoë. {PROSE} Zoë said: “It’s the café.”</p>").encode("cp1252"),
    ],
)
def test_the_encoding_is_told_by_mark_bytes_or_name(content: bytes) -> None:
    assert "Zoë. The keepers" in read(content, day=DAY).text


def test_a_page_in_xml() -> None:
    xhtml = f"<?xml version='1.0' encoding='utf-8'?>\n{page()}"
    assert PROSE in read(xhtml, day=DAY).text


def test_the_address_of_the_page_goes_before_its_own() -> None:
    head = '<link rel="canonical" href="https://quay.example/salt">'
    assert read(page(head), day=DAY).url == "https://quay.example/salt"
    assert read(page(head), day=DAY, url="https://quay.example/salt?ref=x").url == "https://quay.example/salt?ref=x"
    assert read(page('<link rel="canonical" href="javascript:alert(1)">'), day=DAY).url == ""


def test_markup_inside_data_is_not_run_or_kept() -> None:
    article = read(page(body=f"<script>alert('x')</script><p>{PROSE} &lt;b&gt;Not&lt;/b&gt; bold.</p>"), day=DAY)
    assert "alert" not in article.text
    assert article.text.endswith("<b>Not</b> bold.")


def test_a_picture_inlined_in_a_page_costs_nothing() -> None:
    picture = '<img src="data:image/png;base64,' + "Ab" * 2_000_000 + '">'
    assert PROSE in read(page(body=f"{picture}<p>{PROSE}</p>"), day=DAY).text


def test_a_caption_in_bold_above_its_text_is_a_heading() -> None:
    article = read(
        page(
            body=f"<p>{PROSE}</p><p><strong>3 May – Salt (Lumio)</strong><br>The sea is back.</p><p>{PROSE} Twice.</p>"
        ),
        day=DAY,
    )
    assert [p.kind for p in article.parts] == ["headline", "paragraph", "heading", "paragraph", "paragraph"]


def test_a_paragraph_that_only_leads_elsewhere_is_a_link() -> None:
    lead = '<p><a href="/a">Ten harbours on screen, and what was shot in each of them</a></p>'
    body = f'<p>{PROSE}</p>{lead}<p>{PROSE} Twice, <a href="/b">they said</a>.</p>'
    assert [p.kind for p in read(page(body=body), day=DAY).parts] == ["headline", "paragraph", "link", "paragraph"]
