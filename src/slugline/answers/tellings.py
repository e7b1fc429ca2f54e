"""The short forms in which pages and feeds speak: headings, and changes in a sentence.

Everything works on the contract's JSON alone, so that whatever hands on a change or an answer can word it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from slugline.claims.kinds import KINDS
from slugline.contract import value_from_json
from slugline.edtf import Edtf
from slugline.errors import DateError, WordsError
from slugline.model import Entity
from slugline.phrases import date_said, listed, value_said, when_said, where_said
from slugline.record.names import is_cinema

Json = Mapping[str, Any]
_GROUPS = ("release_date", "trailer", "status", "cast_member", "crew", "available_on", "also_known_as")
_TABLES = (
    "headings",
    "labels",
    "states",
    "stages",
    "changes",
    *(f"changes_{group}" for group in _GROUPS),
    "firmness",
    "numbers",
)
_CREW = ("director", "writer", "composer", "cinematographer", "creator", "showrunner", "producer", "executive_producer")
_SEASON = re.compile(r"season ([0-9]{1,3}) of (.*)", re.DOTALL)


@cache
def tellings() -> Mapping[str, Mapping[str, Any]]:
    """``tellings.en.toml``, checked; `WordsError` names an unknown table and the known ones."""
    where = "answers/tellings.en.toml"
    data = tomllib.loads(resources.files("slugline.answers").joinpath("tellings.en.toml").read_text(encoding="utf-8"))
    for key in data:
        if key not in _TABLES:
            raise WordsError(f"table {key!r} is unknown", where=where, allowed=", ".join(_TABLES))
    return data


def told(table: str, key: str, **parts: object) -> str:
    """One of the forms, filled."""
    return str(tellings()[table][key]).format(**parts)


def label(name: str) -> str:
    """A property at the head of a line: "Running time"."""
    return str(tellings()["labels"].get(name, name.replace("_", " ").capitalize()))


def heading(entry: Json, title: str) -> str:
    """A guide's question in the words that people use of "it"; of somebody else, as the guide asks it."""
    name, asked = str(entry["property"]), str(entry["question"])
    found = _reading(asked, name)
    if name == "next":
        return _formed("next", past=False)
    if found is None:
        head, mid, tail = asked.rpartition(title)
        return f"{head}it{tail}" if mid else asked
    past, subject = found
    season = _SEASON.fullmatch(subject)
    if name == "release_date" and season:
        return _formed("season_date", past=past).format(season=season[1])
    return _formed(name, past=past) if subject == title or season else asked


def headings(name: str) -> Sequence[str]:
    """The headings that a property may have."""
    found: Sequence[str] = tellings()["headings"].get(name, ())
    return found


def _reading(asked: str, name: str) -> tuple[bool, str] | None:
    """In which tense the guide asks, and of what; None for a question that is not the property's own."""
    kind = KINDS.get(name)
    for past, key in ((True, "guide_past"), (False, "guide")) if kind else ():
        for template in kind.words.ask.get(key, ()) if kind else ():
            head, _, tail = template.partition("{title}")
            if asked.startswith(head) and asked.endswith(tail) and len(asked) >= len(head) + len(tail):
                return past, asked[len(head) : len(asked) - len(tail)]
    return None


def _formed(name: str, *, past: bool) -> str:
    forms = tellings()["headings"].get(name) or (label(name),)
    return str(forms[-1] if past else forms[0])


def ordinal(number: int) -> str:
    """``first``, ``second`` … in words as far as there are any, then ``13th``."""
    known: Sequence[str] = tellings()["numbers"]["ordinals"]
    if 0 < number <= len(known):
        return known[number - 1]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def count(number: int) -> str:
    """A small number in words, a larger one in digits."""
    known: Sequence[str] = tellings()["numbers"]["counts"]
    return known[number] if 0 <= number < len(known) else f"{number:,}"


def articles(number: int) -> str:
    """``one article``, ``three articles``."""
    return f"{count(number)} article{'' if number == 1 else 's'}"


