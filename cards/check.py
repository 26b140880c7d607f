"""The pre-post check as its author sees it: the form, the findings, what is asked, and what can be done next."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from cards import clause as clauses
from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from guideline.clauses import Guideline
from guideline.finding import Ask, Context, Finding

TEXT_LIMIT = 3_000
"""Characters of a draft in a form (Slack's limit of one field); longer drafts come as a message or a file."""
SHOWN = 20
"""Findings shown on one card; the rest is counted."""
QUOTED = 200
NAMES = {"block": "止める", "fix": "直す", "confirm": "確認", "note": "参考"}
MARKS = {"block": "⛔", "fix": "✏️", "confirm": "❓", "note": "ℹ️"}
HOURS, DEVICE, OUTSIDER, DISCLOSED = "hours", "device", "outsider", "disclosed"
DUTY, PRIVATE = "duty", "private"
FACT, JUDGEMENT, UNSURE = "fact", "judgement", "unsure"
READING = "文章の読み取りを続けています。終わりしだい、この確認の結果を更新します。"
NO_PROMISE = "自動確認は、投稿して問題がないことを保証するものではありません。最後は人の目で確かめてください。"


@dataclass(frozen=True)
class View:
    """Everything a card about a draft shows.

    `answered` are findings with the author's answer to each, `said` questions with what the author answered.
    """

    id: str
    revision: int
    text: str
    account: str
    context: Context
    open: tuple[Finding, ...]
    answered: tuple[tuple[Finding, str], ...]
    asks: tuple[Ask, ...]
    said: tuple[tuple[str, str], ...] = ()
    state: str = "open"
    reading: bool = False
    """Whether the learned reader has not read it yet."""

    def nonce(self, act: str) -> str:
        """A nonce for one effect on the draft as it is now."""
        return f"{self.id}-{self.revision}-{act}"

    def excerpt(self, finding: Finding) -> str:
        """The passage of a finding."""
        return "" if finding.start is None else self.text[finding.start : finding.end]


def form(nonce: str, text: str = "", account: str = "", context: Context | None = None) -> Card:
    """The form of `/snscheck`: what the clauses make a difference of."""
    known = context or Context()
    return Card(
        title="投稿前チェック",
        parts=(
            Input(
                id="text", label="下書き", type="lines", required=True, value=text, max_length=TEXT_LIMIT,
                hint=f"{TEXT_LIMIT:,}字より長い下書きは、テキストファイルをこのボットに直接送ってください。",
            ),
            Input(
                id="capacity", label="どの立場で投稿しますか", type="radio", required=True,
                value={"職務": DUTY, "個人": PRIVATE}.get(known.capacity or "", ""),
                options=(
                    Option(label="職務として", value=DUTY),
                    Option(label="個人・他団体の立場で", value=PRIVATE),
                ),
            ),
            Input(
                id="conditions", label="当てはまるものを選んでください", type="checks", value="\n".join(_chosen(known)),
                hint="職員には、非常勤・臨時・会計年度任用職員を含みます。",
                options=(
                    Option(label="所属（課名など）を明らかにする", value=DISCLOSED),
                    Option(label="勤務時間中（休憩を除く）に投稿する", value=HOURS),
                    Option(label="市の情報資産・通信環境（端末、庁内LAN、メール、データ）を使う", value=DEVICE),
                    Option(label="職員以外の人が書いた、または投稿する", value=OUTSIDER),
                ),
            ),
            Input(
                id="content", label="投稿の種類（職務のとき）", type="radio", value=_content(known),
                options=(
                    Option(label="事実の告知", value=FACT),
                    Option(label="組織判断・公式見解", value=JUDGEMENT),
                    Option(label="わからない", value=UNSURE),
                ),
            ),
            Input(
                id="account", label="どのアカウントから", value=account, max_length=100, placeholder="@tsuyama_kanko"
            ),
            Button(action="check.send", label="確認する", nonce=nonce, style="primary"),
        ),
    )  # fmt: skip


def _chosen(known: Context) -> Iterator[str]:
    if known.disclosed_affiliation:
        yield DISCLOSED
    if known.working_hours:
        yield HOURS
    if known.city_device:
        yield DEVICE
    if known.author == "職員以外":
        yield OUTSIDER


def _content(known: Context) -> str:
    return {"事実の告知": FACT, "組織判断": JUDGEMENT}.get(known.content_type or "", UNSURE)


def open_button(button: str = "投稿前チェック") -> Button:
    """The button that opens the form."""
    return Button(action="check.form", label=button, opens_dialog=True)


def result(guideline: Guideline, view: View, changed: Sequence[str] = ()) -> Card:
    """What the check found, with everything that can be done about it. `changed`: what a rewrite changed."""
    parts: list[Part] = [*_changes(changed), _facts(view), _draft(view)]
    parts += _findings(guideline, view)
    if view.reading:
        parts.append(Text(text=READING, style="strong"))
    parts += _answers(view.answered)
    parts += author_said(view)
    parts += _asked(view)
    parts += _state(view)
    parts += _buttons(view)
    parts.append(Text(text=f"{NO_PROMISE}\n出典：{guideline.source()}", style="small"))
    return Card(title=headline(view.open, view.reading), parts=tuple(parts))


def headline(findings: Sequence[Finding], reading: bool = False) -> str:
    """The outcome in one line; never that a draft is fine, nor that there is nothing before it is read to its end."""
    counts = [(NAMES[one], sum(finding.severity == one for finding in findings)) for one in NAMES]
    found = "、".join(f"{name} {count}件" for name, count in counts if count)
    if reading:
        return f"投稿前チェック：{found}（確認の途中）" if found else "投稿前チェック：確認の途中"
    return f"投稿前チェック：{found}" if found else "自動確認では該当なし"


def _changes(changed: Sequence[str]) -> Iterator[Part]:
    if changed:
        yield Text(text="書き直しで変わったところ", style="strong")
        yield Text(text="\n".join(changed))


def _facts(view: View) -> Facts:
    context = view.context
    pairs = [("立場", {"職務": "職務", "個人": "個人・他団体"}.get(context.capacity or "", "まだ選ばれていません"))]
    if context.capacity == "職務":
        pairs.append(("投稿の種類", context.content_type or "まだ選ばれていません"))
    if view.account:
        pairs.append(("アカウント", view.account))
    return Facts(pairs=tuple(pairs))


def _draft(view: View) -> Text:
    if not view.text:
        return Text(text="（文面はまだありません。「書き直す」で入れられます）", style="small")
    shown = (
        view.text if len(view.text) <= QUOTED else f"{view.text[:QUOTED]}…（先頭{QUOTED}字、全{len(view.text):,}字）"
    )
    return Text(text=shown, style="quote")


def _findings(guideline: Guideline, view: View) -> Iterator[Part]:
    shown = view.open[:SHOWN]
    for (severity, clause), group in groupby(shown, key=lambda one: (one.severity, one.clause)):
        name = clauses.name(guideline.clauses[clause]) if clause else ""
        yield Text(text=f"{MARKS[severity]} {NAMES[severity]}　{name}".rstrip("　"), style="strong")
        if clause:
            yield Text(text=guideline.clauses[clause].text, style="quote")
        for finding in group:
            yield Text(text=_told(view, finding))
    if len(view.open) > SHOWN:
        yield Text(text=f"ほかに{len(view.open) - SHOWN}件あります。上のものを直してから、もう一度確認してください。")


def _told(view: View, finding: Finding) -> str:
    passage = view.excerpt(finding).strip()
    lines = [f"「{passage}」"] if passage else []
    lines.append(finding.reason)
    if finding.advice:
        lines.append(f"→ {finding.advice}")
    match finding.by:
        case "example":
            lines.append(f"（似た例「{finding.example}」による指摘。当たらないこともあります）")
        case "context":
            lines.append("（選ばれた内容による指摘）")
        case "rule":
            lines.append("（書かれている言葉による指摘）")
    return "\n".join(lines)


def _answers(answered: Sequence[tuple[Finding, str]]) -> Iterator[Part]:
    if answered:
        yield Text(text="該当しないと答えた指摘", style="strong")
        for finding, answer in answered:
            yield Text(text=f"{finding.clause or NAMES['note']} {finding.reason}\n答え：{answer}")


def author_said(view: View) -> Iterator[Part]:
    """What the author answered, for everybody who reads the draft."""
    if view.said:
        yield Text(text="書いた人の答え", style="strong")
        yield Text(text="\n".join(f"{question} → {answer}" for question, answer in view.said))


def ask_id(ask: Ask) -> str:
    """The id of the input that an ask is answered in."""
    return f"ask.{ask.id}"


def _asked(view: View) -> Iterator[Part]:
    asks = [one for one in view.asks if one.id != "capacity"]
    if not asks:
        return
    yield Text(text="文面からは分からないことを教えてください", style="strong")
    for ask in asks:
        if len(ask.question) > len(label(ask.question)):
            yield Text(text=ask.question)
        options = tuple(Option(label=label(one.label), value=one.value) for one in ask.answers)
        hint = f"{ask.clause} に関わります。" if ask.clause else ""
        yield Input(id=ask_id(ask), label=label(ask.question), type="radio", options=options, hint=hint)
    yield Button(
        action="check.answer", label="答えを反映する", value=view.id, nonce=view.nonce("answer"), style="primary"
    )  # fmt: skip


def _state(view: View) -> Iterator[Part]:
    match view.state:
        case "hold":
            yield Text(text="上司に相談中です。答えがあるまで、手続は進みません。", style="strong")
        case "asked":
            yield Text(text="確認・決裁を頼んでいます。書き直すと、頼み直しになります。", style="strong")
        case "ready":
            yield Text(text="受付済みです。1文字でも書き直すと、受付は無効になります。", style="strong")


def _buttons(view: View) -> Iterator[Button]:
    if view.context.capacity is None:
        for value, text in ((DUTY, "職務として"), (PRIVATE, "個人・他団体の立場で")):
            yield Button(
                action="check.capacity", label=text, value=f"{view.id}:{value}", nonce=view.nonce(value),
                style="primary",
            )  # fmt: skip
    yield Button(action="check.edit", label="書き直す", value=view.id, opens_dialog=True)
    if view.open:
        yield Button(action="check.dismiss", label="該当しない・例外に当たる", value=view.id, opens_dialog=True)
    if view.context.capacity == "職務":
        yield Button(action="review.procedure", label="手続に進む", value=view.id)
        yield Button(action="review.consult", label="上司に相談", value=view.id, opens_dialog=True)
    yield Button(
        action="check.drop", label="終わる（下書きを消す）", value=view.id, nonce=view.nonce("drop"),
        confirm="下書きと、この確認に関する文面をすべて消します。",
    )  # fmt: skip


def edit_form(view: View) -> Card:
    """The draft to be rewritten."""
    if len(view.text) > TEXT_LIMIT:
        return Card(
            title="書き直す",
            parts=(
                Text(
                    text=f"この下書きは{len(view.text):,}字あり、入力欄（{TEXT_LIMIT:,}字まで）に入りません。"
                    "書き直した文面を、テキストファイルでこのボットに直接送ってください。"
                ),
            ),
        )
    return Card(
        title="書き直す",
        parts=(
            Input(
                id="text", label="下書き", type="lines", required=True, value=view.text, max_length=TEXT_LIMIT,
                hint="確認・決裁を頼んでいるときや受付済みのときは、1文字でも変えるとやり直しになります。",
            ),
            Button(
                action="check.rewrite", label="もう一度確認する", value=view.id, nonce=view.nonce("rewrite"),
                style="primary",
            ),
        ),
    )  # fmt: skip


def finding_value(view: View, finding: Finding) -> str:
    """The value by which a finding is chosen: it names what was read, so that an old form answers nothing else."""
    told = f"{finding.rule}\n{finding.clause}\n{view.excerpt(finding)}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def dismiss_form(guideline: Guideline, view: View, exceptions: Sequence[tuple[str, str]]) -> Card:
    """Which finding does not apply, and why. `exceptions` (clause, its own words) are those the text itself has."""
    shown = {finding_value(view, one): one for one in view.open[:SHOWN]}
    options = tuple(
        Option(label=label(f"{one.clause or NAMES['note']}「{view.excerpt(one)}」{one.reason}"), value=value)
        for value, one in shown.items()
    )
    kinds = [Option(label="該当しない", value="not")]
    kinds += [Option(label=label(f"{clause} {words}"), value=f"exception:{clause}") for clause, words in exceptions]
    return Card(
        title="該当しない・例外に当たる",
        parts=(
            Input(id="finding", label="どの指摘ですか", type="select", required=True, options=options),
            Input(
                id="kind", label="どちらですか", type="radio", required=True, options=tuple(kinds), value="not",
                hint="例外は、条文に書かれているものだけです。",
            ),
            Input(
                id="reason", label="理由", type="lines", required=True, max_length=300,
                hint="この後に確認・決裁をする人に、そのまま見えます。",
            ),
            Button(
                action="check.dismissed", label="答える", value=view.id, nonce=view.nonce("dismiss"), style="primary"
            ),
        ),
    )  # fmt: skip


def moved(changed: Sequence[str]) -> Card:
    """In place of a card whose draft is read anew: the outcome is shown below. `changed`: what a rewrite changed."""
    below = Text(text="この確認は、下の新しいカードに移りました。")
    return Card(title="もう一度確認しています", parts=(below, *_changes(changed)))


def still_reading(check_id: str) -> Card:
    """No procedure begins before the draft is read to its end."""
    return Card(
        title="文章の読み取りが終わっていません",
        parts=(
            Text(text="読み取りが終わると、確認の結果が届きます。手続には、そのあとで進んでください。"),
            Button(action="check.open", label="いまの結果を見る", value=check_id),
        ),
    )


def dropped() -> Card:
    """After 「終わる」."""
    return Card(title="投稿前チェックを終わりました", parts=(Text(text="下書きの文面は消しました。"), open_button()))


def expired() -> Card:
    """The draft's text is gone."""
    return Card(
        title="下書きは残っていません",
        parts=(
            Text(text="保存期間が過ぎたか、確認が終わっています。もう一度、下書きを貼り付けてください。"),
            open_button(),
        ),
    )


def empty() -> Card:
    """Nothing to check."""
    return Card(
        title="下書きが空です",
        parts=(Text(text="投稿する文面を入れてください。「チェック 文面」と書いても確認できます。"), open_button()),
    )


def no_words() -> Card:
    """Only emoji or punctuation."""
    return Card(
        title="確認できる文字がありません",
        parts=(Text(text="絵文字や記号だけの文面は、自動では確認できません。人の目で確かめてください。"),),
    )


def too_long(length: int, limit: int) -> Card:
    """More than one check takes."""
    return Card(
        title="下書きが長すぎます",
        parts=(Text(text=f"一度に確認できるのは{limit:,}字までです（いまは{length:,}字）。分けて確認してください。"),),
    )


def bad_file(name: str, reason: str) -> Card:
    """An attached file that cannot be read."""
    return Card(
        title="ファイルを読み取れませんでした",
        parts=(
            Text(text=f"{name}：{reason}"),
            Text(text="下書きはテキストファイル（UTF-8 または Shift_JIS）、画像は JPEG・PNG などで送ってください。"),
        ),
    )


def not_yours() -> str:
    """Why somebody else's press is refused."""
    return "この下書きの確認は、始めた本人だけが操作できます。"
