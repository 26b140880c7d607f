"""Every action × every role: what somebody may not press has no effect, with real presses of real conversations."""

import shutil
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from handlers import router
from handlers.events import Sender
from storage.database import Busy
from tests.presses import Pressed, again, by, refused, rows
from tests.recorded import recorded

TABLE = Path(__file__).parent / "data" / "actions_by_role.toml"
ROLES = ("tanaka", "sato", "yamamoto", "nishi", "okada", "ueda", "kubo", "sakai", "fujii", "mori", "hayashi", "new")
"""Ids of the demo organisation: author, colleague, head, members (okada chairs), offices, secretariat, whoever manages
the whole; `new` has the city's address and stands on no list."""
OUTSIDE = (
    Sender("web", "playground", "itaku", "委託 太郎", "itaku@city.example.jp"),
    Sender("web", "playground", "guest", "ゲスト", "yamamoto@city.example.jp", guest=True),
    Sender("web", "elsewhere", "yamamoto", "山本 誠", "yamamoto@city.example.jp"),
)
"""A contractor, a guest with the head's address, and the head's id in a foreign workspace."""
UNTRIED = """{actions}: new actions. Add a conversation that presses them to STORIES in tests/stories.py, and to
tests/data/actions_by_role.toml a line `"action" = "ids of the demo's people who may"` ("everyone" if all staff may)."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pressed]:
    """The first successful press of each action in all stories, with the database before it."""
    return (await recorded(request, tmp_path_factory)).kept


async def test_every_action_by_every_role(kept: dict[str, Pressed], tmp_path: Path) -> None:
    """Who may not press is told nothing of the object and changes nothing, whatever the card or the payload says."""
    allowed = tomllib.loads(TABLE.read_text("utf-8"))
    missing = sorted((set(router.PRESSES) - set(kept)) | (set(router.PRESSES) - set(allowed)))
    assert not missing, UNTRIED.format(actions=", ".join(missing))
    assert set(allowed) <= set(router.PRESSES), "actions that are gone still stand in the table"
    wrong = []
    for action, one in kept.items():
        may = set(ROLES) if allowed[action] == "everyone" else set(allowed[action].split())
        assert may <= set(ROLES), action
        did = {who for who in ROLES if await got_through(one, staff(who), tmp_path)}
        wrong += [f"{action}: {who} got through" for who in sorted(did - may)]
        wrong += [f"{action}: {who} was refused" for who in sorted(may - did)]
    assert not wrong, "\n".join(wrong)


async def test_nobody_outside_presses_anything(kept: dict[str, Pressed], tmp_path: Path) -> None:
    """A contractor, a guest with a head's mail address, a foreign workspace: refused at each action, no row changed."""
    for action, one in kept.items():
        for sender in OUTSIDE:
            assert not await got_through(one, sender, tmp_path), (action, sender)


def staff(who: str) -> Sender:
    """A member of staff as the platform vouches for them."""
    return Sender("web", "playground", who, who, f"{who}@city.example.jp")


async def got_through(one: Pressed, sender: Sender, folder: Path) -> bool:
    """Whether a press by somebody else changes a row, or shows more than a refusal."""
    file = folder / "again.sqlite3"
    for _ in range(3):
        file.unlink(missing_ok=True)
        shutil.copy(one.file, file)
        async with again(replace(one, file=file)) as desk:
            try:
                replies = await router.answer(desk, by(one, sender))
            except Busy:  # nothing was kept: this machine was slow, and the same is pressed again
                continue
        return rows(one.file) != rows(file) or not all(refused(reply) for reply in replies)
    raise AssertionError("the database was busy three times")
