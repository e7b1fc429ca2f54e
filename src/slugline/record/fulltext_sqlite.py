"""The full-text index in a file: SQLite's FTS5.

One table without contents: a row for each quote, and (its number below zero, its words marked) for each name, so that
adding an article writes once. Rows go in without triggers, under each of which FTS5 would write anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection

from slugline.record.fulltext import ALL, TABLE, Fulltext, Quote, Term, Wanted, bearer, kinds_listed

_NAME = "\u00b7"  # before each word of a name; the tokenizer takes it for a letter, and no word holds it
_MAKE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(words, content='', columnsize=0, tokenize='ascii')"
_SCRATCH = f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{TABLE}_held USING fts5vocab(main, {TABLE}, instance)"
_LEARN = """
    INSERT INTO vocabulary (word, turned, said_on)
    SELECT j.key, j.value, ? FROM json_each(?) AS j
    LEFT JOIN vocabulary AS v ON v.word = j.key AND v.said_on <= ?
    WHERE v.word IS NULL
    ON CONFLICT (word) DO UPDATE SET said_on = excluded.said_on
"""
# by their numbers, which `+` says: the index by kind would read all names there are
_ADDED = f"SELECT id, form FROM names WHERE id > ? AND id <= ? AND +kind IN ({kinds_listed()}) ORDER BY id DESC"  # noqa: S608
_CLAIMS = f"SELECT c.id FROM json_each(?) AS j JOIN claims AS c ON {bearer('j.value', 'c')}"  # noqa: S608
_NAMES = f"""
    SELECT n.name FROM {TABLE} AS f JOIN names AS n ON n.id = -f.rowid
    WHERE f.{TABLE} MATCH ? AND n.kind = ? AND n.said_on <= ?
    GROUP BY n.name ORDER BY length(n.name), n.name LIMIT ?
"""  # noqa: S608


class SqliteFulltext(Fulltext):
    """A virtual table, with the tables that FTS5 keeps behind it."""

    holds_names = True

    def make(self, connection: Connection) -> None:
        """As `Fulltext.make`."""
        connection.exec_driver_sql(_MAKE)

    def drop(self, connection: Connection) -> None:
        """As `Fulltext.drop`."""
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TABLE}")

    def there(self, connection: Connection) -> Iterator[str]:
        """As `Fulltext.there`."""
        found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (TABLE,))
        if found.first() is None:
            yield f"table {TABLE}"

    def newest_name(self, connection: Connection) -> int:
        """The greatest number: only one process writes at a time."""
        return int(connection.exec_driver_sql("SELECT max(id) FROM names").scalar() or 0)

    def add(self, connection: Connection, quotes: Sequence[Quote], above: int, upto: int = ALL) -> None:
        """As `Fulltext.add`, in the one order of numbers that FTS5 writes at once."""
        found = connection.exec_driver_sql(_ADDED, (above, upto))
        rows = [(-number, _NAME + form.replace(" ", f" {_NAME}")) for number, form in found]
        rows += [(number, " ".join(words)) for number, words in quotes]
        if rows:
            connection.exec_driver_sql(f"INSERT INTO {TABLE} (rowid, words) VALUES (?, ?)", rows)  # noqa: S608

    def learn(self, connection: Connection, words: Mapping[str, str], day: date) -> None:
        """As `Fulltext.learn`."""
        connection.exec_driver_sql(_LEARN, (day.isoformat(), json.dumps(words, ensure_ascii=False), day.isoformat()))

    def quotes(self, connection: Connection, wanted: Wanted, before: int, most: int) -> list[int]:
        """As `Fulltext.quotes`: FTS5 reads its rows from the last, and no more than it gives."""
        query = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
        found = connection.exec_driver_sql(query, (_expression(wanted), before, most))
        return [int(row[0]) for row in found]

    def claims(self, connection: Connection, quotes: Sequence[int]) -> list[int]:
        """As `Fulltext.claims`."""
        return [row[0] for row in connection.exec_driver_sql(_CLAIMS, (json.dumps(quotes),))]

    def names(self, connection: Connection, wanted: Wanted, kind: str, as_of: date, most: int) -> list[str]:
        """As `Fulltext.names`."""
        words = (_expression(wanted, _NAME), kind, as_of.isoformat(), most)
        return [row[0] for row in connection.exec_driver_sql(_NAMES, words)]

    def instances(self, connection: Connection) -> Iterator[tuple[int, int, str]]:
        """As `Fulltext.instances`; a table of the connection's own shows what FTS5 holds."""
        connection.exec_driver_sql(_SCRATCH)
        for row in connection.exec_driver_sql(f"SELECT doc, offset, term FROM temp.{TABLE}_held"):  # noqa: S608
            yield int(row[0]), int(row[1]), str(row[2]).removeprefix(_NAME)


def _expression(wanted: Wanted, mark: str = "") -> str:
    """What is wanted in FTS5's own words; every word is quoted."""

    def term(one: Term) -> str:
        runs = (" ".join(mark + word for word in form) for form in one.forms)
        return "(" + " OR ".join(f'"{run}"' + " *" * one.goes_on for run in runs) + ")"

    told = (" OR " if wanted.any_of else " AND ").join(map(term, wanted.terms))
    return f"({told}) NOT ({' OR '.join(map(term, wanted.without))})" if wanted.without else told
