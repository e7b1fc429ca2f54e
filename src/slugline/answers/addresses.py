"""The names by which titles, people and franchises stand in addresses, in feeds and in exports.

A slug is a name without case, accents or punctuation, its words joined by hyphens; a title's bears its year, and
where that is not enough its kind, when several titles share the name. A slug that was given once finds its title
ever after, or the choice between those that share it now.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from slugline.answers.scoping import titles_view
from slugline.record import Record, Title, View, claim_id
from slugline.record.index import TITLE_TYPES
from slugline.record.names import fold, plain

_SIGNS = "~"  # before a name without a letter or digit, in which it stands for a slash
LONGEST = 300  # characters of a slug that are looked at


def slug(name: str) -> str:
    """A name in an address, before it is quoted; ``~`` stands before one that has no letter or digit."""
    text = plain(name)
    return text.replace(" ", "-") if any(c.isalnum() for c in text) else _SIGNS + text.replace("/", "~")


def title_slug(view: View, title: Title) -> str:
    """A title's slug as of the view's day: its name, with its year and kind where others of the view share it."""
    others = [one for one in view.titles.find(title.name) if one.key != title.key]
    made = slug(title.name)
    if others and title.year:
        made += f"-{title.year}"
        others = [one for one in others if one.year == title.year]
    return f"{made}-{title.type}" if others else made


def titles_at(record: Record, text: str, as_of: date, *, whole: bool = False) -> tuple[View, tuple[Title, ...]]:
    """The view that holds the titles a slug may mean, and those titles: one, or several of one name.

    A ``whole`` view holds all that their guides need. Raises `UnknownTitle`, with the nearest names, where there is
    none.
    """
    text = text[:LONGEST]
    for name, year, kind in _readings(text):
        names = record.lexicon(as_of).titles({fold(name)})
        view = titles_view(record, names, as_of, whole=whole)
        found = view.candidates(name, year=year, kind=kind)
        if found:
            own = tuple(one for one in found if title_slug(view, one) == text)
            return view, own if len(own) == 1 else found
    name = text.replace("-", " ")
    view = titles_view(record, frozenset({fold(name)}), as_of)
    return view, (view.title(name),)


def titles_then(
    record: Record, text: str, as_of: date, today: date, *, whole: bool = False
) -> tuple[View, tuple[Title, ...]]:
    """As `titles_at`, for one who turns a page back from ``today``: where today's slug means one title, that one.

    A title that took its present name later shared its earlier one, it may be, with others.
    """
    view, found = titles_at(record, text, as_of, whole=whole)
    if len(found) < 2 or as_of >= today:
        return view, found
    later, meant = titles_at(record, text, today)
    if len(meant) != 1:
        return view, found
    mine = {claim_id(claim) for claim in later.claims if later.titles.key_of(claim) == meant[0].key}
    held = Counter(view.titles.key_of(claim) for claim in view.claims if claim_id(claim) in mine)
    best = max(found, key=lambda title: held[title.key])
    return view, (best,) if held[best.key] else found


def _readings(text: str) -> list[tuple[str, int | None, str | None]]:
    """What a slug may say, the likeliest first: a name; a name and a year; a name, a year and a kind."""
    if text.startswith(_SIGNS):
        signs = text.removeprefix(_SIGNS)
        return [(signs, None, None), (signs.replace("~", "/"), None, None)]
    whole = text.replace("-", " ")
    made: list[tuple[str, int | None, str | None]] = [(whole, None, None)]
    parts = text.split("-")
    kind = parts[-1] if parts[-1] in TITLE_TYPES and len(parts) > 1 else None
    rest = parts[:-1] if kind else parts
    if len(rest) > 1 and re.fullmatch("[12][0-9]{3}", rest[-1]):
        made.append((" ".join(rest[:-1]), int(rest[-1]), kind))
    elif kind:
        made.append((" ".join(rest), None, kind))
    return made
