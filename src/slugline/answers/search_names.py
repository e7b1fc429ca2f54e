"""Names that were found: titles by any name that they bore, people, characters and franchises."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from slugline.answers.addresses import slug
from slugline.answers.cite import Json
from slugline.answers.search_text import Typed, passing, runs
from slugline.record.finder import Finder, NamedOne, NamedTitle
from slugline.record.fulltext import NAMED, Term, Wanted
from slugline.record.names import fold, fold_franchise, fold_person, nearest, plain

POOL = 60  # names of one kind that are put in order; of more it is said that there are more
_EXACT, _BEGINS, _HOLDS, _WITHIN = range(4)
_LEAST = 4  # letters of a single word that is taken for a name within a longer search
_KNOWN_BY = 3  # titles that are told of a person
_START = 3  # letters by which names are looked for where nothing was found


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind that were found, the likeliest first, folded; ``exact`` are those called just so."""

    kind: str
    names: tuple[str, ...]
    exact: tuple[str, ...]
    more: bool


def find_names(
    finder: Finder, typed: Typed, wanted: Wanted, texts: Sequence[str], kinds: Collection[str]
) -> list[Names]:
    """The names of each of some kinds; ``texts`` are what was typed, as written."""
    called: dict[str, set[str]] = {kind: set() for kind in NAMED}
    for kind, name in finder.called(_runs_of(typed, texts)):
        called[kind].add(name)
    folded = {"title": fold, "person": fold_person, "character": fold, "franchise": fold_franchise}
    made = []
    for kind in (kind for kind in NAMED if kind in kinds):
        held = finder.names(wanted, kind, POOL + 1)
        exact = {folded[kind](text) for text in texts} & called[kind]
        within = _outermost(called[kind] - set(held)) - exact if not wanted.without else set()
        ranks = dict.fromkeys(within, _WITHIN) | {name: _rank(name, typed) for name in held[:POOL]}
        ranks |= dict.fromkeys(exact, _EXACT)
        told = finder.tellings(kind, ranks) if len(ranks) > 1 else {}
        names = sorted(ranks, key=lambda name: (ranks[name], -told.get(name, 0), len(name), name))
        made.append(Names(kind, tuple(names), tuple(sorted(exact)), len(held) > POOL))
    return made


def _runs_of(typed: Typed, texts: Sequence[str]) -> set[str]:
    """The texts, folded in every way, and every run of words within them that may be a name."""
    found: set[str] = set()
    for text in texts:
        found |= {fold(text), fold_person(text), fold_franchise(text)}
    for words in {typed.words, *(tuple(plain(text).split()) for text in texts)}:
        for start, end in runs(words):
            part = words[start:end]
            if not passing().issuperset(part) and (len(part) > 1 or len(part[0]) >= _LEAST):
                found |= {" ".join(part), fold(" ".join(part))}
    return found


def _rank(name: str, typed: Typed) -> int:
    return _BEGINS if f"{name} ".startswith(f"{fold(' '.join(typed.words))}") else _HOLDS


def _outermost(names: Collection[str]) -> set[str]:
    """The names that are not themselves part of another."""
    return {name for name in names if not any(f" {name} " in f" {other} " for other in names if other != name)}


def title_hits(finder: Finder, found: Sequence[str]) -> list[Json]:
    """Titles by their folded names. One that is found by a name that it no longer bears has its present name."""
    told = {one.folded: one for one in finder.titles(found)}
    others = {alias for one in told.values() if _second(one) for alias in one.aliases} - told.keys()
    told |= {one.folded: one for one in finder.titles(sorted(others))}
    hits: dict[str, Json] = {}
    for name in found:
        if name not in told:
            continue
        one = told[name]
        first = _first(one, told)
        if first.folded in hits:
            if first is not one:
                hits[first.folded].setdefault("also_known_as", one.name)
            continue
        hits[first.folded] = _title(first) | ({} if first is one else {"also_known_as": one.name})
    return list(hits.values())


def _second(one: NamedTitle) -> bool:
    """Whether a name is only ever told as another name of something."""
    return one.former or not one.told


def _first(one: NamedTitle, told: Mapping[str, NamedTitle]) -> NamedTitle:
    """The name under which a title is shown: its own, or the one that it is told most under by now."""
    rest = [told[alias] for alias in one.aliases if alias in told and not _second(told[alias])]
    if not _second(one) or not rest:
        return one
    return min(rest, key=lambda other: (-other.told, other.folded))


def _title(one: NamedTitle) -> Json:
    year = one.years[0] if len(one.years) == 1 else None
    return {"kind": "title", "name": one.name, "slug": slug(one.name), "types": list(one.types), "year": year}


def people_hits(finder: Finder, kind: str, found: Sequence[str]) -> list[Json]:
    """People, characters or franchises by their folded names, with the titles that they are known by."""
    return [_one(kind, one) for one in _told(finder, kind, found)]


def _told(finder: Finder, kind: str, found: Sequence[str]) -> Sequence[NamedOne]:
    return finder.characters(found) if kind == "character" else finder.people(kind, found)


def _one(kind: str, one: NamedOne) -> Json:
    titles = [{"name": name, "slug": slug(name)} for name in one.titles[:_KNOWN_BY]]
    return {"kind": kind, "name": one.name, "slug": slug(one.name), "titles": titles}


def near_names(finder: Finder, typed: Typed, kinds: Collection[str], most: int) -> list[Json]:
    """Names that are most like what was typed, of those of which any word begins as one of its words does."""
    starts = sorted({word[:_START] for word in typed.words if len(word) >= _START} - passing())
    if not starts:
        return []
    wanted = Wanted((Term(tuple((start,) for start in starts), goes_on=True),))
    kind_of: dict[str, str] = {}
    for kind in ("franchise", "character", "person", "title"):
        if kind in kinds:
            kind_of |= dict.fromkeys(finder.names(wanted, kind, 3 * POOL), kind)
    hits: list[Json] = []
    for name in nearest(" ".join(typed.words), kind_of, most):
        hits += title_hits(finder, [name]) if kind_of[name] == "title" else people_hits(finder, kind_of[name], [name])
    return hits
