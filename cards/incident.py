"""Reporting trouble: the way in, the form, what the offices and the reporter see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cards.clause import verbatim
from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from guideline import incident
from guideline.clauses import Guideline
from guideline.incident import PERSONAL_DATA, VISIBLE, Book
from guideline.organisation import Office

JAPAN = ZoneInfo("Asia/Tokyo")
WHAT_MAX, LINE_MAX = 1_500, 300
TITLE_MAX = 150
FREE = "free"
"""The value of the register's list that stands for "not in the list"."""
DRILL = "drill"


@dataclass(frozen=True)
class Facts_:
    """What was written in the form, as kept: texts as they were typed, codes for what was chosen."""

    kind: str
    account: str
    url: str
    what: str
    noticed: str
    visible: str
    personal_data: str
    people: str
    reporter: str
    section: str
    emergency: str = ""
    """What the account's 利用方針 says of its 緊急時の体制 (field 5), "" where it is not known."""


@dataclass(frozen=True)
class OfficeState:
    """An office of a case: its phones, when it was told (and how, if not first in line), who acknowledged when."""

    name: str
    phone: str
    night_phone: str
    told: str = ""
    exception: str = ""
    acknowledged: str = ""


def when(at: datetime) -> str:
    """A moment as people read it."""
    return f"{at.astimezone(JAPAN):%m月%d日 %H:%M}"


def typed(at: datetime) -> str:
    """A moment as it is typed into the form."""
    return f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M}"


def door(guideline: Guideline, offices: Sequence[Office], pin: bool = False) -> Card:
    """The way to the form; `pin` for the one that stays in a room."""
    names = "、".join(office.name for office in offices)
    parts: list[Part] = [
        Text(text=f"炎上、なりすまし、誤投稿など、職務で使うSNSのトラブルを{names}に一度に届け出ます。"),
        Button(action="incident.form", label="トラブルを届け出る", style="danger", opens_dialog=True),
        Button(action="incident.form", label="訓練として届け出る", value=DRILL, opens_dialog=True),
        Button(action="violation.form", label="禁止事項の違反を通知する", opens_dialog=True),
        Text(text="お急ぎのときは電話も：" + "、".join(f"{one.name} {one.phone}" for one in offices), style="small"),
    ]
    if not pin:
        parts += verbatim(guideline, guideline.standing.trouble)
    return Card(title="トラブルの届出", parts=tuple(parts), pin=pin)


def form(book: Book, accounts: Sequence[tuple[str, str]], now: datetime, nonce: str, *, what: str = "",
         drill: bool = False, values: dict[str, str] | None = None) -> Card:  # fmt: skip
    """The form; `accounts` are (register id, name), `values` what was typed before."""
    given = {"what": what[:WHAT_MAX], "noticed": typed(now), **(values or {})}
    opening = (
        "【訓練】として、届け先のすべての課に届きます。"
        if drill
        else "送ると、届け先のすべての課に順に、直ちに届きます。送るまで誰にも見えません。"
    )
    listed = [Option(label=label(name), value=id_) for id_, name in accounts[:99]]
    parts: list[Part] = [Text(text=opening)]
    parts.append(
        _choice(
            "capacity",
            "職務での利用ですか",
            (("職務", "職務での利用（公式アカウントなど）"), ("個人", "個人での利用（私的なアカウント）")),
            given,
        )
    )
    parts.append(
        _choice(
            "kind", "どのようなトラブルですか", [(one.id, one.label) for one in book.kinds.values()], given, "select"
        )
    )
    if listed:
        options = (*listed, Option(label="一覧にない（次の欄に書く）", value=FREE))
        parts.append(
            Input(
                id="account",
                label="アカウント（登録簿から）",
                type="select",
                options=options,
                value=_kept(given, "account", options),
            )
        )
    parts += [
        _line("account_text", "媒体とアカウント名（一覧にないとき）", given, placeholder="例：X @tsuyama_kanko"),
        _line("url", "投稿やアカウントのURL（分かれば）", given),
        Input(
            id="what",
            label="何が起きていますか",
            type="lines",
            required=True,
            max_length=WHAT_MAX,
            value=given.get("what", ""),
            hint="分かっていることだけで構いません。関係のない個人情報は書かないでください。画像は届出のあとスレッドに貼れます。",
        ),
        _line("noticed", "気づいた日時", given, required=True, placeholder="2026-11-24 18:05"),
        _choice("visible", "いまも見えますか", tuple(VISIBLE.items()), given),
        _choice("personal_data", "個人情報が含まれますか", tuple(PERSONAL_DATA.items()), given),
        _line("people", "含まれるときは、およそ何人分ですか", given),
        Button(action="incident.send", label="届け出る", value=DRILL if drill else "", nonce=nonce, style="danger"),
    ]
    return Card(title="【訓練】トラブルの届出" if drill else "トラブルの届出", parts=tuple(parts))


