"""The one noun of this stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MAX_BYTES = 20_000_000
PAGE_KINDS = ("markdown", "text", "html", "claims")


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of a page beside the page itself, such as the other columns of its row; "" where nothing is.

    ``published`` and ``modified`` are days as written there, ISO 8601 wherever the column has a type of its own.
    """

    title: str = ""
    publisher: str = ""
    author: str = ""
    published: str = ""
    modified: str = ""


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they lay in their place, not yet decoded.

    ``kind`` is one of PAGE_KINDS; ``claims`` is a file in the claim contract and never becomes an
    article. ``file`` is the path as the user gave it (for a file of a folder: the folder's path and
    the rest), with ``/`` between its parts and characters that cannot be printed escaped.
    ``url`` and ``retrieved_at`` are empty for files: the page itself may name its address.
    A record of an archive has the archive's path and, after ``#``, its place there for ``file``.
    ``charset`` is the encoding that the server named, in lower case, whether or not there is such a one.
    """

    content: bytes
    kind: str
    file: str
    url: str = ""
    retrieved_at: datetime | None = None
    given: Given = NOTHING_GIVEN
    charset: str = ""
