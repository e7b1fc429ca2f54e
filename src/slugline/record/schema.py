"""The record's tables. Portable SQL only; nothing is ever updated or deleted in them.

    articles      one row for each url (or file) ever read
    versions      one row for each text that stood there; a claims file is a version too
    replacements  which version replaced which, and when that was recorded
    claims        what each version says, in the order of its text
    meta          the schema's number

Days are ISO dates, moments are ISO 8601 texts in UTC, so that both sort as text everywhere.
"""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Integer, MetaData, String, Table, Text, UniqueConstraint

VERSION = 1

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", ForeignKey("articles.id"), nullable=False, index=True),
    Column("fingerprint", String(64), nullable=False),
    Column("url", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("published", Date, nullable=False),
    Column("modified", Date),
    Column("retrieved_at", String(40)),
    Column("recorded_at", String(40), nullable=False),
    UniqueConstraint("article", "fingerprint"),
)

replacements = Table(
    "replacements",
    metadata,
    Column("version", ForeignKey("versions.id"), primary_key=True),
    Column("replaced_by", ForeignKey("versions.id"), nullable=False),
    Column("replaced_at", String(40), nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", ForeignKey("versions.id"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("subject_type", String(20), nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("subject_year", Integer, nullable=False),
    Column("property", String(40), nullable=False, index=True),
    Column("value", Text, nullable=False),
    Column("amount", Float),
    Column("qualifiers", Text, nullable=False),
    Column("modality", String(20), nullable=False),
    Column("attribution", Text, nullable=False),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("said_on", Date, nullable=False, index=True),
    Column("rule", Text, nullable=False),
    UniqueConstraint("version", "ordinal"),
)
