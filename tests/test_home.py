"""The home page: what waits for me, opened with one press, and drawn anew when it changes; through every door."""

import asyncio
from datetime import timedelta

import pytest

from bot import homes
from cards import home as cards
from cards import slack, teams, web
from cards.model import Button, Card, Item
from handlers import home_refresh
from storage.home_tables import HomePage
from storage.homes import Stale
from tests import policy_steps as steps
from tests.doors import House
from tests.fakes import slack_cards, teams_cards
from tests.fakes.slack import SlackChat
from tests.fakes.slack_workspace import account
from tests.fakes.web import WebChat, words
from tests.test_incident import met, registered, report, rows

VIOLATION = {
    "どのアカウントですか": "公式アカウント",
    "公式アカウント（登録簿から）": "X @kanko_demo（観光振興課）",
    "投稿のURLと内容": "https://x.example/1 ひどい言葉の投稿",
    "どの禁止事項にあたりますか": "5-(1) 誹謗中傷",
    "課・室長にあなたの氏名を知らせますか": "知らせない（情報政策課長から上には見えます）",
}


async def home(town: House, who: str) -> str:
    """What somebody's newest home card says, once it is there."""
    before = len([one for one in await town.chat.read(who) if "いま待っているもの" in one])
    await town.chat.say(who, "ホーム")
    for _ in range(250):
        found = [one for one in await town.chat.read(who) if "いま待っているもの" in one]
        if len(found) > before:
            return found[-1]
        await asyncio.sleep(0.02)
    raise AssertionError(f"{who} got no home card")


async def test_a_report_waits_for_each_office_and_is_acknowledged_from_home(town: House) -> None:
    """The line names the case; its button opens the office's own card, where 受領 is."""
    await report(town)
    assert "秘書広報室の受領を待っています" in await home(town, "kubo")
    await town.chat.press("kubo", "届出 1 を開いて受領")
    await town.chat.sees("kubo", "受領")
    await town.chat.press("kubo", "受領")
    await town.chat.sees("kubo", "受領しました")
    said = await home(town, "kubo")
    assert "受領を待っています" not in said
    assert "届出 1（" in said  # it is still one of the office's cases


async def test_a_question_waits_for_its_office_and_then_for_its_asker(town: House) -> None:
    """Both can read it from their home page."""
    chat = town.chat
    await chat.say("tanaka", "市税の口座振替の手続を教えて")
    await chat.sees("tanaka", "該当条文なし")
    await chat.press("tanaka", "情報政策課に質問を送る")
    await chat.fill("tanaka", {"質問": "写真の保存年限は？"}, "送る")
    await chat.sees("tanaka", "質問を受け付けました")
    assert "未回答の質問が1件" in await home(town, "mori")
    await chat.press("mori", "未回答の質問を見る")
    await chat.sees("mori", "回答は、情報政策課の部屋に届いているカード")
    assert "情報政策課への質問 1：回答を待っています" in await home(town, "tanaka")
    await chat.press("tanaka", "質問 1 を読む")
    await chat.sees("tanaka", "質問 1（回答を待っています）")
    await chat.press("mori", "回答する", "joho-seisaku")
    await chat.fill("mori", {"回答": "5年です。"}, "回答を送る")
    await chat.sees("tanaka", "5年です。")
    assert "回答があります" in await home(town, "tanaka")
    await chat.press("tanaka", "質問 1 の回答を読む")
    await chat.press("tanaka", "解決した")
    await chat.sees("tanaka", "完了にしました")


async def test_what_is_not_mine_cannot_be_opened_from_a_made_up_line(town: House) -> None:
    """Who may see what is decided by the conversation that opens it."""
    await report(town)
    await home(town, "kubo")
    await town.chat.press("kubo", "届出 1 を開いて受領")
    assert "届出 1" not in await home(town, "sato")


