"""Every action that takes an id × the id of somebody else's object × ids that are none: no effect, and no fault."""

import shutil
import tomllib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy.orm import Session

from cards.model import INPUT_MAX, VALUE_MAX, Reply
from handlers import router
from handlers.desk import Desk
from storage.database import Busy
from tests.presses import Pressed, again, by, refused, rows_by
from tests.recorded import recorded
from tests.test_security_roles import staff
from tests.twins import twin

TABLE = Path(__file__).parent / "data" / "foreign_objects.toml"
HUGE = "99999999999999999999"
ODD = (
    "", "0", "-1", "1e3", "１", "٣", HUGE, "9" * 1_400, '{"id": 1}', "' OR 1=1 --", "../../etc/passwd", "\ud800",
    "観光振興課", "x:" * 400, "\u202e1", "7", "123456789",
)  # fmt: skip
"""Values that no button of ours holds, and numbers that nothing has."""
FEW = ("", "-1", HUGE, "１", "7")
TYPED = (HUGE, "１", "\ud800", "a" * (INPUT_MAX + 1))
"""What is put into each input in turn; and into inputs that a form does not have."""
UNASKED = (
    "account",
    "other",
    "number",
    "due",
    "field",
    "unit",
    "section",
    "clause_two",
    "holder",
    "colleague1",
    "better",
)
NOTHING = ("下書きは残っていません", "はありません", "もう待っていません")
"""Titles that say so where there is no such thing."""
SHOWS_ALL = (
    "clause.section",
    "standing.show",
    "standing.file",
    "statistics.show",
    "statistics.file",
    "evaluation.choose",
)
"""They show their first page, or this month, for what names none."""


class _Back(Exception):
    """Rolls a transaction back that would have been committed."""


@dataclass
class Trial:
    """A database in which nothing stays: each write is rolled back when its effect was looked at."""

    inner: Any
    changed: bool = False

    async def read(self, query: Callable[[Session], Any]) -> Any:
        return await self.inner.read(query)

    async def write(self, effect: Callable[[Session], Any]) -> Any:
        result: list[Any] = []

        def attempt(session: Session) -> None:
            def ask(query: str) -> list[Any]:
                return list(session.connection().exec_driver_sql(query).fetchall())

            before = rows_by(ask)
            result.append(effect(session))
            session.flush()
            self.changed |= rows_by(ask) != before
            raise _Back

        try:
            await self.inner.write(attempt)
        except _Back:
            return result[0]


@dataclass
class Bench:
    """A press as it was recorded, which may be varied and tried without end."""

    one: Pressed
    desk: Desk
    trial: Trial
    number: int = 0
    faults: list[str] = field(default_factory=list)

    async def tried(self, **changed: Any) -> tuple[bool, list[Reply]]:
        """See `press`; what is raised is kept in `faults`."""
        try:
            return await self.press(**changed)
        except Busy:  # this machine is slow
            return False, []
        except Exception as error:
            self.faults.append(f"{self.one.event.action} {str(changed)[:200]!r}: {error!r:.200}")
            return False, []

    async def press(self, **changed: Any) -> tuple[bool, list[Reply]]:
        """Whether the press, with some of it changed, would change a row, and what it answers."""
        self.number += 1
        self.trial.changed = False
        form = replace(self.one.event, delivery=f"trial-{self.number}", **changed)
        replies = await router.answer(self.desk, form)
        return self.trial.changed, replies


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pressed]:
    """The first successful press of each action in all stories, with the database before it."""
    return (await recorded(request, tmp_path_factory)).kept


@asynccontextmanager
async def bench(one: Pressed, file: Path) -> AsyncIterator[Bench]:
    """A copy of the database before a press."""
    shutil.copy(one.file, file)
    async with on(one, file) as made:
        yield made


@asynccontextmanager
async def on(one: Pressed, file: Path) -> AsyncIterator[Bench]:
    """A press on a database of its own."""
    async with again(replace(one, file=file)) as desk:
        trial = Trial(desk.database)
        yield Bench(one, replace(desk, database=trial), trial)


def table() -> dict[str, str]:
    """Action → what its id is of."""
    return dict(tomllib.loads(TABLE.read_text("utf-8")))


def test_each_action_says_what_its_id_is_of() -> None:
    """A new action without a line fails here."""
    assert set(table()) == set(router.PRESSES)


def nothing_done(replies: list[Reply]) -> bool:
    """Whether every answer says so: a refusal, an old card, errors at a form's fields, or silence."""
    return all(reply.errors or refused(reply) or any(one in reply.card.title for one in NOTHING) for reply in replies)


def aimed(one: Pressed, kind: str, file: Path) -> tuple[Pressed, dict[str, Any]]:
    """Who presses, and what is changed so that the press is about the twin, which is made."""
    kind, _, who = kind.partition(" by ")
    kind, _, key = kind.partition(" in ")
    event = one.event if not who else by(one, staff(who))
    if key:
        return replace(one, event=event), {"inputs": {**event.inputs, key: twin(file, kind, event.inputs[key])}}
    prefix, value = ("check:", event.value.removeprefix("check:")) if event.action == "home.go" else ("", event.value)
    id_, colon, rest = value.partition(":")
    return replace(one, event=event), {"value": prefix + twin(file, kind, id_) + colon + rest}


