"""Applying for an official account: where to begin, a field at a time, what somebody else changed meanwhile."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from guideline import policy
from guideline.clauses import Guideline
from guideline.policy import Answers, Field, Form

EXCERPT = 160
"""Characters of an answer on a step card; the review shows all of it."""
COMMENT = 300
"""The same of a comment of the committee's."""
LISTED = 3
OTHER = "その他"
MEDIUM_MAX = 60


@dataclass(frozen=True)
class Head:
    """What every card of an application says of it."""

    number: int
    kind: str
    section: str
    medium: str
    state: str
    round: int = 0

    @property
    def line(self) -> str:
        """In one line."""
        kind = "" if self.kind == "新規" else f"（{self.kind}）"
        return f"申請{self.number}{kind}｜{self.section}｜{self.medium}｜{self.state}"


def start(
    mine: Sequence[Head], waiting: Sequence[Head], sections: Sequence[str], form: Form, guideline: Guideline
) -> Card:
    """Where one begins: applications to go on with, those that wait for my vote, and a new one."""
    parts: list[Part] = []
    if waiting:
        parts.append(Text(text="あなたの審査を待っている申請", style="heading"))
        parts += [Text(text=one.line) for one in waiting]
        parts.append(Button(action="committee.show", label="審査する申請を開く", opens_dialog=True, style="primary"))
    if sections:
        clause = guideline.clauses[form.clauses.applicant]
        parts += [Text(text=f"{clause.id} {clause.label}", style="strong"), Text(text=clause.text, style="quote")]
        parts.append(Text(text=f"{'、'.join(sections)}の申請です。媒体ごとに1件ずつ申請します。"))
    shown = mine[:LISTED]
    parts += [Text(text=one.line) for one in mine]
    parts += [
        Button(action="policy.open", label=label(f"申請{one.number}を開く"), value=str(one.number)) for one in shown
    ]
    if sections:
        parts.append(Button(action="policy.begin", label="新しく申請する", style="primary", opens_dialog=True))
        parts.append(Button(action="emergency.form", label="緊急の利用を申し出る", opens_dialog=True))
    if not parts:
        parts.append(Text(text="いま、あなたが扱う申請はありません。"))
    if len(mine) > LISTED:
        parts.append(Text(text="ほかの申請は「申請 番号」で開けます。例：申請 12", style="small"))
    return Card(title="公式アカウントの申請", parts=tuple(parts))


def told_in_direct() -> Card:
    """Said in a room: the application itself is between the bot and the person."""
    return Card(
        title="申請の画面をお送りしました",
        parts=(Text(text="このボットとのダイレクトメッセージを開いてください。"),),
    )


def begin(form: Form, sections: Sequence[str], copied: str, nonce: str) -> Card:
    """Which medium, and for which unit; `copied` is the number of the application to copy."""
    media = [Option(label=label(one), value=one) for one in (*form.media, OTHER)]
    parts: list[Part] = [
        Input(
            id="medium", label="利用する媒体", type="select", options=tuple(media), required=True, value=form.media[0]
        ),
        Input(
            id="other", label="その他の媒体の名前", max_length=MEDIUM_MAX, hint="「その他」のときだけ書いてください。"
        ),
    ]
    if len(sections) > 1:
        units = tuple(Option(label=label(one), value=one) for one in sections)
        parts.append(Input(id="section", label="申請する課・室", type="radio", options=units, value=sections[0]))
    parts.append(Button(action="policy.start", label="申請を始める", value=copied, nonce=nonce, style="primary"))
    return Card(title="どの媒体を使いますか", parts=tuple(parts))


@dataclass(frozen=True)
class Step:
    """A field as it stands: its answers, what is missing, what the committee said of it."""

    head: Head
    field: Field
    answers: Answers
    missing: tuple[policy.Problem, ...]
    comments: tuple[str, ...] = ()
    saved_by: str = ""
    note: str = ""


