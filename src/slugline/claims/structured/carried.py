"""What an article's page describes for machines (`Article.carried`) as a document of its own, with its claims.

The document is kept beside the article, under the article's address with a fragment: its text is the JSON, so that
every claim quotes what the page carries, and a claim's rule ends with the JSON pointer of its value. Its publisher is
the article's, so that the two are one voice; its day is the article's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from slugline.claims.structured.document import Document
from slugline.claims.structured.found import claims_of
from slugline.claims.structured.schema_org import found
from slugline.errors import UnreadableInput
from slugline.model import Article, Claim

FRAGMENT = "#structured-data"
RULE = "page.schema.org"


def document_of(article: Article) -> tuple[Article, tuple[Claim, ...]] | None:
    """The document of what the article's page describes, with its claims; None where there is nothing to claim."""
    if not article.carried:
        return None
    try:
        document = Document(json.loads(article.carried), article.file)
    except (UnreadableInput, ValueError, RecursionError):
        return None  # the article itself stands
    made = _beside(article, document.text)
    claims = claims_of(made, found(document.root, article.published), RULE, document)
    return (made, claims) if claims else None


def emptied(article: Article) -> Article:
    """The document of a page that describes nothing any more: what takes the place of the one that was recorded."""
    return _beside(article, "{}\n")


def address_of(article: Article) -> str:
    """Where the document is kept: the article's address, or its file, with the fragment."""
    return (article.url or article.file) + FRAGMENT


def _beside(article: Article, text: str) -> Article:
    place = address_of(article)
    return replace(
        article,
        id=hashlib.sha256(f"{place}\x00{text}".encode("utf-8", "surrogatepass")).hexdigest()[: len(article.id)],
        url=place if article.url else "",
        file=article.file + FRAGMENT,
        text=text,
        parts=(),
        emphasis=(),
        carried="",
    )
