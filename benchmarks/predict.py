"""Slugline's claims for a folder of gold articles, as the command line would print them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from score import Line
from slugline.articles import article_of
from slugline.claims.extract import extract
from slugline.contract import claim_to_json
from slugline.model import Article
from slugline.pages import Page, pages_of

GOLD = Path(__file__).parent / "gold"


def pages(folder: Path) -> list[Page]:
    """The articles of the folder, still in bytes."""
    found = pages_of(sorted(folder.glob("*.md")))
    return [page for page in found if isinstance(page, Page)]


def predictions(folder: Path) -> Iterator[Line]:
    """One claim after the other, in the claim contract."""
    for page in pages(folder):
        yield from claims_of(article_of(page))


def claims_of(article: Article) -> Iterator[Line]:
    for claim in extract(article):
        yield claim_to_json(claim)
