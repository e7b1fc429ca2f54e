"""Page to article: by its kind, with one set of rules for what an article must have."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

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
    part is a span of it. Raises `UnreadableInput` where the page is no article that can be read,
    or no day is known: nothing is ever resolved against today.
    """
    if page.kind == "html":
        from slugline.articles.html import read_html  # trafilatura takes a quarter of a second

        reading = read_html(page)
    elif page.kind in ("markdown", "text"):
        reading = read_text(page)
    else:
        raise UnreadableInput(f"{page.kind} is no article", where=page.file, allowed="Markdown, text or HTML")
    published = reading.fields.published or date
    if published is None:
        raise UnreadableInput("no date of publication is known", where=page.file, allowed=_DATES)
    if not FIRST_DAY <= published <= LAST_DAY:
        raise UnreadableInput(f"{published} is no day of news", where=page.file, allowed=f"{FIRST_DAY} to {LAST_DAY}")
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
        emphasis=reading.emphasis,
        carried=reading.carried,
    )
