"""The register: who holds what, handing over, suspending and closing, and whether an account is ours."""

from collections.abc import Mapping, Sequence

from cards.accounts import CHECKLIST, Shown, _person
from cards.model import Button, Card, Facts, File, Input, Option, Part, Text, label
from guideline.organisation import Office

NOTE_MAX = 500
CHANGES = (("suspend", "休止する"), ("resume", "再開する"), ("close", "廃止する"))
SHOWN = 40


def listing(accounts: Sequence[Shown], whose: str, everything: bool) -> Card:
    """The register of a unit, or all of it; `everything`: the reader may fetch the public list."""
    parts: list[Part] = [Text(text=f"{whose}：{len(accounts)}件", style="small")]
    pairs = [
        (f"{one.medium} {one.name}", f"{one.state}｜{one.section}｜担当 {one.holder or 'なし'}") for one in accounts
    ]
    parts.append(Facts(pairs=tuple(pairs[:SHOWN])) if pairs else Text(text="登録されているアカウントはありません。"))
    if len(pairs) > SHOWN:
        parts.append(
            Text(text=f"ほか{len(pairs) - SHOWN}件は、公開用の一覧か「アカウント 名前」で見られます。", style="small")
        )
    if accounts:
        parts.append(Button(action="register.choose", label="アカウントを開く", opens_dialog=True, style="primary"))
    parts.append(Button(action="register.ours", label="市のアカウントか確かめる", opens_dialog=True))
    if everything:
        parts.append(Button(action="register.lists", label="公開用の一覧（CSV・HTML）"))
    return Card(title="公式アカウント台帳", parts=tuple(parts))


def choose(accounts: Sequence[Shown]) -> Card:
    """Which account to open."""
    options = tuple(
        Option(label=label(f"{one.medium} {one.name}（{one.state}）"), value=str(one.id)) for one in accounts[:100]
    )
    return Card(
        title="アカウントを開く",
        parts=(
            Input(
                id="account", label="アカウント", type="select", options=options, value=options[0].value, required=True
            ),
            Button(action="register.open", label="開く", style="primary"),
        ),
    )


def hand_over(one: Shown, people: Sequence[tuple[str, str]], typed: Mapping[str, str], nonce: str) -> Card:
    """A new holder, with the checklist of what the old one could still use."""
    checks = tuple(Option(label=text, value=id_) for id_, text in CHECKLIST)
    return Card(
        title="担当者を変える",
        parts=(
            Text(text=f"{one.medium} {one.name}｜いまの担当者 {one.holder or 'なし'}", style="small"),
            _person("holder", "新しい担当者", typed.get("holder", ""), people, True),
            _person("deputy", "新しい副担当者", typed.get("deputy", ""), people, False),
            Input(
                id="done", label="引継ぎで済ませたこと", type="checks", options=checks, value=typed.get("done", ""),
                hint="すべて済ませてから記録してください（市の設定）。",
            ),
            Button(action="register.handed", label="引継ぎを記録する", value=f"{one.id}:{one.version}", nonce=nonce,
                   style="primary"),
        ),
    )  # fmt: skip


def change(one: Shown, allowed: Sequence[str], nonce: str) -> Card:
    """Suspending, taking up again, closing."""
    options = tuple(Option(label=name, value=id_) for id_, name in CHANGES if id_ in allowed)
    return Card(
        title="休止・再開・廃止",
        parts=(
            Text(text=f"{one.medium} {one.name}｜{one.state}", style="small"),
            Input(id="change", label="どうしますか", type="radio", options=options, required=True),
            Input(id="why", label="理由", type="lines", required=True, limit=NOTE_MAX, hint=f"{NOTE_MAX:,}字まで"),
            Button(action="register.changed", label="記録する", value=f"{one.id}:{one.version}", nonce=nonce,
                   style="primary"),
        ),
    )  # fmt: skip


def told(one: Shown, what: str, by: str, why: str = "") -> Card:
    """Told to the offices: a change in the register."""
    facts = [("媒体", one.medium), ("アカウント名", one.name), ("課・室", one.section), ("状態", one.state),
             ("担当者", one.holder), ("届出", by)]  # fmt: skip
    parts: list[Part] = [Facts(pairs=tuple((name, text) for name, text in facts if text))]
    if why:
        parts.append(Text(text=why, style="quote"))
    return Card(title=f"公式アカウントの{what}（届出）", parts=tuple(parts))


def ours_form() -> Card:
    """Asking whether an account is ours."""
    return Card(
        title="市のアカウントか確かめる",
        parts=(
            Input(id="name", label="アカウント名かアドレス", required=True, max_length=300),
            Button(action="register.ask", label="確かめる", style="primary"),
        ),
    )


def ours(name: str, exact: Sequence[Shown], similar: Sequence[Shown], office: Office) -> Card:
    """Whether a name is one of ours, with a warning where it only looks like one."""
    parts: list[Part] = []
    for one in exact:
        parts.append(Facts(pairs=(("媒体", one.medium), ("アカウント名", one.name), ("状態", one.state),
                                  ("課・室", one.section), ("アドレス", one.url or "（記録なし）"))))  # fmt: skip
    for one in similar:
        parts.append(
            Text(text=f"名前が似ています：{one.medium} {one.name}（{one.section}、{one.state}）", style="strong")
        )
    if similar:
        parts.append(
            Text(text="1、2文字だけ違う名前は、なりすましのことがあります。アドレスを一字ずつ見比べてください。"
                 f"なりすましと思われるときは、{office.name}（{office.phone}）へ。")
        )  # fmt: skip
    if not exact and not similar:
        parts.append(Text(text="この名前のアカウントは、台帳にありません。"))
    titles = {
        (True, True): "台帳にありますが、似た名前もあります",
        (True, False): "市の台帳にあるアカウントです",
        (False, True): "台帳にありません。似た名前に注意してください",
        (False, False): "台帳にありません",
    }
    asked = Text(text=f"調べた名前：{name}", style="small")
    return Card(title=titles[bool(exact), bool(similar)], parts=(asked, *parts))


def lists(files: Sequence[File], count: int) -> Card:
    """The public list as files."""
    told_ = f"運用中のアカウント{count}件です。担当者の名前とアカウントの管理方法は含みません。"
    return Card(title="公開用の一覧", parts=(Text(text=told_), *files))
