"""Schema 2: the index by which an answer reads only what it needs, signatures of texts, and editors' decisions.

Fingerprints are made anew: those of schema 1 hashed an article's id, which no record holds, or claims with more than
is recorded of them, so that nobody could tell whether they were right.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from slugline.record.columns import Words
from slugline.record.reindex import indexed, reindex
from slugline.record.rows import fingerprint

revision = "2"
down_revision = "1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and columns, then fill the index from the claims."""
    for name, column in _columns():
        op.add_column(name, column)
    op.create_index("ix_replacements_replaced_by", "replacements", ["replaced_by"])
    op.create_index("ix_claims_uid", "claims", ["uid"])
    op.create_index("claims_by_subject", "claims", ["subject_key", "property"])
    op.create_index("claims_by_value", "claims", ["value_key", "property"])
    op.drop_index("ix_claims_property", "claims")
    op.create_table(
        "names",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("form", Words, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("owner", Words, nullable=False),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.UniqueConstraint("form", "kind", "name", "owner"),
    )
    op.create_index("names_by_kind", "names", ["kind", "name"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("act", sa.String(12), nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("by", Words, nullable=False),
        sa.Column("reason", Words, nullable=False),
        sa.Column("recorded_at", sa.String(40), nullable=False),
        sa.Column("claim", Words, nullable=False, index=True),
        sa.Column("subject", Words, nullable=False, index=True),
        sa.Column("other", Words, nullable=False, index=True),
        sa.Column("withdraws", sa.ForeignKey("decisions.id"), index=True),
        sa.Column("content", Words, nullable=False),
    )
    op.execute("UPDATE meta SET value = '2' WHERE key = 'schema'")
    reindex(op.get_bind())
    _fingerprints(op.get_bind())


def _fingerprints(connection: sa.Connection) -> None:
    """Each version's fingerprint, but where two versions of an article turn out to be the same: they stay apart."""
    for version, claims in indexed(connection):
        made = fingerprint(version.key, version, [claim for _, claim in claims])
        here = {"article": version.article, "made": made}
        same = "SELECT id FROM versions WHERE article = :article AND fingerprint = :made"
        if connection.execute(sa.text(same), here).first() is None:
            change = sa.text("UPDATE versions SET fingerprint = :made WHERE id = :id")
            connection.execute(change, {"made": made, "id": version.id})


def _columns() -> Iterator[tuple[str, sa.Column[Any]]]:
    yield "versions", sa.Column("text_runs", sa.Integer, nullable=False, server_default="0")
    yield "versions", sa.Column("text_print", sa.LargeBinary)
    yield "versions", sa.Column("quote_runs", sa.Integer, nullable=False, server_default="0")
    yield "versions", sa.Column("quote_print", sa.LargeBinary)
    yield "claims", sa.Column("confidence", sa.Float)
    yield "claims", sa.Column("uid", Words, nullable=False, server_default="")
    yield "claims", sa.Column("subject_key", Words, nullable=False, server_default="")
    yield "claims", sa.Column("value_key", Words, nullable=False, server_default="")
