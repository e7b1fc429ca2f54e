"""Saved documents of film services as readings: one for each document, like those of articles.

A fault never stops the rest: a file that is no document, a document without a date and an entry of a wrong sort are a
line each, and everything else is read.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from slugline.claims.structured.document import Document, parse
from slugline.claims.structured.found import claims_of
from slugline.errors import SluglineError, UnreadableInput
from slugline.model import Article
from slugline.pages import MAX_BYTES
from slugline.pages.places import shown
from slugline.surfaces.imports.services import about, found_in, identities_in, parts_of, service_of
from slugline.surfaces.imports.snaks import Named, Names
from slugline.surfaces.inputs import MAX_FAULTS_SHOWN, Reading, internal_fault

SUFFIXES = (".json", ".jsonld")
_ALLOWED = "a folder, or a file that ends in " + " ".join(SUFFIXES)
_UNDATED = "--date DAY, the day on which it was saved"


def imported(paths: Sequence[str], service: str, day: date | None, names: Names) -> Iterator[Reading]:
    """Every document under ``paths``.

    ``service`` is the one that all are of, or empty; ``day`` dates documents that bear no date; ``names`` gives the
    names of Wikidata's items that none of the files tells.
    """
    told = labels(paths)

    def name_of(item: str) -> Named | None:
        return told.get(item) or names(item)

    for path in paths:
        for file in _files(path):
            if isinstance(file, UnreadableInput):
                yield Reading(file.where, faults=(str(file),))
            else:
                yield from _file(file, service, day, name_of)


def labels(paths: Sequence[str]) -> dict[str, Named]:
    """The names of Wikidata's items that the files tell, so that one file's statements may speak of another's items."""
    found: dict[str, Named] = {}
    for path in paths:
        for file in _files(path):
            if not isinstance(file, UnreadableInput):
                found |= _labels(file)
    return found


def _labels(file: Path) -> dict[str, Named]:
    try:
        content = _content(file)
        if b'"labels"' not in content:
            return {}
        data = parse(content, shown(file))
        service = service_of(data, shown(file))
        documents = [Document(part, shown(file)) for part in parts_of(data, service)]
    except (SluglineError, OSError):
        return {}  # the reading itself says why
    rows = [one for document in documents for one in identities_in(document, service, None)]
    return {one.id: Named(one.name, one.type) for one in rows if one.service == "wikidata"}


def _files(path: str) -> Iterator[Path | UnreadableInput]:
    """The files that a path means: itself, or those of a folder that may be documents, in the order of their names."""
    given = Path(path)
    if not path or not given.exists():
        yield UnreadableInput("there is no such file or folder", where=shown(given) if path else "", allowed=_ALLOWED)
    elif given.is_file():
        yield given
    elif not given.is_dir():
        yield UnreadableInput("is no file", where=shown(given), allowed=_ALLOWED)
    else:
        several = sorted(
            Path(folder) / name
            for folder, _, names in os.walk(given)
            for name in names
            if name.lower().endswith(SUFFIXES) and not name.startswith(".")
        )
        yield from (one for one in several if one.is_file())
        if not several:
            yield UnreadableInput("holds no documents", where=shown(given), allowed=_ALLOWED)


def _content(file: Path) -> bytes:
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableInput("is too large", where=shown(file), allowed=f"{MAX_BYTES // 1_000_000} MB at most")
    return file.read_bytes()


def _file(file: Path, service: str, day: date | None, names: Names) -> Iterator[Reading]:
    where = shown(file)
    try:
        data = parse(_content(file), where)
        known = service_of(data, where, service)
        several = parts_of(data, known)
    except OSError as error:
        yield Reading(where, faults=(f"{where}: {error.strerror or error}",))
        return
    except SluglineError as error:
        yield Reading(where, faults=(str(error),))
        return
    for number, part in enumerate(several):
        place = where if len(several) == 1 else f"{where} #{number + 1}"
        try:
            yield _document(part, place, known, day, names)
        except SluglineError as error:
            yield Reading(place, faults=(str(error),))
        except Exception as error:  # the other documents are still to be read
            if os.environ.get("SLUGLINE_DEBUG"):
                raise
            yield Reading(place, faults=(internal_fault(error, place),), internal=True)


def _document(data: object, file: str, service: str, day: date | None, names: Names) -> Reading:
    document = Document(data, file)
    head = about(document, service)
    said_on = head.day or day
    if said_on is None:
        raise UnreadableInput("bears no date", where=file, allowed=_UNDATED)
    digest = hashlib.sha256(f"{head.url or file}\0{document.text}".encode()).hexdigest()
    article = Article(digest, head.url, file, head.publisher, head.title, "", document.text, said_on)
    claims = claims_of(article, found_in(document, service, said_on, names), f"import.{service}", document)
    return Reading(file, article, claims, _bearable(document, file))


def _bearable(document: Document, file: str) -> tuple[str, ...]:
    """The faults of a document, not more than anybody reads."""
    faults = list(document.faults)
    if len(faults) <= MAX_FAULTS_SHOWN:
        return tuple(faults)
    return (*faults[:MAX_FAULTS_SHOWN], f"{file}: {len(faults) - MAX_FAULTS_SHOWN} more faults")
