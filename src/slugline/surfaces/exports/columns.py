"""Claims, statements and ids as flat rows, and claims back from them; the columns are told in docs/exports.md."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from slugline.claims.kinds import KINDS, SPECS
from slugline.contract import claim_from_json, value_to_json
from slugline.edtf import Edtf
from slugline.model import Claim, Entity, NoValue, Quantity, Statement, Unknown, Value
from slugline.record import claim_id
from slugline.surfaces.exchange.outside import page_of

TEXT, WHOLE, NUMBER, DAY, TEXTS = "text", "whole", "number", "day", "texts"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``sort`` is what its cells hold (TEXTS is a list of them); an absent cell is None."""

    name: str
    sort: str
    about: str


QUALIFIERS = tuple(sorted({name for kind in KINDS.values() for name in kind.qualifiers}))
_SUBJECT = (
    Column("subject_type", TEXT, "film, series, special, person or franchise"),
    Column("subject_name", TEXT, "its name; of a claim as the article has it, of a statement as the record does"),
    Column("subject_year", WHOLE, "its year, where one is given"),
    Column("property", TEXT, "one of the properties"),
)
_VALUE = (
    Column("value_type", TEXT, "the value's type in the claim contract"),
    Column("value", TEXT, "the name, the EDTF date, the text, or the amount as text; absent for unknown and none"),
    Column("value_year", WHOLE, "the year of a title that is the value"),
    Column("amount", NUMBER, "the amount of a quantity"),
    Column("unit", TEXT, "its unit"),
    Column("first_day", DAY, "the first day that a date may mean"),
    Column("last_day", DAY, "the last day that a date may mean"),
    Column("qualifiers", TEXT, "all qualifiers, as a JSON object"),
    *(Column(name, TEXT, "this qualifier, as text") for name in QUALIFIERS),
    Column("modality", TEXT, "stated, scheduled, expected, rumoured or denied"),
)
CLAIMS = (
    Column("claim", TEXT, "the claim's id"),
    *_SUBJECT,
    *_VALUE,
    Column("attribution", TEXTS, "to whom the article gives it, the nearest first"),
    Column("quote", TEXT, "the exact words"),
    Column("start", WHOLE, "where they begin in the article's text, in characters"),
    Column("end", WHOLE, "where they end"),
    Column("said_on", DAY, "the day on which the article was published"),
    Column("source_publisher", TEXT, "who published the article"),
    Column("source_title", TEXT, "its title"),
    Column("source_author", TEXT, "its author"),
    Column("source_url", TEXT, "its address"),
    Column("source_file", TEXT, "the file that it was read from"),
    Column("rule", TEXT, "what made the claim"),
    Column("confidence", NUMBER, "the chance that the article says so"),
)
STATEMENTS = (
    *_SUBJECT,
    *_VALUE,
    Column("rank", TEXT, "preferred (the answer), normal (a rival), deprecated (superseded or withdrawn)"),
    Column("standing", TEXT, "current, disputed, unknown, none or superseded"),
    Column("since", DAY, "the day from which it was the record's position"),
    Column("until", DAY, "the day on which it ceased to be, where it did"),
    Column("claims", TEXTS, "the ids of the claims that it stands on, the heaviest first"),
    Column("publishers", TEXTS, "who published them, each once"),
    Column("quote", TEXT, "the exact words of the heaviest"),
    Column("said_on", DAY, "the day on which it was said"),
    Column("url", TEXT, "where it was said"),
)
IDS = (
    Column("type", TEXT, "film, series, special, person, franchise or thing"),
    Column("name", TEXT, "its name in the document that gives the id"),
    Column("year", WHOLE, "its year, where the document gives one"),
    Column("service", TEXT, "wikidata, imdb, tmdb or tvmaze"),
    Column("id", TEXT, "the id"),
    Column("url", TEXT, "its page there"),
)
TABLES: Mapping[str, Sequence[Column]] = {"claims": CLAIMS, "statements": STATEMENTS, "ids": IDS}


