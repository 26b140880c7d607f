"""What people write into the nine fields, and the way through them, on any platform."""

import asyncio

from tests.fakes.chat import Chat

X = "X（旧Twitter）"
FIELDS: dict[str, list[dict[str, str]]] = {
    "1": [{"使う機能": "投稿と写真だけ。ダイレクトメッセージは受け付けない。"}],
    "2": [{"発信する目的": "鶴山公園の開花状況を、その日のうちに市外の観光客へ伝える。"}],
    "3": [{"対象者（想定される層）": "市外に住む20代から40代の、旅行先を探している人"}],
    "4": [{
        "発信する情報の概要": "開花状況、催しの案内",
        "事実の告知となる例": "鶴山公園の桜は五分咲きです。",
        "組織判断（決裁）が必要な例": "台風のため、さくらまつりを中止します。",
    }],
    "5": [{
        "担当者": "田中 はるか\n山本 誠", "通常時の体制": "2名で文案を確かめ合う。",
        "緊急時の体制": "課長が投稿の可否を判断する。",
    }],
    "6": [
        {"発信の頻度・タイミング": "平日に1日1回", "発信方法": "課の端末から投稿する。"},
        {"意見や質問への対応方法": "問い合わせ先を案内する。", "専ら情報発信に用いますか": "はい（返信しない）"},
        {"公開用運用方針を載せる場所": "両方", "公開用運用方針に加えること": "中傷のコメントは消すことがあります。"},
    ],
    "7": [
        {"アカウント名": "tsuyama_kanko", "アカウント取得用情報": "kanko@city.example.jp、0868-00-0000"},
        {"庁舎外での利用": "可", "勤務時間外での利用": "不可"},
        {
            "可とするときの条件": "さくらまつりの会場で、課の端末から",
            "パスワードの管理方法": "16文字以上で課長が決め、金庫に保管する。", "二要素認証": "使う",
        },
    ],
    "8": [
        {"サーバの所在": "国外", "適用される法律": "外国の法律も適用される"},
        {
            "リスク：データの差押え": "許容する", "データの差押えへの対策": "公開する情報だけを載せる。",
            "リスク：サービスの停止": "許容する", "サービスの停止への対策": "市のWebサイトにも載せる。",
        },
        {
            "リスク：個人情報・機密情報の閲覧": "許容しない",
            "個人情報・機密情報の閲覧への対策": "個人情報を扱わない。",
            "リスク：その国の政情": "許容する", "政情リスクへの対策": "別の媒体へ移る手順を決めておく。",
        },
        {"安定的・継続的な提供の方針": "止まったときは市のWebサイトで知らせる。"},
    ],
    "9": [{
        "期待する効果": "市外からの問い合わせが増える。",
        "指標": "フォロワー数／1年で2,000人／管理画面の数字", "評価の時期": "6か月ごと",
    }],
}  # fmt: skip


async def begin(chat: Chat, who: str, medium: str = X) -> None:
    """From 「申請」 to the first field."""
    await chat.say(who, "申請")
    await chat.sees(who, "公式アカウントの申請")
    await chat.press(who, "新しく申請する")
    await chat.fill(who, {"利用する媒体": medium}, "申請を始める")
    await chat.sees(who, "欄1（1/9）媒体の種類")


async def write(chat: Chat, who: str, field: str) -> None:
    """Fills all pages of the field that is shown."""
    await chat.press(who, "記入する")
    pages = FIELDS[field]
    for number, values in enumerate(pages, 1):
        await chat.fill(who, values, "保存する" if number == len(pages) else "保存して続ける")
    await chat.sees(who, f"欄{field}を保存しました。")


async def dialog(chat: Chat, who: str) -> str:
    """The dialog that a press opens, once it is there."""
    for _ in range(200):
        if found := await chat.dialog(who):
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"no dialog opened for {who}")


async def again(chat: Chat, who: str, field: str) -> None:
    """Saves a complete field of one page once more."""
    await chat.press(who, "書き直す")
    await chat.fill(who, {}, "保存する")
    await chat.sees(who, f"欄{field}を保存しました。")


async def write_all(chat: Chat, who: str) -> None:
    """All nine, from the first."""
    for field in FIELDS:
        await write(chat, who, field)


async def submit(chat: Chat, who: str, version: int = 1) -> str:
    """Reviews and submits; returns what is said then."""
    await chat.press(who, "全体を確認する")
    await chat.sees(who, "すべての欄が記入済みです。")
    await chat.press(who, "提出する")
    return await chat.sees(who, f"第{version}版")


async def approve(chat: Chat, who: str) -> None:
    """A member's vote under 7-(3)."""
    await chat.sees(who, "利用承認の審査をお願いします")
    await chat.press(who, "承認する")
    said = {
        "想定されるリスク": "なりすまし",
        "期待できる大きな効果": "来訪者が増える",
        "リスクがあっても取り組むべき理由": "ほかの手段では間に合わない",
    }
    await chat.fill(who, said, "承認に投票する")
    await voted(chat, who, "承認")


async def voted(chat: Chat, who: str, vote: str) -> str:
    """Waits until a member's card shows their vote; returns the card."""
    fact = {"web": "あなたの票: ", "teams": "あなたの票："}.get(chat.name, "あなたの票\n")
    return await chat.sees(who, f"{fact}{vote}")
