"""What comes after a check, for 職務: mutual confirmation, 決裁, asking a superior; for both sides."""

from collections.abc import Iterator, Sequence

from cards import clause as clauses
from cards.check import FACT, JUDGEMENT, READING, View, author_said, headline, open_button
from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from guideline.clauses import Guideline
from guideline.finding import Finding

KINDS = {"confirm": "投稿内容の確認", "decide": "投稿の決裁", "consult": "投稿の相談"}
COMMENT_LIMIT = 1_000
TEXT_SHOWN, FINDINGS_SHOWN, PASSAGE_SHOWN = 1_200, 10, 60
"""Characters of a draft, findings and characters of a passage on a request; Slack's message holds about 4,000."""
OTHERS = 3
"""Colleagues who can be chosen in one form."""


def clause_parts(guideline: Guideline, clause: str) -> tuple[Part, ...]:
    """A clause's name and words; nothing for "", where the guideline has none."""
    if not clause:
        return ()
    found = guideline.clauses[clause]
    return (Text(text=clauses.name(found), style="strong"), Text(text=found.text, style="quote"))


def which_content(guideline: Guideline, view: View, examples: Sequence[tuple[str, str]] = ()) -> Card:
    """事実の告知 or 組織判断, with the clauses and the approved policy's own examples."""
    parts: list[Part] = [Text(text="この投稿はどちらですか。手続が変わります。")]
    for clause, kind in ((guideline.standing.fact, "事実の告知"), (guideline.standing.judgement, "組織判断")):
        parts += clause_parts(guideline, clause)
        parts += [Text(text=f"利用方針の例：{words}", style="small") for name, words in examples if name == kind]
    for value, text in ((FACT, "事実の告知"), (JUDGEMENT, "組織判断・公式見解")):
        parts.append(
            Button(action="review.content", label=text, value=f"{view.id}:{value}", nonce=view.nonce(value))
        )  # fmt: skip
    return Card(title="投稿の種類を選んでください", parts=tuple(parts))


def blocked(view: View, blocks: Sequence[Finding]) -> Card:
    """A 止める stands in the way."""
    lines = "\n".join(f"{one.clause}：{one.reason}" for one in blocks)
    return Card(
        title="止める指摘が残っています",
        parts=(
            Text(text="次の指摘を直すか、当てはまらない理由を答えてから、手続に進んでください。"),
            Text(text=lines, style="strong"),
            Button(action="check.edit", label="書き直す", value=view.id, opens_dialog=True, style="primary"),
            Button(action="check.dismiss", label="該当しない・例外に当たる", value=view.id, opens_dialog=True),
        ),
    )


def on_hold(guideline: Guideline) -> Card:
    """A superior has been asked and has not answered."""
    return Card(
        title="上司の答えを待っています",
        parts=(
            Text(text="答えがあるまで、情報発信は中断です。"), *clause_parts(guideline, guideline.standing.doubt),
            Text(text="答えが届いたら、ここから手続に進めます。", style="small"),
        ),
    )  # fmt: skip


def fact(guideline: Guideline, view: View) -> Card:
    """The ways on for a 事実の告知."""
    return Card(
        title="事実の告知の手続",
        parts=(
            *clause_parts(guideline, guideline.standing.fact),
            Button(
                action="review.colleagues", label="同僚に確認を頼む", value=view.id, opens_dialog=True, style="primary"
            ),
            Button(
                action="review.alone", label="ひとりで投稿する", value=view.id, nonce=view.nonce("alone"),
                confirm="条文は「可能な限り」複数名での確認を求めています。単独で投稿したことが記録に残ります。",
            ),
        ),
    )  # fmt: skip


def judgement(guideline: Guideline, view: View, unit: str, units: Sequence[str], first: str) -> Card:
    """The way on for 組織判断: up the steps of a section."""
    options = tuple(Option(label=label(one), value=f"u{at}") for at, one in enumerate(units))
    chosen = f"u{units.index(unit)}" if unit in units else ""
    route = (Text(text=f"最初の決裁者：{first}", style="small"),) if first else ()
    return Card(
        title="組織判断の手続",
        parts=(
            *clause_parts(guideline, guideline.standing.judgement),
            Input(id="unit", label="決裁を受ける課・室", type="select", required=True, options=options, value=chosen),
            Button(
                action="review.decide", label="決裁に回す", value=view.id, nonce=view.nonce("decide"), style="primary"
            ),
            *route,
            Text(text="だれがどこまで決裁できるかは、市の設定（組織ファイル）によります。", style="small"),
        ),
    )  # fmt: skip