@pytest.mark.parametrize("town", ["slack-http", "teams", "web"], indirect=True)
async def test_votes_and_violations_wait_for_whose_turn_it_is(town: House) -> None:
    """Each is opened from the line, with the buttons that it had when it came."""
    chat = town.chat
    await met(town, "yamamoto", "okada", "nishi", "hayashi")
    await registered(town)
    await chat.say("mori", "違反")
    await chat.press("mori", "違反を通知する")
    await chat.fill("mori", VIOLATION, "通知する")
    await chat.sees("mori", "違反を通知しました")
    assert "違反の通知 1：あなたの対応を待っています" in await home(town, "yamamoto")
    await chat.press("yamamoto", "通知 1 を開く")
    await chat.sees("yamamoto", "ひどい言葉の投稿")
    await chat.press("yamamoto", "情報政策課長へ通知する")
    assert "通知 1 を開く" in await home(town, "hayashi")
    assert "通知 1 を開く" not in await home(town, "yamamoto")
    await steps.begin(chat, "yamamoto")
    await steps.write_all(chat, "yamamoto")
    await steps.submit(chat, "yamamoto")
    assert "あなたの審査を待っています" in await home(town, "nishi")
    await chat.press("nishi", "申請1を審査する")
    await steps.approve(chat, "nishi")
    assert "あなたの審査を待っています" not in await home(town, "nishi")
    assert "：審査中です" in await home(town, "yamamoto")


# A page that is drawn anew


async def page_of(town: House, who: str) -> str:
    """What somebody's page shows now, on the platforms that have one."""
    if isinstance(town.chat, SlackChat):
        return slack_cards.words(town.chat.slack.homes[account(who)]["blocks"])
    assert isinstance(town.chat, WebChat)
    window = await town.chat.window(who)
    return "\n".join(words(window.home)) if window.home else ""


async def open_page(town: House, who: str) -> str:
    """Opens somebody's page."""
    if isinstance(town.chat, SlackChat):
        return await town.chat.open_home(who)
    assert isinstance(town.chat, WebChat)
    return await town.chat.open_home(who)


