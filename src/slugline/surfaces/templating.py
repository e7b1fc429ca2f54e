"""The templates, for desk and reports alike: what comes from outside is escaped, and turns or hides no text.

Jinja2 is all that this needs, so that a report on the command line needs no web application.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from slugline.answers.addresses import slug
from slugline.edtf import Edtf
from slugline.phrases import date_said
from slugline.surfaces.terminal import clean


@cache
def environment() -> Environment:
    """The templates with Slugline's filters.

    ``day``: a date or its ISO text in words, never more exact than it is. ``slug``: a name for an address.
    ``outside``: an address from outside if it may be linked to (http and https alone), else empty.
    ``upfirst``: the text with its first letter, and no other, made a capital.
    ``sentence``: a fault's text as a sentence; a field or file that it names first keeps its letters.
    """
    made = Environment(
        loader=PackageLoader("slugline.surfaces.web"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
        auto_reload=False,
    )
    made.filters |= {
        "day": day,
        "slug": lambda name: quote(slug(name), safe=""),
        "outside": outside,
        "upfirst": _upfirst,
        "sentence": _sentence,
    }
    return made


def _upfirst(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(text: str) -> str:
    named = ":" in text or "." in text.partition(" ")[0]
    return (text if named else _upfirst(text)) + ("" if text.endswith((".", "?", "!")) else ".")


def day(value: object) -> str:
    """A date, an EDTF date or the text of either as read: 22 February 2024, February 2024, 2024."""
    return date_said(Edtf(value.isoformat() if isinstance(value, date) else str(value)))


def outside(address: object) -> str:
    """The address, where a reader may be led to it."""
    text = str(address or "")
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def _shown(value: object) -> object:
    if isinstance(value, str) and type(value) is str:
        return clean(value)
    return value
