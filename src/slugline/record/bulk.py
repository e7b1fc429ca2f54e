"""Many articles in one transaction: the same rows as one by one, by each database's own way of taking many.

    known = Known()
    outcomes = database.write(lambda connection: append_many(database, connection, groups, known, moment))

An article whose url or file the record knows already goes the way of a single one (`slugline.record.append`). The
others go together: SQLite is handed rows without SQLAlchemy between, a server takes them by binary COPY. What is in
the index already is not sent again. An article without claims (None, not an empty list) is one that says nothing any
more: it is written where the record holds another text of it, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlalchemy.exc import DBAPIError

from slugline.model import Article, Claim
from slugline.record import schema
from slugline.record.append import append_article, stored_key
from slugline.record.database import Database
from slugline.record.fulltext import NAMED, fulltext_of
from slugline.record.rows import Row, claim_row, moment_of, name_rows, version_row
from slugline.record.search_index import newest_name, quotes_of, vocabulary_of, words_of

Group = tuple[Article, Sequence[Claim] | None, str]  # an article, its claims, its fingerprint
Told = tuple[Article, Sequence[Claim], str]
CLAIMS, ARTICLES = 5000, 500  # in one transaction
_ASKED = 500  # keys in one query
_KEPT = 200_000  # names, and words, that are remembered
_NAME = ("form", "kind", "name", "owner")
_WORD = ("word",)


@dataclass(slots=True)
class Known:
    """The first days of names and words that are in the index, as far as they are remembered: days only go back."""

    names: dict[tuple[Any, ...], date] = field(default_factory=dict)
    words: dict[tuple[Any, ...], date] = field(default_factory=dict)

    def take(self, other: Known) -> None:
        """Remember what has been written."""
        for mine, theirs in ((self.names, other.names), (self.words, other.words)):
            if len(mine) + len(theirs) > _KEPT:
                mine.clear()
            mine.update(theirs)


def in_chunks(groups: Iterable[Group]) -> Iterator[list[Group]]:
    """The articles in runs that are a transaction each."""
    chunk: list[Group] = []
    claims = articles = 0
    for group in groups:
        count = len(group[1] or ())
        if group[1] is not None and (claims + count > CLAIMS or articles == ARTICLES) and chunk:
            yield chunk
            chunk, claims, articles = [], 0, 0
        chunk.append(group)
        claims += count
        articles += group[1] is not None
    if chunk:
        yield chunk


def append_many(
    database: Database, connection: Connection, groups: Sequence[Group], known: Known, recorded_at: datetime
) -> tuple[list[str], Known]:
    """Append the articles in order: for each ``new``, ``changed``, ``same``, or "" for one that was not there to end.

    And what of the index is written now.
    """
    keys = [stored_key(article.url or article.file or article.id) for article, _, _ in groups]
    telling = {key for key, (_, claims, _) in zip(keys, groups, strict=True) if claims is not None}
    held = telling | _there(connection, set(keys) - telling).keys()
    database.hold(connection, *held)
    there = _there(connection, held)
    outcomes: list[str] = []
    written = Known()
    waiting: dict[str, Told] = {}
    for key, (article, claims, fingerprint) in zip(keys, groups, strict=True):
        if key in there and fingerprint in there[key]:
            outcomes.append("same" if claims is not None else "")
        elif key in there:
            _append(connection, waiting, known, written, recorded_at)
            waiting = {}
            outcomes.append(append_article(database, connection, article, claims or (), fingerprint, recorded_at))
            there[key].add(fingerprint)
        elif claims is not None:
            waiting[key] = article, claims, fingerprint
            there[key] = {fingerprint}
            outcomes.append("new")
        else:
            outcomes.append("")
    _append(connection, waiting, known, written, recorded_at)
    return outcomes, written


def _there(connection: Connection, keys: set[str]) -> dict[str, set[str]]:
    """The fingerprints of the versions of those articles that the record holds."""
    articles, versions = schema.articles.c, schema.versions.c
    found: dict[str, set[str]] = {}
    ordered = sorted(keys)
    for first in range(0, len(ordered), _ASKED):
        query = (
            select(articles.key, versions.fingerprint)
            .join(schema.versions, versions.article == articles.id)
            .where(articles.key.in_(ordered[first : first + _ASKED]))
        )
        for key, fingerprint in connection.execute(query):
            found.setdefault(key, set()).add(fingerprint)
    return found


def _append(
    connection: Connection, groups: Mapping[str, Told], known: Known, written: Known, recorded_at: datetime
) -> None:
    """Append articles that are new, all at once."""
    if not groups:
        return
    moment, count = moment_of(recorded_at), len(groups)
    articles, versions = (_numbers(connection, table, count) for table in (schema.articles, schema.versions))
    _insert(connection, schema.articles, [{"id": n, "key": key} for n, key in zip(articles, groups, strict=True)])
    version_rows, claims, quotes = [], [], []
    told = []
    for article, version, (one, said, fingerprint) in zip(articles, versions, groups.values(), strict=True):
        version_rows.append({"id": version, "article": article, **version_row(one, said, fingerprint, moment)})
        claims += [claim_row(claim, version, n) for n, claim in enumerate(said)]
        mine = words_of((claim.evidence.quote, claim.said_on, n) for n, claim in enumerate(said))
        quotes += quotes_of(version, mine)
        told += mine
    names = name_rows(claim for _, said, _ in groups.values() for claim in said)
    newest = newest_name(connection)
    _insert(connection, schema.versions, version_rows)
    _insert(connection, schema.claims, claims)
    fresh = _fresh(names, _NAME, (known.names, written.names))
    _upsert(connection, schema.names, fresh, _NAME)
    fulltext_of(connection).add(connection, sorted(quotes), newest)
    named = ((row["form"], row["said_on"]) for row in names if row["kind"] in NAMED)
    words: dict[str, Row] = {}
    for day, met in vocabulary_of(told, named).items():
        for word, turned in met.items():
            words.setdefault(word, {"word": word, "turned": turned, "said_on": day})
    _upsert(connection, schema.vocabulary, _fresh(words.values(), _WORD, (known.words, written.words)), _WORD)


def _fresh(rows: Iterable[Row], unique: Sequence[str], known: Sequence[dict[tuple[Any, ...], date]]) -> list[Row]:
    """Those of the rows, in order, of which no day as early is known; the last of ``known`` learns them."""
    found = []
    for row in sorted(rows, key=lambda row: [row[name] for name in unique]):
        key, day = tuple(row[name] for name in unique), row["said_on"]
        if isinstance(day, date) and all(key not in one or day < one[key] for one in known):
            known[-1][key] = day
            found.append(row)
    return found


def _numbers(connection: Connection, table: Table, count: int) -> range | list[int]:
    """Numbers for so many new rows of a table."""
    if connection.dialect.name == "postgresql":
        query = select(func.nextval(func.pg_get_serial_sequence(table.name, "id"))).select_from(
            func.generate_series(1, count)
        )
        return sorted(connection.execute(query).scalars())
    first = int(connection.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    return range(first, first + count)


def _insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = list(rows[0])
    if connection.dialect.name == "postgresql":
        _copy(connection, table, table.name, names, rows)
        return
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', _plain(rows))  # noqa: S608


def _upsert(connection: Connection, table: Table, rows: Sequence[Row], unique: Sequence[str]) -> None:
    """Insert rows; where one is there already, the earlier of the two days stays."""
    if not rows:
        return
    names = list(rows[0])
    columns, key = ", ".join(f'"{name}"' for name in names), ", ".join(unique)
    earlier = f"DO UPDATE SET said_on = excluded.said_on WHERE excluded.said_on < {table.name}.said_on"
    if connection.dialect.name == "postgresql":
        staged = f"slugline_{table.name}"
        told = f"SELECT {columns} FROM {table.name} WITH NO DATA"  # noqa: S608
        connection.exec_driver_sql(f"CREATE TEMP TABLE IF NOT EXISTS {staged} ON COMMIT DELETE ROWS AS {told}")
        connection.exec_driver_sql(f"DELETE FROM {staged}")  # noqa: S608
        _copy(connection, table, staged, names, rows)
        order = ", ".join(f'{name} COLLATE "C"' for name in unique)  # in which all writers wait for each other
        told = f"SELECT {columns} FROM {staged} ORDER BY {order}"  # noqa: S608
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) {told} ON CONFLICT ({key}) {earlier}")
        return
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks}) ON CONFLICT ({key}) {earlier}"  # noqa: S608
    connection.exec_driver_sql(statement, _plain(rows))


def _plain(rows: Sequence[Row]) -> list[tuple[object, ...]]:
    """Rows as SQLite takes them: every value but days as it is."""
    return [tuple(value.isoformat() if isinstance(value, date) else value for value in row.values()) for row in rows]


def _copy(connection: Connection, table: Table, to: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Binary COPY into a table with the columns of ``table``."""
    import psycopg

    columns = [table.c[name] for name in names]
    kinds = [column.type.dialect_impl(connection.dialect) for column in columns]
    types = [column.type.compile(connection.dialect).partition(" ")[0].partition("(")[0].lower() for column in columns]
    bound: list[tuple[str, Callable[[Any], Any] | None]] = [
        (name, kind.bind_processor(connection.dialect)) for name, kind in zip(names, kinds, strict=True)
    ]
    driver: Any = connection.connection.driver_connection
    listed = ", ".join(f'"{name}"' for name in names)
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY {to} ({listed}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types([_TYPES.get(one, one) for one in types])
            for row in rows:
                copy.write_row([made(row[name]) if made else row[name] for name, made in bound])
    except psycopg.Error as error:
        raise DBAPIError(f"COPY {to}", None, error, connection_invalidated=driver.closed) from error


_TYPES = {"integer": "int4", "bigint": "int8", "varchar": "text", "float": "float8", "bytea": "bytea"}
