"""Schema 1: articles, versions, replacements and claims, as the first release made them."""

import sqlalchemy as sa
from alembic import op

from slugline.record.columns import PLACE, Words

revision = "1"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "meta", sa.Column("key", sa.String(40), primary_key=True), sa.Column("value", Words, nullable=False)
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", Words, nullable=False, unique=True),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("article", sa.Integer, sa.ForeignKey("articles.id"), nullable=False, index=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("file", Words, nullable=False),
        sa.Column("publisher", Words, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("author", Words, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("published", sa.Date, nullable=False),
        sa.Column("modified", sa.Date),
        sa.Column("retrieved_at", sa.String(40)),
        sa.Column("recorded_at", sa.String(40), nullable=False),
        sa.UniqueConstraint("article", "fingerprint"),
    )
    op.create_table(
        "replacements",
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.id"), primary_key=True),
        sa.Column("replaced_by", sa.Integer, sa.ForeignKey("versions.id"), nullable=False),
        sa.Column("replaced_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.id"), nullable=False, index=True),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("subject_type", sa.String(20), nullable=False),
        sa.Column("subject_name", Words, nullable=False),
        sa.Column("subject_year", sa.Integer, nullable=False),
        sa.Column("property", sa.String(40), nullable=False, index=True),
        sa.Column("value", Words, nullable=False),
        sa.Column("amount", sa.Float),
        sa.Column("qualifiers", Words, nullable=False),
        sa.Column("modality", sa.String(20), nullable=False),
        sa.Column("attribution", Words, nullable=False),
        sa.Column("quote", Words, nullable=False),
        sa.Column("start", PLACE, nullable=False),
        sa.Column("end", PLACE, nullable=False),
        sa.Column("said_on", sa.Date, nullable=False, index=True),
        sa.Column("rule", Words, nullable=False),
        sa.UniqueConstraint("version", "ordinal"),
    )
