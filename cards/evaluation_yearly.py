"""The questions of April: are the terms of service the same, is the holder right, is the public policy published?"""

from collections.abc import Mapping
from dataclasses import dataclass

from cards.accounts import Shown
from cards.model import Button, Card, Facts, Input, Option, Part, Text

NOTE_MAX = 500


@dataclass(frozen=True)
class Question:
    """One question with its answers (id, words); the first is the one after which nothing has to be done."""

    id: str
    text: str
    answers: tuple[tuple[str, str], ...]
    follow: str
    """What has to be done after any other answer."""


QUESTIONS = (
    Question(
        "terms", "利用規約（約款）は、前の確認から変わりましたか",
        (("same", "変わっていない"), ("changed", "変わった")),
        "変わったところを読み、欄8（リスク）などに関わるときは、利用方針の変更を申請してください。",
    ),
    Question(
        "holder", "担当者・副担当者は、いまも正しいですか", (("right", "正しい"), ("wrong", "替わった")),
        "担当者を変え、引継ぎを記録してください。",
    ),
    Question(
        "public", "公開用運用方針は、いまも掲載されていますか",
        (("there", "掲載されている"), ("gone", "掲載されていない")),
        "文案を開き、掲載し直してください。",
    ),
)  # fmt: skip
SETTLED = {one.id: one.answers[0][0] for one in QUESTIONS}


def form(account: Shown, due: int, version: int, year: str, nonce: str) -> Card:
    """The three questions."""
    parts: list[Part] = [
        Text(text=f"{account.medium} {account.name}｜担当者 {account.holder or 'なし'}", style="small")
    ]
    if account.policy_url:
        parts.append(Text(text=f"公開用運用方針の掲載先：{account.policy_url}", style="small"))
    if version:
        parts.append(Text(text=f"回答済みです（第{version}版）。直すと、前の版も履歴に残ります。"))
    parts += [
        Input(
            id=one.id, label=one.text, type="radio", required=True,
            options=tuple(Option(label=text, value=id_) for id_, text in one.answers),
        )
        for one in QUESTIONS
    ]  # fmt: skip
    parts.append(Input(id="note", label="補足", type="lines", limit=NOTE_MAX, hint=f"{NOTE_MAX:,}字まで"))
    parts.append(Button(action="evaluation.yearly_save", label="回答する", value=f"{due}:{version}", nonce=nonce,
                        style="primary"))  # fmt: skip
    return Card(title=f"年度はじめの確認：{year}"[:150], parts=tuple(parts))


def answered(account: Shown, due: int, year: str, said: Mapping[str, str], note: str, by: str, nonce: str) -> Card:
    """What was answered, and what follows from it."""
    parts: list[Part] = [Text(text=f"{account.medium} {account.name}｜{account.section}", style="small")]
    parts.append(Facts(pairs=(*((one.text, dict(one.answers)[said[one.id]]) for one in QUESTIONS), ("回答", by))))
    if note:
        parts.append(Text(text=note, style="quote"))
    open_ = [one for one in QUESTIONS if said[one.id] != SETTLED[one.id]]
    if open_:
        parts.append(Text(text="続けてすること", style="heading"))
        parts += [Text(text=one.follow) for one in open_]
        parts += [_follow(one.id, account, nonce) for one in open_]
    else:
        parts.append(Text(text="続けてすることはありません。"))
    parts.append(Button(action="evaluation.yearly", label="回答を直す", value=str(due), opens_dialog=True))
    return Card(title=f"年度はじめの確認に回答しました（{year}）"[:150], parts=tuple(parts))


def _follow(question: str, account: Shown, nonce: str) -> Button:
    match question:
        case "terms":
            return Button(action="register.amend", label="変更を申請する", value=str(account.id), nonce=f"{nonce}m")
        case "holder":
            value = f"{account.id}:{account.version}"
            return Button(action="register.hand", label="担当者を変える", value=value, opens_dialog=True)
        case _:
            if account.has_policy:
                return Button(action="account.texts", label="公開用運用方針の文案", value=str(account.id))
            return Button(action="account.open", label="アカウントの画面を開く", value=str(account.id))


def used(account: Shown, by: str) -> Card:
    """The holder says that the account is used."""
    return Card(
        title="使っていることを記録しました",
        parts=(
            Text(text=f"{account.medium} {account.name}｜{account.section}", style="small"),
            Facts(pairs=(("回答", by),)),
            Text(text="使わなくなったときは、「台帳」からアカウントを開き、休止・廃止を記録してください。"),
        ),
    )


def settled() -> Card:
    """A question that was answered already, or settled itself."""
    return Card(
        title="この確認は済んでいます", parts=(Text(text="ほかの人が回答したか、記録ができたため、回答は不要です。"),)
    )


def meanwhile(account: Shown, due: int) -> Card:
    """Somebody else answered first."""
    return Card(
        title="記録していません",
        parts=(
            Text(text=f"{account.medium} {account.name}：画面を開いたあとに、ほかの人が回答しました。"),
            Button(action="evaluation.yearly", label="回答を確かめる", value=str(due), opens_dialog=True),
        ),
    )
