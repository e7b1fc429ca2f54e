"""The tables of a batch as articles with their claims, for a record: `slugline add claims.parquet`, or its folder.

A file of claims brings the texts of its articles in the file beside it. Without that, as an export has it, its claims
are taken as those of a claims file are: by their sources.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slugline.claims.structured.carried import address_of, emptied
from slugline.errors import ContractError, SluglineError
from slugline.model import Article, Claim, Source

if TYPE_CHECKING:
    from datetime import datetime

    from slugline.record import Record

LIST = "batch.json"
SUFFIX = ".parquet"
MOST_ALONE = 2_000_000  # claims without the articles' texts, which are held in memory together
_MARK = "modality"  # a column of a table of claims, and hardly of any other
_ALLOWED = "the tables that `slugline batch` or `slugline export --format parquet` writes"


@dataclass(slots=True)
class Loaded:
    """What the tables at one path came to so far: how many articles became what, and how many claims went in.

    ``faults`` has a line for each article that was left out.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    claims: int = 0
    faults: list[str] = field(default_factory=list)


def are_tables(path: str) -> bool:
    """Whether ``path`` is a table of claims, or the folder of a batch."""
    if Path(path).is_dir():
        return (Path(path) / LIST).is_file()
    if not path.lower().endswith(SUFFIX) or not Path(path).is_file():
        return False
    try:
        from slugline.surfaces.bulk.tables import has_column
    except ModuleNotFoundError as error:
        from slugline.surfaces.serve_commands import missing

        raise missing("batch", error) from error
    return has_column(Path(path), _MARK)


def load(record: Record, path: str, recorded_at: datetime, done: Loaded) -> Iterator[None]:
    """Load the tables at ``path``; ``done`` is up to date at each step, which is a transaction, and at the end.

    Raises `SluglineError` where a table cannot be read on; what came before is recorded.
    """
    for added in record.load(articles_in(path, done.faults), recorded_at):
        for one in added:
            setattr(done, one.outcome, getattr(done, one.outcome) + 1)
            done.claims += one.claims
        yield
    if done.faults:
        yield


def articles_in(path: str, faults: list[str]) -> Iterator[tuple[Article | None, Sequence[Claim] | None]]:
    """Every article of the tables with its claims, as `Record.load` takes them.

    None and the claims of all where the texts are not there; for a page that describes no title for machines the
    document in which it once did, and None.
    """
    import pyarrow as pa

    for claims, articles in _tables(Path(path)):
        try:
            if articles is not None:
                yield from _ending(_with_texts(claims, articles, faults))
            else:
                yield from _alone(claims, faults)
        except (OSError, ValueError, TypeError, KeyError, pa.ArrowException) as error:
            raise SluglineError(_line(error), where=str(claims), allowed=_ALLOWED) from error


def _tables(path: Path) -> Iterator[tuple[Path | None, Path | None]]:
    from slugline.surfaces.bulk.reading import ARTICLES, CLAIMS

    if not path.is_dir():
        articles = path.with_name(path.name[: -len(SUFFIX)] + ARTICLES)
        yield path, articles if articles.is_file() else None
        return
    try:
        units = json.loads((path / LIST).read_text(encoding="utf-8"))["units"]
        keys = [str(unit["key"]) for unit in units]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SluglineError(f"cannot be read: {_line(error)}", where=str(path / LIST), allowed=_ALLOWED) from error
    for key in keys:
        if not key.isalnum():
            raise SluglineError("names a unit that cannot be", where=str(path / LIST), allowed=_ALLOWED)
        made = [path / (key + CLAIMS), path / (key + ARTICLES)]
        there = [one if one.is_file() else None for one in made]
        if there[1] is not None:
            yield there[0], there[1]


