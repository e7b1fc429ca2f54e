"""A whole run: what has been read before is taken as it is, the rest is read, and one output is made of all.

    claims.parquet               the claims, in the order of the inputs
    claims.articles.parquet      the articles that they come from
    claims.set-aside.jsonl       what could not be read, and why
    claims.parquet.parts/        the tables of each unit, until all are there

An output that is a folder keeps the units' tables instead, with ``batch.json`` to list them; another run into it reads
what is new or changed alone.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from slugline.errors import SluglineError
from slugline.surfaces.bulk.engine import Work, mapped
from slugline.surfaces.bulk.inputs import Done, Unit
from slugline.surfaces.bulk.loading import LIST, SUFFIX
from slugline.surfaces.bulk.reading import ARTICLES, CLAIMS, DONE, SET_ASIDE, done_in
from slugline.surfaces.bulk.tables import ARTICLES as ARTICLE_COLUMNS
from slugline.surfaces.bulk.tables import ARTICLES_A_GROUP, CLAIMS_A_GROUP, joined
from slugline.surfaces.bulk.tables import CLAIMS as CLAIM_COLUMNS

_PARTS, _PART, _LOCK = ".parts", ".part", ".lock"
_ENDS = (CLAIMS, ARTICLES, SET_ASIDE, DONE)
_ROOM = "a place that can be written, with room on the disk"

Told = Callable[[Done], None]


@dataclass(frozen=True, slots=True)
class Out:
    """Where a run's output goes, and where the units' tables are kept meanwhile."""

    path: Path
    folder: Path

    @property
    def is_folder(self) -> bool:
        """Whether the units' tables are the output."""
        return self.path == self.folder


def out_at(path: str) -> Out:
    """The output that ``path`` names: a file that ends in .parquet, else a folder."""
    if not path.lower().endswith(SUFFIX):
        return Out(Path(path), Path(path))
    return Out(Path(path), Path(path + _PARTS))


def beside(path: Path) -> tuple[Path, Path]:
    """The articles and the records set aside that belong to a file of claims."""
    return path.with_name(path.name[: -len(SUFFIX)] + ARTICLES), path.with_name(path.name[: -len(SUFFIX)] + SET_ASIDE)


def run(
    units: Sequence[Unit], out: Out, work: Work, *, workers: int = 0, ray: str = "", known: Told, told: Told
) -> Done:
    """Read the units into ``out``; what all of them came to.

    ``known`` is told of each unit that had been read before, ``told`` of each that is read now. Raises
    `SluglineError`; what has been read by then is not read again by the next run.
    """
    try:
        with _held(out.folder):
            before = {unit.key: done_in(out.folder, unit) for unit in units}
            found = {key: done for key, done in before.items() if done is not None}
            for done in found.values():
                known(done)
            rest = [unit for unit in units if unit.key not in found]
            if rest:
                for done in mapped(rest, work, workers=workers, ray=ray):
                    found[done.key] = done
                    told(done)
            _clear(out.folder, {unit.key for unit in units})
            all_done = [found[unit.key] for unit in units]
            if out.is_folder:
                _write(out.folder / LIST, json.dumps({"units": [asdict(done) for done in all_done]}, indent=1))
            else:
                _join(out, [unit.key for unit in units])
        if not out.is_folder:
            shutil.rmtree(out.folder, ignore_errors=True)
    except OSError as error:
        raise SluglineError(error.strerror or str(error), where=str(out.path), allowed=_ROOM) from error
    return summed(all_done)


def summed(done: Sequence[Done]) -> Done:
    """What some units came to, together."""
    counts = [field.name for field in fields(Done) if field.name != "key"]
    return Done("", **{name: sum(getattr(one, name) for one in done) for name in counts})


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """The folder, made where it is not there, for this run alone."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError as error:
            fault = "another batch is writing here"
            raise SluglineError(fault, where=str(folder), allowed="one batch at a time into one place") from error
        yield


def _clear(folder: Path, keys: set[str]) -> None:
    """Take away what belongs to no unit of this run: tables of files that have changed, and parts of files."""
    for path in folder.iterdir():
        name = path.name
        mine = name.endswith(_PART) or any(name.endswith(end) for end in _ENDS)
        if mine and (name.endswith(_PART) or name.partition(".")[0] not in keys):
            path.unlink(missing_ok=True)


def _join(out: Out, keys: Sequence[str]) -> None:
    """One output of the units' tables; the claims take their name last."""
    articles, set_aside = beside(out.path)
    made = ((out.path, CLAIMS), (articles, ARTICLES), (set_aside, SET_ASIDE))
    parts = [path.with_name(f".{path.name}{_PART}") for path, _ in made]
    shards = [[path for key in keys if (path := out.folder / (key + end)).exists()] for _, end in made]
    joined(shards[0], parts[0], CLAIM_COLUMNS, CLAIMS_A_GROUP)
    joined(shards[1], parts[1], ARTICLE_COLUMNS, ARTICLES_A_GROUP)
    with parts[2].open("wb") as to:
        for shard in shards[2]:
            with shard.open("rb") as lines:
                shutil.copyfileobj(lines, to)
    for part, (path, _) in reversed(list(zip(parts, made, strict=True))):
        os.replace(part, path)  # noqa: PTH105  (the two are one file system's)


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + _PART)
    part.write_text(text + "\n", encoding="utf-8")
    os.replace(part, path)  # noqa: PTH105
