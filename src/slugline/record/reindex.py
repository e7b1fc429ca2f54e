"""Making the index anew from the claims: their keys, the names, the signatures. Nothing that was said is touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from slugline.model import Claim
from slugline.record import schema
from slugline.record.database import insert_earliest
from slugline.record.rows import Row, claim_from, claim_keys, name_rows, print_row, source_from

_BATCH = 200  # versions at a time


def reindex(connection: Connection) -> None:
    """Fill the index of every version; memory does not grow with the record."""
    for version, claims in indexed(connection):
        rows = [{"row": row.id, **claim_keys(claim)} for row, claim in claims]
        if rows:
            keyed = update(schema.claims).where(schema.claims.c.id == bindparam("row"))
            connection.execute(
                keyed.values({key: bindparam(key) for key in rows[0] if key != "row"}), [dict(row) for row in rows]
            )
        said = [claim for _, claim in claims]
        insert_earliest(connection, schema.names, name_rows(said), "said_on")
        marks = update(schema.versions).where(schema.versions.c.id == version.id)
        connection.execute(marks.values(**print_row(said, version.text)))


def indexed(connection: Connection) -> Iterator[tuple[Any, Sequence[tuple[Any, Claim]]]]:
    """Every version, with its text and its article's key, and its claims with their rows, in order."""
    versions, last = schema.versions, 0
    while True:
        query = (
            select(schema.articles.c.key, versions)
            .join(schema.articles, schema.articles.c.id == versions.c.article)
            .where(versions.c.id > last)
            .order_by(versions.c.id)
            .limit(_BATCH)
        )
        batch = list(connection.execute(query))
        if not batch:
            return
        told = _claims(connection, [version.id for version in batch])
        for version in batch:
            source = source_from(version)
            yield version, [(row, claim_from(row, version.key, source)) for row in told.get(version.id, ())]
        last = batch[-1].id


def _claims(connection: Connection, versions: Sequence[int]) -> dict[int, list[Any]]:
    table = schema.claims
    query = select(table).where(table.c.version.in_(versions)).order_by(table.c.version, table.c.ordinal)
    return {number: list(rows) for number, rows in groupby(connection.execute(query), key=lambda row: int(row.version))}


def index_of(claims: Sequence[Claim], text: str) -> tuple[list[Row], list[Row], Row]:
    """What the index must hold of one version: its claims' keys, its names, its signatures."""
    return [claim_keys(claim) for claim in claims], name_rows(claims), print_row(claims, text)
