"""The course of an account, the summary, how all accounts stand, and the counts: asked for through every door."""

import asyncio
import base64
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import docx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from bot.program import Program
from cards import report
from guideline.clauses import Guideline
from guideline.evaluation import indicator, number
from handlers import course_tick, statistics
from handlers.evaluation_view import kept
from storage import accounts, applications, evaluations, records
from storage.accounts import NewAccount
from storage.evaluation_tables import Due, Evaluation
from storage.payloads import keep
from storage.policy_tables import Submission
from storage.records import Act
from storage.tables import LogEntry, Outbox, Payload
from tests.doors import House

FOLLOWERS = indicator("フォロワー数", "1,000人以上")
VOICES = indicator("市民の声", "")
NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


def answered(
    session: Session, account: int, day: date, value: str, at: Any, comment: str = "夏祭りの投稿が伸びた。"
) -> None:
    """An evaluation as a form leaves it."""
    due = Due(account_id=account, kind="evaluation", period_end=day, due_on=day, label=f"{day.year}年{day.month}月",
              state=evaluations.ANSWERED, stage="first", answered_at=at)  # fmt: skip
    session.add(due)
    session.flush()
    count = number(value)
    assert count is not None
    body = {"values": [kept(FOLLOWERS, count), kept(VOICES, "=好評")], "comment": comment}
    payload = keep(session, "evaluation", f"account:{account}", body, at).id
    session.add(
        Evaluation(account_id=account, due_id=due.id or 0, version=1, decision="continue", payload_id=payload,
                   person="yamamoto", at=at)
    )  # fmt: skip
    session.flush()


PROMISED = {"effect": "来客を増やす。", "indicators": "フォロワー数／1,000人以上／月末の数", "period": "1か月ごと"}


def approved(session: Session, at: datetime) -> int:
    """An approved 利用方針 that promises what it promises in field 9."""
    row = applications.begin(
        session, kind="新規", section="観光振興課", medium="Instagram", author="yamamoto", answer_to={}, at=at,
        state="承認",
    )  # fmt: skip
    row.round = 1
    kept_ = keep(session, "submission", "application:1", {"answers": PROMISED}, at).id
    applications.submit(session, Submission(application_id=row.id or 0, round=1, hash="", payload_id=kept_,
                                            person="yamamoto", at=at))  # fmt: skip
    return row.id or 0


async def an_account(
    program: Program, values: tuple[str, ...] = ("320", "480", "1,040"), name: str = "kanko", promised: bool = False
) -> int:
    """An account of 観光振興課 with evaluations a quarter apart; `promised`: the clock asks for more."""
    now = program.desk.now()

    def add(session: Session) -> int:
        new = NewAccount("Instagram", name, "観光振興課", accounts.RUNNING, holder="yamamoto")
        row = accounts.add(session, new, now)
        row.unplanned = promised
        if promised:
            row.application_id, row.approved_on = approved(session, now), program.desk.today()
        for at, value in enumerate(values):
            day = (now - timedelta(days=90 * (len(values) - at))).date()
            answered(session, row.id or 0, day, value, now)
        return row.id or 0

    return await program.database.write(add)


async def test_the_course_is_shown_with_its_picture_and_the_change(town: House) -> None:
    """From the account's line on the home page."""
    chat = town.chat
    number_ = await an_account(town.program)
    await given(town, number_)
    said = await chat.sees("yamamoto", "効果測定の推移：Instagram kanko")
    assert "1,040人" in said
    assert "前回から+560人" in said
    assert "達成" in said
    assert "夏祭りの投稿が伸びた。" in said
    assert "のグラフ。「フォロワー数」は、" in said
    await chat.press("yamamoto", "まとめの資料（Word・CSV）")
    await chat.sees("yamamoto", "まとめの資料を作成しています")
    await town.program.afterwards()
    await chat.sees("yamamoto", "アカウント1件の効果測定のまとめです")
    files = await kept_files(town)
    assert {"docx", "csv"} <= set(files)
    lines = files["csv"].decode("utf-8-sig").splitlines()
    assert 'フォロワー数,"1,000人以上",人,1040,560,達成' in lines[-2]
    assert "'=好評" in lines[-1]
    made = docx.Document(io.BytesIO(files["docx"]))
    assert len(made.inline_shapes) == 1
    assert "1,040人" in "".join(cell.text for table in made.tables for row in table.rows for cell in row.cells)


