"""Alembic's entry: runs on the connection that `storage.schema` hands over."""

from alembic import context

from storage.every_table import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
