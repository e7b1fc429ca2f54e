"""The names by which titles, people and franchises stand in addresses, in feeds and in exports.

A slug is a name without case, accents or punctuation, its words joined by hyphens; a title's bears its year, and
where that is not enough its kind, when several titles share the name. Those that share the year and the kind too bear
a mark: the id of the first claim on each. A slug that was given once finds its title ever after, or the choice between
those that share it now.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from slugline.answers.scoping import titles_view
from slugline.errors import UnknownTitle
from slugline.record import Record, Title, View, claim_id
from slugline.record.index import TITLE_TYPES
from slugline.record.names import fold, plain

_SIGNS = "~"  # before a name without a letter or digit, in which it stands for a slash
LONGEST = 300  # characters of a slug that are looked at
_MARK = 8  # characters of a claim's id
_MARKED = re.compile(rf"(.+)-({'|'.join(sorted(TITLE_TYPES))})-([0-9a-f]{{{_MARK}}})")


def slug(name: str) -> str:
    """A name in an address, before it is quoted; ``~`` stands before one that has no letter or digit."""
    text = plain(name)
    return text.replace(" ", "-") if any(c.isalnum() for c in text) else _SIGNS + text.replace("/", "~")


def title_slug(view: View, title: Title, beside: Iterable[Title] = ()) -> str:
    """A title's slug as of the view's day: its name, with its year and kind where others of the view share it.

    With a mark where one of the view shares these too, or where one of those ``beside`` it has the same slug.
    """
    made, told = _unmarked(view, title)
    alike = [one for one in view.titles.find(title.name) if (one.year, one.type) == (title.year, title.type)]
    if all(one.key == title.key or _unmarked(view, one)[0] != made for one in (*alike, *beside)):
        return made
    _, first = min(_said(view, title), default=(view.day, ""))
    return f"{made if told else f'{made}-{title.type}'}-{first[:_MARK]}"


def _said(view: View, title: Title) -> Iterator[tuple[date, str]]:
    """The days and the ids of all claims on a title, as editors left them."""
    for name in view.properties(title.key):
        for one in view.said(title.key, name):
            if not one.claim.rule.startswith("from "):
                yield one.day, one.id


def _unmarked(view: View, title: Title) -> tuple[str, bool]:
    """A title's slug without a mark, and whether its kind is told in it."""
    others = [one for one in view.titles.find(title.name) if one.key != title.key]
    made = slug(title.name)
    if others and title.year:
        made += f"-{title.year}"
        others = [one for one in others if one.year == title.year]
    return (f"{made}-{title.type}", True) if others else (made, False)


def titles_at(record: Record, text: str, as_of: date, *, whole: bool = False) -> tuple[View, tuple[Title, ...]]:
    """The view that holds the titles a slug may mean, and those titles: one, or several of one name or one slug.

    A ``whole`` view holds all that their guides need. Raises `UnknownTitle`, with the nearest names, where there is
    none.
    """
    text = text[:LONGEST]
    marked = _MARKED.fullmatch(text)
    readings = _readings(text)
    stems = _readings(f"{marked[1]}-{marked[2]}") + _readings(marked[1]) if marked else []
    names = record.lexicon(as_of).titles({fold(name) for name, _, _ in (*readings, *stems)})
    view = titles_view(record, names, as_of, whole=whole)
    may = [view.candidates(name, year=year, kind=kind) for name, year, kind in readings]
    own = {one.key: one for found in may for one in found if title_slug(view, one) == text}
    alike = [view.candidates(name, year=year, kind=kind) for name, year, kind in stems]
    if marked and not own:
        mark = marked[3]
        own = {
            one.key: one for found in alike for one in found if any(by.startswith(mark) for _, by in _said(view, one))
        }
    if own:
        return view, tuple(own.values())
    found = next(filter(None, (*may, *alike)), ())
    return view, found or (view.title(text.replace("-", " ")),)


def titles_then(
    record: Record, text: str, as_of: date, today: date, *, whole: bool = False
) -> tuple[View, tuple[Title, ...]]:
    """As `titles_at`, for one who turns a page back from ``today``: where today's slug means one title, that one.

    A title that took its present name later shared its earlier one, it may be, with others. Raises `UnknownTitle` too
    where a mark means a title of which nothing had been said by then.
    """
    view, found = titles_at(record, text, as_of, whole=whole)
    marked = _MARKED.fullmatch(text[:LONGEST])
    if as_of >= today or (len(found) < 2 and not marked):
        return view, found
    later, meant = titles_at(record, text, today)
    if len(meant) != 1:
        return view, found
    mine = {claim_id(claim) for claim in later.claims if later.titles.key_of(claim) == meant[0].key}
    held = Counter(view.titles.key_of(claim) for claim in view.claims if claim_id(claim) in mine)
    best = max(found, key=lambda title: held[title.key])
    if marked and not held[best.key]:
        raise UnknownTitle(f"nothing had been said of {best.name!r} with that mark", choices=(best.name,))
    return view, (best,) if held[best.key] else found


def _readings(text: str) -> list[tuple[str, int | None, str | None]]:
    """What a slug may say, the likeliest first: a name; a name and a year; a name, a year and a kind."""
    made: list[tuple[str, int | None, str | None]] = [(text, None, None)]
    parts = text.split("-")
    kind = parts[-1] if parts[-1] in TITLE_TYPES and len(parts) > 1 else None
    rest = parts[:-1] if kind else parts
    if len(rest) > 1 and re.fullmatch("[12][0-9]{3}", rest[-1]):
        made.append(("-".join(rest[:-1]), int(rest[-1]), kind))
    elif kind:
        made.append(("-".join(rest), None, kind))
    return [(name, year, kind) for told, year, kind in made for name in _names(told)]


def _names(text: str) -> list[str]:
    """The names that a slug may stand for."""
    if not text.startswith(_SIGNS):
        return [text.replace("-", " ")]
    signs = text.removeprefix(_SIGNS)
    return [signs, signs.replace("~", "/")]
