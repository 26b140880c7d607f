"""What the clock says of an account: an evaluation is due, April's questions, a review, quiet months, a holder gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.accounts import CHECKLIST, Shown
from cards.evaluation import quoted
from cards.model import Button, Card, Facts, Part, Text
from guideline.clauses import Guideline


@dataclass(frozen=True)
class Told:
    """Something due, as its cards show it. `late`: the bot was not running on its day. Days are written out."""

    account: Shown
    due: int
    label: str
    due_on: str
    stage: str
    late: bool = False
    snoozed: str = ""

    @property
    def heading(self) -> str:
        """What stands before a title: whether it is a reminder of a reminder, and whether it comes late."""
        stage = {"again": "【再度のお知らせ】", "overdue": "【期限超過】"}.get(self.stage, "")
        return ("【遅延】" if self.late else "") + stage


def _facts(one: Told, *more: tuple[str, str]) -> Facts:
    pairs = [("アカウント", f"{one.account.medium} {one.account.name}"), ("課・室", one.account.section),
             ("担当者", one.account.holder or "なし"), *more]  # fmt: skip
    return Facts(pairs=tuple((name, text) for name, text in pairs if text))


def _about(one: Told) -> list[Part]:
    parts: list[Part] = []
    if one.late:
        parts.append(Text(text="ボットが止まっていたため、予定の日より遅れてお知らせしています（遅延）。"))
    if one.snoozed:
        parts.append(Text(text=f"{one.snoozed}まで延期されていました。", style="small"))
    if one.stage == "again":
        parts.append(Text(text="前のお知らせから、まだ回答がありません。"))
    if one.stage == "overdue":
        parts.append(Text(text="2回お知らせしましたが、回答がありません。担当の課・室に確かめてください。"))
    return parts


def _answer(one: Told, action: str, text: str) -> list[Part]:
    """The form, and putting it off; not for the office, which only sees that it is overdue."""
    if one.stage == "overdue":
        return [Button(action="account.open", label="アカウントの画面を開く", value=str(one.account.id))]
    parts: list[Part] = [Button(action=action, label=text, value=str(one.due), style="primary", opens_dialog=True)]
    if not one.snoozed:
        parts.append(Button(action="evaluation.snooze", label="延期する", value=str(one.due), opens_dialog=True))
    return parts


def evaluation(one: Told, indicators: Sequence[str], guideline: Guideline) -> Card:
    """The promised evaluation is due."""
    names = "、".join(indicators) or "利用方針に指標がありません"
    return Card(
        title=f"{one.heading}効果測定の時期です（{one.label}）"[:150],
        parts=(
            *_about(one),
            _facts(one, ("期間", one.label), ("評価の日", one.due_on), ("指標", names)),
            *quoted(guideline, guideline.standing.effect),
            *_answer(one, "evaluation.form", "評価を入力する"),
            Text(text="お知らせの日と回数は、市の設定です。", style="small"),
        ),
    )


def review(one: Told, guideline: Guideline) -> Card:
    """An urgent use on the day that the committee set for its review."""
    return Card(
        title=f"{one.heading}緊急の利用を見直す日です"[:150],
        parts=(
            *_about(one),
            _facts(one, ("状態", one.account.state), ("見直す日", one.due_on)),
            *quoted(guideline, guideline.standing.urgent),
            Text(text="続けるなら利用承認を申請し、終わるならアカウントを休止・廃止してください。"),
            *_answer(one, "evaluation.form", "見直しの結果を入力する"),
            Text(text="見直す日は、緊急の利用を認めたときに委員会が決めました（市の設定）。", style="small"),
        ),
    )


def yearly(one: Told) -> Card:
    """The questions of April, with the checklist for those who hand over."""
    checklist = "\n".join(f"・{text}" for _, text in CHECKLIST)
    buttons = _answer(one, "evaluation.yearly", "確認に答える")
    if one.stage != "overdue":
        value = f"{one.account.id}:{one.account.version}"
        buttons.append(Button(action="register.hand", label="担当者を変える", value=value, opens_dialog=True))
    return Card(
        title=f"{one.heading}年度はじめの確認です（{one.label}）"[:150],
        parts=(
            *_about(one),
            _facts(one, ("確認の日", one.due_on), ("公開用運用方針", one.account.policy_url)),
            Text(text="媒体の利用規約、担当者、公開用運用方針の掲載を確かめてください。"),
            Text(text="担当者が替わるときの引継ぎ", style="heading"),
            Text(text=checklist),
            *buttons,
            Text(text="毎年4月の確認は、市の設定です。", style="small"),
        ),
    )


def idle(one: Told, days: int) -> Card:
    """Nothing was recorded for a long time: is it still used?"""
    value = f"{one.account.id}:{one.account.version}"
    return Card(
        title=f"{one.heading}このアカウントは使っていますか"[:150],
        parts=(
            *_about(one),
            _facts(one, ("アドレス", one.account.url)),
            Text(text=f"{days}日の間、投稿の記録・評価・台帳の変更がありません。"
                      "使われないアカウントは、乗っ取られても気づきにくくなります。"),
            Button(action="evaluation.used", label="使っている", value=str(one.due), nonce=f"used-{one.due}",
                   style="primary"),
            Button(action="register.change", label="休止・廃止する", value=value, opens_dialog=True),
            Text(text="この確認は、市の設定です。", style="small"),
        ),
    )  # fmt: skip


def handover(one: Told, holder: str) -> Card:
    """The holder is gone or in another unit."""
    value = f"{one.account.id}:{one.account.version}"
    return Card(
        title=f"{one.heading}担当者の引継ぎを確かめてください"[:150],
        parts=(
            *_about(one),
            _facts(one, ("アドレス", one.account.url)),
            Text(text=f"組織の名簿では、{holder}は{one.account.section}の職員ではなくなりました。"),
            Text(text="引継ぎで済ませること", style="heading"),
            Text(text="\n".join(f"・{text}" for _, text in CHECKLIST)),
            Button(action="register.hand", label="担当者を変える", value=value, style="primary", opens_dialog=True),
            Text(text="名簿が変わったときの確認は、市の設定です。", style="small"),
        ),
    )


def nobody_there(card: Card) -> Card:
    """A card that goes to 情報政策課 because nobody of the unit can be reached."""
    why = Text(text="担当者と所属長にお知らせを届けられませんでした。担当の課・室に伝えてください。", style="strong")
    return card.model_copy(update={"parts": (why, *card.parts)})
