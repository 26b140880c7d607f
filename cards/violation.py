"""Reports under 8-(2), and the chair's notice under 8-(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards.clause import name, verbatim
from cards.incident import FREE, LINE_MAX, WHAT_MAX, when
from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from guideline import violation
from guideline.clauses import Guideline
from guideline.violation import Turn

PROHIBITIONS = "5"
SUBJECTS = {
    "other": "上のどちらでもない",
    "head": "課・室長（情報マネジメント管理責任者）本人",
    "manager": "情報政策課長本人",
}
NAMED = {"yes": "知らせる", "no": "知らせない（情報政策課長から上には見えます）"}
SILENT = "個人のアカウントのとき、だれに通知するかを8-(2)は定めていません。通知先の課・室をあなたが選んでください。"
ATTACHMENTS = {
    "facts": "確認した事実",
    "course": "対応と経過",
    "post": "保存した投稿（時刻とハッシュ値）",
    "log": "操作記録の抜粋（検証結果つき）",
}
ENTRY_NAMES = {
    "reported": "違反の通知", "forwarded": "情報政策課長へ通知", "measures": "対応措置の記録", "advice": "助言",
    "committee": "委員会へ報告", "authority": "任命権者へ通知", "closed": "完了",
}  # fmt: skip


@dataclass(frozen=True)
class Report:
    """What was written in the form, as kept."""

    account: str
    post: str
    evidence: str
    section: str
    official: bool
    reporter: str


@dataclass(frozen=True)
class Act:
    """One line of the course: when, what, by whom, with which words."""

    at: datetime
    kind: str
    who: str
    text: str = ""


def door(guideline: Guideline) -> Card:
    """What 8-(2) asks for, and the way to the form."""
    return Card(
        title="禁止事項の違反を見つけたとき",
        parts=(
            *verbatim(guideline, violation.CLAUSE),
            Text(text="通知は、アカウントを運用する課・室の長にだけ届きます。だれに届くかは、送る前に表示されます。"),
            Button(action="violation.form", label="違反を通知する", style="primary", opens_dialog=True),
        ),
    )


def form(
    guideline: Guideline, accounts: Sequence[tuple[str, str]], sections: Sequence[str], nonce: str, value: str,
    given: dict[str, str],
) -> Card:  # fmt: skip
    """The report. Private until sent; then only the chain of 8-(2) sees it."""
    clauses = tuple(Option(label=label(name(one)), value=one.id) for one in guideline.members(PROHIBITIONS))
    parts: list[Part] = [
        Text(text="送ると課・室長に直ちに届きます（8-(2)）。ほかの人には見えません。"),
        _radio("official", "どのアカウントですか", {"yes": "公式アカウント", "no": "職員の個人のアカウント"}, given),
    ]
    if accounts:
        options = (
            *(Option(label=label(text), value=id_) for id_, text in accounts[:99]),
            Option(label="一覧にない（次の欄に書く）", value=FREE),
        )
        parts.append(_select("account", "公式アカウント（登録簿から）", options, given, required=False))
    units = tuple(Option(label=label(one), value=one) for one in sections[:100])
    parts += [
        _line("account_text", "媒体とアカウント名（一覧にないとき）", given),
        Text(text=SILENT, style="small"),
        _select("section", "運用する課・室（個人のときは通知先）", units, given, required=False),
        _lines("post", "投稿のURLと内容", given, required=True),
        _select("clause", "どの禁止事項にあたりますか", clauses, given, required=True),
        _select("clause_two", "ほかにもあれば", clauses, given, required=False),
        _lines("evidence", "証拠（画面を保存した場所、確認した日時）", given, required=False),
        _radio("subject", "投稿したのは", SUBJECTS, {"subject": "other", **given}),
        _radio("named", "課・室長にあなたの氏名を知らせますか", NAMED, given),
        Button(action="violation.send", label="通知する", value=value, nonce=nonce, style="danger"),
    ]  # fmt: skip
    return Card(title="禁止事項の違反の通知（8-(2)）", parts=tuple(parts))


def _radio(id_: str, text: str, options: dict[str, str], given: dict[str, str]) -> Input:
    listed = tuple(Option(label=label(one), value=value) for value, one in options.items())
    value = given.get(id_, "") if given.get(id_, "") in options else ""
    return Input(id=id_, label=text, type="radio", required=True, options=listed, value=value)


def _select(id_: str, text: str, options: tuple[Option, ...], given: dict[str, str], required: bool) -> Input:
    value = given.get(id_, "") if given.get(id_, "") in {one.value for one in options} else ""
    return Input(id=id_, label=text, type="select", required=required, options=options, value=value)


def _line(id_: str, text: str, given: dict[str, str]) -> Input:
    return Input(id=id_, label=text, max_length=LINE_MAX, value=given.get(id_, "")[:LINE_MAX])


def _lines(id_: str, text: str, given: dict[str, str], required: bool) -> Input:
    value = given.get(id_, "")[:WHAT_MAX]
    return Input(id=id_, label=text, type="lines", required=required, max_length=WHAT_MAX, value=value)


def sent(number: int, to: str, turn: Turn) -> Card:
    """Said to the reporter."""
    parts: list[Part] = [Facts(pairs=(("受付番号", str(number)), ("通知先", to)))]
    if turn.reason:
        parts.append(Text(text=f"{turn.reason}、上位の役職に通知しました（市の設定）。", style="small"))
    if turn.acting:
        parts.append(Text(text="職務代理者に通知しました（市の設定）。", style="small"))
    parts.append(Button(action="violation.course", label="経過を見る", value=str(number)))
    return Card(title="違反を通知しました", parts=tuple(parts))


def turn_card(
    guideline: Guideline, number: int, report: Report, clauses: Sequence[str], turn: Turn, acts: Sequence[Act],
    chair: bool = False,
) -> Card:  # fmt: skip
    """The report for whose turn it is: the facts, the clauses, what was done, and the one act that is next."""
    parts: list[Part] = [Facts(pairs=_facts(number, report))]
    if turn.reason:
        parts.append(Text(text=f"{turn.reason}、あなたに通知されています（市の設定）。", style="small"))
    parts += [Text(text=report.post or "（本文は保存期間を過ぎました）", style="quote")]
    if report.evidence:
        parts += [Text(text="証拠", style="strong"), Text(text=report.evidence, style="quote")]
    for clause in clauses:
        parts += verbatim(guideline, clause)
    parts += _acts(acts)
    parts += [Text(text="あなたがすること", style="strong"), *verbatim(guideline, violation.CLAUSE)]
    parts += _buttons(number, turn.step, chair)
    return Card(title=f"禁止事項の違反 {number}（{_clock(turn.step)}）", parts=tuple(parts))


def _clock(step: str) -> str:
    return {"head": "直ちに情報政策課長へ", "manager": "速やかに委員会へ"}.get(step, "委員会への報告")


def _buttons(number: int, step: str, chair: bool) -> list[Part]:
    value = str(number)
    course = Button(action="violation.course", label="経過を見る", value=value)
    measures = Button(
        action="violation.write", label="対応措置を記録する", value=f"{value}:measures", opens_dialog=True
    )
    match step:
        case "head":
            forward = Button(
                action="violation.forward",
                label="情報政策課長へ通知する",
                value=value,
                nonce=f"forward-{value}",
                style="primary",
            )
            return [forward, measures, course]
        case "manager":
            report = Button(
                action="violation.write",
                label="委員会へ報告する",
                value=f"{value}:committee",
                style="primary",
                opens_dialog=True,
            )
            advise = Button(action="violation.write", label="助言を送る", value=f"{value}:advice", opens_dialog=True)
            return [report, advise, measures, course]
    if not chair:
        return [course]
    tell = Button(action="violation.authority", label="任命権者へ通知", value=value, opens_dialog=True)
    close = Button(
        action="violation.close",
        label="完了にする",
        value=value,
        nonce=f"close-{value}",
        confirm="この件を完了にしますか。",
    )
    return [tell, close, course]  # fmt: skip


def _facts(number: int, report: Report) -> tuple[tuple[str, str], ...]:
    kind = "公式アカウント" if report.official else "個人のアカウント"
    pairs = (("受付番号", str(number)), ("アカウント", f"{report.account}（{kind}）"), ("課・室", report.section),
             ("通知した人", report.reporter or "（氏名は知らされていません）"))  # fmt: skip
    return tuple((one, value) for one, value in pairs if value)


def _acts(acts: Sequence[Act]) -> list[Part]:
    if not acts:
        return []
    pairs = tuple(
        (when(one.at), f"{ENTRY_NAMES.get(one.kind, one.kind)}　{one.who}　{one.text}".strip()) for one in acts
    )
    return [Text(text="経過", style="strong"), Facts(pairs=pairs)]


def write_form(number: int, what: str, nonce: str, text: str = "") -> Card:
    """One text: measures, advice, or the report to the committee."""
    hints = {
        "measures": "とった対応（訂正、非公開、本人への指導など）と時刻。",
        "advice": "課・室長に届きます。",
        "committee": "確認した違反の事実、対応措置及び経過等（8-(2)）。これまでの記録は自動で添えられます。",
    }
    return Card(
        title=f"違反 {number}：{ENTRY_NAMES[what]}",
        parts=(
            Input(
                id="text",
                label=ENTRY_NAMES[what],
                type="lines",
                required=True,
                max_length=WHAT_MAX,
                value=text,
                hint=hints[what],
            ),
            Button(
                action="violation.written", label="記録して送る", value=f"{number}:{what}", nonce=nonce, style="primary"
            ),
        ),
    )


def advice(number: int, who: str, text: str) -> Card:
    """What 情報政策課長 advises, for the head."""
    return Card(title=f"違反 {number}：{who}からの助言", parts=(Text(text=text, style="quote"),))


def written(number: int, what: str) -> Card:
    """Said after an act."""
    return Card(title=f"違反 {number}：{ENTRY_NAMES[what]}を記録しました")


def course(number: int, acts: Sequence[Act], step: str) -> Card:
    """What was done so far; to the reporter without the others' words."""
    names = {
        "head": "課・室長の番です",
        "manager": "情報政策課長の番です",
        "committee": "委員会に報告されました",
        "done": "完了しました",
    }
    return Card(title=f"違反 {number} の経過：{names[step]}", parts=tuple(_acts(acts)))


