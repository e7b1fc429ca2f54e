"""What trafilatura's metadata is spared: texts in which its patterns take a time that grows with a square.

They look for the end of each ``<`` through all that follows, and guess at JSON-LD that is no JSON. Both are left to
them in the amounts that honest pages have; what goes beyond is emptied.
"""

from __future__ import annotations

import json
import re

from lxml.html import HtmlElement  # type: ignore[import-untyped]

MOST_OPEN = 50  # marks on a page that begin a tag or a comment and do not end it
MOST_GUESSED = 20_000  # characters on a page of JSON-LD that is no JSON
_OPEN = re.compile(r"<!--|<[^<>]*+(?!>)")
_SCRIPTS = ("application/ld+json", "application/settings+json")


def spare(tree: HtmlElement) -> None:
    """Empty what goes beyond in the metas and scripts of a page; what is read of them by ourselves is read before."""
    opened = guessed = 0
    for element in tree.iter("meta", "script"):
        is_meta = element.tag == "meta"
        text = element.get("content") if is_meta else element.text if element.get("type") in _SCRIPTS else None
        if not text:
            continue
        open_here = sum(1 for _ in _OPEN.finditer(text))
        guessed_here = 0 if is_meta or _is_json(text) else len(text)
        if opened + open_here <= MOST_OPEN and guessed + guessed_here <= MOST_GUESSED:
            opened, guessed = opened + open_here, guessed + guessed_here
        elif is_meta:
            element.set("content", "")
        else:
            element.text = ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True