def step(form: Form, guideline: Guideline, one: Step, done: int) -> Card:
    """One field: the clause, in plain words, an example, and what is written there so far."""
    clause, field = guideline.clauses[one.field.clause], one.field
    at = [each.id for each in form.fields].index(field.id) + 1
    parts: list[Part] = [Text(text=f"{one.head.line}｜{done}/{len(form.fields)}欄 記入済み", style="small")]
    if one.note:
        parts.append(Text(text=one.note, style="strong"))
    parts += [Text(text=f"{clause.id}", style="strong"), Text(text=clause.text, style="quote")]
    parts += [Text(text=field.explain), Text(text=f"例：{field.example}", style="small")]
    parts.append(Text(text=f"そろっていること：{field.complete}", style="small"))
    if one.comments:
        parts.append(Text(text="委員会からのコメント", style="strong"))
        parts += [Text(text=excerpt(comment, COMMENT), style="quote") for comment in one.comments]
    parts += _written(field, one.answers, one.saved_by)
    if one.missing and any(one.answers.get(part.id) for part in field.parts):
        parts.append(Text(text="\n".join(["直すところ", *(f"・{found.text}" for found in one.missing)])))
    return Card(title=f"欄{field.id}（{at}/{len(form.fields)}）{field.title}", parts=(*parts, *_ways(form, one)))


def _written(field: Field, answers: Answers, by: str) -> list[Part]:
    shown = [(part.label, excerpt(answers[part.id])) for part in field.asked(answers) if answers.get(part.id)]
    if not shown:
        return [Text(text="まだ書かれていません。")]
    return [Facts(pairs=tuple(shown)), *([Text(text=f"最後に保存：{by}", style="small")] if by else [])]


def _ways(form: Form, one: Step) -> list[Part]:
    number, field = one.head.number, one.field
    before, after = form.neighbours(field.id)
    written = any(one.answers.get(part.id) for part in field.parts)
    verb = "書き直す" if written and not one.missing else "記入する"
    pages = field.pages(one.answers)
    found = [edit_button(one.head, field, _first_open(field, one), verb)] if pages else []
    if before:
        found.append(Button(action="policy.open", label=label(f"← 欄{before.id}"), value=f"{number}:{before.id}"))
    if after:
        found.append(Button(action="policy.open", label=label(f"欄{after.id} →"), value=f"{number}:{after.id}"))
    found.append(Button(action="policy.contents", label="欄の一覧", value=str(number), opens_dialog=True))
    found.append(Button(action="submission.show", label="全体を確認する", value=str(number)))
    found.append(Button(action="policy.leave", label="保存して終わる", value=str(number)))
    return list(found)


def edit_button(head: Head, field: Field, page: int, verb: str = "記入する") -> Button:
    """The button that opens the dialog of a page."""
    value = f"{head.number}:{field.id}:{page}"
    return Button(action="policy.edit", label=verb, value=value, style="primary", opens_dialog=True)


def _first_open(field: Field, one: Step) -> int:
    """The first page with something to mend, else the first."""
    wrong = {found.part for found in one.missing}
    return next((part.page for part in field.parts if part.id in wrong), field.pages(one.answers)[0])


def excerpt(text: str, most: int = EXCERPT) -> str:
    """The beginning of a text, with its length where something is left out; the review shows all of it."""
    return text if len(text) <= most else f"{text[:most]}…（全{len(text):,}字。全文は「全体を確認する」で）"


@dataclass(frozen=True)
class Page:
    """A dialog for one page of a field. `typed` are the values to show, `theirs` what somebody saved meanwhile."""

    head: Head
    field: Field
    page: int
    version: int
    typed: Answers
    theirs: Mapping[str, str] = dataclasses.field(default_factory=dict)
    by: str = ""


def page(one: Page, nonce: str, colleagues: Sequence[str] = ()) -> Card:
    """The dialog of one page."""
    pages = one.field.pages(one.typed)
    parts: list[Part] = []
    if one.theirs:
        parts.append(
            Text(
                text=f"編集している間に、{one.by}さんが保存しました。下の欄は、あなたの書いた内容です。", style="strong"
            )
        )
    for part in one.field.asked(one.typed, one.page):
        if part.id in one.theirs:
            theirs = one.theirs[part.id] or "（空）"
            parts.append(Text(text=f"{one.by}さんの「{part.label}」", style="small"))
            parts.append(Text(text=theirs, style="quote"))
        parts.append(_input(part, one.typed.get(part.id, ""), colleagues))
    last = one.page >= pages[-1]
    send = "この内容で上書きする" if one.theirs else "保存する" if last else "保存して続ける"
    value = f"{one.head.number}:{one.field.id}:{one.page}:{one.version}"
    parts.append(Button(action="policy.save", label=send, value=value, nonce=nonce, style="primary"))
    place = f"（{pages.index(one.page) + 1}/{len(pages)}）" if len(pages) > 1 and one.page in pages else ""
    return Card(title=f"欄{one.field.id} {one.field.title}{place}", parts=tuple(parts))


