"""Alembic's way in: the migrations run on the connection, and in the transaction, that the record has opened."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=False)
with context.begin_transaction():
    context.run_migrations()
