"""What a command is given to read: articles, and claims that were made elsewhere.

A fault never stops the rest: each file comes to one `Reading`, which says what is wrong with it.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path, PurePosixPath

from slugline.articles import articles_of
from slugline.claims.extract import Extractor
from slugline.claims.kinds import SPECS
from slugline.claims.structured.carried import document_of
from slugline.contract import claim_from_json
from slugline.errors import ContractError, SluglineError, UnreadableInput
from slugline.model import Article, Claim, Entity
from slugline.pages import SUFFIXES, Page, pages_of
from slugline.pages.places import is_web
from slugline.surfaces.sharing import in_order

Fetch = Callable[[str], Page | UnreadableInput]
CLAIMS_SUFFIX = ".claims.jsonl"
MAX_FAULTS_SHOWN = 20
SCREEN_TYPES = ("film", "series", "special")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file came to.

    ``article`` is None for a claims file and for a file that could not be read. ``faults`` hold
    one line each; ``internal`` says that the fault is Slugline's own and not the file's.
    ``further`` are other documents of the same page with their claims: what it describes for
    machines, and the further days of a live blog.
    """

    file: str
    article: Article | None = None
    claims: tuple[Claim, ...] = ()
    faults: tuple[str, ...] = ()
    internal: bool = False
    further: tuple[tuple[Article, tuple[Claim, ...]], ...] = ()


def readings(
    paths: Sequence[str],
    extract: Extractor,
    day: date | None = None,
    *,
    claims_files: bool = True,
    fetch: Fetch | None = None,
) -> Iterator[Reading]:
    """Every file under ``paths`` with the claims that ``extract`` finds; ``day`` dates articles that bear no date.

    A path that is an address of the web is got by ``fetch``.

    In a folder a claims file is passed over where its article stands beside it, and wherever
    ``claims_files`` is false; a claims file that is named itself is always read, or refused.
    """
    named = frozenset(os.path.normpath(path) for path in paths)
    pages = (page for page in _pages(paths, fetch) if _is_read(page, named, claims_files=claims_files))
    work = partial(_article, extract, day)
    return in_order(work, pages, partial(_no_article, claims_files=claims_files))


def _pages(paths: Sequence[str], fetch: Fetch | None) -> Iterator[Page | UnreadableInput]:
    """The pages of files and addresses, in the order in which they were given."""
    for of_web, several in groupby(paths, key=lambda path: fetch is not None and is_web(path)):
        if of_web and fetch is not None:
            yield from map(fetch, several)
        else:
            yield from pages_of(several)


def reading_of(page: Page, extract: Extractor, day: date | None = None) -> Reading:
    """What one page that was sent in comes to: an article with its claims, or a claims file's claims."""
    return _no_article(page, claims_files=True) or _article(extract, day, page)


def _is_read(page: Page | UnreadableInput, named: frozenset[str], *, claims_files: bool) -> bool:
    """Whether a page is to be read: not a claims file of a folder that is passed over."""
    if isinstance(page, UnreadableInput) or page.kind != "claims" or os.path.normpath(page.file) in named:
        return True
    return claims_files and not _article_beside(page.file)


def _no_article(page: Page | UnreadableInput, *, claims_files: bool) -> Reading | None:
    """What comes of a page that is no article."""
    if isinstance(page, UnreadableInput):
        return Reading(page.where, faults=(str(page),))
    if page.kind != "claims":
        return None
    if not claims_files:
        return Reading(page.file, faults=(f"{page.file}: holds claims, no article (allowed: an article)",))
    return read_claims(page)


def _article(extract: Extractor, day: date | None, page: Page) -> Reading:
    try:
        article, *others = articles_of(page, date=day)
        further = [(other, extract(other)) for other in others]
        described = document_of(article)
        return Reading(page.file, article, extract(article), further=(*further, *([described] if described else ())))
    except SluglineError as error:
        return Reading(page.file, faults=(str(error),))
    except Exception as error:  # the other files are still to be read
        if os.environ.get("SLUGLINE_DEBUG"):
            raise
        return Reading(page.file, faults=(internal_fault(error, page.file),), internal=True)


def internal_fault(error: BaseException, where: str) -> str:
    """The line for a fault that is Slugline's own."""
    return f"{where}: internal fault, please report it: {type(error).__name__}: {error}"


def _article_beside(file: str) -> bool:
    stem = file[: -len(CLAIMS_SUFFIX)]
    return any(Path(stem + suffix).is_file() for suffix in SUFFIXES if suffix != CLAIMS_SUFFIX)


def read_claims(page: Page) -> Reading:
    """The claims of a claims file, whole articles only.

    A line with a fault takes its article with it (nothing is half recorded); one that does not
    even say which article it belongs to takes the whole file.
    """
    try:
        lines = page.content.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        fault = f"{page.file}: is not UTF-8 (byte {error.start})"
        return Reading(page.file, faults=(f"{fault} (allowed: UTF-8, one JSON object a line)",))
    claims: list[Claim] = []
    faults: list[str] = []
    spoilt: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{page.file}:{number}"
        data: object = None
        try:
            data = _object(line, where)
            claim = claim_from_json(data, where=where, properties=SPECS)
        except SluglineError as error:
            faults.append(str(error))
            spoilt.add(_source_of(data))
        else:
            claims.append(claim if _key(claim) else replace(claim, source=replace(claim.source, file=page.file)))
    if not claims and not faults:
        faults.append(f"{page.file}: holds no claims (allowed: one JSON object a line)")
    whole = () if "" in spoilt else tuple(claim for claim in claims if _key(claim) not in spoilt)
    if len(faults) > MAX_FAULTS_SHOWN:
        more = len(faults) - MAX_FAULTS_SHOWN
        faults = [*faults[:MAX_FAULTS_SHOWN], f"{page.file}: {more} more lines cannot be read"]
    return Reading(page.file, claims=whole, faults=tuple(faults))


def _object(line: str, where: str) -> object:
    try:
        data: object = json.loads(line)
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ContractError("holds half a character", where=where, allowed="text that UTF-8 can hold") from error
    except (ValueError, RecursionError) as error:
        raise ContractError("is not JSON", where=where, allowed="one JSON object a line") from error
    return data


def _source_of(data: object) -> str:
    source = data.get("source") if isinstance(data, dict) else None
    return str(source.get("url") or source.get("file") or "") if isinstance(source, dict) else ""


def _key(claim: Claim) -> str:
    return claim.source.url or claim.source.file


def picked(claims: Sequence[Claim], year: int | None, kind: str | None) -> tuple[Claim, ...]:
    """An article's claims, the title that it mostly speaks of taken for the one of that year and kind.

    What the article itself says stands: a subject with a year of its own keeps it.
    """
    names = Counter(claim.subject.name for claim in claims if claim.subject.type in SCREEN_TYPES)
    if not names or (year is None and kind is None):
        return tuple(claims)
    ((name, _),) = names.most_common(1)
    return tuple(
        replace(claim, subject=Entity(kind or claim.subject.type, name, claim.subject.year or year or 0))
        if claim.subject.name == name and claim.subject.type in SCREEN_TYPES
        else claim
        for claim in claims
    )


def by_article(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """The claims of each article apart, in the order in which the articles come."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(_key(claim), []).append(claim)
    return [tuple(ones) for ones in found.values()]


def base_name(file: str) -> str:
    """The file's own name, as ``source.file`` has it in the claim contract."""
    return PurePosixPath(file).name or file
