"""The record's tables, and the desk's. Portable SQL only; nothing is ever updated or deleted in the record's own.

    articles      one row for each url (or file) ever read
    versions      one row for each text that stood there; a claims file is a version too
    replacements  which version replaced which, and when that was recorded
    claims        what each version says, in the order of its text
    names         the texts by which a question reaches a title, a person or another name
    vocabulary    the words of what was said, for those who misspell them
    decisions     what editors decided of claims and of identities, and withdrew
    meta          the schema's number, which alembic_version repeats for Alembic

Days are ISO dates, moments are ISO 8601 texts in UTC, so that both sort as text everywhere. The columns
``uid``, ``subject_key``, ``value_key`` and those of the prints, and the tables ``names`` and ``vocabulary``, are an
index: they can be made anew from the claims (`slugline.record.index`, `slugline.record.search_index`), and a name's or
word's first day moves back as older articles come in. The full-text index is each database's own
(`slugline.record.fulltext`) and not among the tables here. A change here needs a migration in ``migrations/versions``.

The desk's tables stand beside them: what `slugline serve` keeps of people and programs, which is no part of what was
said. Their rows are changed and removed. What is secret is kept as a hash, but for what the desk itself must say.

    accounts      who may sign in, under a name whose ``key`` is folded; the password as argon2 hashes it
    sessions      who is signed in, by the hash of the cookie's token
    tokens        which programs may read the API, by the hash of the token
    hooks         which addresses are told of changes, the secret that signs them, and how far they have been told
    attempts      sign-ins that failed of late, by the hash of the name or address (``who``)
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import (
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from slugline.record.columns import PLACE, Words

VERSION = 4

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Words, nullable=False))

alembic_version = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Words, nullable=False, unique=True),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False),
    Column("url", Words, nullable=False),
    Column("file", Words, nullable=False),
    Column("publisher", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("published", Date, nullable=False),
    Column("modified", Date),
    Column("retrieved_at", String(40)),
    Column("recorded_at", String(40), nullable=False),
    Column("text_runs", Integer, nullable=False, server_default="0"),
    Column("text_print", LargeBinary),
    Column("quote_runs", Integer, nullable=False, server_default="0"),
    Column("quote_print", LargeBinary),
    UniqueConstraint("article", "fingerprint"),
)

replacements = Table(
    "replacements",
    metadata,
    Column("version", ForeignKey("versions.id"), primary_key=True),
    Column("replaced_by", ForeignKey("versions.id"), nullable=False, index=True),
    Column("replaced_at", String(40), nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("subject_type", String(20), nullable=False),
    Column("subject_name", Words, nullable=False),
    Column("subject_year", Integer, nullable=False),
    Column("property", String(40), nullable=False),
    Column("value", Words, nullable=False),
    Column("amount", Float),
    Column("qualifiers", Words, nullable=False),
    Column("modality", String(20), nullable=False),
    Column("attribution", Words, nullable=False),
    Column("quote", Words, nullable=False),
    Column("start", PLACE, nullable=False),
    Column("end", PLACE, nullable=False),
    Column("said_on", Date, nullable=False, index=True),
    Column("rule", Words, nullable=False),
    Column("confidence", Float),
    Column("uid", Words, nullable=False, server_default="", index=True),
    Column("subject_key", Words, nullable=False, server_default=""),
    Column("value_key", Words, nullable=False, server_default=""),
    UniqueConstraint("version", "ordinal"),
    Index("claims_by_subject", "subject_key", "property"),
    Index("claims_by_value", "value_key", "property"),
)

names = Table(
    "names",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("form", Words, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("name", Words, nullable=False),
    Column("owner", Words, nullable=False),
    Column("said_on", Date, nullable=False),
    UniqueConstraint("form", "kind", "name", "owner"),
    Index("names_by_kind", "kind", "name"),
)


class NameRow(NamedTuple):
    """A row of ``names``: ``form`` leads to ``name``, which is of ``kind``; ``owner`` is whose, for a character."""

    form: str
    kind: str
    name: str
    owner: str
    said_on: date


vocabulary = Table(
    "vocabulary",
    metadata,
    Column("word", Words, primary_key=True),
    Column("turned", Words, nullable=False, index=True),
    Column("said_on", Date, nullable=False),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("act", String(12), nullable=False),
    Column("on", Date, nullable=False),
    Column("by", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("recorded_at", String(40), nullable=False),
    Column("claim", Words, nullable=False, index=True),
    Column("subject", Words, nullable=False, index=True),
    Column("other", Words, nullable=False, index=True),
    Column("withdraws", ForeignKey("decisions.id"), index=True),
    Column("content", Words, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(240), nullable=False, unique=True),
    Column("name", Words, nullable=False),
    Column("password", Words, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("disabled_at", String(40)),
)

sessions = Table(
    "sessions",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("account", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("csrf", String(64), nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("expires_at", String(40), nullable=False, index=True),
    Column("seen_at", String(40), nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("label", Words, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("expires_at", String(40)),
    Column("revoked_at", String(40)),
)

hooks = Table(
    "hooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Words, nullable=False),
    Column("secret", String(64), nullable=False),
    Column("what", String(12), nullable=False),
    Column("name", Words, nullable=False),
    Column("created_at", String(40), nullable=False),
    Column("disabled_at", String(40)),
    Column("told_version", Integer, nullable=False, server_default="0"),
    Column("told_decision", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("tried_at", String(40)),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(64), nullable=False),
    Column("at", String(40), nullable=False, index=True),
    Index("attempts_by_who", "who", "at"),
)

DESK = (accounts, sessions, tokens, hooks, attempts)
PASSING = (sessions, attempts)  # what ends by itself, and no copy of the record takes along
