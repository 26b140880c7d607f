"""The committee's side of an application: the ballot, what is said with a vote, and what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from cards.policy import Head
from guideline.clauses import Guideline
from guideline.policy import Form

SAID_MAX = 1_000
COMMENT_MAX = 500
"""Of one field: a dialog with all of them must fit into one message of Teams."""
SETTING = "（市の設定）"


@dataclass(frozen=True)
class Tally:
    """How a round stands. `decided` is "" while it is open."""

    head: Head
    counts: Mapping[str, int]
    waiting: Sequence[str]
    rule: str
    quorum: int
    size: int
    can_decide: bool
    decided: str = ""
    how: str = ""
    urgent: bool = False

    @property
    def rule_line(self) -> str:
        """The order of decision, which is no clause."""
        return f"決定のしかた：投票できる委員{self.size}人の{self.rule}、定足数{self.quorum}人{SETTING}"


def ballot(tally: Tally, form: Form, guideline: Guideline, mine: str) -> Card:
    """A member's card: the state, and what can be done."""
    names = ("認める", "認めない") if tally.urgent else ("承認", "差戻し", "却下")
    votes = ("承認", "却下") if tally.urgent else names
    facts = [(name, f"{tally.counts.get(vote, 0)}票") for name, vote in zip(names, votes, strict=True)]
    facts.append(("まだの委員", "、".join(tally.waiting) or "なし"))
    shown = dict(zip(votes, names, strict=True)).get(mine, mine)
    facts.append(("あなたの票", shown or "まだ投票していません"))
    parts: list[Part] = [Text(text=tally.head.line, style="small"), Facts(pairs=tuple(facts))]
    if tally.decided:
        outcome = dict(zip(votes, names, strict=True)).get(tally.decided, tally.decided)
        parts.insert(1, Text(text=f"決定：{outcome}（{tally.how}）", style="strong"))
        return Card(title=f"申請{tally.head.number}の審査は終わりました", parts=tuple(parts))
    clause = guideline.clauses[form.clauses.emergency if tally.urgent else form.clauses.approval]
    parts += [Text(text=f"{clause.id} {clause.label}", style="strong"), Text(text=clause.text, style="quote")]
    parts += _votes(tally)
    told = tally.rule_line if tally.can_decide else (
        f"投票できる委員が定足数（{tally.quorum}人）に足りないため、会議で決めてください{SETTING}"
    )  # fmt: skip
    parts.append(
        Text(text=f"{told}。票は、決定まで変えられます。自分の課・室の申請は審査できません{SETTING}。", style="small")
    )
    title = "緊急利用の審査をお願いします" if tally.urgent else "利用承認の審査をお願いします"
    return Card(title=f"{title}（申請{tally.head.number}）", parts=tuple(parts))


def _votes(tally: Tally) -> list[Button]:
    value = f"{tally.head.number}:{tally.head.round}"
    if tally.urgent:
        return [
            Button(
                action="committee.recognise", label="緊急性を認める", value=value, style="primary", opens_dialog=True
            ),
            Button(action="committee.refuse", label="認めない", value=value, style="danger", opens_dialog=True),
        ]
    return [
        Button(action="committee.approve", label="承認する", value=value, style="primary", opens_dialog=True),
        Button(action="committee.send_back", label="差し戻す", value=value, opens_dialog=True),
        Button(action="committee.reject", label="却下する", value=value, style="danger", opens_dialog=True),
    ]


def waiting(heads: Sequence[Head]) -> Card:
    """Which application to look at."""
    options = tuple(Option(label=label(one.line), value=str(one.number)) for one in heads[:100])
    return Card(
        title="審査する申請",
        parts=(
            Input(id="number", label="申請", type="select", options=options, value=str(heads[0].number), required=True),
            Button(action="committee.open", label="開く", style="primary"),
        ),
    )


def _said(id_: str, label_: str, value: str = "", required: bool = True, hint: str = "", most: int = SAID_MAX) -> Input:
    return Input(
        id=id_,
        label=label_,
        type="lines",
        value=value,
        required=required,
        limit=most,
        hint=hint or f"{most:,}字まで",
    )


