"""The home page: what waits for me first, then what can be done, then my accounts and cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.evaluation import ANSWERS, KINDS
from cards.model import Button, Card, Facts, Item, Part, Text, label

PAGE = 12
"""How many lines of what waits stand on the page; the others are one press away."""
TEXT_MAX = 300


def home(name: str, waiting: Sequence[Item], work: Sequence[Item], mine: Sequence[Item]) -> Card:
    """`waiting` most urgent first; `work`: the tasks of the reader's office; `mine`: accounts and cases."""
    parts: list[Part] = [Text(text=f"いま待っているもの（{len(waiting)}件）" if waiting else "いま待っているもの",
                              style="heading")]  # fmt: skip
    parts += shown(waiting, 0) if waiting else [Text(text="いまはありません。")]
    parts += [
        Text(text="できること", style="heading"),
        Text(text="質問は、このボットにそのまま書いてください。条文の言葉でお答えします。"),
        Button(action="check.form", label="投稿前チェック", style="primary", opens_dialog=True),
        Button(action="incident.form", label="トラブルを届け出る", style="danger", opens_dialog=True),
        Button(action="policy.home", label="公式アカウントの申請"),
        Button(action="register.home", label="アカウント台帳"),
        Button(action="clause.browse", label="条文を読む"),
        Button(action="home.help", label="使い方"),
        Text(text="「条文」「台帳」「申請」「効果測定」「届出」「違反」「依頼」と書いても開けます。", style="small"),
    ]
    if work:
        parts += [Text(text="担当課の仕事", style="heading"), *work]
    if mine:
        parts += [Text(text="自分のアカウントと案件", style="heading"), *mine]
    return Card(title=label(f"{name}さんのホーム") if name else "ホーム", parts=tuple(parts))


def shown(waiting: Sequence[Item], begin: int) -> list[Part]:
    """A page's worth of what waits, and the way to the rest."""
    parts: list[Part] = [*waiting[begin : begin + PAGE]]
    if (left := len(waiting) - begin - PAGE) > 0:
        following = Button(action="home.more", label="続きを見る", value=str(begin + PAGE))
        parts.append(Item(text=f"ほかに{left}件あります。", button=following))
    return parts


def more(waiting: Sequence[Item], begin: int) -> Card:
    """What waits, from one number on."""
    title = f"待っているもの（{begin + 1}件目から、全{len(waiting)}件）"
    return Card(title=title, parts=tuple(shown(waiting, begin)))


def nothing() -> Card:
    """What was to be opened is done."""
    return Card(title="もう待っていません", parts=(Text(text="ほかの人が済ませたか、取り下げられました。"),))


def _item(text: str, what: str, kind: str, id_: str | int, primary: bool = False) -> Item:
    """A line and the button that opens what it names (`handlers.home_go`)."""
    style = "primary" if primary else "plain"
    button = Button(action="home.go", label=label(what), value=f"{kind}:{id_}", style=style)
    return Item(text=text if len(text) <= TEXT_MAX else text[: TEXT_MAX - 1] + "…", button=button)


# What waits


def unacknowledged(number: int, position: int, kind: str, office: str, drill: bool) -> Item:
    """A case that my office has not acknowledged."""
    text = ("【訓練】" if drill else "") + f"届出 {number}（{kind}）：{office}の受領を待っています"
    return _item(text, f"届出 {number} を開いて受領", "notice", f"{number}:{position}", primary=True)


def violation_turn(number: int) -> Item:
    """A report under 8-(2) whose turn is mine."""
    text = f"違反の通知 {number}：あなたの対応を待っています"
    return _item(text, f"通知 {number} を開く", "violation", number, primary=True)


def request(number: int, what: str) -> Item:
    """A draft that I am asked to confirm, decide on, or advise on."""
    return _item(f"依頼 {number}：{what}", f"依頼 {number} を開く", "review", number, primary=True)


def vote(number: int, section: str, medium: str) -> Item:
    """An application that waits for my vote."""
    text = f"申請{number}（{section}、{medium}）：あなたの審査を待っています"
    return _item(text, f"申請{number}を審査する", "vote", number, primary=True)


def returned_draft(check_id: str, day: str, nth: str) -> Item:
    """A draft of mine that came back; `nth`: its number among several."""
    return _item(f"{day}の下書き：意見が付いて戻っています", f"下書き{nth}を直す", "check", check_id, primary=True)


def returned_application(number: int, medium: str) -> Item:
    """An application of my unit that the committee sent back."""
    return _item(
        f"申請{number}（{medium}）：差し戻されています", f"申請{number}を直す", "application", number, primary=True
    )


