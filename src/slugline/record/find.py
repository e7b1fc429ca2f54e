"""Looking up single things: decisions, claims by id, the titles whose names are most like a name."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select

from slugline.contract import value_from_json
from slugline.errors import RecordError
from slugline.model import Claim, Entity
from slugline.record import schema
from slugline.record.decisions import Correction, Decision, Ref
from slugline.record.links import parts
from slugline.record.names import fold, nearest
from slugline.record.people import PERSON
from slugline.record.rows import claim_from, source_from
from slugline.record.scope import standing

_FEWEST = 4  # hex digits by which a claim may be named
_SEVERAL = 20  # claims of like ids that are looked at
_FEW = 2000  # names that one name is compared with
_ALIKE = 2  # letters by which names begin alike
_WORDS = 8  # of a name that others may share


def decisions_in(connection: Connection) -> tuple[Decision, ...]:
    """Every decision, in the order of their numbers."""
    rows = connection.execute(select(schema.decisions).order_by(schema.decisions.c.id))
    return tuple(map(decision_from, rows))


def decisions_on(connection: Connection, claims: Collection[str], keys: Collection[str]) -> tuple[Decision, ...]:
    """The decisions on some claims, by their ids, and on identities by the keys of titles and people; and what
    withdrew them. In the order of their numbers."""
    table = schema.decisions
    if connection.execute(select(func.max(table.c.id))).scalar() is None:
        return ()
    rows: dict[int, Any] = {}
    identity = table.c.act.in_(("same", "differ"))
    for query, column, values in (
        (select(table), table.c.claim, claims),
        (select(table).where(identity), table.c.subject, keys),
        (select(table).where(identity), table.c.other, keys),
    ):
        for part in parts(values):
            rows |= {row.id: row for row in connection.execute(query.where(column.in_(part)))}
    for part in parts(list(rows)):
        withdrawals = select(table).where(table.c.withdraws.in_(part))
        rows |= {row.id: row for row in connection.execute(withdrawals)}
    return tuple(decision_from(rows[number]) for number in sorted(rows))


def decision_from(row: Any) -> Decision:
    """A decision from its row."""
    content = json.loads(row.content)
    one, other = (Ref(ref["name"], ref["kind"], ref["year"]) for ref in content["refs"])
    return Decision(
        row.id, row.act, row.on, row.by, row.reason, row.claim, one, other, _correction(content), row.withdraws
    )


def _correction(content: dict[str, Any]) -> Correction | None:
    made = content.get("correction")
    if made is None:
        return None
    subject = made["subject"]
    return Correction(
        None if made["value"] is None else value_from_json(made["value"]),
        None if subject is None else Entity(subject["type"], subject["name"], subject["year"]),
        made["modality"],
        made["qualifiers"],
    )


def find_claims(connection: Connection, claim: str) -> tuple[Claim, ...]:
    """The recorded claims whose id begins with ``claim``, those of replaced versions left out.

    Raises `RecordError` where ``claim`` is no beginning of an id.
    """
    text = claim.strip().casefold()
    if len(text) < _FEWEST or any(digit not in "0123456789abcdef" for digit in text):
        raise RecordError(f"{claim!r} is no claim's id", allowed=f"at least {_FEWEST} digits of an id, 0-9 and a-f")
    table = schema.claims
    end = text[:-1] + chr(ord(text[-1]) + 1)
    ids = select(table.c.uid).distinct().where(table.c.uid >= text, table.c.uid < end).limit(_SEVERAL)
    rows = list(connection.execute(select(table).where(table.c.uid.in_(list(connection.execute(ids).scalars())))))
    versions = standing(connection, {row.version for row in rows}, None)
    return tuple(
        claim_from(row, versions[row.version].key, source_from(versions[row.version]))
        for row in rows
        if row.version in versions
    )


def near_titles(connection: Connection, name: str, as_of: date) -> tuple[str, ...]:
    """The titles most like ``name`` of those spoken of by the end of ``as_of``, as they are written."""
    found = nearest(name, _much_like(connection, "title", name, as_of))
    return tuple(_spelled(connection, folded, as_of) for folded in found)


def _much_like(connection: Connection, kind: str, name: str, as_of: date) -> set[str]:
    """The folded names of a kind that may be like ``name``: all where they are few, else those that begin alike, and
    titles that share a word with it."""
    names = schema.names.c
    known = select(names.name).distinct().where(names.kind == kind, names.said_on <= as_of)
    found = set(connection.execute(known.limit(_FEW + 1)).scalars())
    if len(found) <= _FEW:
        return found
    folded = fold(name)
    start = folded[:_ALIKE]
    alike = known.where(names.name >= start, names.name < start + chr(0x10FFFF)).limit(_FEW)
    found = set(connection.execute(alike).scalars())
    if kind == "title":
        shared = select(names.name).where(names.kind == "word", names.form.in_(folded.split()[:_WORDS])).limit(_FEW)
        found.update(connection.execute(shared).scalars())
    return found


def _spelled(connection: Connection, folded: str, as_of: date) -> str:
    claims = schema.claims.c
    mine = select(claims.subject_name).where(claims.subject_key == f"title|{folded}", claims.said_on <= as_of)
    forms = Counter(connection.execute(mine.limit(200)).scalars())
    return max(sorted(forms), key=lambda form: forms[form]) if forms else folded


def near_franchises(connection: Connection, name: str, as_of: date) -> tuple[str, ...]:
    """The franchises most like ``name`` of those spoken of by the end of ``as_of``, as they are written."""
    found = nearest(name, _much_like(connection, "franchise", name, as_of))
    return tuple(spelled(connection, "franchise", folded, as_of) for folded in found)


def spelled(connection: Connection, kind: str, folded: str, as_of: date) -> str:
    """How a person or franchise of a folded name is written most; of forms as frequent the first in the alphabet."""
    claims = schema.claims.c
    values = select(claims.value, func.count()).where(claims.value_key == folded, claims.said_on <= as_of)
    forms: Counter[str] = Counter()
    for text, count in connection.execute(values.group_by(claims.value)):
        value = json.loads(text)
        if isinstance(value, dict) and value.get("type") == kind:
            forms[str(value.get("name"))] += count
    mine = select(claims.subject_name, func.count()).where(
        claims.subject_key == f"{kind}|{folded}", claims.said_on <= as_of
    )
    for form, count in connection.execute(mine.group_by(claims.subject_name)):
        forms[form] += count
    if not forms:
        return folded.title() if kind == PERSON else folded
    return max(sorted(forms), key=lambda form: forms[form])


def title_names(connection: Connection, after: str, most: int) -> list[str]:
    """Up to ``most`` folded names of titles that come after ``after`` in the order of the index."""
    names = schema.names.c
    query = select(names.name).distinct().where(names.kind == "title", names.name > after).order_by(names.name)
    return list(connection.execute(query.limit(most)).scalars())


def spoken_of(connection: Connection, since: date | None, as_of: date, inverses: Collection[str]) -> frozenset[str]:
    """The folded names of the titles of which anything was said, or decided, from ``since`` to ``as_of``."""
    claims = schema.claims.c
    start = since or date.min
    told = select(claims.subject_key).distinct().where(claims.said_on >= start, claims.said_on <= as_of)
    other = (
        select(claims.value_key)
        .distinct()
        .where(
            claims.said_on >= start,
            claims.said_on <= as_of,
            claims.property.in_(sorted(inverses)),
            claims.value_key != "",
        )
    )
    keys = {*connection.execute(told).scalars(), *_decided_of(connection, start, as_of)}
    names = {key.removeprefix("title|") for key in keys if key.startswith("title|")}
    return frozenset(names | set(connection.execute(other).scalars()))


def _decided_of(connection: Connection, start: date, as_of: date) -> set[str]:
    """The keys of all on which editors decided, or withdrew a decision, from ``start`` to ``as_of``."""
    claims, decisions = schema.claims.c, schema.decisions.c
    fresh = (decisions.on >= start, decisions.on <= as_of)
    undone = select(decisions.withdraws).where(*fresh, decisions.withdraws.is_not(None))
    mine = or_(and_(*fresh), decisions.id.in_(undone))
    rows: list[Any] = list(connection.execute(select(decisions.claim, decisions.subject, decisions.other).where(mine)))
    keys = {key for row in rows for key in (row.subject, row.other) if key}
    for part in parts({row.claim for row in rows} - {""}):
        keys.update(connection.execute(select(claims.subject_key).distinct().where(claims.uid.in_(part))).scalars())
    people = {key.removeprefix(f"{PERSON}|") for key in keys if key.startswith(f"{PERSON}|")}
    for part in parts(people):
        named = select(claims.subject_key).distinct().where(claims.value_key.in_(part))
        keys.update(connection.execute(named).scalars())
    return keys