async def given(town: House, account: int) -> None:
    """What an answer leaves in the log, and the clock's look after it."""
    await town.chat.say("yamamoto", "ヘルプ")
    await town.chat.sees("yamamoto", "SNSガイドライン窓口")
    act = Act("evaluation given", "yamamoto", {"account": account})
    await town.program.database.write(lambda session: records.append(session, [act], town.program.desk.now()))
    await town.program.afterwards()


async def kept_files(town: House) -> dict[str, bytes]:
    """The newest file payload's files."""
    wanted = select(Payload).where(col(Payload.kind) == "file").order_by(col(Payload.id).desc()).limit(1)
    body = await town.program.database.read(lambda session: session.execute(wanted).scalar_one().body)
    return {key: base64.b64decode(text) for key, text in (body or {}).items()}


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_a_chart_is_posted_once_however_many_look(town: House) -> None:
    """Three looks at the same time, and one after them."""
    number_ = await an_account(town.program)
    act = Act("evaluation given", "yamamoto", {"account": number_})
    await town.program.database.write(lambda session: records.append(session, [act], town.program.desk.now()))
    await asyncio.gather(*(course_tick.tick(town.program.desk) for _ in range(3)))
    await course_tick.tick(town.program.desk)
    wanted = select(Outbox).join(Payload, col(Payload.id) == col(Outbox.payload_id))
    mine = wanted.where(col(Payload.subject) == f"account:{number_}")
    assert len(await town.program.database.read(lambda session: session.execute(mine).all())) == 1


@pytest.mark.parametrize("town", ["slack-http", "teams", "web"], indirect=True)
async def test_the_account_card_leads_to_its_course(town: House) -> None:
    """Somebody of another unit is refused; an account without answers says so."""
    chat = town.chat
    await an_account(town.program, ())
    await chat.say("yamamoto", "ホーム")
    await chat.press("yamamoto", "kankoを開く")
    await chat.sees("yamamoto", "Instagram kanko")
    await chat.press("yamamoto", "効果測定の推移")
    await chat.sees("yamamoto", "まだ評価の回答がありません")


async def test_all_accounts_are_seen_by_the_office_in_charge_only(town: House) -> None:
    """Late first; a page at a time; as CSV, and as one summary."""
    chat = town.chat
    late = await an_account(town.program)
    today = town.program.desk.today()

    def due(session: Session) -> None:
        for at in range(17):
            new = NewAccount("X", f"a{at:02}", "健康増進課", accounts.RUNNING)
            row = accounts.add(session, new, town.program.desk.now())
            row.unplanned = False
        session.add(Due(account_id=late, kind="evaluation", period_end=today, due_on=today - timedelta(days=9),
                        label="2026年9月", state="open", stage="again"))  # fmt: skip

    await town.program.database.write(due)
    await chat.say("mori", "ホーム")
    await chat.press("mori", "全アカウントの状況を見る")
    said = await chat.sees("mori", "効果測定の状況（全アカウント）")
    assert "Instagram kanko（観光振興課）：効果測定 2026年9月" in said
    assert "再度お知らせ済み" in said
    await chat.press("mori", "期限内")
    await chat.sees("mori", "（1〜15／17件）")
    await chat.press("mori", "次のページ")
    await chat.sees("mori", "（16〜17／17件）")
    await chat.press("mori", "CSVにする")
    await chat.sees("mori", "運用中のアカウント18件です。")
    assert len((await kept_files(town))["csv"].decode("utf-8-sig").splitlines()) == 19
    await chat.press("mori", "まとめの資料（Word・CSV）")
    await chat.sees("mori", "まとめの資料を作成しています")
    await town.program.afterwards()
    await chat.sees("mori", "アカウント18件の効果測定のまとめです")
    await chat.say("tanaka", "ホーム")
    assert "全アカウント" not in await chat.sees("tanaka", "いま待っているもの")


async def test_what_is_due_waits_on_the_home_page(town: House) -> None:
    """Late ones say so; a colleague of another unit has nothing there."""
    chat, today = town.chat, town.program.desk.today()
    number_ = await an_account(town.program)

    def due(session: Session) -> None:
        for kind, days, label in (("evaluation", 9, "2026年9月"), ("idle", 0, ""), ("handover", 0, "")):
            day = today - timedelta(days=days)
            session.add(Due(account_id=number_, kind=kind, period_end=day, due_on=day, label=label, state="open"))

    await town.program.database.write(due)
    await chat.say("yamamoto", "ホーム")
    said = await chat.sees("yamamoto", "いま待っているもの（3件）")
    assert "kanko：効果測定（2026年9月）の回答が遅れています" in said
    assert "kanko：利用の確認の回答を待っています" in said
    await chat.press("yamamoto", "kankoの効果測定を開く")
    assert "[回答する]" in await chat.sees("yamamoto", "（過ぎています）")
    await chat.press("yamamoto", "kankoの引継ぎの確認を開く")
    await chat.sees("yamamoto", "[担当者を変える]")
    await chat.say("kubo", "ホーム")
    assert "kanko" not in await chat.sees("kubo", "いま待っているもの")


