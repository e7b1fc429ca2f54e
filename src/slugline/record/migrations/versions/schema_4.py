"""Schema 4: the full-text index of quotes and names, and the vocabulary, filled from what is there."""

import sqlalchemy as sa
from alembic import op

from slugline.record.columns import Words
from slugline.record.search_index import fill, learn, make

revision = "4"
down_revision = "3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the database's own index, then fill them from the claims and names."""
    op.create_table(
        "vocabulary",
        sa.Column("word", Words, primary_key=True),
        sa.Column("turned", Words, nullable=False, index=True),
        sa.Column("said_on", sa.Date, nullable=False),
        sqlite_with_rowid=False,
    )
    make(op.get_bind())
    op.execute("UPDATE meta SET value = '4' WHERE key = 'schema'")
    fill(op.get_bind())
    learn(op.get_bind())
