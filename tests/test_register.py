"""The register, as people use it, through every door."""

import csv
import io
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import __main__ as command_line
from bot import accounts_command
from bot.settings import DEMO_ORGANISATION
from cards.accounts import CHECKLIST
from guideline import look_alike, public_list
from guideline.organisation import Organisation
from guideline.public_list import Entry
from storage import accounts, records, schema
from storage.accounts import NewAccount
from storage.database import open_database
from tests import policy_steps as steps
from tests.conftest import fresh_database
from tests.doors import DOORS, House, house
from tests.test_policy import MEMBERS, greet

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
RUNNING = NewAccount(
    medium="X（旧Twitter）", name="tsuyama_kanko", section="観光振興課", state="運用中", url="https://x.com/tsuyama_kanko",
    holder="tanaka", origin="移行", approved_on=date(2025, 4, 1), policy_url="https://city.example.jp/policy",
    published_on=date(2025, 4, 2), published_at="page",
)  # fmt: skip


@pytest.fixture(params=DOORS)
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The bot behind each door, with an account of 観光振興課 in the register; afterwards the log must be whole."""
    async with fresh_database(request, "sqlite", tmp_path) as url, house(request.param, url, tmp_path) as opened:
        await opened.program.database.write(lambda session: accounts.add(session, RUNNING, NOW).id)
        yield opened
        assert await opened.program.database.read(lambda session: list(records.faults(session))) == []


async def row(town: House, number: int = 1) -> accounts.Account:
    """An account of the register."""
    found = await town.program.database.read(lambda session: session.get(accounts.Account, number))
    assert found is not None
    return found


async def open_account(town: House, who: str) -> str:
    """From 「台帳」 to the card of the one account."""
    await town.chat.say(who, "台帳")
    await town.chat.sees(who, "公式アカウント台帳")
    await town.chat.press(who, "アカウントを開く")
    await town.chat.fill(who, {}, "開く")
    return await town.chat.sees(who, "登録のきっかけ")


async def test_a_handover_needs_its_whole_checklist(town: House) -> None:
    """Password, two-factor, recovery, sessions; then the offices hear of it."""
    chat = town.chat
    await open_account(town, "yamamoto")
    await chat.press("yamamoto", "担当者を変える")
    half = {"新しい担当者": "山本 誠", "引継ぎで済ませたこと": "パスワードを変えた"}
    await chat.fill("yamamoto", half, "引継ぎを記録する")
    told = await chat.dialog("yamamoto")
    assert "まだ済んでいないこと：二要素認証の端末・連絡先を変えた" in told
    every = "\n".join(text for _, text in CHECKLIST)
    await chat.fill("yamamoto", half | {"引継ぎで済ませたこと": every}, "引継ぎを記録する")
    await chat.sees("yamamoto", "引継ぎを記録しました。")
    await chat.sees("kubo", "公式アカウントの担当者の変更（届出）", "hisho-koho")
    assert (await row(town)).holder == "yamamoto"


async def test_suspending_and_closing(town: House) -> None:
    """With a reason that the offices read; what is closed has left the public list."""
    chat = town.chat
    await open_account(town, "yamamoto")
    await chat.press("yamamoto", "休止・再開・廃止")
    await chat.fill("yamamoto", {"どうしますか": "休止する", "理由": "担当者の休職のため"}, "記録する")
    await chat.sees("yamamoto", "休止を記録しました。")
    told = await chat.sees("mori", "公式アカウントの休止（届出）", "joho-seisaku")
    assert "担当者の休職のため" in told
    assert (await row(town)).state == "休止"
    await chat.press("yamamoto", "休止・再開・廃止")
    await chat.fill("yamamoto", {"どうしますか": "廃止する", "理由": "終わったため"}, "記録する")
    await chat.sees("yamamoto", "廃止を記録しました。")
    assert (await row(town)).state == "廃止"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("tsuyama_kanko", "市の台帳にあるアカウントです"),
        ("@Tsuyama_Kanko", "市の台帳にあるアカウントです"),
        ("https://x.com/tsuyama_kanko", "市の台帳にあるアカウントです"),
        ("tsuyama_kankо", "似た名前に注意"),  # a Cyrillic о
        ("tsuyarna_kanko", "似た名前に注意"),
        ("tsuyama_kank0", "似た名前に注意"),
        ("okayama_sakura", "台帳にありません"),
    ],
)
async def test_is_this_account_ours(town: House, asked: str, told: str) -> None:
    """Everybody may ask; a name that differs by a character or two is warned of."""
    await town.chat.say("fujii", f"アカウント {asked}")
    await town.chat.sees("fujii", told)


async def test_the_register_is_open_to_the_unit_and_the_offices(town: House) -> None:
    """危機管理室 has none of its own and sees none; the offices see all and fetch the public list."""
    chat = town.chat
    await chat.say("fujii", "台帳")
    assert "0件" in await chat.sees("fujii", "公式アカウント台帳")
    await chat.say("kubo", "台帳")
    assert "tsuyama_kanko" in await chat.sees("kubo", "公式アカウント台帳")
    await chat.press("kubo", "公開用の一覧（CSV・HTML）")
    told = await chat.sees("kubo", "運用中のアカウント1件です。")
    assert "公式アカウント一覧.csv" in told


async def test_a_change_goes_through_the_committee_with_the_difference(town: House) -> None:
    """An imported account applies for the first time; its second application shows what changed."""
    chat = town.chat
    await greet(town, *MEMBERS)
    await open_account(town, "yamamoto")
    await chat.press("yamamoto", "利用承認を申請する")
    await chat.sees("yamamoto", "欄1（1/9）媒体の種類")
    await steps.write_all(chat, "yamamoto")
    await steps.submit(chat, "yamamoto")
    for member in MEMBERS:
        await steps.approve(chat, member)
    await chat.sees("yamamoto", "申請1は承認になりました")
    assert (await row(town)).application_id == 1
    await open_account(town, "yamamoto")
    await chat.press("yamamoto", "変更を申請する")
    await chat.sees("yamamoto", "いま有効な利用方針を写しました。")
    await chat.press("yamamoto", "欄2 →")
    await chat.sees("yamamoto", "欄2（2/9）")
    await chat.press("yamamoto", "書き直す")
    await chat.fill("yamamoto", {"発信する目的": "冬の催しも伝える。"}, "保存する")
    await chat.sees("yamamoto", "欄2を保存しました。")
    await steps.submit(chat, "yamamoto")
    seen = await chat.sees("okada", "前の版から変わったところ")
    assert "冬の催しも伝える。" in seen
    for member in MEMBERS:
        await steps.approve(chat, member)
    await chat.sees("yamamoto", "申請2は承認になりました")
    assert (await row(town)).application_id == 2


HEAD = "媒体,アカウント名,アドレス,課・室,担当者,承認日,文書番号,掲載日\n"


def imported(text: str, people: Organisation) -> accounts_command.Imported:
    """A file as it is read."""
    return accounts_command.read(text, people)


def test_accounts_come_with_their_approval_or_as_unapproved(people: Organisation) -> None:
    """By their days: 運用中, 公開前, 未承認."""
    found = imported(
        HEAD + "X,a,https://x.com/a,観光振興課,田中 はるか,2025/04/01,観第1号,2025-04-02\n"
        "X,b,,観光振興課,,2025-04-01,,\nInstagram,c,,危機管理室,,,,\n", people,
    )  # fmt: skip
    assert found.faults == ()
    assert [(one.name, one.state, one.holder) for one in found.new] == [
        ("a", "運用中", "tanaka"), ("b", "公開前", ""), ("c", "未承認", ""),
    ]  # fmt: skip


def test_every_fault_of_a_file_is_told_with_its_line(people: Organisation) -> None:
    """And nothing is imported."""
    found = imported(HEAD + "X,,x,観光課,だれか,きのう,,\nX,b,,観光振興課,,,,\n", people)
    told = "\n".join(found.faults)
    for said in (
        "line 2: アカウント名: must not be empty",
        "line 2: 課・室: 観光課",
        "line 2: 担当者: だれか",
        "line 2: 承認日: きのう",
    ):
        assert said in told
    assert "line 3" not in told
    assert "the column 媒体 is missing" in "\n".join(imported("名前\na\n", people).faults)


async def test_the_command_imports_once_and_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also what a spreadsheet program of Windows wrote; a second import adds nothing."""
    url = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    await schema.migrate(url)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SNSBOT_ORGANIZATION", str(DEMO_ORGANISATION))
    file = tmp_path / "accounts.csv"
    file.write_bytes((HEAD + "X,=津山,https://x.com/a,観光振興課,,2025-04-01,,2025-04-02\n").encode("cp932"))

    def run(*arguments: str) -> tuple[int, str]:
        with ThreadPoolExecutor(1) as pool:
            status = pool.submit(command_line.main, arguments).result()
        return status, capsys.readouterr().out

    assert run("accounts", "import", str(file)) == (0, "1 imported, 0 were in the register already\n")
    assert run("accounts", "import", str(file)) == (0, "0 imported, 1 were in the register already\n")
    assert run("accounts", "list") == (0, "1\tX\t=津山\t観光振興課\t運用中\thttps://x.com/a\n")
    status, text = run("accounts", "list", "--public", "csv")
    assert status == 0
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1][:2] == ["X", "'=津山"]  # no formula
    database = open_database(url)
    assert await database.read(lambda session: list(records.faults(session))) == []
    await database.close()


