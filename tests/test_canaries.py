"""What people write and what must stay secret is in no log line, metric, entry, error answer or report of the doctor.

The texts of all conversations are the canaries of the first tests, so that a new free text is one by itself; whole
doors with secrets and with words that stand nowhere else are those of the last ones.
"""

import asyncio
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from sqlalchemy import select

from bot import backup_command, clock, doctor, export_command
from bot.clock import Beats
from bot.door import served
from bot.program import Program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, MailSettings, Settings
from cards import fault, slack, teams
from handlers import policy_tick, router
from storage.database import Busy
from storage.tables import Outbox
from tests.conftest import fresh_database
from tests.doors import TwoDoors, two_doors
from tests.fakes import slack_workspace
from tests.fakes import teams as fake_teams
from tests.fakes.slack import Fault
from tests.fakes.slack_wire import NotAcknowledged
from tests.presses import again, by, typed
from tests.recorded import Recorded, loud, recorded, written

LETTERS = 6
"""So many characters in a row of what somebody wrote are no accident."""
EXPORTED = 3
"""The databases with the most entries; masking loads the checker each time."""
WORD = re.compile(r"[!-~]{7,}")
UNKNOWN_TO_NOBODY = ("X（旧Twitter）", "https://example.jp/post/1")


class Canaries:
    """Finds pieces of texts in other texts."""

    def __init__(self, texts: Iterable[str], public: Iterable[str] = ()) -> None:
        known = "\n".join((*public, *router.WORDS, *router.PRESSES, *UNKNOWN_TO_NOBODY))
        found = {piece for text in texts for piece in _pieces(text)}
        self._pieces = {piece for piece in found if piece not in known}
        self._words = {word for text in texts for word in WORD.findall(text) if not (word.isalpha() or word in known)}

    def in_(self, text: str) -> list[str]:
        """The pieces that stand in a text."""
        return sorted((set(_pieces(text)) & self._pieces) | {word for word in self._words if word in text})

    def __len__(self) -> int:
        return len(self._pieces) + len(self._words)


