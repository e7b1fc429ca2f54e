"""One unit read into tables of its own: whole or not at all, the same every time."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

from slugline.batch import Outcome, Passed, Read
from slugline.errors import SluglineError
from slugline.model import Article, Claim
from slugline.surfaces.bulk.cell import Cell
from slugline.surfaces.bulk.inputs import Done, Unit
from slugline.surfaces.bulk.tables import Table, articles_table, claim_row_of, claims_table, row_of

CLAIMS, ARTICLES, SET_ASIDE, DONE = ".claims.parquet", ".articles.parquet", ".set-aside.jsonl", ".done.json"
_PART = ".part"


def read_unit(cell: Cell, unit: Unit, folder: Path) -> Done:
    """Read a unit into ``folder``, under its key; what stands there of it already is taken as it is.

    The files take their names at the end, the one that says that it is done last. Raises `SluglineError`.
    """
    found = done_in(folder, unit)
    if found is not None:
        return found
    try:
        return _read(cell, unit, folder)
    except OSError as error:
        fault = error.strerror or str(error)
        raise SluglineError(fault, where=str(folder), allowed="a folder that can be written, with room") from error


def done_in(folder: Path, unit: Unit) -> Done | None:
    """What a unit came to, where it has been read into ``folder`` before."""
    try:
        told = json.loads((folder / (unit.key + DONE)).read_text(encoding="utf-8"))
        return Done(**told)
    except (OSError, ValueError, TypeError):
        return None


def _read(cell: Cell, unit: Unit, folder: Path) -> Done:
    done = Done(unit.key, len(unit.files), unit.bytes)
    names = [folder / (unit.key + end) for end in (CLAIMS, ARTICLES, SET_ASIDE, DONE)]
    parts = [path.with_name(path.name + _PART) for path in names]
    for path in (*names, *parts):
        path.unlink(missing_ok=True)
    with (
        claims_table(parts[0]) as claims,
        articles_table(parts[1]) as articles,
        parts[2].open("w", encoding="utf-8", errors="backslashreplace") as set_aside,
    ):
        for outcome in cell.read(unit):
            done = _counted(done, outcome)
            if isinstance(outcome, Read):
                _write(outcome, claims, articles)
            elif not isinstance(outcome, Passed):
                set_aside.write(json.dumps(asdict(outcome), ensure_ascii=False) + "\n")
    parts[3].write_text(json.dumps(asdict(done)), encoding="utf-8")
    for part, path in zip(parts, names, strict=True):
        if part.exists():
            part.replace(path)
    return done


def _documents(read: Read) -> tuple[tuple[Article, tuple[Claim, ...]], ...]:
    return ((read.article, read.claims), *read.further)


def _write(read: Read, claims: Table, articles: Table) -> None:
    for article, said in _documents(read):
        articles.add(row_of(article, len(said)))
        for claim in said:
            claims.add(claim_row_of(claim, article))


def _counted(done: Done, outcome: Outcome) -> Done:
    if isinstance(outcome, Read):
        made = _documents(outcome)
        claims = done.claims + sum(len(said) for _, said in made)
        return replace(done, read=done.read + 1, articles=done.articles + len(made), claims=claims)
    if isinstance(outcome, Passed):
        return replace(done, passed=done.passed + 1)
    return replace(done, set_aside=done.set_aside + 1)
