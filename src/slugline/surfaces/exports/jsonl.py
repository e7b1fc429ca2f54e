"""Claims as JSON Lines of the claim contract, which `slugline add` reads again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path
from typing import TextIO

from slugline.contract import claim_to_json
from slugline.model import Claim
from slugline.pages import MAX_BYTES
from slugline.record import article_key, claim_id
from slugline.surfaces.terminal import to_json

_SUFFIX = ".claims.jsonl"
Opener = Callable[[str], AbstractContextManager[TextIO]]


def line_of(claim: Claim) -> str:
    """One claim as a line; an article that has neither address nor file is named by its key in the record."""
    made = claim_to_json(claim)
    source = made["source"]
    if isinstance(source, dict) and not (source.get("url") or source.get("file")):
        source["file"] = article_key(claim)
    return to_json({"id": claim_id(claim), **made})


def write_jsonl(claims: Iterable[Claim], to: TextIO) -> int:
    """Write every claim as one line; gives their number."""
    count = 0
    for claim in claims:
        to.write(line_of(claim) + "\n")
        count += 1
    return count


def write_parts(claims: Iterable[Claim], out: str, open_out: Opener) -> tuple[int, list[str]]:
    """The same into files that `slugline add` reads: ``out``, and where one would be too large others beside it.

    An article is never parted: all claims of one stand in one file. Gives the number of claims, and the files.
    """
    count, files = 0, [out]
    articles = ([line_of(claim) + "\n" for claim in told] for _, told in groupby(claims, key=article_key))
    pending = next(articles, None)
    while pending is not None:
        size = 0
        with open_out(files[-1]) as to:
            while pending is not None:
                length = sum(len(line.encode("utf-8", "surrogatepass")) for line in pending)
                if size and size + length > MAX_BYTES:
                    break
                to.writelines(pending)
                size, count = size + length, count + len(pending)
                pending = next(articles, None)
        if pending is not None:
            files.append(_numbered(out, len(files) + 1))
    if not count:
        with open_out(out):
            pass
    return count, files


def _numbered(out: str, number: int) -> str:
    path = Path(out)
    suffix = _SUFFIX if path.name.endswith(_SUFFIX) else path.suffix
    return str(path.with_name(f"{path.name.removesuffix(suffix)}.{number}{suffix}"))
