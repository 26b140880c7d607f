"""The short form of `make year`: New Year, a week of downtime, a leap day and the end of the fiscal year."""

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import fresh_database
from tests.year.simulation import Year


async def test_each_reminder_comes_exactly_once_on_its_day(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Three processes on PostgreSQL, some of them killed."""
    async with fresh_database(request, "postgresql", tmp_path) as url:
        down = (date(2028, 2, 25), date(2028, 3, 2))
        found = await Year(url, date(2027, 12, 24), date(2028, 4, 4), down, accounts=20, kills=0.1).lived()
    assert found.faults == []
    assert found.kills > 3
    assert found.late > 0
    assert found.reminders > 30
