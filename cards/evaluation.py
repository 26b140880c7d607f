"""Evaluating an account (7-(2)-9): the form with the promised indicators, what was given, and what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from cards.accounts import Shown
from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from cards.policy import Head
from guideline.clauses import Guideline
from guideline.evaluation import (
    DECISIONS,
    VALUE_MAX,
    Indicator,
    Value,
    difference,
    reached,
    written,
)

KINDS = {"evaluation": "効果測定", "review": "緊急の利用の見直し", "yearly": "年度はじめの確認",
         "idle": "利用の確認", "handover": "引継ぎの確認"}  # fmt: skip
"""What the clock asks for, by kind."""
ANSWERS = {"evaluation": "evaluation.form", "review": "evaluation.form", "yearly": "evaluation.yearly",
           "idle": "evaluation.used"}  # fmt: skip
"""Which button answers a kind; what has none is done on the account's own card."""
COMMENT_MAX, REASON_MAX = 1_000, 500
REVIEW_DECISIONS = (("change", "利用承認を申請して続ける"), ("stop", "利用をやめる"))
HINT_MAX = 300
LISTED = 12


@dataclass(frozen=True)
class Sheet:
    """What the form is about. `version`: versions that were given already. `mark`: a digest of the indicators."""

    account: Shown
    due: int
    kind: str
    label: str
    version: int
    mark: str
    by: str = ""
    """Who gave the version before, "" for nobody."""

    @property
    def decisions(self) -> tuple[tuple[str, str], ...]:
        """What can be decided: an urgent use does not go on without an approval."""
        return REVIEW_DECISIONS if self.kind == "review" else DECISIONS

    @property
    def value(self) -> str:
        """The value of its button."""
        return f"{self.due}:{self.version}:{self.mark}"


@dataclass(frozen=True)
class Asked:
    """An indicator in the form, with what was measured last time and when ("" where there is nothing)."""

    indicator: Indicator
    last: Value | None = None
    last_period: str = ""


def quoted(guideline: Guideline, clause: str) -> list[Part]:
    """A clause word for word; nothing where the guideline has no such clause."""
    return [Text(text=f"{clause} {guideline.clauses[clause].text}", style="quote")] if clause else []


def form(one: Sheet, asked: Sequence[Asked], guideline: Guideline, nonce: str) -> Card:
    """The promised indicators, a comment, and how it goes on."""
    parts: list[Part] = [Text(text=f"{one.account.medium} {one.account.name}｜{one.account.section}", style="small")]
    if one.by:
        parts.append(Text(text=f"{one.by}が回答済みです（第{one.version}版）。直すと、前の版も履歴に残ります。"))
    if asked:
        parts.append(Text(text=f"{guideline.standing.effect or '利用方針'}で約束した指標です。", style="small"))
    parts += [_indicator(number, each) for number, each in enumerate(asked)]
    parts.append(Input(
        id="comment", label="所見", type="lines", required=not asked, limit=COMMENT_MAX,
        hint=f"効いたこと、直すこと。{COMMENT_MAX:,}字まで",
    ))  # fmt: skip
    options = tuple(Option(label=text, value=id_) for id_, text in one.decisions)
    parts.append(Input(id="decision", label="これから", type="radio", options=options, required=True))
    parts.append(Button(action="evaluation.save", label="記録する", value=one.value, nonce=nonce, style="primary"))
    return Card(title=f"効果測定：{one.label}"[:150], parts=tuple(parts))


def _indicator(number: int, asked: Asked) -> Input:
    one = asked.indicator
    unit = f"（{one.unit}）" if one.unit else ""
    hints = [f"前回 {written(asked.last, one.unit)}（{asked.last_period}）"] if asked.last is not None else []
    hints += [f"目標 {one.promise}"] if one.promise else []
    hints += [f"測り方 {one.how}"] if one.how else []
    hint = "｜".join(hints)
    return Input(
        id=f"v{number}", label=label(f"{one.name}{unit}"), type="line" if one.is_number else "lines", required=True,
        limit=VALUE_MAX, hint=hint if len(hint) <= HINT_MAX else hint[: HINT_MAX - 1] + "…",
    )  # fmt: skip


