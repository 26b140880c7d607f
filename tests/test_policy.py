"""Applying for an official account, as people do it, through every door."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from storage import accounts, applications
from tests import policy_steps as steps
from tests.doors import House
from tests.fakes.chat import Chat

OBTAINED = {
    "アカウント名": "tsuyama_kanko1", "アドレス（URL）": "https://x.com/tsuyama_kanko1", "担当者": "田中 はるか",
}  # fmt: skip
MEMBERS = ("okada", "nishi", "hayashi")


async def greet(town: House, *who: str) -> None:
    """Everybody has been seen by the bot, so that it can write to them."""
    for one in who:
        await town.chat.say(one, "ヘルプ")
        await town.chat.sees(one, "SNSガイドライン窓口")


async def whole_way(town: House) -> None:
    """From the first field to a running account."""
    chat = town.chat
    await greet(town, *MEMBERS, "mori")
    await steps.begin(chat, "yamamoto")
    await steps.write_all(chat, "yamamoto")
    told = await steps.submit(chat, "yamamoto")
    assert "第1版" in told
    assert "利用方針.docx" in told
    for member in MEMBERS:
        await steps.approve(chat, member)
    decided = await chat.sees("yamamoto", "申請1は承認になりました")
    assert "なりすまし" in decided
    await chat.press("yamamoto", "アカウントの取得を記録する")
    await chat.fill("yamamoto", OBTAINED, "台帳に記録する")
    told = await chat.sees("yamamoto", "公開前")
    assert "利用方針のアカウント名「tsuyama_kanko」と違います" in told
    await chat.press("yamamoto", "秘書広報室と情報政策課に届け出る")
    for who, room in (("kubo", "hisho-koho"), ("mori", "joho-seisaku")):
        notice = await chat.sees(who, "公式アカウントを取得しました（届出）", room)
        assert "https://x.com/tsuyama_kanko1" in notice
    await chat.press("yamamoto", "公開用運用方針の文案")
    text = await chat.sees("yamamoto", "専ら情報発信の用途に用います")
    assert "金庫" not in text
    assert "kanko@city" not in text
    await chat.press("yamamoto", "掲載を記録する")
    await chat.fill("yamamoto", {"掲載した場所": "アカウントの自由記述欄"}, "記録する")
    await chat.sees("yamamoto", "運用中になりました。")
    row = (await town.program.database.read(accounts.listed))[0]
    assert (row.state, row.name, row.holder, row.published_at) == ("運用中", "tsuyama_kanko1", "tanaka", "profile")


async def test_from_the_first_field_to_a_running_account(town: House) -> None:
    """The nine fields, three votes, the notices, the public policy."""
    await whole_way(town)


async def test_a_message_meanwhile_is_asked_about_and_moves_nothing(town: House) -> None:
    """It is saved in the field, or answered as a question, as the person says."""
    chat = town.chat
    await steps.begin(chat, "yamamoto")
    await steps.write(chat, "yamamoto", "1")
    await chat.say("yamamoto", "開花状況をその日のうちに伝える。")
    await chat.sees("yamamoto", "欄2（目的）を書いている途中です")
    await chat.press("yamamoto", "欄2として保存")
    await chat.sees("yamamoto", "欄2を保存しました。")
    assert (await saved(town, 1))["purpose"] == "開花状況をその日のうちに伝える。"
    await chat.say("yamamoto", "昼休みに自分のインスタを更新するのは勤務時間中になりますか")
    await chat.sees("yamamoto", "欄3（対象者）を書いている途中です")
    await chat.press("yamamoto", "質問として答える")
    await chat.sees("yamamoto", "勤務時間中に個人の立場で情報を発信すること。")
    assert "audience" not in await saved(town, 1)


async def test_a_message_for_a_field_of_many_parts_opens_its_dialog(town: House) -> None:
    """With the words in its first empty text; nothing is saved before the dialog is sent."""
    chat = town.chat
    await steps.begin(chat, "yamamoto")
    await chat.press("yamamoto", "欄の一覧")
    await chat.fill("yamamoto", {"開く欄": "欄4 発信の内容"}, "この欄を開く")
    await chat.sees("yamamoto", "欄4（4/9）発信の内容")
    await chat.say("yamamoto", "開花状況と催しの案内")
    await chat.press("yamamoto", "欄4として保存")
    assert "開花状況と催しの案内" in await steps.dialog(chat, "yamamoto")
    assert "outline" not in await saved(town, 1)
    await chat.fill(
        "yamamoto", {"事実の告知となる例": "五分咲きです", "組織判断（決裁）が必要な例": "中止します"}, "保存する"
    )
    await chat.sees("yamamoto", "欄4を保存しました。")
    assert (await saved(town, 1))["outline"] == "開花状況と催しの案内"


async def test_back_leave_and_take_up_again(town: House) -> None:
    """After 「保存して終わる」 plain messages are questions again; 「申請」 leads back to the same field."""
    chat = town.chat
    await steps.begin(chat, "yamamoto")
    await steps.write(chat, "yamamoto", "1")
    await chat.press("yamamoto", "← 欄1")
    told = await chat.sees("yamamoto", "欄1（1/9）媒体の種類")
    assert "利用するソーシャルメディアの種類" in told
    assert "ダイレクトメッセージは受け付けない" in told
    await chat.press("yamamoto", "欄2 →")
    await chat.sees("yamamoto", "欄2（2/9）目的")
    await chat.press("yamamoto", "保存して終わる")
    await chat.sees("yamamoto", "続きから再開できます")
    await chat.say("yamamoto", "誹謗中傷の禁止を教えて")
    await chat.sees("yamamoto", "誹謗中傷すること。")
    await chat.say("yamamoto", "申請")
    await chat.press("yamamoto", "申請1を開く")
    await chat.sees("yamamoto", "1/9欄 記入済み")
    await chat.say("yamamoto", "ホーム")
    await chat.sees("yamamoto", "申請1（X（旧Twitter））：書きかけです")


async def test_problems_are_told_at_the_field_all_at_once(town: House) -> None:
    """A contractor with 5-(9), a stranger, an indicator without a target, a password; and nothing is saved."""
    chat = town.chat
    await steps.begin(chat, "yamamoto")
    await to_field(chat, "欄5 運用体制")
    await chat.press("yamamoto", "記入する")
    people = {"担当者": "委託 太郎\n名無 権兵衛", "通常時の体制": "a", "緊急時の体制": "b"}
    await chat.fill("yamamoto", people, "保存する")
    told = await chat.dialog("yamamoto")
    assert "委託 太郎さんは職員ではないため、発信できません。（5-(9)）" in told
    assert "名無 権兵衛さんは名簿にありません" in told
    await chat.fill("yamamoto", people | {"担当者": "田中はるか\nsomeone@city.example.jp"}, "保存する")
    await chat.sees("yamamoto", "欄5を保存しました。")
    await to_field(chat, "欄7 アカウントの管理")
    await chat.press("yamamoto", "記入する")
    await chat.fill(
        "yamamoto", {"アカウント名": "a", "アカウント取得用情報": "パスワードはTsuyama2024!"}, "保存して続ける"
    )
    assert "パスワードのように見えます" in await chat.dialog("yamamoto")
    assert "account_name" not in await saved(town, 1)


async def test_what_is_too_long_is_counted_and_kept_in_the_dialog(town: House) -> None:
    """Limit and length are told where the platform lets such a text through; nothing is cut."""
    chat = town.chat
    await steps.begin(chat, "yamamoto")
    await to_field(chat, "欄2 目的")
    await chat.press("yamamoto", "記入する")
    await chat.fill("yamamoto", {"発信する目的": "あ" * 801}, "保存する")
    told = await chat.dialog("yamamoto")
    assert "「発信する目的」は800字までです（いまは801字）。" in told
    assert "あ" * 801 in told
    assert "purpose" not in await saved(town, 1)


async def test_two_who_edit_at_once_lose_nothing(town: House) -> None:
    """The later one sees what the earlier saved beside their own words, and decides."""
    chat = town.chat
    await steps.begin(chat, "yamamoto")
    await chat.say("tanaka", "申請")
    await chat.press("tanaka", "申請1を開く")
    await to_field(chat, "欄3 対象者", "tanaka")
    await to_field(chat, "欄3 対象者")
    await chat.press("tanaka", "記入する")
    await chat.press("yamamoto", "記入する")
    await chat.fill("tanaka", {"対象者（想定される層）": "市外の20代"}, "保存する")
    await chat.sees("tanaka", "欄3を保存しました。")
    await chat.fill("yamamoto", {"対象者（想定される層）": "市内の高齢者"}, "保存する")
    told = await chat.dialog("yamamoto")
    assert "編集している間に、田中 はるかさんが保存しました" in told
    assert "市外の20代" in told
    assert "市内の高齢者" in told
    assert (await saved(town, 1))["audience"] == "市外の20代"
    await chat.fill("yamamoto", {"対象者（想定される層）": "市外の20代と市内の高齢者"}, "この内容で上書きする")
    await chat.sees("yamamoto", "欄3を保存しました。")
    assert (await saved(town, 1))["audience"] == "市外の20代と市内の高齢者"


async def test_only_the_head_submits(town: House) -> None:
    """A colleague is refused with 7-(1) and asks the head; a stranger sees nothing; a contractor gets clause 3."""
    chat = town.chat
    await greet(town, "yamamoto")
    await steps.begin(chat, "tanaka")
    await steps.write_all(chat, "tanaka")
    await chat.press("tanaka", "全体を確認する")
    await chat.sees("tanaka", "すべての欄が記入済みです。")
    await chat.press("tanaka", "提出する")
    told = await chat.sees(
        "tanaka", "申請できるのは、観光振興課の情報マネジメント管理責任者（課・室長）か、その職務代理です。"
    )
    assert "7-(1)" in told
    await chat.press("tanaka", "所属長に確認を頼む")
    await chat.sees("tanaka", "山本 誠さんに知らせました。")
    await chat.sees("yamamoto", "田中 はるかさんが、申請の確認と提出をお願いしています。")
    await chat.say("kubo", "申請 1")
    await chat.sees("kubo", "この申請を扱えるのは、観光振興課の職員")
    await chat.say("itaku", "申請")
    await chat.sees("itaku", "ご利用いただけません")
    assert (await state(town, 1)) == "作成中"


async def test_the_acting_head_submits_and_is_shown_as_such(town: House) -> None:
    """職務代理 on their days only, on a draft that somebody else began."""
    chat = town.chat
    await greet(town, *MEMBERS)
    await steps.begin(chat, "yamamoto")
    await steps.write_all(chat, "yamamoto")
    await chat.say("ueda", "申請 1")
    await chat.sees("ueda", "この申請を扱えるのは")
    await to_day(town, date(2026, 12, 15))
    await to_field(chat, "欄2 目的")
    await steps.again(chat, "yamamoto", "2")
    await to_day(town, date(2026, 12, 29))
    await chat.say("ueda", "申請 1")
    await chat.sees("ueda", "9/9欄 記入済み")
    told = await steps.submit(chat, "ueda")
    assert "上田 健（職務代理）" in told
    await chat.sees("okada", "上田 健（職務代理）")
    assert "上田 健" not in await chat.sees("okada", "まだの委員")


async def to_field(chat: Chat, field: str, who: str = "yamamoto") -> None:
    """Jumps to a field by the list."""
    await chat.press(who, "欄の一覧")
    await chat.fill(who, {"開く欄": field}, "この欄を開く")
    await chat.sees(who, f"{field[:2]}（{field[1]}/9）")


async def saved(town: House, number: int) -> dict[str, str]:
    """What is saved of an application."""
    return await town.program.database.read(lambda session: applications.answers(applications.saved(session, number)))


async def state(town: House, number: int) -> str:
    """The state of an application."""
    row = await town.program.database.read(lambda session: applications.look(session, number))
    assert row is not None
    return row.state


async def to_day(town: House, day: date) -> None:
    """Moves business time to noon of a day."""
    then = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
    await town.program.advance((then - town.program.clock.now()).total_seconds())
