"""Daft: the units of a batch over the cores of this machine, or of a Ray cluster. The same code and the same result.

Each of the engine's workers holds one `Cell`, and so one network, and reads the units that it is given one by one.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from slugline.batch import Options
from slugline.errors import EngineError, SluglineError
from slugline.surfaces.bulk.cell import Cell, Limits
from slugline.surfaces.bulk.inputs import Done, Unit
from slugline.surfaces.bulk.reading import read_unit

_QUIET = {"DO_NOT_TRACK": "1", "DAFT_PROGRESS_BAR": "0", "RAY_USAGE_STATS_ENABLED": "0"}
_MOST_PARTS = 4096  # that the units of a run are dealt into on a cluster
LOCAL = "local"
_ALLOWED = "auto, local, or the address of a Ray cluster"


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker must be told: how pages are read, what one may take, where the tables go.

    ``home`` is the folder that relative paths start from.
    """

    options: Options
    limits: Limits
    folder: str
    home: str


class Reader:
    """What the engine maps: a unit (pickled by its fields) to what it came to."""

    def __init__(self, work: Work) -> None:
        self._folder = Path(work.folder)
        self._cell = Cell(work.options, work.limits, work.home)

    def read(self, unit: str) -> str:
        """What a unit came to, both as JSON; a fault of the place itself under ``fault``."""
        told = json.loads(unit)
        try:
            done = read_unit(self._cell, Unit(**{**told, "files": tuple(told["files"])}), self._folder)
        except SluglineError as error:
            return json.dumps({"fault": [error.fault, error.where, error.allowed]})
        return json.dumps(asdict(done))


def mapped(units: Sequence[Unit], work: Work, *, workers: int = 0, ray: str = "") -> Iterator[Done]:
    """What each unit came to, as it is read, in any order.

    ``workers`` is how many units are read at once: by default one for each core of this machine, or of the cluster
    whose address ``ray`` is. Raises `EngineError` where the engine cannot be had or breaks down, and `SluglineError`
    where the tables cannot be written.
    """
    os.environ.update(_QUIET)
    with ExitStack() as stack:
        workers = min(workers or _cores(ray, stack), len(units))
        try:
            yield from _rows(units, work, workers, ray)
        except SluglineError:
            raise
        except Exception as error:  # whatever an engine of others' may raise
            raise EngineError(
                f"the engine broke down: {_last(error)}", allowed="the same command again: it goes on where it stopped"
            ) from error


def _rows(units: Sequence[Unit], work: Work, workers: int, ray: str) -> Iterator[Done]:
    import daft

    if ray:
        daft.set_runner_ray(noop_if_initialized=True)
    else:
        daft.set_runner_native()
    reader: Any = daft.cls(Reader, max_concurrency=workers)(work)
    frame = daft.from_pydict({"unit": [json.dumps(asdict(unit)) for unit in units]})
    apart = frame.into_partitions(min(len(units), _MOST_PARTS)) if ray else frame.into_batches(1)
    for row in apart.select(reader.read(apart["unit"]).alias("done")).iter_rows(results_buffer_size=workers):
        told = json.loads(row["done"])
        if "fault" in told:
            fault, where, allowed = told["fault"]
            raise SluglineError(fault, where=where, allowed=allowed)
        yield Done(**told)


def _cores(ray: str, stack: ExitStack) -> int:
    """How many cores there are, with the cluster joined until the run ends."""
    if not ray:
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    import ray as cluster

    if not cluster.is_initialized():
        told: dict[str, Any] = {"logging_level": logging.ERROR, "log_to_driver": False}
        joining = {"include_dashboard": False} if ray == LOCAL else {"address": ray}
        try:
            cluster.init(**told, **joining)
        except Exception as error:  # whatever an engine of others' may raise
            raise EngineError(f"no Ray cluster at {ray}: {_last(error)}", allowed=_ALLOWED) from error
        stack.callback(cluster.shutdown)
    held: Any = cluster.cluster_resources()  # type: ignore[no-untyped-call]
    return max(1, int(held.get("CPU", 1)))


def _last(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return f"{type(error).__name__}: {lines[-1] if lines else ''}"
