"""The full-text index on a server: PostgreSQL's tsvector, by GIN indexes, without any extension.

Quotes are rows of a table; names are found by an index over the table of names itself. Words are Slugline's own, so
vectors and queries are written out and no parser or dictionary of the server's is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from slugline.record.fulltext import ALL, TABLE, Fulltext, Quote, Term, Wanted, bearer, kinds_listed

_BATCH = 1000
_FORM = "array_to_tsvector(array_remove(string_to_array(form, ' '), ''))"
_PARTS = {
    f"table {TABLE}": f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, words tsvector NOT NULL)",
    f"index {TABLE}_index": f"CREATE INDEX {TABLE}_index ON {TABLE} USING gin (words)",
    f"index {TABLE}_names": f"CREATE INDEX {TABLE}_names ON names USING gin ({_FORM}) WHERE kind IN ({kinds_listed()})",
}
_LEARN = """
    INSERT INTO vocabulary (word, turned, said_on)
    SELECT j.key, j.value, %(day)s FROM json_each_text(CAST(%(words)s AS json)) AS j
    LEFT JOIN vocabulary AS v ON v.word = j.key AND v.said_on <= %(day)s
    WHERE v.word IS NULL ORDER BY j.key COLLATE "C"
    ON CONFLICT (word) DO UPDATE SET said_on = excluded.said_on WHERE excluded.said_on < vocabulary.said_on
"""
_CLAIMS = f"SELECT c.id FROM unnest(%s::bigint[]) AS j (n) JOIN claims AS c ON {bearer('j.n', 'c')}"  # noqa: S608
_ADD = f"INSERT INTO {TABLE} (id, words) SELECT n, w::tsvector FROM unnest(%s::bigint[], %s::text[]) AS t (n, w)"  # noqa: S608


class PostgresFulltext(Fulltext):
    """A table with an index, and an index on the names."""

    holds_names = False

    def make(self, connection: Connection) -> None:
        """As `Fulltext.make`."""
        for statement in _PARTS.values():
            connection.exec_driver_sql(statement)

    def drop(self, connection: Connection) -> None:
        """As `Fulltext.drop`."""
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {TABLE}_names; DROP TABLE IF EXISTS {TABLE}")

    def there(self, connection: Connection) -> Iterator[str]:
        """As `Fulltext.there`."""
        for part in _PARTS:
            if connection.exec_driver_sql("SELECT to_regclass(%s)", (part.split()[1],)).scalar() is None:
                yield part

    def newest_name(self, connection: Connection) -> int:  # noqa: ARG002
        """Nothing: the server keeps its index of the names."""
        return 0

    def add(self, connection: Connection, quotes: Sequence[Quote], above: int, upto: int = ALL) -> None:  # noqa: ARG002
        """As `Fulltext.add`."""
        if quotes:
            numbers = [number for number, _ in quotes]
            connection.exec_driver_sql(_ADD, (numbers, [_vector(words) for _, words in quotes]))

    def learn(self, connection: Connection, words: Mapping[str, str], day: date) -> None:
        """As `Fulltext.learn`; a word that is known is not touched, so that writers do not wait for each other."""
        connection.exec_driver_sql(_LEARN, {"day": day, "words": json.dumps(words, ensure_ascii=False)})

    def quotes(self, connection: Connection, wanted: Wanted, before: int, most: int) -> list[int]:
        """As `Fulltext.quotes`."""
        query = f"SELECT id FROM {TABLE} WHERE words @@ CAST(%s AS tsquery) AND id < %s ORDER BY id DESC LIMIT %s"  # noqa: S608
        return [int(row[0]) for row in connection.exec_driver_sql(query, (_query(wanted), before, most))]

    def claims(self, connection: Connection, quotes: Sequence[int]) -> list[int]:
        """As `Fulltext.claims`."""
        return [row[0] for row in connection.exec_driver_sql(_CLAIMS, (list(quotes),))]

    def names(self, connection: Connection, wanted: Wanted, kind: str, as_of: date, most: int) -> list[str]:
        """As `Fulltext.names`."""
        query = f"""
            SELECT name FROM names
            WHERE {_FORM} @@ CAST(%s AS tsquery) AND kind = '{kind}' AND said_on <= %s
            GROUP BY name ORDER BY length(name), name LIMIT %s
        """  # noqa: S608
        return [str(row[0]) for row in connection.exec_driver_sql(query, (_query(wanted), as_of, most))]

    def instances(self, connection: Connection) -> Iterator[tuple[int, int, str]]:
        """As `Fulltext.instances`."""
        last = -1
        while True:
            query = f"SELECT id, words::text FROM {TABLE} WHERE id > %s ORDER BY id LIMIT {_BATCH}"  # noqa: S608
            rows = connection.exec_driver_sql(query, (last,)).all()
            if not rows:
                return
            for number, vector in rows:
                for lexeme in vector.split():
                    word, _, places = lexeme.rpartition(":")
                    yield from ((int(number), int(place) - 1, word.strip("'")) for place in places.split(","))
            last = rows[-1][0]


def _vector(words: Sequence[str]) -> str:
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, 1))


def _query(wanted: Wanted) -> str:
    """What is wanted as the server writes it; every word is quoted."""

    def term(one: Term) -> str:
        return "(" + " | ".join(_run(form, goes_on=one.goes_on) for form in one.forms) + ")"

    told = (" | " if wanted.any_of else " & ").join(map(term, wanted.terms))
    return f"({told}) & !({' | '.join(map(term, wanted.without))})" if wanted.without else told


def _run(form: Sequence[str], *, goes_on: bool) -> str:
    words = [f"'{word}'" for word in form]
    if goes_on:
        words[-1] += ":*"
    return "(" + " <-> ".join(words) + ")"
