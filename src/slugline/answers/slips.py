"""How an announced date has moved: one step for every date that was the answer, until the release itself.

A title may have dates for several territories, media and seasons; a history follows one of them, the one that most
was said of, together with what was said for none in particular.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from slugline.answers.cite import Json, citations
from slugline.edtf import Edtf
from slugline.record import Spell, Stand, View

_PRIVATE = ("festival",)  # a showing there is not the release
_SCOPES = ("territory", "medium")


@dataclass(frozen=True, slots=True)
class Step:
    """One announced date: it was the answer from ``since`` until (not including) ``until``; None while it still is."""

    since: date
    until: date | None
    value: Edtf
    modality: str
    citations: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Slips:
    """The history of one release date. ``season`` is empty but for a series.

    ``released`` is the day or span in which it came out, once that has been told.
    """

    season: str
    steps: tuple[Step, ...]
    released: Edtf | None

    @property
    def dates(self) -> int:
        """How many dates have been announced; one that only makes the one before finer is no other date."""
        values = [step.value for step in self.steps]
        return len(values) - sum(new.within(old) or old.within(new) for old, new in pairwise(values))


def slips(view: View, key: str) -> Slips:
    """The history of the title's main release date; for a series that of the season spoken of last."""
    spells = [spell for spell in view.spells(key, "release_date") if isinstance(spell.stand.value, Edtf)]
    spells = [spell for spell in spells if spell.scope.get("medium") not in _PRIVATE]
    if not spells:
        return Slips("", (), None)
    season = max(spells, key=lambda spell: (spell.since, _number(spell))).scope.get("season", "")
    spells = [spell for spell in spells if spell.scope.get("season", "") == season]
    for scope in _SCOPES:
        spells = _lane(spells, scope)
    steps = tuple(_steps(spells))
    return Slips(season, steps, _released(spells[-1].stand) if steps else None)


def _number(spell: Spell) -> int:
    season = spell.scope.get("season", "")
    return int(season) if season.isdecimal() else 0


def _lane(spells: Sequence[Spell], scope: str) -> list[Spell]:
    """The spells of the value of a scope that most are of, and those of none."""
    of = Counter(spell.scope.get(scope, "") for spell in spells)
    named = {value: number for value, number in of.items() if value}
    most = min(named, key=lambda value: (-named[value], value), default="")
    return [spell for spell in spells if spell.scope.get(scope, "") in ("", most)]


def _steps(spells: Iterable[Spell]) -> Iterable[Step]:
    """Steps that do not overlap: where two dates stood at once, the later takes over."""
    ordered = sorted(spells, key=lambda spell: (spell.since, spell.until or date.max, spell.stand.key))
    for at, spell in enumerate(ordered):
        following = ordered[at + 1].since if at + 1 < len(ordered) else None
        ends = [day for day in (spell.until, following) if day is not None]
        until = min(ends) if ends else None
        if isinstance(spell.stand.value, Edtf) and (until is None or until > spell.since):
            yield Step(spell.since, until, spell.stand.value, spell.stand.modality, tuple(_announced(spell)))


def _announced(spell: Spell) -> list[Json]:
    """Who said so first while it was the answer; an editor's word may have made it so on a day when nobody spoke."""
    since = [one for one in spell.stand.said if one.day >= spell.since] or list(spell.stand.said)
    first = min(one.day for one in since)
    return citations(one for one in since if one.day == first)


def _released(stand: Stand) -> Edtf | None:
    return stand.value if isinstance(stand.value, Edtf) and not stand.planned else None