async def until(town: House, who: str, text: str, there: bool = True) -> str:
    """Waits until somebody's page says (or no longer says) something, without opening it."""
    for _ in range(300):
        if (text in (page := await page_of(town, who))) is there:
            return page
        await asyncio.sleep(0.02)
    raise AssertionError(f"{who}: {text!r} {'is not' if there else 'is still'} on the page:\n{page}")


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bursts are gathered for a moment only."""
    monkeypatch.setattr(homes, "BURST", 0.02)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("town", ["slack-http", "slack-socket", "web"], indirect=True)
async def test_an_open_page_follows_what_others_do(town: House) -> None:
    """A report, its acknowledgement by a colleague: seen on the page that was opened before."""
    await open_page(town, "kubo")
    await report(town)
    await until(town, "kubo", "秘書広報室の受領を待っています")
    await home(town, "kubo")
    await town.chat.press("kubo", "届出 1 を開いて受領")
    await town.chat.press("kubo", "受領")
    await town.chat.sees("kubo", "受領しました")
    await until(town, "kubo", "受領を待っています", there=False)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("town", ["slack-http"], indirect=True)
async def test_a_page_that_nobody_opened_is_never_drawn(town: House) -> None:
    """Nor is one that what happened does not concern."""
    assert isinstance(town.chat, SlackChat)
    await open_page(town, "sato")
    before = len(town.chat.slack.published)
    await report(town)
    await asyncio.sleep(0.3)
    assert [one.key for one in await rows(town, HomePage)] == ["sato"]
    assert len(town.chat.slack.published) == before


@pytest.mark.parametrize("town", ["slack-http", "slack-socket"], indirect=True)
async def test_a_line_of_the_page_opens_in_the_direct_conversation(town: House) -> None:
    """Where 受領 can be pressed."""
    assert isinstance(town.chat, SlackChat)
    await report(town)
    await open_page(town, "kubo")
    await town.chat.press_home("kubo", "届出 1 を開いて受領")
    await town.chat.press("kubo", "受領")
    await town.chat.sees("kubo", "受領しました")


@pytest.mark.parametrize("town", ["slack-http"], indirect=True)
async def test_a_burst_is_one_drawing(town: House) -> None:
    """However many acts fall into it."""
    assert isinstance(town.chat, SlackChat)
    await open_page(town, "tanaka")
    before = len(town.chat.slack.published)
    for at in range(6):
        await town.chat.command("tanaka", f"チェック 夜市を開きます。{at}")
    await until(town, "tanaka", "下書き")
    await asyncio.sleep(2 * homes.BURST)
    assert len(town.chat.slack.published) - before <= 3


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_two_processes_draw_a_page_once(town: House) -> None:
    """Whoever leases it draws it; what changes meanwhile is drawn after that; a failure is tried later."""
    desk, database = town.program.desk, town.program.database

    def a_page(session) -> None:  # type: ignore[no-untyped-def]
        session.add(HomePage(platform="x", team="t", account="u", key="k", opened_at=desk.now(), drawn_on=desk.today()))

    await database.write(a_page)
    await database.write(lambda session: home_refresh.homes.concern(session, ["k"]))
    taken = await home_refresh.stale(desk, ["x"])
    assert [one.wanted for one in taken] == [1]
    assert await home_refresh.stale(desk, ["x"]) == []
    await database.write(lambda session: home_refresh.homes.concern(session, ["k"]))
    await home_refresh.done(desk, taken[0])
    again = await home_refresh.stale(desk, ["x"])
    assert [one.wanted for one in again] == [2]
    await home_refresh.failed(desk, again[0], 5.0)
    assert await home_refresh.stale(desk, ["x"]) == []
    await home_refresh.failed(desk, again[0], None)
    assert not [one for one in await rows(town, HomePage) if one.platform == "x"]


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_a_page_is_drawn_anew_when_a_day_begins_and_forgotten_when_nobody_opens_it(town: House) -> None:
    """What is due today was not yesterday."""
    desk, database = town.program.desk, town.program.database
    begun = desk.today() - timedelta(days=1)

    def pages(session) -> None:  # type: ignore[no-untyped-def]
        for name, days in (("u", 2), ("v", 90)):
            at = desk.now() - timedelta(days=days)
            session.add(HomePage(platform="x", team="t", account=name, key="k", opened_at=at, drawn_on=begun))

    await database.write(pages)
    (page,) = await home_refresh.stale(desk, ["x"])
    assert page == Stale(page.id, "x", "t", "u", 0)
    await home_refresh.done(desk, page)
    assert await home_refresh.stale(desk, ["x"]) == []


# The card


def many(count: int) -> Card:
    """A page on which a lot waits."""
    waiting = [cards.vote(number, "観光振興課", "Instagram") for number in range(count)]
    mine = [cards.my_account(number, "X", "津山市" * 20, "運用中") for number in range(10)]
    return cards.home("森 由美", waiting, [], mine)


def test_everything_that_waits_can_be_opened() -> None:
    """A page's worth at once, the rest page by page."""
    waiting = [cards.vote(number, "観光振興課", "Instagram") for number in range(30)]
    seen = [item.button.value for item in many(30).items if item.button.value.startswith("vote")]
    at = cards.PAGE
    while at < len(waiting):
        card = cards.more(waiting, at)
        seen += [item.button.value for item in card.items if item.button.action == "home.go"]
        following = [item.button.value for item in card.items if item.button.action == "home.more"]
        at = int(following[0]) if following else len(waiting)
    assert seen == [f"vote:{number}" for number in range(30)]


def test_a_full_page_fits_every_platform() -> None:
    """Slack's 100 blocks, Teams' six actions a row and 25 kB a message."""
    view = slack.draw_home(many(30))
    assert slack_cards.problems(view["blocks"], "home") == []
    drawn = teams.messages(many(30))
    assert [problem for card in drawn for problem in teams_cards.card_problems(card)] == []
    labels = [action["title"] for card in drawn for action in teams_cards.actions(card)]
    assert "申請0を審査する" in labels
    assert "投稿前チェック" in labels
    assert "申請0を審査する" in [
        part["button"]["label"] for part in web.draw(many(1))["parts"] if part["kind"] == "item"
    ]


def test_a_line_with_a_button_is_a_part_like_any_other() -> None:
    """It is read as plain lines, too."""
    card = Card(title="題", parts=(Item(text="行", button=Button(action="home.go", label="開く", value="vote:1")),))
    assert list(card.lines()) == ["題", "行", "[開く]"]