def number_fault(unit: str) -> str:
    """What is wrong with a value that is no number."""
    return f"数字で書いてください（例：1,234{unit}）。ほかの言葉は所見に書けます。"


@dataclass(frozen=True)
class Record:
    """What was given: values beside those of last time, the comment, the decision in words, by whom and when."""

    sheet: Sheet
    values: tuple[tuple[Asked, Value], ...]
    comment: str
    decision: str
    by: str
    at: str
    earlier: tuple[str, ...] = ()
    """One line for each older version."""


def given(one: Record, *note: str, more: Sequence[Button] = ()) -> Card:
    """An evaluation that was given, with the change since last time; `more` are the buttons of what follows."""
    sheet = one.sheet
    parts: list[Part] = [Text(text=text, style="strong") for text in note]
    parts.append(Text(text=f"{sheet.account.medium} {sheet.account.name}｜{sheet.account.section}", style="small"))
    if one.values:
        parts.append(Facts(pairs=tuple((asked.indicator.name, _told(asked, value)) for asked, value in one.values)))
    if one.comment:
        parts.append(Text(text=one.comment, style="quote"))
    decision = dict(sheet.decisions).get(one.decision, one.decision)
    parts.append(Facts(pairs=(("これから", decision), ("回答", f"{one.by}、{one.at}（第{sheet.version}版）"))))
    if one.earlier:
        parts.append(Text(text="前の版", style="heading"))
        parts += [Text(text=line, style="small") for line in one.earlier]
    parts += more
    parts.append(Button(action="course.show", label="効果測定の推移", value=str(sheet.account.id)))
    parts.append(Button(action="evaluation.form", label="評価を直す", value=str(sheet.due), opens_dialog=True))
    return Card(title=f"効果測定：{sheet.label}"[:150], parts=tuple(parts))


def _told(asked: Asked, value: Value) -> str:
    """「1,234人（前回より +12人）目標 2,000人 未達」."""
    one = asked.indicator
    change = difference(asked.last, value, one.unit)
    text = written(value, one.unit) + (f"（{asked.last_period}より {change}）" if change else "")
    met = reached(one, value)
    state = {True: " 達成", False: " 未達", None: ""}[met]
    return f"{text}｜目標 {one.promise}{state}" if one.promise else text


def values_line(values: Sequence[tuple[Indicator, Value]]) -> str:
    """The values of an older version in one line."""
    return "、".join(f"{one.name} {written(value, one.unit)}" for one, value in values)


# What follows


def change_begun(number: int) -> str:
    """An amendment was begun with this evaluation."""
    return f"評価を記録し、利用方針の変更（申請{number}）を始めました。続きの画面で書き直してください。"


def open_change(number: int, begun: bool) -> Button:
    """Opens the amendment."""
    return Button(
        action="policy.open",
        label=f"申請{number}の続きを書く" if begun else f"申請{number}を開く",
        value=str(number),
        style="primary",
    )


def already_changing(head: Head) -> str:
    """An application for this account is under way."""
    return f"評価を記録しました。利用方針の申請が進んでいます：{head.line}"


def close_button(one: Shown) -> Button:
    """Opens the dialog that suspends or closes."""
    return Button(
        action="register.change", label="休止・廃止を記録する", value=f"{one.id}:{one.version}", style="danger",
        opens_dialog=True,
    )  # fmt: skip


def to_close() -> str:
    """What the reader of the card still has to do."""
    return "評価を記録しました。続けて、アカウントの廃止を記録してください。"


def not_ours(section: str) -> str:
    """The follow-up is the unit's."""
    return f"評価を記録しました。続きの手続は、{section}の職員が行います。"


def indicators_changed(due: int) -> Card:
    """The policy changed while the form was open."""
    return Card(
        title="記録していません",
        parts=(
            Text(text="画面を開いたあとに、利用方針の指標が変わりました。お手数ですが、もう一度入力してください。"),
            Button(action="evaluation.form", label="評価を入力する", value=str(due), style="primary",
                   opens_dialog=True),
        ),
    )  # fmt: skip


