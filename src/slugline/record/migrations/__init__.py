"""The changes of the record's schema, one module each, applied by Alembic."""
