"""Where a page lies: how paths, addresses and what kept one from being read are written."""

from __future__ import annotations

import os
import re
from pathlib import Path

_LONGEST_REASON = 300


def shown(path: Path) -> str:
    """The path in printable characters on one line, ``/`` between its parts."""
    text = os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def is_web(text: str) -> bool:
    """Whether a text means an address of the web, and no file."""
    return text[:8].lower().startswith(("http://", "https://"))


def address_of(written: str) -> str:
    """``written`` where it is an address of the web, else ""; some archives set one between < and >."""
    url = written.strip().strip("<>")
    return url if url.lower().startswith(("http://", "https://")) and not re.search(r"\s", url) else ""


def reason_of(error: OSError | ValueError) -> str:
    """Why a place could not be read, in a few words."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error) or type(error).__name__
    return f"cannot be read: {' '.join(reason.split())[:_LONGEST_REASON]}"
