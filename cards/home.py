"""The home page: what waits first, then what can be done."""

from cards.model import BUTTONS_MAX, Button, Card, Part, Text


def home(name: str, waiting: list[str], buttons: tuple[Button, ...] = ()) -> Card:
    """`waiting` are sentences, most urgent first; `buttons` (at most three) open what waits."""
    parts: list[Part] = [Text(text="いま待っているもの", style="heading")]
    parts += [Text(text=line) for line in waiting] or [Text(text="いまはありません。")]
    actions = [
        *buttons,
        Button(action="check.form", label="投稿前チェック", style="primary", opens_dialog=True),
        Button(action="incident.form", label="トラブルを届け出る", style="danger", opens_dialog=True),
        Button(action="policy.home", label="公式アカウントの申請"),
        Button(action="register.home", label="アカウント台帳"),
        Button(action="clause.browse", label="条文を読む"),
    ]
    parts += [
        Text(text="できること", style="heading"),
        Text(text="質問は、このボットにそのまま書いてください。条文の言葉でお答えします。"),
        Text(text="投稿する前に、下書きを「投稿前チェック」で確認できます。"),
        *actions[: BUTTONS_MAX - 1],
        Button(action="home.help", label="使い方"),
        Text(text="「条文」「台帳」「申請」「届出」「違反」「依頼」と書いても開けます。", style="small"),
    ]
    return Card(title=f"{name}さんのホーム" if name else "ホーム", parts=tuple(parts))


def my_draft(state: str) -> str:
    """One of my drafts under check."""
    told = {
        "hold": "上司の答えを待っています",
        "asked": "確認・決裁を待っています",
        "ready": "受付済みで、投稿の記録がまだです",
    }
    return f"確認中の下書き：{told.get(state, '手続がまだです')}"


def open_drafts(check_id: str) -> Button:
    """Opens the newest of my drafts."""
    return Button(action="check.open", label="下書きを開く", value=check_id)


def my_requests(count: int) -> str:
    """What I was asked to confirm or decide."""
    return f"あなたへの確認・決裁の依頼：{count}件"


def open_requests() -> Button:
    """Opens what I was asked."""
    return Button(action="review.waiting", label="依頼を見る")


def my_ticket(number: int, office: str, answered: bool) -> str:
    """One of my questions."""
    return f"{office}への質問 {number}：" + ("回答があります" if answered else "回答を待っています")


def office_tickets(office: str, count: int) -> str:
    """What waits for my office."""
    return f"{office}に未回答の質問が{count}件あります"


def my_application(number: int, medium: str, state: str) -> str:
    """An application of my unit."""
    told = {"作成中": "書きかけです", "差戻し": "差し戻されています", "審査中": "審査中です"}
    return f"申請{number}（{medium}）：{told.get(state, state)}"


def my_vote(number: int, section: str, medium: str) -> str:
    """An application that waits for my vote."""
    return f"申請{number}（{section}、{medium}）が、あなたの審査を待っています"


def my_account(name: str, state: str) -> str:
    """An account of mine with something left to do."""
    todo = {"公開前": "届出と公開用運用方針の掲載が残っています", "未承認": "利用承認の申請が必要です"}
    return f"アカウント {name}：{todo[state]}"


def open_incident(number: int, kind: str, state: str, drill: bool, waits: bool) -> str:
    """A case of my office."""
    return ("【訓練】" if drill else "") + f"届出 {number}（{kind}）：" + ("受領されていません" if waits else state)


def violations_waiting(count: int) -> str:
    """Reports under 8-(2) whose turn is mine."""
    return f"あなたの対応を待っている違反の通知が{count}件あります"