def colleagues_form(view: View, people: Sequence[tuple[str, str]]) -> Card:
    """Who shall confirm. `people`: (value, name with section)."""
    options = tuple(Option(label=label(name), value=value) for value, name in people)
    chosen = [
        Input(id=f"colleague{at}", label=f"確認してもらう人（{at}人目）", type="select", options=options)
        for at in range(1, OTHERS + 1)
        if options
    ]
    return Card(
        title="同僚に確認を頼む",
        parts=(
            Text(text="選んだ人に、下書きと指摘の一覧が届きます。書いた本人は確認者になれません。"),
            *chosen,
            Input(
                id="names", label="一覧にない同僚（氏名）", max_length=100,
                hint="このボットを使ったことのある人に頼めます。何人かいるときは「、」で区切ってください。",
            ),
            Button(
                action="review.confirm", label="確認を頼む", value=view.id, nonce=view.nonce("confirm"), style="primary"
            ),
        ),
    )  # fmt: skip


def consult_form(guideline: Guideline, view: View, superior: str) -> Card:
    """What the superior is asked."""
    return Card(
        title="上司に相談",
        parts=(
            *clause_parts(guideline, guideline.standing.doubt),
            Text(text=f"相談先：{superior}。答えがあるまで、手続は中断します。"),
            Input(id="doubt", label="迷っていること", type="lines", required=True, max_length=COMMENT_LIMIT),
            Button(
                action="review.consulted", label="相談する", value=view.id, nonce=view.nonce("consult"), style="primary"
            ),
        ),
    )  # fmt: skip


def sent(kind: str, names: Sequence[str]) -> Card:
    """Said to the author when somebody was asked."""
    to = "、".join(f"{name}さん" for name in names)
    return Card(title=f"{KINDS[kind]}を頼みました", parts=(Text(text=f"{to}に届けます。答えがあるとお知らせします。"),))


def request(
    guideline: Guideline, kind: str, number: int, author: str, view: View, said: str = "", may_decide: bool = True
) -> Card:
    """What somebody who is asked sees: the draft whole, what the check found, what the author answered."""
    known = guideline.standing
    clause = {"confirm": known.fact, "decide": known.judgement, "consult": known.doubt}[kind]
    facts = [("書いた人", author), ("アカウント", view.account)]
    parts: list[Part] = [Facts(pairs=tuple(pair for pair in facts if pair[1]))]
    if said:
        parts += [Text(text="伝言", style="strong"), Text(text=said)]
    parts += [Text(text="下書き", style="strong"), *_draft(view, number)]
    parts.append(Text(text=headline(view.open, view.reading), style="strong"))
    parts += [Text(text=READING)] if view.reading else []
    parts += [Text(text=_line(view, one)) for one in view.open[:FINDINGS_SHOWN]]
    if len(view.open) > FINDINGS_SHOWN:
        parts.append(Text(text=f"ほかに{len(view.open) - FINDINGS_SHOWN}件あります。"))
    for finding, answer in view.answered:
        parts.append(Text(text=f"該当しないと答えた指摘　{_line(view, finding)}\n答え：{answer}"))
    parts += author_said(view)
    parts += clause_parts(guideline, clause)
    parts += _acts(kind, number, may_decide)
    return Card(title=f"{KINDS[kind]}のお願い（{number}）", parts=tuple(parts))


def _draft(view: View, number: int) -> Iterator[Part]:
    """The draft, or its beginning: the card must be one message, so that all of it can be blanked afterwards."""
    if len(view.text) <= TEXT_SHOWN:
        yield Text(text=view.text or "（文面なし）", style="quote")
        return
    yield Text(text=f"{view.text[:TEXT_SHOWN]}…（先頭{TEXT_SHOWN:,}字、全{len(view.text):,}字）", style="quote")
    yield Button(action="review.read", label="全文を読む", value=str(number), opens_dialog=True)


def whole(text: str) -> Card:
    """A long draft in a dialog, of which nothing stays when it is closed."""
    return Card(title="下書きの全文", parts=(Text(text=text, style="quote"),))


def _line(view: View, finding: Finding) -> str:
    passage = view.excerpt(finding).strip()
    passage = passage if len(passage) <= PASSAGE_SHOWN else f"{passage[:PASSAGE_SHOWN]}…"
    return f"{finding.clause or '参考'}　" + (f"「{passage}」" if passage else "") + finding.reason


