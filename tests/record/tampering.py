"""A record with something of everything in it, and every way in which it is then spoilt.

A tampering is statements in SQL, with foreign keys out of force, and words that one of the faults must hold.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from scenes import FILM, RECORDED, SERIES, day, note, say
from servers import Server
from slugline.claims.kinds import SPECS
from slugline.edtf import Edtf
from slugline.model import Article, Claim, Entity, Evidence
from slugline.record import Correction, Decision, Ref, claim_id, open_record

PAGE = "https://gable.example/tides"
TEXTS = (
    "Paper Tides opens on 4 June 2027, and Ada Rook plays Wren. Otto Lind directs it in Porto.",
    "Paper Tides opens on 11 June 2027, and Ada Rook plays Wren. Otto Lind directs it in Porto.",
)
BOTH = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Tampering:
    """What is done to the record, what the fault that tells of it says, and in which databases it can be done."""

    name: str
    statements: tuple[str, ...]
    told: str
    databases: tuple[str, ...] = BOTH


def article(text: str, modified: date | None = None) -> Article:
    """The page with one of its texts."""
    number = sha256(text.encode()).hexdigest()[:24]
    return Article(number, PAGE, "", "The Gable Post", "Tides", "", text, day("2026-01-10"), modified)


def read(made: Article) -> list[Claim]:
    """What its text says, each with its words."""
    when = "2027-06-11" if "11 June" in made.text else "2027-06-04"
    words = {
        made.text[: made.text.index(",")]: say("release_date", when, medium="theatrical"),
        "Ada Rook plays Wren": say("cast_member", "Ada Rook", character="Wren"),
        "Otto Lind directs it in Porto": say("director", "Otto Lind"),
    }
    starts = [made.text.index(quote) for quote in words]
    return [
        replace(claim, evidence=Evidence(made.id, start, start + len(quote), quote), said_on=made.published)
        for start, (quote, claim) in zip(starts, words.items(), strict=True)
    ]


def build(url: str) -> None:
    """A corrected article (versions 1, 2), two claims files (3, 4), a decision of every kind, one withdrawn."""
    wire = note(
        "2026-03-01",
        "Mill Lane Wire",
        say("budget", 20_000_000),
        say("cast_member", "J. K. Oduya"),
        say("also_known_as", "The Paper Tide", kind="working"),
        say("set_after", "Kettle Row"),
        say("franchise", "Tides"),
        say("death_date", "2026-02-14", "stated", of=Entity("person", "Mina Sands")),
    )
    sheet = note(
        "2026-04-01",
        "The Halyard",
        say("status", "renewed", of=SERIES, season=2),
        say("release_date", "2026-03-30", "stated", of=SERIES, platform="Halcyon", medium="streaming"),
        say("cast_member", "Ada Rook", of=Entity("franchise", "Tides")),
    )
    with open_record(url, SPECS) as record:
        for text, modified in zip(TEXTS, (None, day("2026-02-01")), strict=True):
            made = article(text, modified)
            record.add(made, read(made), RECORDED)
        record.add(None, wire.claims, RECORDED)
        record.add(None, sheet.claims, RECORDED)
        ids = {claim.property: claim_id(claim) for claim in reversed(record.claims())}
        later = Correction(value=Edtf("2026-02-15"))
        decided = (
            Decision(0, "confirm", day("2026-05-01"), "Ines", "seen", claim=ids["cast_member"]),
            Decision(0, "reject", day("2026-05-02"), "Ines", "not so", claim=ids["budget"]),
            Decision(0, "correct", day("2026-05-03"), "Ines", "slip", claim=ids["death_date"], correction=later),
            Decision(0, "same", day("2026-05-04"), "Ines", "one", one=Ref(FILM.name), other=Ref("The Paper Tide")),
            Decision(0, "differ", day("2026-05-05"), "Ines", "two", one=Ref(FILM.name), other=Ref(SERIES.name)),
            Decision(0, "withdraw", day("2026-05-06"), "Ines", "seen since", withdraws=2),
        )
        for decision in decided:
            record.decide(decision, RECORDED)


def tamper(url: str, statements: tuple[str, ...], server: Server | None) -> None:
    """Run the statements on a record that nobody uses, with foreign keys out of force."""
    if server is not None:
        server.run("; ".join(("SET session_replication_role = replica", *statements)), at=url)
        return
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as database:
        for statement in statements:
            database.execute(statement)


def _set(table: str, number: int, **values: str) -> tuple[str, ...]:
    """An update of one row; values are SQL."""
    changes = ", ".join(f"{_name(column)} = {value}" for column, value in values.items())
    return (f"UPDATE {table} SET {changes} WHERE id = {number}",)  # noqa: S608


def _name(column: str) -> str:
    return f'"{column.rstrip("_")}"'


def _claim(told: str, name: str = "", number: int = 6, /, **values: str) -> Tampering:
    shown = name or " ".join(f"{column}={value}" for column, value in values.items())
    return Tampering(f"claim {shown}", _set("claims", number, **values), told)


def _only_sqlite(told: str, name: str, *statements: str) -> Tampering:
    return Tampering(name, statements, told, ("sqlite",))


def _only_server(told: str, name: str, *statements: str) -> Tampering:
    return Tampering(name, statements, told, ("postgresql",))


_FTS = "INSERT INTO said_words (said_words) VALUES ('{}')"
_FIRST = "{} WHERE id = (SELECT min(id) FROM said_words)"
_DEEP = "UPDATE claims SET value = replace(hex(zeroblob(50000)), '00', '[') WHERE id = 6"
_PLAIN = "(SELECT content FROM decisions AS o WHERE o.id = 2)"
_TEXTUAL = """replace(replace(content, '"edtf"', '"text"'), '"date"', '"text"')"""

TAMPERINGS = (
    # texts and quotes
    Tampering("text with a word more", _set("versions", 2, text="text || ' Or not.'"), "fingerprint"),
    Tampering("text with another day", _set("versions", 2, text="replace(text, '11 June', '12 June')"), "its quote is"),
    Tampering("text gone", _set("versions", 2, text="''"), "fingerprint"),
    Tampering("fingerprint", _set("versions", 1, fingerprint="'00'"), "fingerprint"),
    _claim("its quote is", "quote of a text", quote="'Otto Lind directs it in Turin'"),
    _claim("its quote is", "moved along the text", start="start + 1", end_='"end" + 1'),
    _claim("do not fit its quote", "a longer span than its quote", 8, end_='"end" + 1'),
    _claim("fingerprint", "quote of a claims file", 8, quote="'X' || substr(quote, 2)"),
    # claims
    _claim("its uid is", value="replace(value, 'Otto', 'Olga')"),
    _claim("cannot be read", value='\'{"type": "person"\''),
    _claim("is not an object", value="'[]'"),
    _claim("does not take a value of this type", value='\'{"text": "Otto Lind", "type": "text"}\''),
    _claim("its value is", value="replace(value, ': ', ':')"),
    _claim("its amount is 7", "amount", 7, amount="7"),
    _claim("amount", "amount gone", 7, amount="NULL"),
    _claim("cannot be read", qualifiers="'[1]'"),
    _claim("qualifier date", qualifiers='\'{"date": "some day"}\''),
    _claim("attribution", attribution="'\"Ines\"'"),
    _claim("its attribution is", attribution="'[ ]'"),
    _claim("attribution is not a list of names", attribution="'[7]'"),
    _claim("modality", modality="'sworn'"),
    _claim("its uid is", modality="'denied'"),
    _claim("property", property="'colour'"),
    _claim("subject has no known type", subject_type="'book'"),
    _claim("name is missing or empty", subject_name="' '"),
    _claim("its uid is", subject_name="'Paper Tigers'"),
    _claim("is not a year", subject_year="70000"),
    _claim("were said on 2026-01-09", said_on="'2026-01-09'"),
    _claim("were said on", "a day of a claims file", 7, said_on="'2026-02-01'"),
    _claim("is no day of news", said_on="'1066-01-09'"),
    _claim("no chance", confidence="7"),
    _claim("its uid is", uid="'abc'"),
    _claim("its uid is", uid="''"),
    _claim("its subject_key is", subject_key="'title|paper tigers'"),
    _claim("its value_key is", value_key="'olga lind'"),
    _claim("fingerprint", "rule of a claims file", 7, rule="'another'"),
    _claim("are numbered", ordinal="9"),
    Tampering("claim taken out of the middle", ("DELETE FROM claims WHERE id = 5",), "are numbered"),
    Tampering("claim taken off the end", ("DELETE FROM claims WHERE id = 6",), "its quote_runs is"),
    Tampering("claim taken off a claims file", ("DELETE FROM claims WHERE id = 12",), "fingerprint"),
    Tampering("all claims of a version gone", ("DELETE FROM claims WHERE version = 2",), "its quote_runs is"),
    Tampering("claim given to no version", _set("claims", 15, version="77"), "its version is 77"),
    _only_sqlite("said_on holds", "day of no calendar", "UPDATE claims SET said_on = '2026-02-30' WHERE id = 6"),
    _only_sqlite("start holds", "words for a place", "UPDATE claims SET start = 'here' WHERE id = 6"),
    _only_sqlite(
        "quote holds", "bytes that are no text", "UPDATE claims SET quote = CAST(x'ff41' AS TEXT) WHERE id = 6"
    ),
    _only_sqlite("rule holds", "bytes for a text", "UPDATE claims SET rule = x'41' WHERE id = 6"),
    _only_sqlite("cannot be read", "deep value", _DEEP),
    # versions and articles
    Tampering("article without a version", ("INSERT INTO articles (id, key) VALUES (99, 'x')",), "it has no version"),
    Tampering("article with another key", _set("articles", 1, key="'https://gable.example/else'"), "the article's key"),
    Tampering("article gone", ("DELETE FROM articles WHERE id = 2",), "its article is 2"),
    Tampering("version gone", ("DELETE FROM versions WHERE id = 3",), "its version is 3"),
    Tampering("url of a version", _set("versions", 2, url="'https://gable.example/else'"), "its url or file is"),
    Tampering("publisher of a claims file", _set("versions", 3, publisher="'Nobody'"), "fingerprint"),
    Tampering("day of an article", _set("versions", 2, published="'2026-01-11'"), "were said on"),
    Tampering("day of no news", _set("versions", 2, published="'1066-01-11'"), "it was published on"),
    Tampering("day of a correction", _set("versions", 2, modified="'2025-12-01'"), "marked as replaced"),
    Tampering("moment of recording", _set("versions", 2, recorded_at="'yesterday'"), "its recorded_at is"),
    Tampering(
        "moment in another zone", _set("versions", 1, recorded_at="'2030-01-01T12:00:00+02:00'"), "its recorded_at"
    ),
    Tampering("moment of retrieval", _set("versions", 2, retrieved_at="'once'"), "its retrieved_at is"),
    Tampering("number of runs", _set("versions", 2, text_runs="text_runs + 1"), "its text_runs is"),
    Tampering("signature of a text", _set("versions", 2, text_print="NULL"), "its text_print is"),
    Tampering(
        "another's signature",
        _set("versions", 2, quote_print="(SELECT quote_print FROM versions WHERE id = 3)"),
        "its quote_print is",
    ),
    _only_sqlite("published holds", "version of no day", "UPDATE versions SET published = 'soon' WHERE id = 2"),
    _only_sqlite(
        "title holds", "title that is no text", "UPDATE versions SET title = CAST(x'c328' AS TEXT) WHERE id = 2"
    ),
    _only_sqlite("key holds", "key that is no text", "UPDATE articles SET key = x'00' WHERE id = 2"),
    # replacements
    Tampering("mark gone", ("DELETE FROM replacements",), "it is not marked as replaced"),
    Tampering("mark by another article's", ("UPDATE replacements SET replaced_by = 3",), "replaced by version 3"),
    Tampering("mark by none", ("UPDATE replacements SET replaced_by = 77",), "its replaced_by is 77"),
    Tampering("moment of a mark", ("UPDATE replacements SET replaced_at = 'then'",), "replaced at"),
    Tampering("mark on what stands", ("INSERT INTO replacements VALUES (2, 1, 'then')",), "it is the one that stands"),
    Tampering(
        "mark on a claims file", ("INSERT INTO replacements VALUES (3, 4, 'then')",), "it is the one that stands"
    ),
    # names
    Tampering(
        "name gone",
        ("DELETE FROM names WHERE form = 'otto lind'",),
        'name "otto lind", person of "otto lind": it is not',
    ),
    Tampering(
        "name too many", ("INSERT INTO names VALUES (999, 'x', 'title', 'x', '', '2026-01-01')",), "no claim bears it"
    ),
    Tampering(
        "name too early", ("UPDATE names SET said_on = '2025-01-01' WHERE form = 'otto lind'",), "its first day is"
    ),
    Tampering(
        "name too late", ("UPDATE names SET said_on = '2026-05-01' WHERE form = 'otto lind'",), "its first day is"
    ),
    Tampering(
        "name that leads astray", ("UPDATE names SET name = 'ada rook' WHERE form = 'otto lind'",), "no claim bears it"
    ),
    _only_sqlite("said_on holds", "name of no day", "UPDATE names SET said_on = 7 WHERE form = 'otto lind'"),
    # search
    _only_sqlite("cannot be found by search", "index emptied", _FTS.format("delete-all")),
    _only_sqlite(
        "the full-text index holds", "quote too many", "INSERT INTO said_words (rowid, words) VALUES (7, 'x')"
    ),
    _only_sqlite(
        "the full-text index holds", "name too many", "INSERT INTO said_words (rowid, words) VALUES (-7, 'x')"
    ),
    _only_sqlite("it has no table said_words", "search gone", "DROP TABLE said_words"),
    _only_server("cannot be found by search", "quote gone", _FIRST.format("DELETE FROM said_words")),
    _only_server("the full-text index holds", "other words", _FIRST.format("UPDATE said_words SET words = 'x:1'")),
    _only_server("the full-text index holds", "quote more", "INSERT INTO said_words VALUES (7, 'x:1')"),
    _only_server("it has no index said_words_index", "index of quotes gone", "DROP INDEX said_words_index"),
    _only_server("it has no index said_words_names", "index of names gone", "DROP INDEX said_words_names"),
    _only_server("it has no table said_words", "search gone", "DROP TABLE said_words"),
    Tampering("word gone", ("DELETE FROM vocabulary WHERE word = 'otto'",), 'word "otto": it is not'),
    Tampering("word too many", ("INSERT INTO vocabulary VALUES ('xyz', 'zyx', '2026-01-01')",), "nobody has said it"),
    Tampering(
        "word too early", ("UPDATE vocabulary SET said_on = '2025-01-01' WHERE word = 'otto'",), "its first day is"
    ),
    Tampering("word turned wrong", ("UPDATE vocabulary SET turned = 'ott' WHERE word = 'otto'",), "turned round it is"),
    # decisions
    Tampering("decision of no claim", _set("decisions", 1, claim="'abcdefabcdef'"), "there is no claim"),
    Tampering("decision of nothing", _set("decisions", 1, claim="''"), "there is no claim"),
    Tampering("act", _set("decisions", 1, act="'ponder'"), "its act is"),
    Tampering("content", _set("decisions", 1, content="'{'"), "its content cannot be read"),
    Tampering("content without names", _set("decisions", 1, content="'{}'"), "its content cannot be read"),
    Tampering("content of another kind", _set("decisions", 1, content="'7'"), "its content cannot be read"),
    Tampering("key of an identity", _set("decisions", 4, subject="'title|x'"), "its subject is"),
    Tampering("identity of one", _set("decisions", 4, content="replace(content, 'Paper Tides', '')"), "two names"),
    Tampering("correction gone", _set("decisions", 3, content=_PLAIN), "it corrects nothing"),
    Tampering(
        "correction to no day",
        _set("decisions", 3, content="replace(content, '2026-02-15', '2026-02-31')"),
        "decision 3: its content",
    ),
    Tampering("correction to a text", _set("decisions", 3, content=_TEXTUAL), "its correction"),
    Tampering("moment of a decision", _set("decisions", 3, recorded_at="'now'"), "its recorded_at is"),
    Tampering("withdrawal of a withdrawal", _set("decisions", 6, withdraws="6"), "it withdraws decision 6"),
    Tampering("withdrawal of nothing", _set("decisions", 6, withdraws="NULL"), "it withdraws decision None"),
    Tampering("withdrawal of what is not there", _set("decisions", 6, withdraws="66"), "its withdraws is 66"),
    Tampering(
        "second withdrawal",
        _set("decisions", 5, act="'withdraw'", withdraws="2", subject="''", other="''", content=_PLAIN),
        "as decision 5 does",
    ),
    _only_sqlite("on holds", "decision of no day", "UPDATE decisions SET \"on\" = 'some day' WHERE id = 1"),
    # tables
    Tampering("number of the schema", ("UPDATE alembic_version SET version_num = '1'",), "alembic_version"),
    Tampering("table gone", ("DROP TABLE names",), "table names: it is not there"),
    Tampering("index gone", ("DROP INDEX claims_by_subject",), "no index claims_by_subject"),
    Tampering("column gone", ("ALTER TABLE claims DROP COLUMN confidence",), "no column confidence"),
)
