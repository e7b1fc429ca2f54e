"""Appending: one article with its claims, or one decision, inside a transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, CursorResult, or_, select

from slugline.contract import value_to_json
from slugline.errors import RecordError
from slugline.model import Article, Claim, Entity
from slugline.record import schema
from slugline.record.database import Database, insert_earliest
from slugline.record.decisions import Correction, Decision
from slugline.record.index import (
    bounded,
    entity_key,
    franchise_name,
    person_name,
    subject_key,
    title_key,
    title_name,
)
from slugline.record.people import PERSON
from slugline.record.rows import Row, claim_row, moment_of, name_rows, version_row
from slugline.record.search_index import index_version, newest_name

_LONGEST_KEY = 1024  # bytes of an article's key


def append_article(
    database: Database,
    connection: Connection,
    article: Article,
    claims: Sequence[Claim],
    fingerprint: str,
    recorded_at: datetime,
) -> str:
    """Append a version of an article; gives ``new``, ``changed`` or ``same``. No other writer of it comes between."""
    key, moment = stored_key(article.url or article.file or article.id), moment_of(recorded_at)
    database.hold(connection, key)
    articles, versions = schema.articles, schema.versions
    number = connection.execute(select(articles.c.id).where(articles.c.key == key)).scalar()
    older: list[str] = []
    if number is None:
        number = _inserted(connection.execute(articles.insert().values(key=key)))
    else:
        mine = select(versions.c.fingerprint).where(versions.c.article == number)
        older = list(connection.execute(mine).scalars())
        if fingerprint in older:
            return "same"
    row = version_row(article, claims, fingerprint, moment)
    version = _inserted(connection.execute(versions.insert().values(article=number, **row)))
    if older:
        _replace(connection, number, moment)
    if claims:
        connection.execute(schema.claims.insert(), [claim_row(claim, version, n) for n, claim in enumerate(claims)])
        names, newest = name_rows(claims), newest_name(connection)
        insert_earliest(connection, schema.names, names, "said_on")
        index_version(connection, version, claims, names, newest)
    return "changed" if older else "new"


def stored_key(place: str) -> str:
    """An article's url, file or id as the record keys it."""
    return bounded(place, _LONGEST_KEY)


def _inserted(result: CursorResult[Any]) -> int:
    key = result.inserted_primary_key
    return int(key[0]) if key else 0


def _replace(connection: Connection, article: int, moment: str) -> None:
    """Mark what the new version replaces; a late-read older version is replaced at once by the newest."""
    versions, replacements = schema.versions, schema.replacements
    rows = sorted(
        connection.execute(
            select(versions.c.id, versions.c.published, versions.c.modified).where(versions.c.article == article)
        ),
        key=lambda row: (row.modified or row.published, row.id),
    )
    mine = [row.id for row in rows]
    marked = set(connection.execute(select(replacements.c.version).where(replacements.c.version.in_(mine))).scalars())
    for row, successor in pairwise(rows):
        if row.id not in marked:
            connection.execute(
                replacements.insert().values(version=row.id, replaced_by=successor.id, replaced_at=moment)
            )


def append_decision(connection: Connection, decision: Decision, recorded_at: datetime) -> Decision:
    """Append a decision; it comes back with its number.

    Raises `RecordError` where it decides of a claim that the record does not hold, or withdraws what is not there.
    """
    _check(connection, decision)
    made = connection.execute(schema.decisions.insert().values(**decision_row(decision, moment_of(recorded_at))))
    return Decision(
        _inserted(made),
        decision.act,
        decision.on,
        decision.by,
        decision.reason,
        decision.claim,
        decision.one,
        decision.other,
        decision.correction,
        decision.withdraws,
    )


def _check(connection: Connection, decision: Decision) -> None:
    table = schema.decisions.c
    if decision.claim:
        known = select(schema.claims.c.id).where(schema.claims.c.uid == decision.claim).limit(1)
        if connection.execute(known).scalar() is None:
            raise RecordError(
                f"no claim has the id {decision.claim!r}", allowed="an id that `slugline explain` or `history` shows"
            )
    if decision.withdraws is not None:
        mine = select(table.id).where(or_(table.id == decision.withdraws, table.withdraws == decision.withdraws))
        found = set(connection.execute(mine).scalars())
        acts = select(table.act).where(table.id == decision.withdraws)
        if decision.withdraws not in found or connection.execute(acts).scalar() == "withdraw":
            raise RecordError(
                f"there is no decision {decision.withdraws}", allowed="a number that `slugline decisions` shows"
            )
        if len(found) > 1:
            raise RecordError(f"decision {decision.withdraws} has been withdrawn", allowed="a decision that stands")


def decision_row(decision: Decision, moment: str) -> Row:
    """A decision's row, without its number."""
    person = PERSON in (decision.one.kind, decision.other.kind)

    def key(name: str, kind: str) -> str:
        return entity_key_of(name) if person or kind == PERSON else title_key(name)

    subject, other = decision.one, decision.other
    keys = corrected_keys(decision.correction) or tuple(
        key(ref.name, ref.kind) if ref.name else "" for ref in (subject, other)
    )
    refs = [{"name": ref.name, "kind": ref.kind, "year": ref.year} for ref in (subject, other)]
    return {
        "act": decision.act,
        "on": decision.on,
        "by": decision.by,
        "reason": decision.reason,
        "recorded_at": moment,
        "claim": decision.claim,
        "subject": keys[0],
        "other": keys[1],
        "withdraws": decision.withdraws,
        "content": json.dumps({"refs": refs, **_correction(decision.correction)}, ensure_ascii=False, sort_keys=True),
    }


def corrected_keys(correction: Correction | None) -> tuple[str, str] | None:
    """The keys of the subject and of the value that a correction gives, empty where it leaves them as they are."""
    if correction is None:
        return None
    value = correction.value
    if isinstance(value, Entity):
        folds = {"franchise": franchise_name, "person": person_name}
        named = folds.get(value.type, title_name)(value.name)
    else:
        named = title_name(value) if isinstance(value, str) else ""
    return subject_key(correction.subject) if correction.subject else "", named


def entity_key_of(person: str) -> str:
    """The key of a person by name."""
    return entity_key(Entity(PERSON, person))


def _correction(made: Correction | None) -> Row:
    if made is None:
        return {}
    subject = made.subject
    return {
        "correction": {
            "value": None if made.value is None else value_to_json(made.value),
            "subject": None if subject is None else {"type": subject.type, "name": subject.name, "year": subject.year},
            "modality": made.modality,
            "qualifiers": None if made.qualifiers is None else dict(made.qualifiers),
        }
    }
