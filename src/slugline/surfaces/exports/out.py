"""Where an export goes: standard output, or a file that is there wholly or not at all."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from slugline.errors import SluglineError

_ROOM = "a folder that can be written, with room on the disk"


@contextmanager
def text_out(out: str | None) -> Iterator[TextIO]:
    """Something to write text to: the file ``out`` in UTF-8, lines ended as they are written, or standard output."""
    if out is None:
        yield sys.stdout
        return
    with _beside(Path(out)) as part, part.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        yield file


@contextmanager
def bytes_out(out: str) -> Iterator[BinaryIO]:
    """Something to write bytes to: the file ``out``."""
    with _beside(Path(out)) as part, part.open("wb") as file:
        yield file


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A new file beside ``path`` that takes its name when the block ends well, and is gone when it does not."""
    if path.is_dir():
        raise SluglineError("is a folder", where=str(path), allowed="the path of a file")
    part = path.with_name(f".slugline-{secrets.token_hex(6)}.part")
    try:
        yield part
        os.replace(part, path)  # noqa: PTH105  (the two are one file system's)
    except OSError as error:
        raise SluglineError(error.strerror or str(error), where=str(path), allowed=_ROOM) from error
    finally:
        part.unlink(missing_ok=True)