async def test_nobody_acts_on_or_sees_what_is_somebody_elses(kept: dict[str, Pressed], tmp_path: Path) -> None:
    """The right role, the right moment, the id of a twin: as if it were not there, or told whose it is; no row."""
    wrong, tried = [], 0
    for action, kind in table().items():
        if kind == "none" or kind.startswith(("any: ", "key: ")):
            continue
        file = tmp_path / f"{action}.sqlite3"
        shutil.copy(kept[action].file, file)
        one, changed = aimed(kept[action], kind, file)
        async with on(one, file) as at:
            acted, replies = await at.press()
            assert acted or not nothing_done(replies), f"{action}: one's own must go"
            acted, replies = await at.press(**changed)
        tried += 1
        if acted or not nothing_done(replies):
            wrong.append(f"{action}: acted {acted}, said {[list(reply.card.lines()) for reply in replies]}")
    assert tried > 60
    assert not wrong, "\n".join(wrong)


GOES = (("account", "account"), ("application", "application"), ("due", "due"), ("incident", "incident"),
        ("notice", "incident"), ("review", "review"), ("ticket", "ticket"), ("violation", "violation"))  # fmt: skip
"""What a line of the home page opens, and what its id is of."""


THEIRS = {
    "account": "account.open", "application": "policy.open", "due": "evaluation.form", "incident": "incident.withdraw",
    "review": "review.show", "ticket": "ticket.close", "violation": "violation.forward",
}  # fmt: skip
"""A press by somebody who has such a thing."""


@pytest.mark.parametrize(("line", "kind"), GOES)
async def test_no_line_of_a_home_page_opens_what_is_somebody_elses(
    kept: dict[str, Pressed], tmp_path: Path, line: str, kind: str
) -> None:
    """Pressed by whoever has the kind of thing, with the id of a twin."""
    one, file = kept[THEIRS[kind]], tmp_path / "home.sqlite3"
    shutil.copy(one.file, file)
    id_ = twin(file, kind, one.event.value.partition(":")[0])
    async with on(one, file) as at:
        acted, replies = await at.press(action="home.go", value=f"{line}:{id_}:0", inputs={})
    told = "\n".join(line for reply in replies for line in reply.card.lines())
    assert not acted
    assert nothing_done(replies) or "ありません" in told, told


async def test_ids_that_are_none_do_nothing(kept: dict[str, Pressed], tmp_path: Path) -> None:
    """In the place of an id, and of whatever else a value holds: nothing of it acts, shows, or is a fault."""
    wrong = []
    for action, kind in table().items():
        one, key = kept[action], kind.partition(" in ")[2]
        async with bench(one, tmp_path / "odd.sqlite3") as at:
            for value, is_id in varied(one.event.value, key):
                changed = {"inputs": {**one.event.inputs, key: value}} if key else {"value": value}
                acted, replies = await at.tried(**changed)
                strict = is_id and kind != "none" and not (kind.startswith("any") and not one.event.value)
                if strict and (acted or not (nothing_done(replies) or only_opens(action, kind, replies))):
                    wrong.append(f"{action} {value[:40]!r}: acted {acted}, {[one.card.title for one in replies]}")
            wrong += at.faults
    assert not wrong, "\n".join(wrong)


def varied(value: str, key: str) -> Iterator[tuple[str, bool]]:
    """Odd values, and whether they stand where the id does."""
    yield from ((odd, True) for odd in ODD if odd != value)
    parts = [] if key else value.split(":")
    id_at = 1 if parts[:1] == ["check"] else 0
    for at, own in enumerate(parts if len(parts) > 1 else []):
        for odd in FEW:
            if odd != own:
                yield ":".join([*parts[:at], odd, *parts[at + 1 :]]), at == id_at


def only_opens(action: str, kind: str, replies: list[Reply]) -> bool:
    """Whether nothing of anybody's is shown: an empty form, the guideline, a goodbye."""
    harmless = kind.startswith("key: ") or "empty form" in kind or action == "policy.leave"
    return action in SHOWS_ALL or (harmless and all(one.where == "dialog" or not one.card.inputs for one in replies))


async def test_whatever_is_typed_is_no_fault(kept: dict[str, Pressed], tmp_path: Path) -> None:
    """Each input in turn, inputs that the form has not, no inputs; a value and a nonce that no button can hold."""
    wrong = []
    for action in table():
        one = kept[action]
        own = one.event.inputs
        forms: list[dict[str, str]] = [{}, dict.fromkeys(own, ""), {f"x{at}": "" for at in range(101)}]
        forms += [{**own, key: odd} for key in own for odd in TYPED]
        forms += [{**own, **dict.fromkeys(UNASKED, odd)} for odd in TYPED]
        async with bench(one, tmp_path / "typed.sqlite3") as at:
            for inputs in forms:
                await at.tried(inputs=inputs)
            await at.tried(value=one.event.value + "a" * VALUE_MAX)
            for press in ("a b", "n" * 65, "＃", "\ud800"):
                acted, replies = await at.tried(press=press)
                if acted or not nothing_done(replies):
                    wrong.append(f"{action} with the nonce {press[:9]!r}: acted {acted}")
            wrong += at.faults
    assert not wrong, "\n".join(wrong)