def unfinished_account(number: int, name: str, state: str) -> Item:
    """An account of my unit with something left to do."""
    todo = {"公開前": "届出と公開用運用方針の掲載が残っています", "未承認": "利用承認の申請が必要です"}
    return _item(f"アカウント {name}：{todo[state]}", label(f"{name}の手続を開く"), "account", number)


@dataclass(frozen=True)
class Due:
    """Something that waits for an answer for an account; `since`: its day, written out."""

    number: int
    kind: str
    account: int
    name: str
    section: str
    period: str
    since: str
    late: bool

    @property
    def what(self) -> str:
        """What is asked."""
        return KINDS[self.kind] + (f"（{self.period}）" if self.period else "")


def due(one: Due) -> Item:
    """Something that is due for an account of mine."""
    text = f"{one.name}：{one.what}{'の回答が遅れています' if one.late else 'の回答を待っています'}"
    opens = label(f"{one.name}の{KINDS[one.kind]}を開く")
    if one.kind not in ANSWERS:
        return _item(text, opens, "account", one.account, primary=True)
    return _item(text, opens, "due", one.number, primary=True)


def due_card(one: Due) -> Card:
    """What is asked, and the button that answers it."""
    dialog = one.kind != "idle"
    answer = Button(action=ANSWERS[one.kind], label="回答する" if dialog else "使っている", value=str(one.number),
                    style="primary", opens_dialog=dialog)  # fmt: skip
    account = Button(action="home.go", label="アカウントを開く", value=f"account:{one.account}")
    facts = (
        ("アカウント", one.name),
        ("課・室", one.section),
        ("期日", one.since + ("（過ぎています）" if one.late else "")),
    )
    return Card(title=label(one.what), parts=(Facts(pairs=facts), answer, account))


def oversight() -> list[Item]:
    """What the office in charge looks after."""
    counts = Button(action="statistics.show", label="統計を見る", value="this")
    accounts = Button(action="standing.show", label="全アカウントの状況を見る", value="late:0")
    return [Item(text="質問・指摘・受領の時間・効果測定の件数", button=counts),
            Item(text="効果測定：期限内、遅れ、使われていないアカウント", button=accounts)]  # fmt: skip


def answered_ticket(number: int, office: str) -> Item:
    """A question of mine that has an answer."""
    return _item(f"{office}への質問 {number}：回答があります", f"質問 {number} の回答を読む", "ticket", number)


def office_tickets(office: str, count: int) -> Item:
    """Questions that wait for my office's answer."""
    return _item(f"{office}に未回答の質問が{count}件あります", "未回答の質問を見る", "tickets", office, primary=True)


def tickets(office: str, rows: Sequence[tuple[int, str, str]]) -> Card:
    """The open questions of an office: number, day, question."""
    parts: list[Part] = []
    for number, day, question in rows:
        parts += [Text(text=f"質問 {number}（{day}）", style="strong"), Text(text=question, style="quote")]
    remark = f"回答は、{office}の部屋に届いているカードの「回答する」から行ってください。"
    return Card(title=f"{office}に未回答の質問", parts=(*parts, Text(text=remark, style="small")))


# Mine


def my_draft(check_id: str, day: str, state: str, nth: str) -> Item:
    """One of my drafts under check; `nth`: its number among several."""
    told = {
        "hold": "上司の答えを待っています",
        "asked": "確認・決裁を待っています",
        "ready": "受付済みで、投稿の記録がまだです",
    }
    return _item(f"{day}の下書き：{told.get(state, '手続がまだです')}", f"下書き{nth}を開く", "check", check_id)


def my_ticket(number: int, office: str) -> Item:
    """A question of mine without an answer."""
    return _item(f"{office}への質問 {number}：回答を待っています", f"質問 {number} を読む", "ticket", number)


def my_application(number: int, medium: str, state: str) -> Item:
    """An application of my unit."""
    told = {"作成中": "書きかけです", "審査中": "審査中です"}
    return _item(f"申請{number}（{medium}）：{told.get(state, state)}", f"申請{number}を開く", "application", number)


def my_case(number: int, kind: str, state: str, drill: bool) -> Item:
    """A case that I reported, or that my office handles."""
    text = ("【訓練】" if drill else "") + f"届出 {number}（{kind}）：{state}"
    return _item(text, f"届出 {number} の経過を見る", "incident", number)


def evaluations() -> Item:
    """The evaluations of my accounts: what waits, and what comes next."""
    button = Button(action="evaluation.home", label="効果測定の予定を見る")
    return Item(text="効果測定：待っているもの、次の予定、これまでの評価", button=button)


def my_account(number: int, medium: str, name: str, state: str) -> Item:
    """An account that I hold, or that my unit runs."""
    return _item(f"{medium} {name}：{state}", label(f"{name}を開く"), "account", number)