def test_the_public_page_shows_markup_as_text_and_names_nobody() -> None:
    """Nothing that was typed becomes HTML; only https leads anywhere."""
    entry = Entry("X", "<b>a</b>", "javascript:alert(1)", "観光振興課", True, "https://city.example.jp/?a=1&b=2", None)
    page = public_list.as_html([entry], "津山市", "2026年11月24日")
    assert "&lt;b&gt;a&lt;/b&gt;" in page
    assert 'href="javascript' not in page
    assert 'href="https://city.example.jp/?a=1&amp;b=2"' in page


@given(st.text("abclo01_", min_size=5, max_size=12), st.integers(0, 11), st.sampled_from("abclo01_x"))
def test_one_replaced_character_is_a_look_alike(name: str, at: int, other: str) -> None:
    """Whatever the name; and a name is never its own look-alike."""
    at %= len(name)
    changed = name[:at] + other + name[at + 1 :]
    assert look_alike.look_alikes(changed, [name]) == ([] if changed == name else [name])
    assert look_alike.look_alikes(name.upper(), [f"@{name}"]) == []


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_the_distance_is_one_way_or_the_other_the_same(one: str, other: str) -> None:
    """Symmetric, zero only for the same."""
    assert look_alike.distance(one, other) == look_alike.distance(other, one)
    assert (look_alike.distance(one, other) == 0) == (one == other)
