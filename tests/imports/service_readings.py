"""Samples on disk, and what `slugline import` makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from slugline.surfaces.imports.reading import imported
from slugline.surfaces.inputs import Reading

DAY = date(2025, 10, 1)


def nobody(_: str) -> None:
    """A record that knows no item."""
    return


def saved(folder: Path, **documents: Any) -> list[str]:
    """Each document as a file; gives their paths."""
    paths = []
    for name, data in documents.items():
        path = folder / f"{name}.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        paths.append(str(path))
    return paths


def read(paths: Sequence[str], service: str = "", day: date | None = DAY) -> list[Reading]:
    """All readings, every one with its evidence in place."""
    found = list(imported(paths, service, day, nobody))
    for reading in found:
        assert not reading.internal, reading.faults
        for claim in reading.claims:
            assert reading.article is not None
            evidence = claim.evidence
            assert reading.article.text[evidence.start : evidence.end] == evidence.quote
            assert evidence.quote
    return found


def told(reading: Reading) -> set[tuple[str, str, str, str, str]]:
    """The claims in short: subject, property, value, qualifiers and modality."""
    return {
        (
            f"{claim.subject.name}{f' ({claim.subject.year})' if claim.subject.year else ''}",
            claim.property,
            str(getattr(claim.value, "name", None) or getattr(claim.value, "amount", None) or claim.value),
            ", ".join(f"{key} {value}" for key, value in sorted(claim.qualifiers.items())),
            claim.context.modality,
        )
        for claim in reading.claims
    }
