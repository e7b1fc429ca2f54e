"""Pages as publishers write them: what of them is the article, who wrote it, when, and under which headline."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml.etree import fromstring  # type: ignore[import-untyped]

from slugline.articles import article_of, articles_of
from slugline.articles.htmltext import blocks_of
from slugline.errors import UnreadableInput
from slugline.model import Article
from slugline.pages import Page

SAVED = Path(__file__).parent / "saved"
PROSE = "The keepers are coming back, and most of the crew of the first film will be on board again this time."
MORE = "Filming ended in Riga in October, the studio said on Monday, and the second unit went on to Tallinn from there."
DAY = date(2024, 3, 5)


def read(markup: str | bytes, *, day: date | None = DAY, url: str = "") -> Article:
    content = markup if isinstance(markup, bytes) else markup.encode()
    return article_of(Page(content=content, kind="html", file="page.html", url=url), date=day)


def page(head: str = "", top: str = "<h1>Harbor Lights 2: all we know</h1>", body: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head>{head}</head><body><header>{top}</header>'
        f"<article><p>{PROSE}</p>{body}<p>{MORE}</p></article></body></html>"
    )


def linked(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def said(article: Article, *kinds: str) -> list[str]:
    return [article.text[part.start : part.end] for part in article.parts if part.kind in kinds]


def test_a_gallery_keeps_headings_captions_and_rows_and_knows_furniture() -> None:
    article = read((SAVED / "gallery.html").read_bytes())
    assert (article.title, article.author, article.published, article.publisher) == (
        "The cast of Harbor Lights 2, one by one",
        "Mara Quill, Ivo Lind",
        date(2025, 2, 10),
        "The Balcony",
    )
    assert said(article, "heading") == ["Nadia Orr", "Petra Sand"]
    assert said(article, "table_row") == ["Country | Opens", "United States | May 1, 2026", "France | May 6, 2026"]
    captions = said(article, "caption", "credit")
    assert captions[0].startswith("Nadia Orr at the premiere of The Long Quay in Riga.")
    assert any("Petra Sand on the set." in caption for caption in captions)
    prose = " ".join(said(article, "paragraph", "list_item"))
    assert "an earlier version of this article" in prose  # a correction stays
    for furniture in ("Getty", "Photo:", "cookies", "newsletter", "Ten lighthouses", "Jude Vane", "⸢"):
        assert furniture not in prose


def test_a_live_blog_is_an_article_for_each_day() -> None:
    page = Page((SAVED / "live.html").read_bytes(), "html", "live.html")
    first, second, third = articles_of(page)
    assert [one.published for one in (first, second, third)] == [date(2025, 9, 3), date(2025, 9, 4), date(2025, 9, 5)]
    assert [one.url.partition("#")[2] for one in (first, second, third)] == ["", "2025-09-04", "2025-09-05"]
    assert "The Long Quay opened" in first.text
    assert "Three days of premieres" in first.text
    assert "Northlight has bought Salt" in second.text
    assert "Long Quay" not in second.text
    assert "renewed Tidewater Row" in third.text
    assert "Northlight" not in third.text
    assert article_of(page) == first
    assert len({one.id for one in (first, second, third)}) == 3


def test_a_live_blog_of_one_day_is_one_article() -> None:
    content = (
        (SAVED / "live.html")
        .read_bytes()
        .replace(b"2025-09-04T", b"2025-09-03T")
        .replace(b"2025-09-05T", b"2025-09-03T")
    )
    (only,) = articles_of(Page(content, "html", "live.html"))
    assert only.published == date(2025, 9, 3)
    assert only.text.index("renewed Tidewater Row") < only.text.index("The Long Quay opened")


@pytest.mark.parametrize(
    "head",
    [
        "<title>Harbor Lights 2: all we know | The Balcony</title>",
        "<title>The Balcony - Harbor Lights 2: all we know</title><meta property='og:site_name' content='The Balcony'>",
        '<meta property="og:title" content="Harbor Lights 2: all we know | Film | The Balcony">'
        '<meta property="og:site_name" content="The Balcony">',
        linked('{"@type": "NewsArticle", "headline": "Harbor Lights 2: all we know &amp;amp; more"}'),
    ],
)
def test_the_headline_is_without_the_sites_name(head: str) -> None:
    assert read(page(head)).title == "Harbor Lights 2: all we know"


def test_a_heading_that_is_the_sites_logo_is_no_headline() -> None:
    head = (
        "<title>Harbor Lights 2: all we know | The Balcony</title><meta property='og:site_name' content='The Balcony'>"
    )
    assert read(page(head, top="<h1>The Balcony</h1>")).title == "Harbor Lights 2: all we know"
    assert read(page("<title>Is it any good? A review | Screen Weekly</title>", top="<h1>Reviews</h1>")).title == (
        "Is it any good? A review"
    )


@pytest.mark.parametrize(
    "top", ["<h2>Harbor Lights 2</h2>", "<h1>The Balcony</h1><h2>Sections</h2><h3>Harbor Lights 2</h3>"]
)
def test_a_lower_heading_that_the_browsers_title_opens_with_is_the_headline(top: str) -> None:
    head = "<title>Harbor Lights 2 – Weekly Notes – The Balcony</title>"
    body = f"{top}<p><a rel='author' href='/mq'>Mara Quill</a>, 5.3.24</p>"
    article = read(page(head, top="", body=body, lang="de"), day=None)
    assert (article.title, article.author, article.published) == ("Harbor Lights 2", "Mara Quill", DAY)


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Keepers of the harbor come back - The Balcony", "Keepers of the harbor come back"),
        ("Keepers of the harbor come back ★ The Balcony", "Keepers of the harbor come back"),
        ("The keepers are coming back -- ALL OF THEM!", "The keepers are coming back -- ALL OF THEM!"),
        ("Salt - The Balcony", "Salt - The Balcony"),
    ],
)
def test_what_follows_a_dash_where_no_heading_shows_the_title(title: str, headline: str) -> None:
    assert read(page(f"<title>{title}</title>", top="")).title == headline


def test_a_dash_in_a_heading_stays() -> None:
    title = "Harbor Lights 2 review - a fine return"
    assert read(page(f"<title>{title}</title>", top=f"<h1>{title}</h1>")).title == title


def test_a_page_whose_title_is_its_host_has_a_heading_for_a_headline() -> None:
    markup = page("<title>balcony.example</title>", top="<h2>Harbor Lights 2: all we know</h2>")
    assert read(markup, url="https://balcony.example/harbor").title == "Harbor Lights 2: all we know"


def test_a_bar_in_a_short_title_stays() -> None:
    assert read(page("<title>Salt | Tide</title>", top="")).title == "Salt | Tide"


@pytest.mark.parametrize(
    ("head", "top", "names"),
    [
        (linked('{"@type":"Article","author":[{"@type":"Person","name":"Mara Quill"},"Ivo Lind"]}'), "", "Mara Quill, Ivo Lind"),
        (
            linked('{"@graph":[{"@type":"Article","author":{"@id":"#q"}},{"@type":"Person","@id":"#q","name":"Mara Quill"}]}'),
            "",
            "Mara Quill",
        ),
        ('<meta name="author" content="By Mara Quill, Senior Film Writer">', "", "Mara Quill"),
        ("", '<p class="byline">By Mara Quill &amp; Ivo Lind | Published March 5, 2024</p>', "Mara Quill, Ivo Lind"),
        ("", "<p>By MARA QUILL</p>", "Mara Quill"),
        ("", '<span class="author"><a href="/x">Username</a></span><a rel="author">Mara Quill</a>', "Mara Quill"),
        ("", '<h4><a href="/authors/mara-quill.html">Mara Quill</a></h4>', "Mara Quill"),
        ("", '<h4><a href="/tag/mara-quill">Mara Quill</a></h4>', ""),
        ("", '<div>von <a itemprop="creator">Mara van der Quill</a></div>', "Mara van der Quill"),
        ("", '<div class="articleAuthor">Mara Quill Profile Follow</div><b class="author">Mara Quill</b>', "Mara Quill"),
        ("", '<div class="author">Mara Quill + FOLLOW <span class="author-why">Why you can trust us</span></div>', "Mara Quill"),
        ("", '<div class="byline">Von Mara Quill und Ivo Lind</div>', "Mara Quill, Ivo Lind"),
        ("", '<div class="byline">Von Lind</div>', "Von Lind"),
        ('<meta property="article:author" content="https://quay.example/mq">', "", ""),
        (linked('{"@type":"Article","author":{"@type":"Organization","name":"The Balcony"},"publisher":{"name":"The Balcony"}}'), "", ""),
    ],
)  # fmt: skip
def test_bylines(head: str, top: str, names: str) -> None:
    assert read(page(head, f"<h1>Harbor Lights 2: all we know</h1>{top}")).author == names


def test_who_took_a_picture_or_comments_is_no_author() -> None:
    body = (
        '<figure><img src="a.jpg"><figcaption>The quay. <span class="author">Kasper Holm</span></figcaption></figure>'
        '<div class="comments"><span class="author">Harald Reader</span></div>'
    )
    assert read(page(body=body)).author == ""


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"NewsArticle","datePublished":"2024-03-05T10:00:00Z",}',
        '<!-- {"@type":"NewsArticle","datePublished":"2024-03-05T10:00:00Z"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle", /* when */ "datePublished":"2024-03-05T10:00:00Z"} // so\n//]]>',
        "{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;datePublished&quot;:&quot;2024-03-05&quot;}",
        '{"@type":"BreadcrumbList"}{"@type":"NewsArticle","datePublished":"2024-03-05"}',
        '{"@type":"NewsArticle","description":"two\nlines","datePublished":"2024-03-05"}',
        '[[{"@graph":[{"@type":"https://schema.org/NewsArticle","datePublished":["2024-03-05"]}]}]]',
        '{"@type":"WebPage","mainEntity":{"@type":"Article","datePublished":"20240305T100000+0100"}}',
        '{"@type":"Article","datePublished":"1970-01-01T00:00:00Z"},{"@type":"Article","datePublished":"2024-03-05"}',
    ],
)
def test_linked_data_however_it_is_written(text: str) -> None:
    assert read(page(linked(text)), day=None).published == DAY


@pytest.mark.parametrize(
    ("lines", "published", "modified"),
    [
        ('<p class="meta">Published Oct. 28, 2024 | Updated Nov. 3</p>', date(2024, 10, 28), date(2024, 11, 3)),
        ('<p class="meta">Updated Nov. 3, 2024 · First published Oct. 28, 2024</p>', date(2024, 10, 28), date(2024, 11, 3)),
        ("<div>December 30, 2024</div><div class='date'>Updated: January 2</div>", date(2024, 12, 30), date(2025, 1, 2)),
        ('<time class="updated" datetime="2024-11-03">Nov. 3</time><time datetime="2024-10-28">Oct. 28</time>', date(2024, 10, 28), date(2024, 11, 3)),
        ("<p>Updated Nov. 3, 2024</p>", date(2024, 11, 3), date(2024, 11, 3)),
        ("<small>Monday, 28.10.2024, 19:51 &gt; mq</small>", date(2024, 10, 28), None),
    ],
)  # fmt: skip
def test_when_a_page_was_changed_is_not_when_it_was_published(
    lines: str, published: date, modified: date | None
) -> None:
    article = read(page(top=f"<h1>Harbor Lights 2: all we know</h1>{lines}"), day=None)
    assert (article.published, article.modified) == (published, modified)


@pytest.mark.parametrize(
    "top",
    [
        "<h1>Salt opens</h1><dl><dt>Published</dt><dd>March 5, 2024</dd></dl>",
        "<h1>Salt opens</h1><aside><dl><dt>Date</dt><dd>March 5, 2024</dd></dl></aside>",
        "<h1>Salt opens</h1><footer class='entry-footer'><time class='entry-date published'>March 5, 2024</time></footer>",
        "<h1>Salt opens</h1><div class='date' data-seconds='1709640000'>5 មីនា 2024</div>",
        "<h1>Salt opens</h1><div class='date' data-published='2024-03-05T10:00'>this week</div>1",
        "<div class='date'>Monday, March 11, 2024</div>"
        + "<i></i>" * 80
        + "<h1>Salt opens</h1><ul><li>5 March 2024</li></ul>",
    ],
)
def test_days_that_a_page_tells_of_its_article(top: str) -> None:
    markup = f"<html lang='en'><body><article>{top}<p>{PROSE}</p><p>{MORE}</p></article></body></html>"
    assert read(markup, day=None).published == DAY


@pytest.mark.parametrize(
    ("moment", "shown", "day"),
    [
        ("2024-03-06T03:30:00Z", "March 5, 2024", DAY),  # evening in the west
        ("2024-03-04T22:30:00Z", "5 March 2024", DAY),  # morning in the east
        ("2024-03-05T22:30:00-08:00", "March 6, 2024", DAY),  # the publisher's own zone
        ("2024-03-05T15:00:00Z", "March 4, 2024", DAY),  # nowhere
        ("2024-03-05T03:30:00Z", "March 9, 2024", DAY),
    ],
)
def test_the_day_is_the_publishers(moment: str, shown: str, day: date) -> None:
    head = f'<meta property="article:published_time" content="{moment}">'
    top = f"<h1>Harbor Lights 2: all we know</h1><time>{shown}</time>"
    assert read(page(head, top), day=None).published == day


@pytest.mark.parametrize(
    ("head", "top"),
    [
        ("", "<p>In cinemas June 6, 2025</p>"),
        ("", "<p>Release date: June 6, 2025</p>"),
        ("", '<div class="movie-release-date">June 6, 2025</div>'),
        ("", "<p>Nadia Orr, born June 6, 1985</p>"),
        (linked('{"@type":"Movie","name":"Harbor Lights 2","datePublished":"2025-06-06"}'), ""),
        (linked('{"@type":"NewsArticle","datePublished":"1970-01-01T00:00:00Z"}'), ""),
    ],
)
def test_a_titles_day_beside_the_headline_is_not_the_pages(head: str, top: str) -> None:
    with pytest.raises(UnreadableInput, match="no date of publication"):
        read(page(head, f"<h1>Harbor Lights 2: all we know</h1>{top}"), day=None)


def test_days_of_comments_and_of_other_articles_are_not_the_pages() -> None:
    body = (
        '<aside class="comments"><time class="published" datetime="2024-04-02">April 2, 2024</time></aside>'
        '<div class="date" data-updated="2024-04-03">lately 1</div>'
        '<div class="related-card"><time datetime="2023-01-01">January 1, 2023</time></div>'
        '<div class="comments"><time datetime="2024-04-01">April 1, 2024</time></div>'
    )
    with pytest.raises(UnreadableInput, match="no date of publication"):
        read(page(body=body), day=None)
    with pytest.raises(UnreadableInput, match="no date of publication"):
        read(page(top="", body=f"<h1>Harbor Lights 2: all we know</h1>{body}"), day=None)


def test_todays_day_at_the_top_is_not_the_pages() -> None:
    top = '<div class="date">Monday, March 11, 2024</div>' + "<i></i>" * 80 + "<h1>Harbor Lights 2: all we know</h1>"
    with pytest.raises(UnreadableInput, match="no date of publication"):
        read(page(top=top), day=None)


def test_the_order_of_a_numbered_day_is_told_by_the_language_alone() -> None:
    head = '<meta name="date" content="04/03/2024">'
    assert read(page(head, lang="en-US"), day=None).published == date(2024, 4, 3)
    assert read(page(head, lang="en-GB"), day=None).published == date(2024, 3, 4)
    local = '<meta property="og:locale" content="en_US">'
    assert read(page(head + local), day=None).published == date(2024, 4, 3)
    with pytest.raises(UnreadableInput, match="no date of publication"):
        read(page(head, lang="en"), day=None)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked('{"@type":"NewsArticle","isAccessibleForFree":false}'), ""),
        (linked('{"@type":"NewsArticle","isAccessibleForFree":"False","wordCount":900}'), f"<p>{PROSE}</p>" * 9),
        ("", "<p>Already a subscriber? Sign in.</p>"),
        ("", "<h2>Subscribe to continue reading</h2>"),
    ],
)
def test_a_stub_before_a_paywall_is_no_article(head: str, body: str) -> None:
    with pytest.raises(UnreadableInput, match="only the opening of the article is there"):
        read(page(head, body=body))


def test_an_article_that_is_not_free_but_whole_is_read() -> None:
    paragraphs = "".join(f"<p>{PROSE} {number} days are left until then, they said.</p>" for number in range(12))
    head = linked('{"@type":"NewsArticle","isAccessibleForFree":false,"wordCount":330}')
    assert "11 days are left" in read(page(head, body=paragraphs)).text


def test_an_amp_page() -> None:
    head = (
        '<link rel="canonical" href="https://balcony.example/harbor"><style amp-boilerplate>body{visibility:hidden}</style>'
        + linked('{"@type":"NewsArticle","headline":"Harbor Lights 2: all we know","datePublished":"2024-03-05"}')
    )
    body = '<amp-img src="a.jpg"></amp-img><amp-ad type="x">Buy lamps</amp-ad>'
    article = read(page(head, body=body).replace("<html", "<html amp"), day=None)
    assert (article.url, article.published) == ("https://balcony.example/harbor", DAY)
    assert "Buy lamps" not in article.text


def test_blanks_around_links_and_emphasis_stay() -> None:
    body = (
        "<div>Before them came <a href='/x'>The Long Quay </a>and <b>Tidewater Row</b> <i>twice</i>.<br><br>"
        f"{PROSE} So says <em>everybody</em> <a href='/y'>on the quays</a>.<br><br>{MORE}</div>"
    )
    text = read(f"<html><body><h1>Salt</h1>{body}</body></html>").text
    assert "came The Long Quay and Tidewater Row twice." in text
    assert "So says everybody on the quays." in text


def test_what_empty_lines_part_are_paragraphs() -> None:
    body = f"<div>{PROSE}<br><br>{MORE}<br>It is <a href='/x'>known</a>.<br><br><p>The end is not.</p></div>"
    parts = said(read(f"<html><body><h1>Salt</h1>{body}</body></html>"), "paragraph")
    assert PROSE in parts
    assert MORE in parts


@pytest.mark.parametrize("loose", [PROSE, f"{PROSE} <b>So</b> they say."])
def test_words_beside_paragraphs_are_paragraphs(loose: str) -> None:
    last = "Nobody on the quays has heard of an end to it."
    markup = f"<html><body><h1>Salt</h1><div>{loose}<p>{MORE}</p>{last}<p>That is all.</p></div></body></html>"
    opening = PROSE + (" So they say." if "<b>" in loose else "")
    assert said(read(markup), "paragraph") == [opening, MORE, last, "That is all."]


def test_a_text_without_a_tag_is_read_as_it_is_shown() -> None:
    assert said(read(f"{PROSE}\n\n{MORE} Tea & lamps."), "paragraph") == [PROSE, f"{MORE} Tea & lamps."]


def test_what_parts_links_does_not_make_them_prose() -> None:
    lines = (
        "<p><ref>Harbors</ref>,</p><p><ref>Lamps</ref> | <ref>Salt</ref></p><p><ref>All is well</ref>.</p><p>So.</p>"
    )
    _, pieces, _ = blocks_of(fromstring(f"<body>{lines}</body>"), "")
    assert [piece.linked for piece in pieces] == [True, True, False, False]


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "shift_jis", ""])
def test_an_encoding_that_lies_does_no_harm(declared: str) -> None:
    head = f'<meta charset="{declared}">' if declared else ""
    assert "Zoë’s café" in read(page(head, body=f"<p>Zoë’s café is open. {MORE}</p>").encode()).text


def test_a_few_broken_bytes_do_not_garble_a_page_in_utf_8() -> None:
    good = "<p>Zoë’s café — “open” until the première.</p>" * 6
    content = (
        page('<meta charset="utf-8">', body=good).encode().replace(MORE.encode(), b"Caf\xe9s too. " + MORE.encode())
    )
    text = read(content).text
    assert "Zoë’s café — “open”" in text
    assert "Ã" not in text


@pytest.mark.parametrize("lead", ["\n" * 80, f"<!-- {'saved by a reader ' * 9}-->", "<?xml version='1.0'?>" + " " * 60])
def test_what_stands_before_the_page_does_not_hide_it(lead: str) -> None:
    assert PROSE in read(f"{lead}<body><div><p>{PROSE}</p><p>{MORE}</p></div></body>").text
