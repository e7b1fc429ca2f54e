"""The standing questions of a guide page: each with its answer, how firm that is in words, and its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from slugline.answers.addresses import slug
from slugline.answers.sources import article_of
from slugline.answers.tellings import according, articles, count, heading, headings, told, worded
from slugline.answers.texts import clipped
from slugline.phrases import listed
from slugline.record import Title, View

Json = Mapping[str, Any]
NAME = 160  # characters of a name or an article's title
_LONGEST = 420  # characters of an answer; a longer one is a list, of which as much is named as fits
_CITED = 6  # citations that the answers give for one value at most
_NAMED = 5  # values named of a long list


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer that was superseded: what it was, from when until when, how firm."""

    words: str
    since: str
    until: str
    modality: str
    cites: Sequence[Json]


@dataclass(frozen=True, slots=True)
class Question:
    """One standing question. ``answer`` is pieces of text, each with the address that it links to or an empty one."""

    anchor: str
    property: str
    heading: str
    answer: Sequence[tuple[str, str]]
    standing: str
    firm: str
    firm_kind: str
    since: str
    cites: Sequence[Json]
    more_cites: int
    earlier: Sequence[Earlier]
    more_earlier: int


def questions(view: View, title: Title, answers: Sequence[Json], *, cites: int, earlier: int) -> list[Question]:
    """The questions of a guide's ``answers``, each with as many citations and earlier answers at most."""
    before: Counter[str] = Counter()
    found = []
    for entry in answers:
        found.append(_question(view, title, entry, cites, earlier, before[entry["property"]]))
        before[entry["property"]] += 1
    return found


def _question(view: View, title: Title, entry: Json, most: int, most_earlier: int, place: int) -> Question:
    values: Sequence[Json] = entry["values"]
    name = str(entry["property"])
    asked = heading(entry, title.name)
    firm, kind = firmness(entry)
    cited = spread(values) or list(entry.get("citations") or ())
    gone: Sequence[Json] = entry["superseded"]
    crowd = name == "cast_member" and asked in headings(name) and len(values) > 1
    cites = [] if crowd and len(values) > most else cited[:most]
    return Question(
        anchor=f"{name}-{place}" if place else name,
        property=name,
        heading=asked,
        answer=_linked(view, _answer(entry), values, title.name),
        standing=str(entry["standing"]),
        firm=firm,
        firm_kind=kind,
        since=str(values[0]["since"]) if len(values) == 1 and name != "next" else "",
        cites=cites,
        # what comes next rests on claims on other titles, to which its answer links
        more_cites=len(cited) - len(cites) if name in view.specs else 0,
        earlier=[_earlier(name, row) for row in gone[:most_earlier]],
        more_earlier=max(0, len(gone) - most_earlier),
    )


def _answer(entry: Json) -> str:
    """The answer in a sentence; of a long list as many as are read with ease."""
    if entry["standing"] == "unanswered":
        return told("firmness", "unanswered").capitalize() + "."
    text = str(entry["answer"])
    if len(text) <= _LONGEST:
        return text
    names = [worded(str(entry["property"]), value) for value in entry["values"]]
    if len(names) <= _NAMED or entry["property"] == "premise":
        return clipped(text, _LONGEST)
    named = [clipped(one, NAME) for one in names[:_NAMED]]
    return f"{listed([*named, f'{count(len(names) - _NAMED)} more'])}."


def spread(values: Sequence[Json]) -> list[Json]:
    """The citations of several values, the first of each before any second, and none twice."""
    found: dict[tuple[str, str], Json] = {}
    for turn in range(_CITED):
        for value in values:
            if turn < len(value["citations"]):
                one = value["citations"][turn]
                found.setdefault((article_of(one), str(one["quote"])), one)
    return list(found.values())


def firmness(entry: Json) -> tuple[str, str]:
    """How firm an answer is, in words, and the kind by which the sheet draws it."""
    standing, values = str(entry["standing"]), entry["values"]
    if standing == "disputed":
        return told("firmness", "disputed", n=count(len(values))), standing
    if standing != "current":
        return told("firmness", standing), standing
    kinds = list(dict.fromkeys(str(value["modality"]) for value in values))
    first = min(kinds, key=("scheduled", "stated", "expected", "rumoured").index) if kinds else "stated"
    words = _firm(first, [value for value in values if value["modality"] == first])
    hedges = [kind for kind in kinds if kind != first and kind in ("expected", "rumoured")]
    return f"{words}; {told('firmness', 'mixed', hedges=listed(hedges))}" if hedges else words, first


def _firm(modality: str, values: Sequence[Json]) -> str:
    cited = {article_of(one) for value in values for one in value["citations"]}
    more = any(len(value["citations"]) >= _CITED for value in values)
    if modality in ("stated", "scheduled"):
        return told("firmness", modality, articles=articles(len(cited)) + (" or more" if more else ""))
    first = next((one for value in values for one in value["citations"]), None)
    names = list((first or {}).get("attribution") or ()) or [str((first or {}).get("publisher") or "")]
    return told("firmness", modality, according=according([name for name in names[:2] if name]))


def _earlier(name: str, row: Json) -> Earlier:
    words = clipped(worded(name, row), _LONGEST)
    return Earlier(words, str(row["since"]), str(row.get("until") or ""), str(row["modality"]), row["citations"][:1])


def _linked(view: View, text: str, values: Sequence[Json], own: str) -> Sequence[tuple[str, str]]:
    """The text in pieces: the names in it that have pages of their own, with their addresses, and what is between.

    No name is looked for within the title's ``own``.
    """
    addresses: dict[str, str] = {own: ""}
    for value in values:
        inner = value.get("value", {})
        address = _address(view, inner)
        if address:
            addresses.setdefault(str(inner["name"]), address)
    if len(addresses) == 1:
        return [(text, "")]
    return list(_pieces(text, addresses))


def _pieces(text: str, addresses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    at, seen = 0, set()
    for start, name in _standing(text, [name for name in addresses if name]):
        if name in seen or not addresses[name]:
            continue
        seen.add(name)
        yield text[at:start], ""
        yield name, addresses[name]
        at = start + len(name)
    yield text[at:], ""


def _standing(text: str, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where names stand in the text, none within another; of those that begin at one place the longest."""
    at = 0
    while places := [(place, -len(name), name) for name in names if (place := text.find(name, at)) >= 0]:
        place, _, name = min(places)
        yield place, name
        at = place + len(name)


def _address(view: View, value: Json) -> str:
    kind, name = value.get("type"), str(value.get("name") or "")
    if not name:
        return ""
    where = {"person": "people", "franchise": "franchises", "title": "titles"}.get(str(kind))
    if where is None or (kind == "title" and not view.titles.find(name)):
        return ""
    return f"/{where}/{quote(slug(name), safe='')}"