def _acts(kind: str, number: int, may_decide: bool) -> Iterator[Part]:
    value = str(number)
    match kind:
        case "confirm":
            yield Button(action="review.agree", label="確認した", value=value, nonce=f"agree-{number}", style="primary")
            yield Button(action="review.doubt", label="気になる点がある", value=value, opens_dialog=True)
        case "decide":
            if may_decide:
                yield Button(
                    action="review.agree", label="承認する", value=value, nonce=f"agree-{number}", style="primary"
                )
            yield Button(
                action="review.pass", label="次の決裁者に回す", value=value, nonce=f"pass-{number}",
                style="plain" if may_decide else "primary",
            )  # fmt: skip
            yield Button(action="review.doubt", label="差し戻す", value=value, opens_dialog=True)
            if not may_decide:
                yield Text(text="この投稿の決裁は、市の設定では次の決裁者が行います。", style="small")
        case _:
            yield Button(action="review.doubt", label="答える", value=value, opens_dialog=True, style="primary")


def comment_form(kind: str, number: int, version: int, nonce: str) -> Card:
    """A comment with a return, a doubt or a superior's answer, about one version of the draft."""
    value, title = (
        f"{number}:{version}",
        {"confirm": "気になる点", "decide": "差し戻す理由", "consult": "相談への答え"}[kind],
    )
    choice: tuple[Part, ...] = ()
    if kind == "consult":
        options = (Option(label="続けてよい", value="go"), Option(label="このままでは出さない", value="stop"))
        choice = (Input(id="verdict", label="どうしますか", type="radio", required=True, options=options),)
    return Card(
        title=title,
        parts=(
            *choice,
            Input(id="comment", label=title, type="lines", required=True, max_length=COMMENT_LIMIT),
            Button(action="review.return", label="書いた人に返す", value=value, nonce=nonce, style="primary"),
        ),
    )


def over(kind: str, number: int, what: str) -> Card:
    """A request that is answered or taken back: the draft is no longer shown."""
    return Card(title=f"{KINDS[kind]}（{number}）：{what}", parts=(Text(text="下書きの文面は消しました。"),))


def answered(kind: str, what: str) -> Card:
    """Said to the one who answered."""
    return Card(title=f"{KINDS[kind]}：{what}", parts=(Text(text="書いた人に知らせます。"),))


def answered_already(typed: str = "") -> Card:
    """Somebody was faster, or the draft was rewritten; what was typed is shown again."""
    again = (Text(text="入力された内容は送っていません。"), Text(text=typed, style="quote")) if typed else ()
    told = Text(text="答えが出たか、下書きが書き直されました。「依頼」で、いまの依頼を開けます。")
    return Card(title="この依頼は終わっています", parts=(told, *again))


def refused_text(check_id: str) -> Card:
    """The same text was sent back by somebody who decides or advises."""
    return Card(
        title="この文面は差し戻されています",
        parts=(
            Text(
                text="決裁者または上司が、この文面のままでは出さないと答えています。書き直してから、手続に進んでください。"
            ),
            Button(action="check.edit", label="書き直す", value=check_id, opens_dialog=True, style="primary"),
        ),
    )


def passed_on(kind: str, name: str) -> Card:
    """Said when it went a step up."""
    return Card(title=f"{KINDS[kind]}を{name}さんに回しました")


def told(kind: str, who: str, what: str, comment: str, check_id: str) -> Card:
    """Said to the author: a doubt, a return, a superior's answer."""
    body = (Text(text=comment, style="quote"),) if comment else ()
    return Card(
        title=f"{KINDS[kind]}：{who}さんより「{what}」",
        parts=(*body, Button(action="check.open", label="下書きを開く", value=check_id, style="primary")),
    )


def undelivered(kind: str, name: str, check_id: str) -> Card:
    """Said to the author when a platform does not take a request."""
    return Card(
        title=f"{KINDS[kind]}を{name}さんに届けられませんでした",
        parts=(
            Text(text="ほかの人に頼むか、直接お声がけください。"),
            Button(action="check.open", label="下書きを開く", value=check_id, style="primary"),
        ),
    )


def reminder(kind: str, number: int, minutes: int) -> Card:
    """Once, when nobody answered."""
    return Card(
        title=f"{KINDS[kind]}のお願い（{number}）をお待ちしています",
        parts=(
            Text(text=f"{minutes}分たちました。条文は、スピードと情報の鮮度を重視した対応を求めています。"),
            Button(action="review.show", label="依頼を開く", value=str(number), style="primary"),
        ),
    )


def waiting(lines: Sequence[tuple[int, str]]) -> Card:
    """The requests that wait for me."""
    if not lines:
        return Card(title="待っている依頼はありません", parts=(open_button(),))
    parts: list[Part] = []
    for number, text in lines[:5]:
        parts += [Text(text=text), Button(action="review.show", label=f"依頼 {number} を開く", value=str(number))]
    if len(lines) > 5:
        parts.append(Text(text=f"ほかに{len(lines) - 5}件あります。", style="small"))
    return Card(title=f"待っている依頼：{len(lines)}件", parts=tuple(parts))
