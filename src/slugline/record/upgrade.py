"""Bringing an older record to the present schema, by the migrations, in one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect


def upgrade(connection: Connection, found: int, wanted: int) -> None:
    """Apply the migrations from schema ``found`` to schema ``wanted``, inside the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    if "alembic_version" not in inspect(connection).get_table_names():
        command.stamp(config, str(found))
    command.upgrade(config, str(wanted))