@pytest.mark.parametrize("town", ["web"], indirect=True)
async def test_a_report_that_cannot_be_made_is_told_and_holds_up_nothing(
    town: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault is ours; the next one is made."""
    chat = town.chat
    await an_account(town.program)
    await chat.say("mori", "ホーム")
    await chat.press("mori", "全アカウントの状況を見る")
    await chat.press("mori", "まとめの資料（Word・CSV）")
    await chat.sees("mori", "作成しています")
    with monkeypatch.context() as broken:
        broken.setattr(report, "as_docx", lambda *_: 1 / 0)
        await town.program.afterwards()
    await chat.sees("mori", "作成できませんでした")
    await chat.press("mori", "まとめの資料（Word・CSV）")
    await chat.sees("mori", "まとめの資料を作成しています")
    await town.program.afterwards()
    await chat.sees("mori", "アカウント1件の効果測定のまとめです")


async def test_counts_hold_no_name_and_no_text(town: House) -> None:
    """Asked by the word, as a file, and refused to others with the reason."""
    chat = town.chat
    await chat.say("tanaka", "市税の口座振替の手続を教えて")
    await chat.sees("tanaka", "該当条文なし")
    await chat.say("tanaka", "誹謗中傷の禁止を教えて")
    await chat.sees("tanaka", "誹謗中傷すること。")
    await chat.say("mori", "統計")
    said = await chat.sees("mori", "統計（今月）")
    assert "該当条文がなかったもの" in said
    assert "1件（50%）" in said
    assert "5-(1)" in said
    assert "田中" not in said
    assert "口座振替" not in said
    await chat.press("mori", "今年度")
    await chat.sees("mori", "統計（今年度）")
    await chat.press("mori", "CSVにする")
    await chat.sees("mori", "統計（今年度）のCSV")
    lines = (await kept_files(town))["csv"].decode("utf-8-sig").splitlines()
    assert "質問,該当条文がなかったもの,1,件" in lines
    await chat.say("tanaka", "統計")
    await chat.sees("tanaka", "情報政策課の職員です（市の設定）")


async def test_the_same_on_postgresql(town_on_postgres: House) -> None:
    """Both databases count and post alike."""
    town = town_on_postgres
    await given(town, await an_account(town.program))
    await town.chat.sees("yamamoto", "効果測定の推移：Instagram kanko")
    await town.chat.say("mori", "統計 今年度")
    said = await town.chat.sees("mori", "統計（今年度）")
    assert "期限内の回答" in said
    acts = await town.program.database.read(lambda session: session.execute(select(col(LogEntry.act))).scalars().all())
    assert "evaluation given" in acts


@pytest.mark.parametrize(
    ("key", "today", "start", "end"),
    [
        ("this", date(2028, 2, 29), date(2028, 2, 1), date(2028, 3, 1)),
        ("last", date(2027, 1, 31), date(2026, 12, 1), date(2027, 1, 1)),
        ("year", date(2027, 3, 31), date(2026, 4, 1), date(2027, 4, 1)),
        ("year", date(2027, 4, 1), date(2027, 4, 1), date(2028, 4, 1)),
        ("made up", date(2027, 12, 5), date(2027, 12, 1), date(2028, 1, 1)),
    ],
)
def test_periods_begin_and_end_where_the_calendar_says(key: str, today: date, start: date, end: date) -> None:
    """The fiscal year begins in April."""
    found = statistics.period(key, today)
    assert (found.start, found.end) == (start, end)


def test_a_document_without_answers_is_a_document(guideline: Guideline) -> None:
    """And says so."""
    empty = report.Account("観光振興課", "X", "kanko", "期限内", (), ())
    data = report.as_docx(guideline, "まとめ", "森 由美", "2026年4月1日", NOON, [empty], [], {})
    assert "まだ評価の回答がありません。" in [one.text for one in docx.Document(io.BytesIO(data)).paragraphs]
    assert report.as_csv([empty]).decode("utf-8-sig").splitlines() == [",".join(report.COLUMNS)]
