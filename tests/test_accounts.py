"""The register of accounts as it is kept."""

from datetime import UTC, date, datetime

import pytest

from storage import accounts
from storage.accounts import NewAccount
from storage.database import Database

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def new(name: str, **more: object) -> NewAccount:
    """An account of 観光振興課 with this name."""
    told = {"medium": "X", "section": "観光振興課", "state": "運用中"} | more
    return NewAccount(name=name, **told)  # type: ignore[arg-type]


async def test_a_name_is_found_however_it_is_written(database: Database) -> None:
    """@, width, capitals and spaces make no other account of it; the medium does."""
    await database.write(lambda session: accounts.add(session, new("@Tsuyama_Kanko"), NOW))
    found = await database.read(lambda session: [one.name for one in accounts.named(session, "ＴＳＵＹＡＭＡ_kanko ")])
    assert found == ["@Tsuyama_Kanko"]
    assert await database.read(lambda session: accounts.named(session, "tsuyama_kanko", "Instagram")) == []


async def test_an_account_keeps_what_was_told_of_it(database: Database) -> None:
    """Dates come back as dates, and a change counts."""
    told = new("a", obtained_on=date(2026, 11, 1), state="公開前", holder="tanaka")
    number = await database.write(lambda session: accounts.add(session, told, NOW).id)

    def publish(session: object) -> None:
        row = accounts.account(session, number or 0)  # type: ignore[arg-type]
        assert row is not None
        row.state, row.published_on = accounts.RUNNING, date(2026, 11, 2)
        accounts.changed(row, NOW)

    await database.write(publish)
    row = await database.read(lambda session: accounts.account(session, number or 0))
    assert row is not None
    assert (row.state, row.obtained_on, row.published_on, row.version) == (
        "運用中", date(2026, 11, 1), date(2026, 11, 2), 2,
    )  # fmt: skip
    assert [one.id for one in await database.read(lambda session: accounts.held_by(session, "tanaka"))] == [number]


async def test_a_state_that_there_is_not_is_refused(database: Database) -> None:
    """And nothing is kept."""
    with pytest.raises(ValueError, match="公開中"):
        await database.write(lambda session: accounts.add(session, new("a", state="公開中"), NOW))
    assert await database.read(accounts.count) == 0
