"""An official account after approval: obtaining it, telling the offices, publishing its policy; and its card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cards.model import Button, Card, Facts, File, Input, Option, Part, Text, label
from cards.policy import Head
from guideline.clauses import Guideline
from guideline.policy import Form

NAME_MAX, URL_MAX = 100, 300
PLACES = (("profile", "アカウントの自由記述欄"), ("page", "アカウントを運用している旨を表示した市のWebページ"))
CHECKLIST = (
    ("password", "パスワードを変えた"), ("two_factor", "二要素認証の端末・連絡先を変えた"),
    ("recovery", "復旧用のメールアドレス・電話番号を変えた"), ("sessions", "前の担当者の端末からログアウトした"),
)  # fmt: skip

TERM_OVER = "（保存期間を過ぎました）"
"""Stands for the name of an account whose term in the register is over."""


@dataclass(frozen=True)
class Shown:
    """An account as its card shows it; dates are written out, "" where there is none."""

    id: int
    version: int
    medium: str
    name: str
    url: str
    section: str
    holder: str
    deputy: str
    state: str
    origin: str
    policy: str
    approved_on: str = ""
    approval_number: str = ""
    obtained_on: str = ""
    notified_on: str = ""
    published_on: str = ""
    published_at: str = ""
    policy_url: str = ""
    review_on: str = ""
    suspended_on: str = ""
    closed_on: str = ""
    has_policy: bool = False
    broadcast_only: bool = False


def form(head: Head, guideline: Guideline, the_form: Form, typed: Mapping[str, str], people: Sequence[tuple[str, str]],
         nonce: str) -> Card:  # fmt: skip
    """The dialog for an account just obtained: its real name and address."""
    clause = guideline.clauses[the_form.clauses.account]
    return Card(
        title="取得したアカウント",
        parts=(
            Text(text=f"{clause.id} {clause.text}", style="quote"),
            Input(id="name", label="アカウント名", value=typed.get("name", ""), required=True, max_length=NAME_MAX),
            Input(
                id="url", label="アドレス（URL）", value=typed.get("url", ""), required=True, max_length=URL_MAX,
                hint="https:// で始まるもの",
            ),
            Input(id="obtained_on", label="取得した日", type="date", value=typed.get("obtained_on", ""), required=True),
            _person("holder", "担当者", typed.get("holder", ""), people, True),
            _person("deputy", "副担当者", typed.get("deputy", ""), people, False),
            Button(
                action="account.obtained", label="台帳に記録する", value=str(head.number), nonce=nonce, style="primary"
            ),
        ),
    )  # fmt: skip


def _person(id_: str, label_: str, value: str, people: Sequence[tuple[str, str]], required: bool) -> Input:
    options = tuple(Option(label=label(name), value=person) for person, name in people[:100])
    chosen = value if any(person == value for person, _ in people) else ""
    return Input(id=id_, label=label_, type="select", options=options, value=chosen, required=required)


def account(one: Shown, guideline: Guideline, the_form: Form, ours: bool, nonce: str, note: Sequence[str] = ()) -> Card:
    """An account with what comes next; `ours`: the reader belongs to its unit."""
    parts: list[Part] = [Text(text=text, style="strong") for text in note]
    parts.append(Facts(pairs=tuple((name, text) for name, text in _facts(one) if text)))
    if ours:
        parts += _next(one, guideline, the_form, nonce)
    parts.append(Button(action="course.show", label="効果測定の推移", value=str(one.id)))
    if one.has_policy:
        parts.append(Button(action="account.texts", label="公開用運用方針の文案", value=str(one.id)))
    if ours and one.state not in ("廃止",):
        parts.append(Button(action="register.hand", label="担当者を変える", value=_value(one), opens_dialog=True))
        parts.append(Button(action="register.change", label="休止・再開・廃止", value=_value(one), opens_dialog=True))
        verb = "変更を申請する" if one.has_policy else "利用承認を申請する"
        parts.append(Button(action="register.amend", label=verb, value=str(one.id), nonce=f"{nonce}m"))
    return Card(title=f"{one.medium} {one.name}"[:150], parts=tuple(parts))


def _value(one: Shown) -> str:
    return f"{one.id}:{one.version}"


def _facts(one: Shown) -> list[tuple[str, str]]:
    places = dict(PLACES)
    return [
        ("状態", one.state), ("アドレス", one.url), ("課・室", one.section), ("担当者", one.holder),
        ("副担当者", one.deputy), ("用途", "専ら情報発信" if one.broadcast_only else ""),
        ("登録のきっかけ", one.origin),
        ("利用方針", one.policy), ("承認日", one.approved_on), ("文書番号", one.approval_number),
        ("取得日", one.obtained_on), ("届出日", one.notified_on), ("公開用運用方針", places.get(one.published_at, "")),
        ("掲載先", one.policy_url), ("掲載日", one.published_on), ("見直す日", one.review_on),
        ("休止日", one.suspended_on), ("廃止日", one.closed_on),
    ]  # fmt: skip


def _next(one: Shown, guideline: Guideline, the_form: Form, nonce: str) -> list[Part]:
    """7-(6) first, then 7-(4)."""
    if one.state == "未承認":
        clause = guideline.clauses[the_form.clauses.applicant]
        return [Text(text=f"{clause.id} {clause.text}", style="quote")]
    if one.state != "公開前":
        return []
    if not one.notified_on:
        clause = guideline.clauses[the_form.clauses.notice]
        button = Button(
            action="account.notify", label=label(f"{'と'.join(guideline.account_offices)}に届け出る"),
            value=str(one.id), nonce=f"notify-{one.id}", style="primary",
        )  # fmt: skip
        return [Text(text=f"次の手続：{clause.id} {clause.text}", style="quote"), button]
    clause = guideline.clauses[the_form.clauses.publication]
    button = Button(
        action="account.publish", label="掲載を記録する", value=_value(one), style="primary", opens_dialog=True
    )
    return [Text(text=f"次の手続：{clause.id} {clause.text}", style="quote"), button]


def notice(one: Shown, by: str, guideline: Guideline, the_form: Form) -> Card:
    """Told to the offices of 7-(6)."""
    clause = guideline.clauses[the_form.clauses.notice]
    facts = [("媒体", one.medium), ("アカウント名", one.name), ("アドレス", one.url), ("課・室", one.section),
             ("担当者", one.holder), ("取得日", one.obtained_on), ("承認", f"{one.policy} {one.approved_on}".strip()),
             ("届出", by)]  # fmt: skip
    return Card(
        title="公式アカウントを取得しました（届出）",
        parts=(
            Facts(pairs=tuple((name, text) for name, text in facts if text)),
            Text(text=f"根拠：{clause.id} {clause.label}", style="small"),
        ),
    )


def publish(one: Shown, the_form: Form, guideline: Guideline, typed: Mapping[str, str], nonce: str) -> Card:
    """Where the public policy stands."""
    clause = guideline.clauses[the_form.clauses.publication]
    options = tuple(Option(label=name, value=id_) for id_, name in PLACES)
    return Card(
        title="公開用運用方針の掲載",
        parts=(
            Text(text=clause.text, style="quote"),
            Input(id="place", label="掲載した場所", type="radio", options=options, required=True,
                  value=typed.get("place", "")),
            Input(
                id="policy_url", label="掲載した場所のアドレス", value=typed.get("policy_url", one.url), required=True,
                max_length=URL_MAX, hint="自由記述欄のときは、アカウントのアドレス",
            ),
            Input(id="published_on", label="掲載した日", type="date", required=True,
                  value=typed.get("published_on", "")),
            Button(
                action="account.published", label="記録する", value=_value(one), nonce=nonce, style="primary"
            ),
        ),
    )  # fmt: skip


def texts(one: Shown, long: str, short: str, limit: int, files: Sequence[File]) -> Card:
    """The public policy in its long and its short form, to copy."""
    return Card(
        title="公開用運用方針の文案",
        parts=(
            Text(text=f"{one.medium} {one.name}", style="small"),
            Text(text="ページ用（長い文）", style="heading"), Text(text=long, style="quote"),
            Text(text=f"自由記述欄用（短い文、{len(short)}字。上限{limit}字で作成）", style="heading"),
            Text(text=short, style="quote"), *files,
        ),
    )  # fmt: skip


def locked(head: Head, guideline: Guideline, the_form: Form) -> str:
    """Why an account cannot be recorded yet."""
    clause = guideline.clauses[the_form.clauses.account]
    return f"申請{head.number}は「{head.state}」です。アカウントは、承認された後に取得します（{clause.label}）。"


def changed_meanwhile(one: Shown) -> Card:
    """Somebody else changed the account first."""
    return Card(
        title="記録していません",
        parts=(
            Text(text="画面を開いたあとに、ほかの人がこのアカウントを書き換えました。いまの内容を確かめてください。"),
            Facts(pairs=tuple((name, text) for name, text in _facts(one) if text)),
            Button(action="account.open", label="アカウントの画面を開く", value=str(one.id), style="primary"),
        ),
    )