def approve(head: Head, form: Form, guideline: Guideline, before: Mapping[str, str], nonce: str) -> Card:
    """What 7-(3) asks the committee to have weighed."""
    clause = guideline.clauses[form.clauses.approval]
    return Card(
        title=f"申請{head.number}を承認する",
        parts=(
            Text(text=clause.text, style="quote"),
            _said("risk", "想定されるリスク", before.get("risk", "")),
            _said("effect", "期待できる大きな効果", before.get("effect", "")),
            _said("worth", "リスクがあっても取り組むべき理由", before.get("worth", "")),
            Button(
                action="committee.vote_approve", label="承認に投票する", value=f"{head.number}:{head.round}",
                nonce=nonce, style="primary",
            ),
        ),
    )  # fmt: skip


def send_back(head: Head, form: Form, before: Mapping[str, str], nonce: str) -> Card:
    """Comments for each field."""
    fields = [
        _said(f"c.{one.id}", f"欄{one.id} {one.title}", before.get(one.id, ""), False, most=COMMENT_MAX)
        for one in form.fields
    ]
    return Card(
        title=f"申請{head.number}を差し戻す",
        parts=(
            Text(text="直してほしい欄にコメントを書いてください。申請者には、欄ごとに表示されます。"),
            *fields,
            _said("general", "全体について", before.get("general", ""), False),
            Button(
                action="committee.vote_return", label="差戻しに投票する", value=f"{head.number}:{head.round}",
                nonce=nonce, style="primary",
            ),
        ),
    )  # fmt: skip


def reject(head: Head, urgent: bool, before: Mapping[str, str], nonce: str) -> Card:
    """The reason."""
    verb, said = ("緊急性を認めない", "認めないに投票する") if urgent else ("却下する", "却下に投票する")
    return Card(
        title=f"申請{head.number}を{verb}" if not urgent else verb,
        parts=(
            _said("reason", "理由", before.get("reason", "")),
            Button(
                action="committee.vote_reject", label=said, value=f"{head.number}:{head.round}", nonce=nonce,
                style="danger",
            ),
        ),
    )  # fmt: skip


def recognise(head: Head, review_on: str, nonce: str) -> Card:
    """What recognition asks for: a review day in any case, the nine fields if wanted."""
    return Card(
        title="緊急性を認める",
        parts=(
            Text(text=head.line, style="small"),
            _said("why", "認める理由"),
            Input(id="review_on", label="見直す日", type="date", value=review_on, required=True),
            Input(
                id="fields_due_on", label="利用方針の提出を求める期限", type="date",
                hint="求めないときは、空のままにしてください。認めた委員の過半数が求めたときに、最も早い日を期限にします（市の設定）。",
            ),
            Button(
                action="committee.vote_recognise", label="認めるに投票する", value=f"{head.number}:{head.round}",
                nonce=nonce, style="primary",
            ),
        ),
    )  # fmt: skip


def for_secretariat(tally: Tally, unreached: Sequence[str]) -> Card:
    """Told to the secretariat: a round has begun; a meeting may decide it."""
    parts: list[Part] = [Text(text=tally.head.line, style="small"), Text(text=f"{tally.rule_line}。", style="small")]
    if not tally.can_decide:
        parts.append(Text(text=f"投票できる委員が足りません。会議で決めてください{SETTING}。", style="strong"))
    if unreached:
        names = "、".join(unreached)
        parts.append(
            Text(
                text=f"次の委員には、ボットから届けられません：{names}。「申請」と書くと審査できることをお知らせください。"
            )
        )
    parts.append(
        Button(
            action="committee.room", label="会議での決定を記録する", value=f"{tally.head.number}:{tally.head.round}",
            opens_dialog=True,
        )
    )  # fmt: skip
    return Card(title=f"審査が始まりました（申請{tally.head.number}）", parts=tuple(parts))