def authority_form(guideline: Guideline, number: int, nonce: str) -> Card:
    """The chair's choice under 8-(1), which says できる: nothing is proposed."""
    options = tuple(Option(label=label(text), value=value) for value, text in ATTACHMENTS.items())
    return Card(
        title=f"違反 {number}：任命権者へ通知",
        parts=(
            *verbatim(guideline, violation.AUTHORITY_CLAUSE),
            Input(id="attach", label="添えるもの", type="checks", required=True, options=options),
            Input(id="text", label="通知の本文", type="lines", required=True, max_length=WHAT_MAX),
            Button(action="violation.told", label="任命権者へ通知する", value=str(number), nonce=nonce, style="danger"),
        ),
    )


def authority(number: int, chair: str, text: str, attached: Sequence[tuple[str, str]], guideline: Guideline) -> Card:
    """What 任命権者 gets: the chair's words, and what the chair chose."""
    parts: list[Part] = [Text(text=f"最高情報統括責任者 {chair}からの通知です。"), Text(text=text, style="quote")]
    for title, body in attached:
        parts += [Text(text=title, style="strong"), Text(text=body)]
    parts += verbatim(guideline, violation.AUTHORITY_CLAUSE)
    return Card(title=f"違反者の処分のための通知（{number}）", parts=tuple(parts))