def given_meanwhile(record: Card) -> Card:
    """Somebody else answered first."""
    text = "画面を開いたあとに、ほかの人が回答しました。あなたの入力は記録していません。"
    return record.model_copy(update={"parts": (Text(text=text, style="strong"), *record.parts)})


# Putting off


def snooze(account: Shown, due: int, what: str, until: str, days: int, nonce: str) -> Card:
    """Once, with a reason."""
    return Card(
        title="回答を延期する",
        parts=(
            Text(text=f"{account.medium} {account.name}｜{what}", style="small"),
            Text(text=f"{until}（{days}開庁日後）に、もう一度お知らせします。延期は1回だけです（市の設定）。"),
            Input(id="reason", label="延期する理由", type="lines", required=True, limit=REASON_MAX,
                  hint=f"{REASON_MAX:,}字まで"),
            Button(action="evaluation.snoozed", label="延期する", value=str(due), nonce=nonce, style="primary"),
        ),
    )  # fmt: skip


def snoozed(account: Shown, due: int, what: str, until: str, reason: str, action: str) -> Card:
    """It is put off."""
    return Card(
        title=f"延期しました：{what}"[:150],
        parts=(
            Text(text=f"{account.medium} {account.name}｜{account.section}", style="small"),
            Text(text=f"{until}に、もう一度お知らせします。"),
            Text(text=reason, style="quote"),
            Button(action=action, label="回答する", value=str(due), opens_dialog=True),
        ),
    )


# The word 「効果測定」


@dataclass(frozen=True)
class Line:
    """Something that is due or coming: its number, the account, and when, in words."""

    due: int
    account: str
    what: str
    when: str
    action: str
    """What answers it; "" for what nobody answers."""


def overview(
    waiting: Sequence[Line], coming: Sequence[Line], given: int, guideline: Guideline, more: Sequence[Button] = ()
) -> Card:
    """What waits for an answer, what comes next, and the way to what was given."""
    parts: list[Part] = [
        *quoted(guideline, guideline.standing.effect),
        Text(text="回答を待っているもの", style="heading"),
    ]
    parts += _lines(waiting, "いまはありません。")
    parts.append(Text(text="次に予定されているもの", style="heading"))
    parts += _lines(coming, "運用中で、評価の時期を定めたアカウントはありません。")
    answerable = [one for one in waiting if one.action]
    if len(answerable) == 1:
        parts.append(Button(action=answerable[0].action, label="回答する", value=str(answerable[0].due),
                            style="primary", opens_dialog=answerable[0].action != "evaluation.used"))  # fmt: skip
    elif answerable:
        parts.append(Button(action="evaluation.choose", label="回答するものを選ぶ", value="open", style="primary",
                            opens_dialog=True))  # fmt: skip
    if given:
        parts.append(Button(action="evaluation.choose", label="これまでの評価を開く", value="given", opens_dialog=True))
    return Card(title="効果測定", parts=(*parts, *more))


def _lines(lines: Sequence[Line], nothing: str) -> list[Part]:
    if not lines:
        return [Text(text=nothing)]
    pairs = tuple((one.account, f"{one.what}｜{one.when}") for one in lines[:LISTED])
    parts: list[Part] = [Facts(pairs=pairs)]
    if len(lines) > LISTED:
        parts.append(Text(text=f"ほか{len(lines) - LISTED}件", style="small"))
    return parts


def choose(lines: Sequence[Line], which: str) -> Card:
    """One of several."""
    options = tuple(
        Option(label=label(f"{one.account} {one.what}（{one.when}）"), value=str(one.due)) for one in lines[:100]
    )
    return Card(
        title="回答するものを選ぶ" if which == "open" else "これまでの評価を開く",
        parts=(
            Input(id="due", label="評価", type="select", options=options, value=options[0].value, required=True),
            Button(action="evaluation.chosen", label="開く", value=which, style="primary"),
        ),
    )
