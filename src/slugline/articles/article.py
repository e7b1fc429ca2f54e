"""Page to article: by its kind, with one set of rules for what an article must have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from slugline.articles.given import with_given
from slugline.articles.reading import Reading
from slugline.articles.texts import read_text
from slugline.edtf import FIRST_DAY, LAST_DAY
from slugline.errors import UnreadableInput
from slugline.model import Article
from slugline.pages import Page

_ID_DIGITS = 24
_DATES = "front matter with `date: YYYY-MM-DD`, a date in the page's own metadata, or --date YYYY-MM-DD"


def article_of(page: Page, *, date: date | None = None) -> Article:
    """The article on ``page``; ``date`` is its day of publication where the page names none.

    ``Article.text`` of Markdown and plain text is what stands after the front matter, marks and
    all, line ends as ``\\n``; of HTML, the article's own blocks, a blank line between them. Every
    part is a span of it. Of a live blog it is the first day's entries (`articles_of` gives all).
    Raises `UnreadableInput` where the page is no article that can be read, or no day is known:
    nothing is ever resolved against today.
    """
    return _article(page, _with_given(page), date)


def articles_of(page: Page, *, date: date | None = None) -> tuple[Article, ...]:
    """All articles on ``page``: `article_of`'s, then one for each further day of a live blog.

    Those have the page's address with their day as the fragment. Raises `UnreadableInput` as `article_of` does.
    """
    reading = _with_given(page)
    first = _article(page, reading, date)
    return first, *(_following(page, first, other) for other in reading.others)


def _with_given(page: Page) -> Reading:
    reading = _reading(page)
    return replace(reading, fields=with_given(reading.fields, page))


def _reading(page: Page) -> Reading:
    if page.kind == "html":
        from slugline.articles.html import read_html  # trafilatura takes a quarter of a second

        return read_html(page)
    if page.kind in ("markdown", "text"):
        return read_text(page)
    raise UnreadableInput(f"{page.kind} is no article", where=page.file, allowed="Markdown, text or HTML")


def _article(page: Page, reading: Reading, date: date | None) -> Article:
    published = reading.fields.published or date
    if published is None:
        raise UnreadableInput("no date of publication is known", where=page.file, allowed=_DATES)
    if not FIRST_DAY <= published <= LAST_DAY:
        raise UnreadableInput(f"{published} is no day of news", where=page.file, allowed=f"{FIRST_DAY} to {LAST_DAY}")
    url = page.url or reading.fields.url
    return Article(
        id=_id(url or page.file, reading.text),
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
        emphasis=reading.emphasis,
        carried=reading.carried,
    )


def _following(page: Page, first: Article, reading: Reading) -> Article:
    """The article of a further day of the page that ``first`` is of."""
    made = _article(page, reading, None)
    url, file = (f"{place}#{made.published}" if place else "" for place in (first.url, first.file))
    return replace(made, id=_id(url or file, made.text), url=url, file=file)


def _id(place: str, text: str) -> str:
    return sha256(f"{place}\x00{text}".encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]