def _with_texts(
    claims: Path | None, articles: Path, faults: list[str]
) -> Iterator[tuple[str, Article | None, Sequence[Claim]]]:
    """The place of each article, and the article with its claims; None for it where it has a fault."""
    from slugline.surfaces.bulk import tables

    rows = iter(tables.rows_in(claims, tables.CLAIMS, tables.CLAIMS_A_GROUP)) if claims else iter(())
    for number, row in enumerate(tables.rows_in(articles, tables.ARTICLES, tables.ARTICLES_A_GROUP), 1):
        where = f"{articles}: article {number:,}"
        count = row["claims"]
        mine = list(islice(rows, count))
        if len(mine) != count or any(one["article"] != row["article"] for one in mine):
            raise SluglineError("the claims are those of other articles", where=where, allowed=_ALLOWED)
        place = str(row["url"] or row["file"] or "")
        try:
            yield place, *_article(row, mine, where)
        except (SluglineError, ValueError, TypeError, KeyError) as error:
            faults.append(str(error) if isinstance(error, SluglineError) else f"{where}: {_line(error)}")
            yield place, None, ()
    if next(rows, None) is not None:
        raise SluglineError("there are claims of no article", where=str(claims), allowed=_ALLOWED)


def _ending(
    articles: Iterator[tuple[str, Article | None, Sequence[Claim]]],
) -> Iterator[tuple[Article, Sequence[Claim] | None]]:
    """The articles without those that have faults; after each page what it describes no more, with None.

    A page is an article and those that follow it under its own place with a fragment.
    """
    first: Article | None = None
    page, described = "", False
    for place, article, claims in articles:
        if not (page and place.startswith(page + "#")):
            if first is not None and not described:
                yield emptied(first), None
            first, page, described = article, place, False
        described = described or (first is not None and place == address_of(first))
        if article is not None:
            yield article, claims
    if first is not None and not described:
        yield emptied(first), None


def _article(row: dict[str, Any], rows: Sequence[dict[str, Any]], where: str) -> tuple[Article, Sequence[Claim]]:
    """One article whole. Raises what its faults raise."""
    from slugline.surfaces.bulk.tables import article_from
    from slugline.surfaces.exports.columns import claim_of

    article = article_from(row)
    source = Source(article.file, article.url, article.publisher, article.title, article.author)
    claims = [replace(claim_of(one), source=source) for one in rows]
    for claim in claims:
        if article.text[claim.evidence.start : claim.evidence.end] != claim.evidence.quote:
            raise ContractError("a quote is not in its place in the text", where=where, allowed="exact quotes")
        if claim.said_on != article.published:
            raise ContractError("a claim is of another day than its article", where=where, allowed="one day")
    return article, claims


def _alone(claims: Path | None, faults: list[str]) -> Iterator[tuple[Article | None, Sequence[Claim]]]:
    """All claims of a table together, without those of articles of which one claim has a fault."""
    from slugline.surfaces.bulk.tables import CLAIMS_A_GROUP, rows_in
    from slugline.surfaces.exports.columns import CLAIMS, claim_of

    found: dict[str, list[Claim]] = {}
    spoilt: set[str] = set()
    for number, row in enumerate(rows_in(claims, CLAIMS, CLAIMS_A_GROUP) if claims else (), 1):
        place = row["source_url"] or row["source_file"] or str(claims)
        if number > MOST_ALONE:
            allowed = f"{MOST_ALONE:,} claims, or the articles' texts in the file beside"
            raise SluglineError("too many claims without their texts", where=str(claims), allowed=allowed)
        try:
            claim = claim_of(row)
        except (SluglineError, ValueError, TypeError, KeyError) as error:
            faults.append(f"{claims}: claim {number:,}: {_line(error)}")
            spoilt.add(place)
        else:
            named = claim.source.url or claim.source.file
            found.setdefault(place, []).append(
                claim if named else replace(claim, source=replace(claim.source, file=place))
            )
    for place, said in found.items():
        if place not in spoilt:
            yield None, said


def _line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0] if lines else type(error).__name__