def _pieces(text: str) -> Iterable[str]:
    """Every run of LETTERS characters that is more than half Japanese."""
    for at in range(len(text) - LETTERS + 1):
        piece = text[at : at + LETTERS]
        if sum(not one.isascii() for one in piece) > LETTERS // 2:
            yield piece


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stories(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """Every feature's conversations, and what they left."""
    return await recorded(request, tmp_path_factory)


@pytest.fixture
def canaries(stories: Recorded) -> Canaries:
    """What the people of the stories wrote."""
    return Canaries(stories.texts)


async def test_nothing_that_people_write_is_logged_counted_or_kept_in_the_log(
    stories: Recorded, canaries: Canaries
) -> None:
    """All conversations, the program at its loudest: log lines, metrics, operations log, errors of the outbox."""
    assert len(canaries) > 600
    assert canaries.in_("… 鶴山公園の開花状況を …"), "the net has its meshes"
    assert canaries.in_("call 090-1234-5678!") == ["090-1234-5678"]
    lines = [json.loads(line) for line in stories.logged.splitlines()]
    assert {"bot.watch", "handlers.desk", "bot.sender"} <= {one["logger"] for one in lines}
    assert {one["action"] for one in lines if "action" in one} <= {*router.WORDS, *router.PRESSES, "home", "other"}
    leaks = {found: one for one in lines for found in canaries.in_(json.dumps(one, ensure_ascii=False))}
    assert leaks == {}
    assert {"metrics", "operations log", "outbox"} == {what for what, _ in stories.said}
    assert {found: text for _, text in stories.said for found in canaries.in_(text)} == {}


@dataclass
class Broken:
    """A database that takes nothing; the error repeats what was to be written."""

    inner: Any
    error: Exception

    async def read(self, query: Any) -> Any:
        return await self.inner.read(query)

    async def write(self, _effect: Any) -> Any:
        raise self.error


async def test_an_error_in_any_handler_says_nothing_of_what_was_written(stories: Recorded, canaries: Canaries) -> None:
    """Each action with its real texts: to the person a number, to the log kinds and places."""
    failed = busy = 0
    with loud() as stream:
        for one in stories.kept.values():
            texts = " ".join(typed(one.event))
            async with again(one) as desk:
                broken = replace(desk, database=Broken(desk.database, ValueError(texts)))
                for reply in await served(broken, by(one, one.event.sender)):
                    failed += (told := reply.card.title) == fault.unexpected("", "").title
                    said = "\n".join(reply.card.lines())
                    assert told != fault.unexpected("", "").title or canaries.in_(said) == []
                full = replace(desk, database=Broken(desk.database, Busy(texts)))
                try:
                    await served(full, by(one, one.event.sender))
                except Busy:
                    busy += 1
    assert min(failed, busy) > 60, "most presses write"
    assert stream.getvalue().count('"level": "ERROR"') >= failed
    assert canaries.in_(stream.getvalue()) == []


def settings_of(file: Path) -> Settings:
    """The demo's city on a database."""
    url = f"sqlite:///{file}"
    return Settings(url, GUIDELINE, DEMO_ORGANISATION, None, None, "127.0.0.1", 0, meaning="lexical")


async def test_commands_report_on_records_without_their_words(
    stories: Recorded, canaries: Canaries, tmp_path: Path
) -> None:
    """Doctor, audit, backup, export (whose file holds them, masked or not): what they print names numbers only."""
    printed = io.StringIO()
    with loud() as logged:
        for at, file in enumerate(stories.files):
            await doctor.audit(settings_of(file), printed, as_json=True)
            await backup_command.write(settings_of(file), tmp_path / f"{at}.backup", printed, printed)
        wanted = export_command.Wanted(date(2000, 1, 1), date(2100, 1, 1), "", None, None)
        for at, file in enumerate(sorted(stories.files, key=lambda one: len(written(one)))[-EXPORTED:]):
            for masked in (False, True):
                to = tmp_path / f"{at}-{masked}.zip"
                assert await export_command.write(settings_of(file), wanted, to, masked, printed, printed) == 0
        await doctor.examine(settings_of(stories.files[0]), printed)
    assert printed.getvalue().count(" entries") >= 2 * EXPORTED
    assert canaries.in_(printed.getvalue() + logged.getvalue()) == []


# Whole doors, with everything that may fail

FAILED = select(Outbox.id).where(Outbox.error == "internal error")  # type: ignore[arg-type]
WORDS = "カナリア文の七番目"
LINE = f"{WORDS}、電話は090-7777-0001"
SECRETS = {
    "slack token": slack_workspace.BOT_TOKEN, "signing secret": slack_workspace.SECRET, "app token": "xapp-",
    "teams password": fake_teams.PASSWORD, "mail password": "canary-smtp-password", "proxy": "canary-proxy-password",
    "database": "canary-database-password", "our token": "token-", "words": WORDS, "telephone": "090-7777-0001",
    "name": "田中 はるか", "mail": "tanaka@", "raised": "canary-raised", "answer": "canary-answer", "bearer": "Bearer ",
}  # fmt: skip


def raising(*_: object, **__: object) -> Any:
    """A fault of ours whose words are somebody's."""
    raise ValueError(f"canary-raised {LINE} {slack_workspace.BOT_TOKEN}")


async def talked(both: TwoDoors) -> None:
    """Questions, a draft, trouble, somebody who is not served; through both doors."""
    for chat in (both.slack, both.teams):
        await chat.say("tanaka", f"質問 昼休みにインスタを更新していい？ {LINE}")
        await chat.check("tanaka", f"{LINE}です。")
        await chat.sees("tanaka", "090-7777-0001")
        await chat.say("tanaka", "届出")
        await chat.say("itaku", LINE)


async def platforms_fail(both: TwoDoors) -> None:
    """They answer with errors whose bodies repeat everything; our token is refused, and one that is no longer good."""
    told = f"canary-answer {LINE} {slack_workspace.BOT_TOKEN}"
    fake = both.slack.slack
    fake.faults += [Fault(one, 500, body=told) for one in ("chat.postMessage", "users.info", "response_url")]
    fake.faults.append(Fault("chat.postMessage", error=told))
    both.teams.teams.faults += [fake_teams.Fault(500, code=told), fake_teams.Fault(403, code=told)]
    both.teams.teams.forget_tokens()
    await both.slack.check("yamamoto", LINE)
    await both.slack.say("mori", f"質問 {LINE}")
    await both.teams.say("mori", f"質問 {LINE}", room="zencho")
    await both.slack.sees("mori", "該当条文なし")
    await fake.until(lambda: None if fake.faults and fake.faults[0].method == "chat.postMessage" else True, "posted")


async def broken(*_: object) -> Any:
    """A conversation, or a part of the tick, with a fault."""
    raising()


async def busy(*_: object) -> Any:
    """A database that commits nothing in time."""
    raise Busy(LINE)


async def we_fail(both: TwoDoors, patch: pytest.MonkeyPatch) -> None:
    """A conversation, a renderer while something is answered and while something is posted, a tick, the database."""
    program = both.program
    with patch.context() as now:
        now.setitem(router.WORDS, "条文", broken)  # type: ignore[arg-type]
        for chat in (both.slack, both.teams):
            await chat.say("tanaka", f"条文 {LINE}")
            assert WORDS not in await chat.sees("tanaka", "エラー番号")
    with patch.context() as now:
        now.setattr(policy_tick, "tick", broken)
        await clock._ticked("minute", program.tick, Beats())
    with patch.context() as now:
        now.setattr(slack, "draw", raising)
        now.setattr(teams, "messages", raising)
        await both.slack.say("fujii", f"質問 {LINE}")
        await both.teams.say("fujii", f"質問 {LINE}")
        await until_logged(now, program)
    with patch.context() as now:
        now.setattr(type(program.database), "write", busy)
        with pytest.raises(NotAcknowledged):
            await both.slack.say("kubo", f"質問 {LINE}")


async def until_logged(patch: pytest.MonkeyPatch, program: Program) -> None:
    """Waits until the sender has met both faults."""
    for _ in range(200):
        if await program.database.read(lambda session: len(session.execute(FAILED).all())) >= 2:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("nothing failed")


async def forged(both: TwoDoors) -> list[str]:
    """Requests that are not the platforms', with canaries in headers and bodies; what they are answered."""
    said, url, canary = [], both.program.url, f"Bearer {LINE}".encode().decode("latin-1")
    for path in ("/slack/events", "/api/messages", f"/files/{WORDS}", f"/{WORDS}", "/web/say"):
        for body in (f"payload={LINE}".encode(), b"\xff{", b"[" * 9_000, json.dumps({"text": LINE}).encode()):
            headers = {"Authorization": canary, "X-Slack-Signature": canary, "Content-Type": "application/json"}
            async with (
                ClientSession() as session,
                session.request(
                    "POST" if path[1] in "saw" else "GET", url + path, data=body, headers=headers
                ) as answer,
            ):
                assert 400 <= answer.status < 500, path
                said.append(await answer.text())
    return said


async def told_outside(both: TwoDoors, settings: Settings) -> list[str]:
    """Metrics, health, the doctor and the audit, the operations log, the outbox."""
    said = []
    async with ClientSession() as session:
        for path in ("/metrics", "/readyz", "/healthz"):
            async with session.get(both.program.url + path) as answer:
                said.append(await answer.text())
    printed = io.StringIO()
    await doctor.examine(settings, printed)
    await doctor.audit(settings, printed, as_json=True)
    assert "mail: no answer" in printed.getvalue()
    file = Path(str(both.program.database.url.database))
    return [*said, printed.getvalue(), *(text for _, text in written(file))]


async def test_no_secret_and_no_word_leaves_by_any_way(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack, Teams, mail and a proxy, all with secrets, while platforms, handlers, renderers, clock, database fail."""
    for name in ("slack_api.SOON", "slack_api.REPAIR", "homes.IDLE", "sender.IDLE"):
        monkeypatch.setattr(f"bot.{name}", 0.05)
    mail = MailSettings("127.0.0.1", 9, "snsbot", SECRETS["mail password"], "sns@city.example.jp", False)
    proxy = f"http://snsbot:{SECRETS['proxy']}@127.0.0.1:9"
    async with fresh_database(request, "sqlite", tmp_path) as url:
        with loud() as logged:
            async with two_doors(url, tmp_path, mail=mail, proxy=proxy, meaning="lexical") as both:
                await talked(both)
                await platforms_fail(both)
                await we_fail(both, monkeypatch)
                told = await forged(both)
                slack_, teams_ = both.slack.slack.settings(), both.teams.teams.settings()
                settings = Settings(
                    url, GUIDELINE, tmp_path / "both.toml", slack_, teams_, "127.0.0.1", 9, mail=mail, proxy=proxy,
                )  # fmt: skip
                told += await told_outside(both, settings)
    lines = logged.getvalue()
    for said in ("HTTP 500", "an error without a name", "cannot be posted", "in a tick", "was not taken", "refused"):
        assert said in lines, said
    everything = "\n".join([lines, *told])
    found = {what: line for line in everything.splitlines() for what, canary in SECRETS.items() if canary in line}
    assert found == {}


async def test_a_database_that_cannot_be_reached_is_named_without_its_password(tmp_path: Path) -> None:
    """Wherever the password stands in the address: doctor, audit, the start of the program, the command line."""
    for address in (
        f"snsbot:{SECRETS['database']}@127.0.0.1:9/x",
        f"snsbot@127.0.0.1:9/x?password={SECRETS['database']}",
    ):
        settings = replace(settings_of(tmp_path / "x"), database_url=f"postgresql+asyncpg://{address}")
        printed = io.StringIO()
        with loud() as logged:
            await doctor.examine(settings, printed)
            await doctor.audit(settings, printed)
        assert "127.0.0.1:9" in printed.getvalue()
        assert SECRETS["database"] not in printed.getvalue() + logged.getvalue()