def claim_row(claim: Claim) -> Row:
    """A claim as a row of CLAIMS."""
    return {
        "claim": claim_id(claim),
        **_shared(claim.subject, claim.property, claim.value, claim.qualifiers, claim.context.modality),
        "attribution": list(claim.context.attribution),
        "quote": claim.evidence.quote,
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "said_on": claim.said_on,
        **{f"source_{name}": getattr(claim.source, name) or None for name in _SOURCE},
        "rule": claim.rule or None,
        "confidence": claim.confidence,
    }


_SOURCE = ("publisher", "title", "author", "url", "file")


def statement_row(statement: Statement) -> Row:
    """A statement as a row of STATEMENTS."""
    claims = statement.claims
    first = claims[0] if claims else None
    return {
        **_shared(statement.subject, statement.property, statement.value, statement.qualifiers, statement.modality),
        "rank": statement.rank,
        "standing": statement.standing,
        "since": statement.since,
        "until": statement.until,
        "claims": list(dict.fromkeys(map(claim_id, claims))),
        "publishers": list(dict.fromkeys(claim.source.publisher for claim in claims if claim.source.publisher)),
        "quote": first.evidence.quote if first else None,
        "said_on": first.said_on if first else None,
        "url": (first.source.url or None) if first else None,
    }


def id_row(kind: str, name: str, year: int, service: str, number: str) -> Row:
    """An id as a row of IDS."""
    return {
        "type": kind,
        "name": name,
        "year": year or None,
        "service": service,
        "id": number,
        "url": page_of(service, number),
    }


def _shared(subject: Entity, name: str, value: Value, qualifiers: Mapping[str, object], modality: str) -> Row:
    made: Row = {
        "subject_type": subject.type,
        "subject_name": subject.name,
        "subject_year": subject.year or None,
        "property": name,
        **_value(value),
        "qualifiers": json.dumps(dict(qualifiers), ensure_ascii=False, sort_keys=True, default=str),
    }
    for key in QUALIFIERS:
        told = qualifiers.get(key)
        made[key] = None if told is None else json.dumps(told) if isinstance(told, bool) else str(told)
    return made | {"modality": modality}


def _value(value: Value) -> Row:
    made: Row = dict.fromkeys(("value", "value_year", "amount", "unit", "first_day", "last_day"))
    written = value_to_json(value)
    made["value_type"] = written["type"]
    match value:
        case Edtf():
            made["value"] = value.text
            made["first_day"] = None if value.first == date.min else value.first
            made["last_day"] = None if value.last == date.max else value.last
        case Quantity():
            made |= {"value": str(written["amount"]), "amount": value.amount, "unit": value.unit}
        case Entity():
            made |= {"value": value.name, "value_year": value.year or None}
        case Unknown() | NoValue():
            pass
        case _:
            made["value"] = value
    return made


def claim_of(row: Mapping[str, Any]) -> Claim:
    """The claim that a row of CLAIMS is. Raises `ContractError`."""
    kind = row["value_type"]
    value: dict[str, object] = {"type": kind}
    if kind == "date":
        value["edtf"] = row["value"]
    elif kind == "quantity":
        value |= {"amount": row["amount"], "unit": row["unit"] or ""}
    elif kind == "text":
        value["text"] = row["value"]
    elif kind not in ("unknown", "none"):
        value |= {"name": row["value"], "year": row["value_year"] or 0}
    data = {
        "subject": {"type": row["subject_type"], "name": row["subject_name"], "year": row["subject_year"] or 0},
        "property": row["property"],
        "value": value,
        "qualifiers": json.loads(row["qualifiers"]),
        "modality": row["modality"],
        "attribution": list(row["attribution"]),
        "evidence": {"quote": row["quote"], "start": row["start"], "end": row["end"]},
        "said_on": str(row["said_on"]),
        "source": {name: row[f"source_{name}"] or "" for name in _SOURCE},
        "rule": row["rule"] or "",
        "confidence": row["confidence"],
    }
    return claim_from_json(data, where=f"claim {row['claim']}", properties=SPECS)