def according(names: Sequence[str]) -> str:
    """``, according to X``; nothing where nobody is named."""
    return f", according to {listed(list(names))}" if names else ""


def change_said(row: Json, *, source: bool = True) -> str:
    """One change as a sentence without its end: "Moved from June 7, 2024 to June 6, 2025, Lionsgate says"."""
    name, change = str(row["property"]), str(row["change"])
    group = "crew" if name in _CREW else name
    own = tellings().get(f"changes_{group}", {})
    template = str(own.get(change) or tellings()["changes"].get(change) or "{label}: {to}")
    old, new = row.get("from"), row.get("to")
    happened = change == "released" or (name == "trailer" and row.get("modality") == "stated")
    if name == "release_date" and change == "moved":
        old, new = ({key: part for key, part in one.items() if key != "qualifiers"} for one in (old or {}, new or {}))
    sentence = template.format(
        label=label(name),
        job=label(name).casefold(),
        season=_season(new or old),
        **{"from": worded(name, old), "to": worded(name, new, happened=happened)},
    )
    who = _who(row) if source else ""
    sentence = sentence[:1].upper() + sentence[1:]
    return f"{sentence}, {who} says" if who else sentence


def _who(row: Json) -> str:
    """Whom a change is from: those that the first source names, else its publisher."""
    first = next(iter(row.get("citations") or ()), None)
    if first is None:
        return ""
    names = [str(one) for one in first.get("attribution") or ()]
    return names[0] if names else str(first.get("publisher") or "")


def _season(value: Json | None) -> str:
    season = (value or {}).get("qualifiers", {}).get("season")
    return f" for season {season}" if season else ""


def worded(name: str, value: Json | None, *, happened: bool = False) -> str:
    """A value of the contract's JSON in words, with what tells it from its like: "Jane Roe as Ada"."""
    if value is None:
        return "nothing"
    inner = value.get("value") if isinstance(value.get("value"), Mapping) else value
    qualifiers: Json = value.get("qualifiers") or {}
    found = value_from_json({key: part for key, part in dict(inner or {}).items() if key != "qualifiers"})
    text = value_said(found)
    where = where_said(
        str(qualifiers.get("medium") or ""),
        str(qualifiers.get("territory") or ""),
        str(qualifiers.get("platform") or ""),
    )
    if isinstance(found, Edtf):
        text = when_said(found) if happened or found.precision == "interval" else date_said(found)
        season = f"season {qualifiers['season']} " if qualifiers.get("season") else ""
        return (
            f"{season}{where + ' ' if happened and where else ''}{text}{'' if happened or not where else ' ' + where}"
        )
    if name == "cast_member":
        role = str(qualifiers.get("character") or "")
        return f"{text} in a role not announced" if role == "unknown" else f"{text} as {role}" if role else text
    if name == "available_on":
        at = f"in {text}" if isinstance(found, Entity) and is_cinema(found.name) else f"on {text}"
        return f"{at} {where}".strip()
    if name == "status":
        return stage(str(inner.get("text", "")) if inner else "", qualifiers)
    if name == "box_office":
        period = str(qualifiers.get("period") or "").replace("_", " ")
        return " ".join(part for part in (text, where, f"in its {period}" if period else "") if part)
    return f"{text} {where}".strip()


def stage(status: str, qualifiers: Json, *, planned: bool = False) -> str:
    """A production status in a word or two: "Filming", "Renewed for season 2"."""
    stages = tellings()["stages"]
    form = stages.get(f"{status}_planned") if planned else None
    season = f" for season {qualifiers['season']}" if qualifiers.get("season") else ""
    when = ""
    if qualifiers.get("date"):
        try:
            when = f" {when_said(Edtf(str(qualifiers['date'])))}"
        except DateError:
            when = ""
    text = form or stages.get(status) or status.replace("_", " ").capitalize()
    return str(text).format(season=season, when=when)
