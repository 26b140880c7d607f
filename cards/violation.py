"""Reports under 8-(2), and the chair's notice under 8-(1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cards.clause import name, verbatim
from cards.incident import FREE, LINE_MAX, WHAT_MAX, when
from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from guideline.clauses import Guideline
from guideline.violation import Turn

SUBJECTS = ("other", "head", "manager")
ATTACHMENTS = {
    "facts": "確認した事実",
    "course": "対応と経過",
    "post": "保存した投稿（時刻とハッシュ値）",
    "log": "操作記録の抜粋（検証結果つき）",
}


def entry_name(guideline: Guideline, kind: str) -> str:
    """What an act is called."""
    names = {
        "reported": "違反の通知", "forwarded": f"{guideline.names.manager_short}へ通知", "measures": "対応措置の記録",
        "advice": "助言", "committee": "委員会へ報告", "authority": "任命権者へ通知", "closed": "完了",
    }  # fmt: skip
    return names.get(kind, kind)


def _subjects(guideline: Guideline) -> dict[str, str]:
    names = guideline.names
    return {
        "other": "上のどちらでもない", "head": f"{names.head}本人", "manager": f"{names.manager_short}本人",
    }  # fmt: skip


def standing(guideline: Guideline) -> str:
    """（8-(2)）: the clause that a report stands on, "" where the guideline has none."""
    clause = guideline.standing.violation
    return f"（{clause}）" if clause else ""


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
            *verbatim(guideline, guideline.standing.violation),
            Text(text="通知は、アカウントを運用する課・室の長にだけ届きます。だれに届くかは、送る前に表示されます。"),
            Button(action="violation.form", label="違反を通知する", style="primary", opens_dialog=True),
        ),
    )


def form(
    guideline: Guideline, accounts: Sequence[tuple[str, str]], sections: Sequence[str], nonce: str, value: str,
    given: dict[str, str],
) -> Card:  # fmt: skip
    """The report. Private until sent; then only the chain of 8-(2) sees it."""
    head = guideline.names.head_short
    clauses = tuple(Option(label=label(name(one)), value=one.id) for one in guideline.prohibited()[:100])
    parts: list[Part] = [
        Text(text=f"送ると{head}に直ちに届きます{standing(guideline)}。ほかの人には見えません。"),
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
        Text(text=_silent(guideline), style="small"),
        _select("section", "運用する課・室（個人のときは通知先）", units, given, required=False),
        _lines("post", "投稿のURLと内容", given, required=True),
        _select("clause", "どの禁止事項にあたりますか", clauses, given, required=True),
        _select("clause_two", "ほかにもあれば", clauses, given, required=False),
        _lines("evidence", "証拠（画面を保存した場所、確認した日時）", given, required=False),
        _radio("subject", "投稿したのは", _subjects(guideline), {"subject": "other", **given}),
        _radio("named", f"{head}にあなたの氏名を知らせますか", _named(guideline), given),
        Button(action="violation.send", label="通知する", value=value, nonce=nonce, style="danger"),
    ]  # fmt: skip
    return Card(title=f"禁止事項の違反の通知{standing(guideline)}", parts=tuple(parts))


def _silent(guideline: Guideline) -> str:
    where = guideline.standing.violation or "ガイドライン"
    said = f"個人のアカウントのとき、だれに通知するかを{where}は定めていません。"
    return f"{said}通知先の課・室をあなたが選んでください。"


def _named(guideline: Guideline) -> dict[str, str]:
    return {"yes": "知らせる", "no": f"知らせない（{guideline.names.manager_short}から上には見えます）"}


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


def _passed_over(guideline: Guideline, turn: Turn) -> str:
    return f"{getattr(guideline.names, turn.passed_over)}が対象者であるため"


def sent(guideline: Guideline, number: int, to: str, turn: Turn) -> Card:
    """Said to the reporter."""
    parts: list[Part] = [Facts(pairs=(("受付番号", str(number)), ("通知先", to)))]
    if turn.passed_over:
        parts.append(
            Text(text=f"{_passed_over(guideline, turn)}、上位の役職に通知しました（市の設定）。", style="small")
        )
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
    if turn.passed_over:
        parts.append(
            Text(text=f"{_passed_over(guideline, turn)}、あなたに通知されています（市の設定）。", style="small")
        )
    parts += [Text(text=report.post or "（本文は保存期間を過ぎました）", style="quote")]
    if report.evidence:
        parts += [Text(text="証拠", style="strong"), Text(text=report.evidence, style="quote")]
    for clause in clauses:
        parts += verbatim(guideline, clause)
    parts += _acts(guideline, acts)
    parts += [Text(text="あなたがすること", style="strong"), *verbatim(guideline, guideline.standing.violation)]
    parts += _buttons(guideline, number, turn.step, chair)
    return Card(title=f"禁止事項の違反 {number}（{_clock(guideline, turn.step)}）", parts=tuple(parts))


def _clock(guideline: Guideline, step: str) -> str:
    above = guideline.names.manager_short
    return {"head": f"直ちに{above}へ", "manager": "速やかに委員会へ"}.get(step, "委員会への報告")


def _buttons(guideline: Guideline, number: int, step: str, chair: bool) -> list[Part]:
    value = str(number)
    course = Button(action="violation.course", label="経過を見る", value=value)
    measures = Button(
        action="violation.write", label="対応措置を記録する", value=f"{value}:measures", opens_dialog=True
    )
    match step:
        case "head":
            forward = Button(
                action="violation.forward",
                label=f"{guideline.names.manager_short}へ通知する",
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


def _acts(guideline: Guideline, acts: Sequence[Act]) -> list[Part]:
    if not acts:
        return []
    pairs = tuple((when(one.at), f"{entry_name(guideline, one.kind)}　{one.who}　{one.text}".strip()) for one in acts)
    return [Text(text="経過", style="strong"), Facts(pairs=pairs)]


def write_form(guideline: Guideline, number: int, what: str, nonce: str, text: str = "") -> Card:
    """One text: measures, advice, or the report to the committee."""
    hints = {
        "measures": "とった対応（訂正、非公開、本人への指導など）と時刻。",
        "advice": f"{guideline.names.head_short}に届きます。",
        "committee": f"確認した違反の事実、対応措置及び経過等{standing(guideline)}。"
        "これまでの記録は自動で添えられます。",
    }
    return Card(
        title=f"違反 {number}：{entry_name(guideline, what)}",
        parts=(
            Input(
                id="text",
                label=entry_name(guideline, what),
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
    """What the general manager advises, for the head."""
    return Card(title=f"違反 {number}：{who}からの助言", parts=(Text(text=text, style="quote"),))


def written(guideline: Guideline, number: int, what: str) -> Card:
    """Said after an act."""
    return Card(title=f"違反 {number}：{entry_name(guideline, what)}を記録しました")


def course(guideline: Guideline, number: int, acts: Sequence[Act], step: str) -> Card:
    """What was done so far; to the reporter without the others' words."""
    names = {
        "head": f"{guideline.names.head_short}の番です",
        "manager": f"{guideline.names.manager_short}の番です",
        "committee": "委員会に報告されました",
        "done": "完了しました",
    }
    return Card(title=f"違反 {number} の経過：{names[step]}", parts=tuple(_acts(guideline, acts)))


def authority_form(guideline: Guideline, number: int, nonce: str) -> Card:
    """The chair's choice under 8-(1), which says できる: nothing is proposed."""
    options = tuple(Option(label=label(text), value=value) for value, text in ATTACHMENTS.items())
    return Card(
        title=f"違反 {number}：任命権者へ通知",
        parts=(
            *verbatim(guideline, guideline.standing.authority),
            Input(id="attach", label="添えるもの", type="checks", required=True, options=options),
            Input(id="text", label="通知の本文", type="lines", required=True, max_length=WHAT_MAX),
            Button(action="violation.told", label="任命権者へ通知する", value=str(number), nonce=nonce, style="danger"),
        ),
    )


def authority(number: int, chair: str, text: str, attached: Sequence[tuple[str, str]], guideline: Guideline) -> Card:
    """What 任命権者 gets: the chair's words, and what the chair chose."""
    parts: list[Part] = [Text(text=f"{guideline.names.chair} {chair}からの通知です。"), Text(text=text, style="quote")]
    for title, body in attached:
        parts += [Text(text=title, style="strong"), Text(text=body)]
    parts += verbatim(guideline, guideline.standing.authority)
    return Card(title=f"違反者の処分のための通知（{number}）", parts=tuple(parts))
