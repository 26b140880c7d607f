"""Alembic's entry: runs on the connection that `storage.schema` hands over."""

from alembic import context

from storage.tables import SQLModel

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