def _input(part: policy.Part, value: str, colleagues: Sequence[str]) -> Input:
    if part.options:
        options = tuple(Option(label=label(one), value=one) for one in part.options)
        kind = "radio" if len(options) <= 5 else "select"
        chosen = value if value in part.options else ""
        return Input(
            id=part.id, label=part.label, type=kind, options=options, required=part.required, value=chosen,
            hint=part.hint,
        )  # fmt: skip
    if part.type in ("date", "number"):
        return Input(
            id=part.id, label=part.label, type="date" if part.type == "date" else "line", required=part.required,
            value=value, hint=part.hint,
        )  # fmt: skip
    hints = [part.hint] if part.hint else []
    if part.type == "people" and colleagues:
        hints.append(f"課の名簿：{'、'.join(colleagues)}"[:150])
    hints.append(f"{part.limit:,}字まで")
    return Input(
        id=part.id, label=part.label, type="line" if part.type == "line" else "lines", required=part.required,
        value=value, limit=part.limit, hint="。".join(hints),
    )  # fmt: skip


def contents(form: Form, head: Head, states: Mapping[str, str], at: str) -> Card:
    """Every field with its state, to jump to one."""
    options = tuple(Option(label=label(f"欄{one.id} {one.title}"), value=one.id) for one in form.fields)
    return Card(
        title="欄の一覧",
        parts=(
            Text(text=head.line, style="small"),
            Facts(pairs=tuple((f"欄{one.id} {one.title}", states[one.id]) for one in form.fields)),
            Input(id="field", label="開く欄", type="select", options=options, value=at, required=True),
            Button(action="policy.jump", label="この欄を開く", value=str(head.number), style="primary"),
        ),
    )


def left(head: Head, until: str) -> Card:
    """After 保存して終わる."""
    return Card(
        title="保存しました",
        parts=(
            Text(text=head.line, style="small"),
            Text(text=f"「申請」と書くと、続きから再開できます。SlackでもTeamsでも同じです。{until}"),
            Button(action="policy.open", label="続きを書く", value=str(head.number), style="primary"),
        ),
    )


def not_a_draft(head: Head) -> Card:
    """A card of a draft whose application has gone on meanwhile."""
    return Card(
        title="この申請は、いま書き直せません",
        parts=(
            Text(text=head.line),
            Text(text="画面が古くなっています。「申請」と書くと、いまの状態が見られます。"),
        ),
    )


def not_saved(head: Head, typed: Sequence[tuple[str, str]]) -> Card:
    """What was typed when the application could no longer be changed: it is shown so that it is not lost."""
    facts = [Facts(pairs=tuple(typed))] if typed else []
    return Card(
        title="保存していません",
        parts=(
            Text(text=head.line),
            Text(text="提出などのため、いまは書き直せません。入力された内容は次のとおりです。"),
            *facts,
        ),
    )


def said_meanwhile(head: Head, field: Field, kept: int, saves: bool) -> Card:
    """A plain message while an application is being filled in: it never moves the form by itself."""
    value = f"{head.number}:{field.id}:{kept}"
    return Card(
        title="いまのメッセージは、どちらですか",
        parts=(
            Text(text=f"{head.line}の欄{field.id}（{field.title}）を書いている途中です。", style="small"),
            Button(
                action="policy.take", label=f"欄{field.id}として保存", value=value, style="primary",
                nonce=f"take-{kept}" if saves else "", opens_dialog=not saves,
            ),
            Button(action="policy.ask", label="質問として答える", value=value, nonce=f"asked-{kept}"),
        ),
    )  # fmt: skip


def copied(head: Head, earlier: Sequence[str]) -> str:
    """The note on a new application's first card."""
    if not earlier:
        return ""
    return "同じ媒体の申請・アカウントがあります（2件目でも申請できます）：" + "、".join(earlier)
