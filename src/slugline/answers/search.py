"""Search over titles, people, characters, franchises and quotes, as of a day.

    search(record, "balerina lionsgate", as_of=day) -> dict

Words, "words in a row" and -words; the last word may be the beginning of one. A word that nobody has said is put
right from the words that somebody has, and the result says so.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache

from slugline.answers.addresses import title_slug
from slugline.answers.ask import ask
from slugline.answers.cite import Json
from slugline.answers.scoping import titles_view
from slugline.answers.search_names import Names, find_names, near_names, people_hits, title_hits
from slugline.answers.search_quotes import Quotes, find_quotes
from slugline.answers.search_text import LONGEST, Correction, Typed, corrected, names_wanted, quotes_wanted, read
from slugline.answers.understanding import asked, cues
from slugline.answers.understanding import read as understood
from slugline.phrases import table
from slugline.record import Record
from slugline.record.finder import Finder
from slugline.record.fulltext import NAMED
from slugline.record.names import plain

KINDS = (*NAMED, "quote")
MOST = 100  # hits of one kind at once
_NEAR = 5  # names that are offered where nothing was found
_QUESTION, _LONGEST_QUESTION = 2, 40  # words of a question, at least and at most


def search(
    record: Record,
    text: str,
    *,
    as_of: date,
    kinds: Collection[str] = KINDS,
    limit: int = 10,
    offset: int = 0,
) -> Json:
    """What was said by the end of ``as_of`` that fits ``text``, by kind; ``limit`` and ``offset`` are for each kind.

    ``groups`` holds, for each kind of which anything was found, ``hits``, how many there are (``total``) and whether
    there are ``more`` than were looked at. A title called just so has ``exact``; a quote has ``marks``, the places of
    the words in it, and ``start`` and ``end`` in its article. ``corrections`` tells what was put right, ``showing``
    what was looked for then; ``near`` offers names where nothing was found.
    """
    limit, offset = max(0, min(limit, MOST)), max(0, offset)
    typed = read(text)
    made: Json = {"query": text[:300], "as_of": as_of.isoformat(), "showing": typed.text(), "corrections": []}
    if not typed.pieces:
        return made | {"cut": typed.cut, "groups": [], "near": []}
    with record.reading() as connection:
        finder = Finder(connection, as_of)
        meant, corrections = corrected(typed, finder)
        texts = _texts(text, typed, meant, corrections)
        names = _names(finder, meant, texts, kinds)
        groups = [_named(finder, found, limit, offset) for found in names]
        if "quote" in kinds:
            groups.append(_quoted(finder, meant, limit, offset))
        groups = [group for group in groups if group["total"]]
        near = [] if groups else near_names(finder, meant, kinds, _NEAR)
    exact = next((found.exact for found in names if found.kind == "title"), ())
    if exact and not offset:
        _lead(record, groups, exact, as_of)
    made["showing"] = meant.text()
    made["corrections"] = [{"from": one.typed, "to": one.meant} for one in corrections]
    return made | {"cut": typed.cut, "groups": groups, "near": near}


def _texts(text: str, typed: Typed, meant: Typed, corrections: Sequence[Correction]) -> list[str]:
    """What was typed as it may be a name: as written, and put right."""
    plainly = " ".join(meant.words)
    if corrections or len(typed.sought) < len(typed.pieces):
        return [plainly]
    return [text[:300], plainly]


def _names(finder: Finder, typed: Typed, texts: Sequence[str], kinds: Collection[str]) -> list[Names]:
    wanted = names_wanted(typed)
    return find_names(finder, typed, wanted, texts, kinds) if wanted is not None else []


def _named(finder: Finder, found: Names, limit: int, offset: int) -> Json:
    part = found.names[offset : offset + limit]
    hits = title_hits(finder, part) if found.kind == "title" else people_hits(finder, found.kind, part)
    total = len(found.names) if hits or offset else 0
    return {"kind": found.kind, "total": total, "more": found.more, "hits": hits}


def _quoted(finder: Finder, typed: Typed, limit: int, offset: int) -> Json:
    wanted = quotes_wanted(typed, finder.known(typed.words))
    found = find_quotes(finder, wanted, limit=limit, offset=offset) if wanted else Quotes((), 0, more=False, some=False)
    return {
        "kind": "quote",
        "total": found.total,
        "more": found.more,
        "some": found.some,
        "hits": list(found.hits),
    }


def _lead(record: Record, groups: list[Json], names: Sequence[str], as_of: date) -> None:
    """Put the titles that are called just so before the others, each told apart from those that share its name."""
    view = titles_view(record, names, as_of)
    found = {title.key: title for name in names for title in view.titles.find(name)}
    hits: list[Json] = [
        {
            "kind": "title",
            "name": title.name,
            "slug": title_slug(view, title),
            "types": [title.type],
            "year": title.year or None,
            "franchise": title.franchise,
            "exact": True,
        }
        for title in sorted(found.values(), key=lambda title: (-(title.year or 0), title.key))
    ]
    group = next((one for one in groups if one["kind"] == "title"), None)
    if group is None or not hits:
        return
    theirs = {str(hit["name"]) for hit in hits}
    old = group["hits"]
    rest = [hit for hit in old if hit["name"] not in theirs] if isinstance(old, list) else []
    group["hits"] = [*hits, *rest]


@cache
def _asking() -> frozenset[str]:
    """Words without one of which nothing is asked."""
    cued = {word for cue in cues() for part in cue.parts for word in part}
    return frozenset(cued | {str(short) for short in table("contractions")})


def is_question(record: Record, text: str, as_of: date) -> bool:
    """Whether every word of what was typed belongs to a question that may be asked of the record."""
    said = set(plain(text[:LONGEST]).split())
    if not _QUESTION <= len(text.split()) <= _LONGEST_QUESTION or said.isdisjoint(_asking()):
        return False
    return bool(list(asked(understood(text, record.lexicon(as_of)))))


def answered(record: Record, text: str, as_of: date) -> Json | None:
    """The answer to a question that the record answers, or that nobody has said; None for anything else."""
    if not is_question(record, text, as_of):
        return None
    made = ask(record, text, as_of=as_of)
    return made if made["standing"] != "unanswered" or "property" in made else None
