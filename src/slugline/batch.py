"""One page to its claims: a pure function that any engine may map over any number of pages.

    outcome = claims_of(page, Options(day=None))

It reads no clock, writes nothing and holds nothing but the network's weights, so that the same page and options give
the same outcome in every process. Function, options and outcomes can be pickled.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from slugline.articles import articles_of
from slugline.claims.engines import DEFAULT, open_engine
from slugline.claims.structured.carried import document_of
from slugline.errors import SluglineError, UnreadableInput
from slugline.model import Article, Claim
from slugline.pages import Page
from slugline.pages.archives import USUAL, Columns
from slugline.pages.firstlook import first_look, speaks_of_screens

if TYPE_CHECKING:
    from slugline.claims.extract import Extractor

ENGINES = (DEFAULT, "rules")  # those that need nothing but the page


@dataclass(frozen=True, slots=True)
class Options:
    """How pages are read: all that an outcome depends on beside the page.

    ``day`` dates pages that bear no date; ``least`` is the least confidence of a claim, the engine's own where None;
    ``look`` passes over pages that hardly speak of films or series; ``columns`` are those of tables of pages.
    """

    day: date | None = None
    extractor: str = DEFAULT
    least: float | None = None
    look: bool = False
    columns: Columns = USUAL


@dataclass(frozen=True, slots=True)
class Read:
    """An article with its claims, in the order of their evidence.

    ``further`` are other documents of the same page with theirs: what it describes for machines, and the further days
    of a live blog.
    """

    article: Article
    claims: tuple[Claim, ...]
    further: tuple[tuple[Article, tuple[Claim, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """A page that hardly speaks of films or series."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that cannot be read: its place, and why not in one line."""

    where: str
    reason: str


Outcome = Read | Passed | SetAside


def claims_of(page: Page | UnreadableInput, options: Options) -> Outcome:
    """What one page comes to. Nothing is raised for what the page holds but `MemoryError`."""
    if isinstance(page, UnreadableInput):
        return SetAside(page.where, str(page))
    if page.kind == "claims":
        return SetAside(page.file, f"{page.file}: holds claims, no article (allowed: an article)")
    try:
        if options.look and not speaks_of_screens(page):
            return Passed()
        extract = _extractor(options.extractor, options.least)
        article, *others = articles_of(page, date=options.day)
        further = [(other, extract(other)) for other in others]
        described = document_of(article)
        return Read(article, extract(article), (*further, *([described] if described else ())))
    except SluglineError as error:
        return SetAside(page.file, str(error))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  (one page's fault is not the next one's)
        return SetAside(page.file, f"{page.file}: internal fault, please report it: {type(error).__name__}: {error}")


def ready(options: Options) -> None:
    """Load what `claims_of` needs, before the first page. Raises `EngineError`, `ModelError`, `WordsError`."""
    from slugline.learned.eye import eye

    if options.extractor == DEFAULT:
        eye()
    if options.look:
        first_look()
    _extractor(options.extractor, options.least)


@cache
def _extractor(name: str, least: float | None) -> Extractor:
    return open_engine(name, least=least).extract
