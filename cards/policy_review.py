"""The whole of an application: to check before it is submitted, and how it stands afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.model import Button, Card, Facts, File, Part, Text
from cards.policy import Head
from guideline.clauses import Guideline
from guideline.finding import Finding
from guideline.policy import Answers, Difference, Form, Problem

SEVERITIES = {"block": "止める", "fix": "直す", "confirm": "確認", "note": "参考"}
FINDINGS_SHOWN = 10


def content(
    form: Form, guideline: Guideline, head: Head, answers: Answers, about: Sequence[tuple[str, str]] = (),
    files: Sequence[File] = (), changes: Sequence[Difference] = (), reason: str = "",
) -> Card:  # fmt: skip
    """Everything that was written, field by field; `changes` come first where there was an earlier version."""
    parts: list[Part] = [Text(text=head.line, style="small")]
    parts += [Facts(pairs=tuple(about))] if about else []
    if reason:
        parts += [Text(text="理由", style="heading"), Text(text=reason, style="quote")]
    parts += changed(changes)
    for field in form.fields:
        parts.append(Text(text=f"欄{field.id} {field.title}", style="heading"))
        pairs = [(part.label, answers[part.id]) for part in field.asked(answers) if answers.get(part.id)]
        parts.append(Facts(pairs=tuple(pairs)) if pairs else Text(text="まだ書かれていません。"))
    parts += [*files, Text(text=f"根拠：{guideline.source()}", style="small")]
    return Card(title=f"利用方針（申請{head.number}）", parts=tuple(parts))


def changed(changes: Sequence[Difference]) -> list[Part]:
    """What differs from the version before."""
    if not changes:
        return []
    parts: list[Part] = [Text(text="前の版から変わったところ", style="heading")]
    for one in changes:
        parts.append(Text(text=f"欄{one.field.id} {one.part.label}", style="strong"))
        parts.append(Facts(pairs=(("前", one.before or "（なし）"), ("今", one.after or "（なし）"))))
    return parts


@dataclass(frozen=True)
class Review:
    """What stands in the way of submitting, and what the check found in the public texts (None: not checked)."""

    head: Head
    problems: Mapping[str, tuple[Problem, ...]]
    findings: Sequence[tuple[str, str, Finding]]
    short: str
    heads: Sequence[str]
    comments: Sequence[tuple[str, str]] = ()
    """What the committee said when it returned the application: where, and what."""


def review(form: Form, guideline: Guideline, one: Review, nonce: str) -> Card:
    """Under the whole text: problems, findings, and what can be done."""
    number = one.head.number
    parts: list[Part] = [Text(text=one.head.line, style="small")]
    if one.comments:
        parts.append(Text(text="委員会からのコメント", style="heading"))
    for where, text in one.comments:
        parts += [Text(text=where, style="strong"), Text(text=text, style="quote")]
    if one.problems:
        wrong = [f"欄{id_}：{found.text}" for id_, some in one.problems.items() for found in some]
        parts += [Text(text="提出の前に直すところ", style="strong"), Text(text="\n".join(wrong))]
    else:
        parts.append(Text(text="すべての欄が記入済みです。"))
    parts += [Text(text="プロフィールに載せる短い運用方針", style="strong"), Text(text=one.short, style="quote")]
    parts += _findings(guideline, one.findings)
    clause = guideline.clauses[form.clauses.applicant]
    parts.append(Text(text=f"提出できる人：{'、'.join(one.heads)}（{clause.id} {clause.label}）", style="small"))
    if not one.problems:
        submit = Button(action="submission.submit", label="提出する", value=str(number), nonce=nonce, style="primary")
        parts.append(submit)
    parts += [
        Button(action="submission.ask", label="所属長に確認を頼む", value=str(number), nonce=f"{nonce}a"),
        Button(action="policy.contents", label="欄の一覧", value=str(number), opens_dialog=True),
        Button(action="policy.begin", label="別の媒体用に複写する", value=str(number), opens_dialog=True),
        Button(
            action="policy.withdraw", label="取り下げる", value=str(number), nonce=f"{nonce}w", style="danger",
            confirm="この申請を取り下げますか。書いた内容は、記録として残ります。",
        ),
    ]  # fmt: skip
    return Card(title=f"申請{number}の確認", parts=tuple(parts))


def _findings(guideline: Guideline, findings: Sequence[tuple[str, str, Finding]]) -> list[Part]:
    if not findings:
        return [Text(text="公開用の文章の点検：見つかったものはありません。", style="small")]
    parts: list[Part] = [Text(text="公開用の文章の点検で見つかったもの", style="strong")]
    for name, passage, one in findings[:FINDINGS_SHOWN]:
        clause = f"（{one.clause} {guideline.clauses[one.clause].label}）" if one.clause else ""
        where = f"{name}「{passage}」" if passage else name
        parts.append(Text(text=f"{SEVERITIES[one.severity]}：{where} {one.reason}{clause}\n{one.advice}"))
    if len(findings) > FINDINGS_SHOWN:
        parts.append(Text(text=f"ほか{len(findings) - FINDINGS_SHOWN}件", style="small"))
    return parts


def still_open(head: Head, problems: Mapping[str, tuple[Problem, ...]]) -> Card:
    """Submitted too early."""
    wrong = [f"欄{id_}：{found.text}" for id_, some in problems.items() for found in some]
    first = next(iter(problems))
    return Card(
        title="まだ提出できません",
        parts=(
            Text(text=head.line, style="small"),
            Text(text="\n".join(wrong)),
            Button(action="policy.open", label=f"欄{first}を開く", value=f"{head.number}:{first}", style="primary"),
        ),
    )


def changed_meanwhile(head: Head) -> Card:
    """Somebody saved between the review and the submission."""
    return Card(
        title="提出していません",
        parts=(
            Text(text="確認の画面を開いたあとに、内容が書き換えられました。もう一度、全体を確認してください。"),
            Button(action="submission.show", label="全体を確認する", value=str(head.number), style="primary"),
        ),
    )


def submitted(head: Head, about: Sequence[tuple[str, str]], files: Sequence[File], committee: str, rule: str) -> Card:
    """After submitting."""
    return Card(
        title=f"申請{head.number}を提出しました",
        parts=(
            Text(text=head.line, style="small"),
            Facts(pairs=tuple(about)),
            *files,
            Text(text=f"{committee}で審査します。結果は、このボットからお知らせします。{rule}"),
        ),
    )


def please_check(head: Head, asker: str) -> Card:
    """A colleague asks the head to look at it."""
    return Card(
        title="申請の確認のお願い",
        parts=(
            Text(text=f"{asker}さんが、申請の確認と提出をお願いしています。"),
            Text(text=head.line),
            Button(action="submission.show", label="全体を確認する", value=str(head.number), style="primary"),
        ),
    )


def asked(names: Sequence[str], missing: Sequence[str]) -> Card:
    """Said to the colleague."""
    parts: list[Part] = [Text(text=f"{'、'.join(names)}さんに知らせました。")] if names else []
    if missing:
        parts.append(Text(text=f"{'、'.join(missing)}さんには、ボットから届けられません。直接お知らせください。"))
    return Card(title="確認を頼みました" if names else "届けられませんでした", parts=tuple(parts))


@dataclass(frozen=True)
class Standing:
    """How an application stands: facts, sentences, and whether the reader may do something."""

    head: Head
    facts: Sequence[tuple[str, str]]
    said: Sequence[str] = ()
    account: int = 0
    may_obtain: bool = False
    may_withdraw: bool = False
    may_copy: bool = False
    fields_wanted: bool = False


def status(one: Standing, files: Sequence[File], nonce: str) -> Card:
    """An application that is not being written."""
    number = str(one.head.number)
    parts: list[Part] = [Text(text=one.head.line, style="small"), Facts(pairs=tuple(one.facts))]
    parts += [Text(text=text, style="quote") for text in one.said]
    parts += files
    if one.may_obtain:
        parts.append(
            Button(
                action="account.form", label="アカウントの取得を記録する", value=number, style="primary",
                opens_dialog=True,
            )
        )  # fmt: skip
    if one.account:
        label = "アカウントの画面を開く"
        parts.append(Button(action="account.open", label=label, value=str(one.account), style="primary"))
    if one.fields_wanted:
        parts.append(Button(action="emergency.fields", label="利用方針を書く", value=number, nonce=f"fields-{number}"))
    if one.head.round:
        parts.append(Button(action="submission.text", label="提出した内容を見る", value=number))
    if one.may_copy:
        parts.append(Button(action="policy.begin", label="複写して申請し直す", value=number, opens_dialog=True))
    if one.may_withdraw:
        sure = "この申請を取り下げますか。書いた内容は、記録として残ります。"
        parts.append(
            Button(
                action="policy.withdraw", label="取り下げる", value=number, nonce=nonce, style="danger", confirm=sure
            )
        )  # fmt: skip
    return Card(title=f"申請{one.head.number}：{one.head.state}", parts=tuple(parts))