def _choice(
    id_: str, name: str, options: Sequence[tuple[str, str]], given: dict[str, str], kind: str = "radio"
) -> Input:
    listed = tuple(Option(label=label(text), value=value) for value, text in options)
    chosen = _kept(given, id_, listed)
    if kind == "select":
        return Input(id=id_, label=name, type="select", required=True, options=listed, value=chosen)
    return Input(id=id_, label=name, type="radio", required=True, options=listed, value=chosen)


def _kept(given: dict[str, str], id_: str, options: Sequence[Option]) -> str:
    value = given.get(id_, "")
    return value if value in {one.value for one in options} else ""


def _line(id_: str, name: str, given: dict[str, str], *, required: bool = False, placeholder: str = "") -> Input:
    return Input(
        id=id_, label=name, required=required, placeholder=placeholder, max_length=LINE_MAX, value=given.get(id_, "")
    )


def sent(number: int, offices: Sequence[Office], drill: bool) -> Card:
    """What the reporter sees at once."""
    names = "、".join(office.name for office in offices)
    parts = [
        Facts(pairs=(("受付番号", str(number)), ("届け先", names))),
        Text(text="届いたか、誰が受領したかは、このボットからの直接のメッセージに表示されます。"),
        Button(action="incident.steps", label="いますべきこと", value=str(number), style="primary"),
    ]
    return Card(title=_titled("届け出ました", drill), parts=tuple(parts))


def notice(
    number: int, book: Book, facts: Facts_, offices: Sequence[OfficeState], at: int, state: str, drill: bool,
    note: str = "",
) -> Card:  # fmt: skip
    """The case in the room of the office number `at`. The phones are there from the start."""
    parts: list[Part] = [Text(text=note, style="strong")] if note else []
    parts += [
        Facts(pairs=facts_pairs(book, facts, number, state)),
        Text(text=facts.what or "（本文は保存期間を過ぎました）", style="quote"),
    ]
    if facts.emergency:
        parts += [Text(text="利用方針（5 運用体制）より", style="small"), Text(text=facts.emergency, style="quote")]
    parts += [
        Text(text="届け先の状況", style="strong"),
        Facts(pairs=tuple((one.name, state_of(one)) for one in offices)),
    ]
    if not offices[at].acknowledged and state in incident.OPEN_STATES:
        parts.append(
            Button(
                action="incident.ack", label="受領", value=f"{number}:{at}", nonce=f"ack-{number}-{at}", style="primary"
            )
        )
    parts += _handling(number, state)
    parts.append(
        Text(
            text="この通知のスレッドに書いたことは、経過として記録され、ほかの課のスレッドにも届きます。", style="small"
        )
    )
    return Card(title=_title(number, book, facts, state, drill), parts=tuple(parts))


def _handling(number: int, state: str) -> list[Part]:
    if state not in incident.OPEN_STATES:
        return [Button(action="incident.timeline", label="経過を見る", value=str(number))]
    return [
        Button(action="incident.steps", label="いますべきこと", value=str(number)),
        Button(action="incident.record", label="対応を記録する", value=str(number), opens_dialog=True),
        Button(action="incident.timeline", label="経過を見る", value=str(number)),
        Button(action="incident.drafts", label="お知らせの文案", value=str(number)),
        Button(action="violation.form", label="違反として通知する", value=f"incident:{number}", opens_dialog=True),
    ]


def state_of(office: OfficeState) -> str:
    """One office's line."""
    phones = f"（電話 {office.phone}" + (f"、夜間・休日 {office.night_phone}" if office.night_phone else "") + "）"
    told = f"{office.told} に到達" if office.told else "送信中"
    if office.exception:
        told += f"　順序例外：{office.exception}"
    taken = f"　受領：{office.acknowledged}" if office.acknowledged else ("　未受領" if office.told else "")
    return told + taken + phones


def status(number: int, book: Book, facts: Facts_, offices: Sequence[OfficeState], state: str, drill: bool) -> Card:
    """The reporter's own card."""
    parts: list[Part] = [
        Facts(pairs=(("受付番号", str(number)), ("種類", book.kinds[facts.kind].name), ("状態", state))),
        Facts(pairs=tuple((one.name, state_of(one)) for one in offices)),
    ]
    if state in incident.OPEN_STATES:
        parts += [
            Button(action="incident.steps", label="いますべきこと", value=str(number), style="primary"),
            Button(action="incident.withdraw", label="取り下げる", value=str(number), nonce=f"withdraw-{number}",
                   confirm="届出を取り下げます。届け先の課にも取下げと表示されます。よろしいですか。"),
        ]  # fmt: skip
    return Card(title=_title(number, book, facts, state, drill), parts=tuple(parts))


