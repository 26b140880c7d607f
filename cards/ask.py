"""How a question is answered: the clause word for word, a choice, or an honest no."""

from cards import clause as clauses
from cards.model import Button, Card, Facts, Input, Option, Part, Text, label
from guideline.clauses import Guideline
from guideline.organisation import Office

NONE = "none"
UNKNOWN = "unknown"
"""The value that stands for "no clause" in choices."""


def title(guideline: Guideline, found: str) -> str:
    """The name of a clause, or of a section whose opening text answers."""
    if found in guideline.clauses:
        return clauses.name(guideline.clauses[found])
    return f"{found} {guideline.sections[found].title}"


def quotation(guideline: Guideline, found: str) -> tuple[Part, ...]:
    """The words of a clause or of a section's opening text."""
    if found in guideline.clauses:
        return clauses.verbatim(guideline, found)
    return clauses.section_text(guideline, found)


def answer(
    guideline: Guideline, question_id: str, found: str, others: tuple[str, ...], office: str, can_share: bool
) -> Card:
    """The clause that answers, with what else may matter, and what can be done with it."""
    value = f"{question_id}:{found}"
    parts = list(quotation(guideline, found))
    if others:
        names = "\n".join(title(guideline, other) for other in others)
        parts.append(Text(text=f"関係しそうな条文\n{names}", style="small"))
    if can_share:
        nonce = f"share-{question_id}"
        parts.append(Button(action="ask.share", label="みんなに共有", value=value, nonce=nonce))
    parts.append(Button(action="ask.good", label="👍 役に立った", value=value, nonce=f"rate-{question_id}"))
    parts.append(Button(action="ask.bad", label="👎 違う", value=value, opens_dialog=True))
    if found in guideline.clauses:
        parts += clauses.neighbour_buttons(guideline, found)
    parts.append(pass_on(office, question_id))
    return Card(title=title(guideline, found), parts=tuple(parts))


def pass_on(office: str, question_id: str) -> Button:
    """The button that hands the question to an office."""
    return Button(action="ticket.form", label=f"{office}に質問を送る", value=question_id, opens_dialog=True)


BY_WORDS = "条文の言葉だけで探しました。言い回しが違うと、当てはまる条文を見落とすことがあります。"
"""Said where the folder has not learned from questions yet."""


def choices(guideline: Guideline, question_id: str, found: tuple[str, ...], learned: bool = True) -> Card:
    """Not sure: up to three clauses to choose from."""
    parts: list[Part] = [Text(text="当てはまりそうな条文が複数あります。近いものを選んでください。")]
    if not learned:
        parts.append(Text(text=BY_WORDS, style="small"))
    for one in found:
        words = guideline.clauses[one].text if one in guideline.clauses else guideline.sections[one].chapeau
        parts.append(Text(text=title(guideline, one), style="strong"))
        parts.append(Text(text=words, style="quote"))
    parts.append(Text(text=f"出典：{guideline.source()}", style="small"))
    nonce = f"choose-{question_id}"
    for at, one in enumerate(found):
        name, value = label(title(guideline, one)), f"{question_id}:{one}"
        parts.append(Button(action="ask.choose", label=name, value=value, nonce=f"{nonce}-{at}"))
    parts.append(Button(action="ask.choose", label="どれも違う", value=f"{question_id}:{NONE}", nonce=f"{nonce}-none"))
    return Card(title="どれに近いですか", parts=tuple(parts))


def no_clause(guideline: Guideline, question_id: str, office: Office, learned: bool = True) -> Card:
    """該当条文なし, with the office to ask."""
    return Card(
        title="該当条文なし",
        parts=(
            Text(text="この質問に当てはまる条文は、ガイドラインに見当たりません。"),
            *(() if learned else (Text(text=BY_WORDS, style="small"),)),
            Facts(pairs=(("お問い合わせ先", f"{office.name}（{office.phone}）"),)),
            pass_on(office.name, question_id),
            Button(action="clause.browse", label="条文を読む"),
            Text(text=f"調べたもの：{guideline.source()}", style="small"),
        ),
    )


def shared(guideline: Guideline, asker: str, question: str | None, found: str) -> Card:
    """The answer as everybody in the room sees it."""
    asked = f"{asker}さんの質問：{question}" if question else f"{asker}さんが共有しました。"
    return Card(
        title=title(guideline, found),
        parts=(
            Text(text=asked),
            *quotation(guideline, found),
            Button(action="clause.browse", label="条文を読む"),
        ),
    )


def shared_note(guideline: Guideline, found: str) -> Card:
    """What the asker sees in place of the answer after sharing it."""
    return Card(
        title=title(guideline, found),
        parts=(*quotation(guideline, found), Text(text="この会話のみんなに共有しました。", style="small")),
    )


def thanks_good() -> Card:
    """After 👍."""
    return Card(title="ありがとうございます", parts=(Text(text="評価を記録しました。回答の改善に使います。"),))


def which_instead(guideline: Guideline, question_id: str, found: str) -> Card:
    """After 👎: which clause would have been right."""
    options = [Option(label="当てはまる条文はない", value=NONE), Option(label="わからない", value=UNKNOWN)]
    options += [Option(label=label(clauses.name(one)), value=one.id) for one in guideline.clauses.values()]
    return Card(
        title="正しい条文を教えてください",
        parts=(
            Text(text=f"表示した条文：{title(guideline, found)}"),
            Input(
                id="better", label="本来の条文", type="select", required=True, options=tuple(options), value=UNKNOWN
            ),
            Text(text="だれが答えたかは記録しません。", style="small"),
            Button(
                action="ask.better", label="記録する", value=f"{question_id}:{found}", nonce=f"better-{question_id}",
                style="primary",
            ),
        ),
    )  # fmt: skip


def thanks_bad(guideline: Guideline, question_id: str, better: str, office: str) -> Card:
    """After the right clause was named: that clause, or the office."""
    parts: list[Part] = [Text(text="記録しました。回答の改善に使います。")]
    if better in guideline.clauses:
        parts += [Text(text=title(guideline, better), style="strong"), *quotation(guideline, better)]
    parts.append(pass_on(office, question_id))
    return Card(title="ありがとうございます", parts=tuple(parts))


def too_long(length: int, limit: int) -> Card:
    """The question is longer than can be understood as one question."""
    return Card(
        title="質問が長すぎます",
        parts=(
            Text(text=f"質問は{limit:,}字までです（いまは{length:,}字）。要点を短くして、もう一度書いてください。"),
        ),
    )


def no_words() -> Card:
    """Nothing in it that could be read."""
    return Card(
        title="質問を言葉で書いてください",
        parts=(
            Text(text="文字が読み取れませんでした。例：昼休みにインスタを更新していい？"),
            Button(action="home.help", label="使い方を見る"),
        ),
    )
