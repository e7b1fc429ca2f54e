"""Suggested wordings: where the words of an article can take what the record knows now, and nothing else changes.

A suggestion replaces one span of a claim's quote. It is made only for a claim that has *changed* to one value, no less
firm, in the same medium, territory and season, and then only

    a date       that others have said too, or that the new one is said to replace (else it may be of something else);
                 the quote holds it and no other; the new one is as exact, can be written in the very form that stands
                 there, and lies ahead where the old was told as ahead, behind where it was told as past
    an amount    of minutes, seasons or episodes: its figure stands once in the quote, and the unit stays
    a name       of a service, channel, company, rating or role (never a person's: more than a name changes with it):
                 the old stands once in the quote, the new one stands word for word in a quote that is cited

Nothing is suggested where two claims would have the same words differ, or where one still holds by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slugline.answers.written_dates import lists, rewritten
from slugline.contract import value_from_json
from slugline.edtf import Edtf, parse_day
from slugline.model import Entity, Quantity, Value
from slugline.text.times import find_dates, resolve

Json = Mapping[str, Any]
_FIRM = {"rumoured": 0, "expected": 1, "scheduled": 2, "stated": 2}
_WHERE = ("territory", "season")  # must be the same; the rest must not differ
_HOW = ("medium", "platform", "kind", "period")
_COUNTED = ("minutes", "seasons", "episodes")
_NAMED = ("platform", "organization")
_DATES = ("release_date", "trailer")


@dataclass(frozen=True, slots=True)
class Rewording:
    """``words`` may take the place of ``quote[start:end]``, a span of the claim's quote."""

    start: int
    end: int
    words: str


def rewordings(rows: Sequence[Json], *, as_of: date) -> list[Rewording | None]:
    """For each row of a `check` of one article, what its quote may be reworded to, or None."""
    made = [_reworded(row, as_of) for row in rows]
    spans = [(n, *_placed(row, one)) for n, (row, one) in enumerate(zip(rows, made, strict=True)) if one]
    clashing = {n for n, start, end, words in spans if _clashes(n, (start, end, words), rows, spans)}
    return [None if n in clashing else one for n, one in enumerate(made)]


def _placed(row: Json, one: Rewording) -> tuple[int, int, str]:
    """The span in the article, and the words that it may take."""
    start = int(row["claim"]["evidence"]["start"])
    return start + one.start, start + one.end, one.words


def _clashes(
    n: int, mine: tuple[int, int, str], rows: Sequence[Json], spans: Iterable[tuple[int, int, int, str]]
) -> bool:
    """Whether another claim needs these words as they stand, or otherwise."""
    start, end, _ = mine
    agreeing = set()
    for other, low, high, words in spans:
        if other != n and low < end and start < high:
            if (low, high, words) != mine:
                return True
            agreeing.add(other)
    value = rows[n]["claim"]["value"]
    for other, row in enumerate(rows):
        claim = row["claim"]
        near = claim["evidence"]["start"] < end and start < claim["evidence"]["end"]
        if other != n and near and other not in agreeing and claim["value"] == value:
            return True
    return False


def _reworded(row: Json, as_of: date) -> Rewording | None:
    claim, now = row["claim"], row["now"]
    if row["verdict"] != "changed" or len(now) != 1 or claim["modality"] == "denied":
        return None
    (known,) = now
    mine, theirs = claim.get("qualifiers") or {}, known.get("qualifiers") or {}
    if _FIRM.get(known["modality"], -1) < _FIRM[claim["modality"]] or not _same_scope(mine, theirs):
        return None
    old, new = value_from_json(claim["value"]), value_from_json(known["value"])
    quote = str(claim["evidence"]["quote"])
    if isinstance(old, Edtf) and isinstance(new, Edtf):
        return _date(row, quote, old, new, as_of)
    if isinstance(old, Quantity) and isinstance(new, Quantity):
        return _amount(quote, old, new)
    names = _names(claim, old, new, mine, theirs)
    return _name(quote, *names, cited=[str(one["quote"]) for one in row["citations"]]) if names else None


def _same_scope(mine: Json, theirs: Json) -> bool:
    same = all(str(mine.get(key, "")) == str(theirs.get(key, "")) for key in _WHERE)
    return same and all(str(mine[key]) == str(theirs[key]) for key in _HOW if key in mine and key in theirs)


def _date(row: Json, quote: str, old: Edtf, new: Edtf, as_of: date) -> Rewording | None:
    claim, known = row["claim"], row["now"][0]
    dates = find_dates(quote)
    if claim["property"] not in _DATES or "replaces" in (claim.get("qualifiers") or {}) or len(dates) != 1:
        return None
    if not row.get("was") and (known.get("qualifiers") or {}).get("replaces") != old.text:
        return None
    said_on = parse_day(str(claim["said_on"]))
    told = claim["modality"] == "stated" and old.first <= said_on
    fits = (known["modality"] == "stated" and new.last <= as_of) if told else new.first > as_of
    (found,) = dates
    if not fits or resolve(found, said_on, "past" if told else "future") != old:
        return None
    words = rewritten(found.words, old, new)
    return Rewording(found.start, found.end, words) if words and words != found.words else None


def _amount(quote: str, old: Quantity, new: Quantity) -> Rewording | None:
    counted = old.unit == new.unit and old.unit in _COUNTED
    whole = old.amount == int(old.amount) and new.amount == int(new.amount)
    if not counted or not whole or min(old.amount, new.amount) <= 1 or old.amount == new.amount:
        return None
    spans = [hit.span() for hit in re.finditer(rf"(?<![\w.,$€£]){int(old.amount)}(?![\w%]|[.,]\d)", quote)]
    return Rewording(*spans[0], str(int(new.amount))) if len(spans) == 1 else None


def _names(claim: Json, old: Value, new: Value, mine: Json, theirs: Json) -> tuple[str, str] | None:
    """The old and the new name, where it is a name that changed."""
    if claim["property"] == "cast_member":
        before, after = str(mine.get("character") or ""), str(theirs.get("character") or "")
        return (before, after) if before and after and "unknown" not in (before, after) else None
    if isinstance(old, Entity) and isinstance(new, Entity) and old.type in _NAMED and new.type == old.type:
        return old.name, new.name
    if claim["property"] == "content_rating" and isinstance(old, str) and isinstance(new, str):
        return old, new
    return None


def _name(quote: str, old: str, new: str, cited: Sequence[str]) -> Rewording | None:
    spans = [hit.span() for hit in _word(old).finditer(quote)]
    if len(spans) != 1 or _word(old).search(new) or _word(new).search(old):
        return None
    start, end = spans[0]
    before = re.findall(r"\w+", quote[:start])
    hangs = bool(before) and before[-1].lower() in lists()["articles"]
    said = any(_word(new).search(one) for one in cited)
    return Rewording(start, end, new) if said and not hangs else None


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
