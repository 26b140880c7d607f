"""Alembic's entry: runs on the connection that `storage.schema` hands over."""

from alembic import context
from sqlmodel import SQLModel

import storage.check_tables
import storage.evaluation_tables
import storage.home_tables
import storage.incident_tables
import storage.policy_tables
import storage.tables  # noqa: F401 - all of them fill the metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata)
with context.begin_transaction():
    context.run_migrations()