def room(head: Head, urgent: bool, today: str, nonce: str) -> Card:
    """What the committee decided in a room."""
    outcomes = (
        (("承認", "認める"), ("却下", "認めない"))
        if urgent
        else tuple((one, one) for one in ("承認", "差戻し", "却下"))
    )
    dates = [
        Input(id="review_on", label="見直す日", type="date", hint="認めるときは必ず決めます。"),
        Input(id="fields_due_on", label="利用方針の提出を求める期限", type="date", hint="求めないときは、空のまま。"),
    ]
    return Card(
        title="会議での決定を記録する",
        parts=(
            Text(text=head.line, style="small"),
            Input(
                id="outcome", label="決定", type="radio", required=True,
                options=tuple(Option(label=name, value=value) for value, name in outcomes),
            ),
            Input(id="on", label="決定した日", type="date", value=today, required=True),
            Input(id="number", label="文書番号", required=True, max_length=60, hint="例：情政第123号"),
            *(dates if urgent else []),
            _said("said", "理由・コメント", hint="承認のときは、リスク・効果・取り組む理由"),
            Button(
                action="committee.record", label="記録する", value=f"{head.number}:{head.round}", nonce=nonce,
                style="primary",
            ),
        ),
    )  # fmt: skip


def gone_on(head: Head, typed: Mapping[str, str]) -> Card:
    """The round is over, or another version was submitted; what was typed is shown."""
    kept = [Facts(pairs=tuple((key, text) for key, text in typed.items() if text))] if any(typed.values()) else []
    return Card(
        title="この審査は終わっています",
        parts=(Text(text=head.line), Text(text="投票は記録していません。入力された内容は次のとおりです。"), *kept),
    )


@dataclass(frozen=True)
class Outcome:
    """A decision as the applicant hears it."""

    head: Head
    outcome: str
    how: str
    day: str
    number: str
    said: Sequence[tuple[str, str]]
    review_on: str = ""
    fields_due_on: str = ""


def decided(one: Outcome, form: Form, guideline: Guideline) -> Card:
    """The decision for the applicant, with what comes next."""
    urgent, number = one.head.kind == "緊急", str(one.head.number)
    facts = [("決定", one.outcome), ("決めかた", f"{one.how}{SETTING}"), ("日付", one.day)]
    facts += [("文書番号", one.number)] if one.number else []
    facts += [("見直す日", one.review_on)] if one.review_on else []
    facts += [("利用方針の期限", one.fields_due_on)] if one.fields_due_on else []
    parts: list[Part] = [Text(text=one.head.line, style="small"), Facts(pairs=tuple(facts))]
    for name, text in one.said:
        parts += [Text(text=name, style="strong"), Text(text=text, style="quote")]
    if one.outcome == "承認":
        parts += _approved(one, form, guideline)
    elif one.outcome == "差戻し":
        parts.append(Button(action="policy.open", label="書き直す", value=number, style="primary"))
    elif not urgent:
        parts.append(Button(action="policy.begin", label="複写して申請し直す", value=number, opens_dialog=True))
    told = {"承認": "緊急の利用が認められました", "却下": "緊急の利用は認められませんでした"} if urgent else {}
    return Card(title=told.get(one.outcome, f"申請{number}は{one.outcome}になりました"), parts=tuple(parts))


def _approved(one: Outcome, form: Form, guideline: Guideline) -> list[Part]:
    parts: list[Part] = []
    if one.head.kind == "緊急":
        parts.append(Text(text="媒体ごとの申請と利用方針の添付は要りません。次の手続は、緊急の利用でも必要です。"))
        for id_ in form.clauses.emergency_stays:
            parts.append(Text(text=f"{id_} {guideline.clauses[id_].text}", style="quote"))
    if one.head.kind != "変更":
        clause = guideline.clauses[form.clauses.account]
        parts.append(Text(text=f"{clause.id} {clause.text}", style="quote"))
        parts.append(
            Button(
                action="account.form", label="アカウントの取得を記録する", value=str(one.head.number), style="primary",
                opens_dialog=True,
            )
        )  # fmt: skip
    if one.fields_due_on:
        parts.append(
            Button(
                action="emergency.fields", label="利用方針を書く", value=str(one.head.number),
                nonce=f"fields-{one.head.number}",
            )
        )  # fmt: skip
    return parts


def reported(one: Outcome) -> Card:
    """The chair recognised urgency alone: reported to the members."""
    facts = [
        ("決定", "緊急性を認める"),
        ("決めかた", f"{one.how}{SETTING}"),
        ("日付", one.day),
        ("見直す日", one.review_on),
    ]
    parts: list[Part] = [Text(text=one.head.line, style="small"), Facts(pairs=tuple(facts))]
    for name, text in one.said:
        parts += [Text(text=name, style="strong"), Text(text=text, style="quote")]
    return Card(title="委員長が緊急の利用を認めました（報告）", parts=tuple(parts))