def informed(number: int, book: Book, facts: Facts_, drill: bool, why: str) -> Card:
    """The case for somebody who is told for information, after the offices."""
    return Card(
        title=_titled(f"【参考】トラブルの届出 {number}（{book.kinds[facts.kind].name}）", drill),
        parts=(
            Text(text=f"{why}としてお知らせします。届け先の課には届いています。"),
            Facts(pairs=facts_pairs(book, facts, number, "対応中")),
            Text(text=facts.what, style="quote"),
            Button(action="incident.steps", label="いますべきこと", value=str(number)),
            Button(action="incident.record", label="対応を記録する", value=str(number), opens_dialog=True),
        ),
    )


def reminder(number: int, book: Book, facts: Facts_, office: str, position: int, minutes: int, drill: bool) -> Card:
    """Said when an office has not acknowledged in the minutes that the city set."""
    return Card(
        title=_titled(f"未受領：トラブルの届出 {number}（{book.kinds[facts.kind].name}）", drill),
        parts=(
            Text(text=f"{office}あての届出が、{minutes}分たっても受領されていません（市の設定）。"),
            Text(text=facts.what, style="quote"),
            Button(
                action="incident.ack",
                label="受領",
                value=f"{number}:{position}",
                nonce=f"ack-{number}-{position}",
                style="primary",
            ),
        ),
    )


def alarm(number: int, office: str, phones: str, error: str, drill: bool) -> Card:
    """Told to whoever keeps the bot running: an office cannot be told."""
    return Card(
        title=_titled(f"届出 {number} を{office}に届けられません", drill),
        parts=(
            Text(text="送り続けていますが、電話でも知らせてください。届き次第、届出の経過に表示されます。"),
            Facts(pairs=(("届け先", office), ("電話", phones), ("理由", error or "応答がありません"))),
        ),
    )


def private_trouble(guideline: Guideline, written: str) -> Card:
    """Trouble on a private account falls under no duty to report: said, and what can be done instead."""
    clause, violated = guideline.standing.trouble, guideline.standing.violation
    return Card(
        title=f"{clause}の届出の対象ではありません" if clause else "届出の対象ではありません",
        parts=(
            Text(text="職務でソーシャルメディアを利用している場合の届出です。どこにも送っていません。"),
            *verbatim(guideline, guideline.standing.trouble),
            Text(text="個人のアカウントのときは、まず証拠（画面とURL）を残し、事業者の窓口に相談してください。"
                      "職員による禁止事項の違反を見つけたときは、違反の通知ができます。"),
            Text(text="書かれた内容", style="small"),
            Text(text=written or "（なし）", style="quote"),
            Button(action="violation.form", label=f"{violated or '違反'}の通知をする", opens_dialog=True),
            Button(action="incident.form", label="職務として届け出る", opens_dialog=True),
        ),
    )  # fmt: skip


def acknowledged(number: int, office: str, drill: bool) -> Card:
    """Said to who pressed 受領."""
    return Card(title=_titled(f"届出 {number} を{office}として受領しました", drill))


def acknowledged_already(number: int, office: str, who: str) -> Card:
    """Somebody was faster."""
    return Card(title=f"届出 {number} は{office}が受領済みです", parts=(Text(text=who),))


def pinned() -> Card:
    """Said to who asked for the button."""
    return Card(
        title="届出のボタンをこの部屋に置きました",
        parts=(Text(text="ピン留めできない部屋では、手でピン留めしてください。"),),
    )


def _titled(title: str, drill: bool) -> str:
    return (f"【訓練】{title}" if drill else title)[:TITLE_MAX]


def _title(number: int, book: Book, facts: Facts_, state: str, drill: bool) -> str:
    ended = "" if state == "対応中" else f"（{state}）"
    return _titled(f"トラブルの届出 {number}：{book.kinds[facts.kind].name}{ended}", drill)


def facts_pairs(book: Book, facts: Facts_, number: int, state: str) -> tuple[tuple[str, str], ...]:
    """What was reported, as pairs of a name and a value; what is empty is left out."""
    personal = PERSONAL_DATA.get(facts.personal_data, facts.personal_data)
    pairs = (
        ("受付番号", str(number)), ("状態", state), ("種類", book.kinds[facts.kind].name),
        ("アカウント", facts.account), ("URL", facts.url), ("気づいた日時", facts.noticed),
        ("いまも見えるか", VISIBLE.get(facts.visible, facts.visible)),
        ("個人情報", f"{personal}（{facts.people}）" if facts.people else personal),
        ("届け出た人", f"{facts.section} {facts.reporter}".strip()),
    )  # fmt: skip
    return tuple((name, value) for name, value in pairs if value)
