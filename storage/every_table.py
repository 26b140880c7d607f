"""All tables in one place, for what concerns every one of them: migrations, backups."""

from sqlalchemy import Table
from sqlmodel import SQLModel

import storage.check_tables
import storage.evaluation_tables
import storage.home_tables
import storage.incident_tables
import storage.policy_tables
import storage.tables  # noqa: F401 - each of them fills the metadata

METADATA = SQLModel.metadata


def all_tables() -> list[Table]:
    """Every table, those that others refer to first; by name where that does not matter."""
    return list(METADATA.sorted_tables)
