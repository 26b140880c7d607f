"""A question passed on to an office, and its answer."""

from cards.model import Button, Card, Facts, Input, Text

QUESTION_LIMIT = 1_000
ANSWER_LIMIT = 2_000


def form(office: str, question_id: str, question: str, nonce: str) -> Card:
    """The question as it will be sent, to be mended first."""
    return Card(
        title=f"{office}に質問を送る",
        parts=(
            Text(text=f"お名前と質問が{office}に届きます。回答はこのボットからお知らせします。"),
            Input(
                id="question", label="質問", type="lines", value=question, required=True, max_length=QUESTION_LIMIT,
                hint="個人情報や投稿前の秘密は書かないでください。",
            ),
            Button(action="ticket.send", label="送る", value=question_id, nonce=nonce, style="primary"),
        ),
    )  # fmt: skip


def sent(number: int, office: str, phone: str) -> Card:
    """What the asker sees after sending."""
    return Card(
        title="質問を受け付けました",
        parts=(
            Facts(pairs=(("受付番号", str(number)), ("送り先", office))),
            Text(text=f"回答があると、このボットからお知らせします。お急ぎのときは{phone}へ。"),
        ),
    )


def for_office(number: int, asker: str, question: str, state: str) -> Card:
    """The ticket in the office's room; `state` tells what became of it, "" while it is open."""
    facts = (("受付番号", str(number)), ("質問者", asker), ("状態", state or "未回答"))
    parts = [Facts(pairs=facts), Text(text=question, style="quote")]
    if state:
        return Card(title=f"質問 {number}（{state}）", parts=tuple(parts))
    remark = "このスレッドへの返信も、質問者に届きます。相談だけの返信は「内部」で始めてください（届きません）。"
    reply = Button(action="ticket.reply", label="回答する", value=str(number), style="primary", opens_dialog=True)
    return Card(title=f"質問 {number}", parts=(*parts, reply, Text(text=remark, style="small")))


def reply_form(number: int, question: str, nonce: str) -> Card:
    """The office's answer."""
    return Card(
        title=f"質問 {number} に回答する",
        parts=(
            Text(text=question, style="quote"),
            Input(id="answer", label="回答", type="lines", required=True, max_length=ANSWER_LIMIT),
            Button(action="ticket.answer", label="回答を送る", value=str(number), nonce=nonce, style="primary"),
        ),
    )


def for_asker(number: int, office: str, question: str | None, answer: str, nonce: str) -> Card:
    """The answer as it reaches the asker."""
    asked = (Text(text=question, style="quote"),) if question else ()
    return Card(
        title=f"{office}からの回答（受付番号 {number}）",
        parts=(
            *asked,
            Text(text=answer),
            Button(action="ticket.close", label="解決した", value=str(number), nonce=nonce, style="primary"),
        ),
    )


def waits(number: int, office: str, question: str | None, phone: str) -> Card:
    """A question of mine that has no answer yet."""
    return Card(
        title=f"質問 {number}（回答を待っています）",
        parts=(
            Text(text=question or "（質問の本文は保存期間を過ぎました）", style="quote"),
            Text(text=f"{office}から回答があると、このボットからお知らせします。お急ぎのときは{phone}へ。"),
        ),
    )


def delivered(number: int) -> Card:
    """Said to the office when the answer is on its way."""
    return Card(title=f"質問 {number} の回答を質問者に送りました")


def answered_already(number: int, text: str) -> Card:
    """Somebody was faster; what was typed is not lost."""
    return Card(
        title=f"質問 {number} には、すでに回答があります",
        parts=(
            Text(text="入力された内容は送っていません。補足するときは、質問のスレッドに返信してください。"),
            Text(text=text, style="quote"),
        ),
    )


def closed(number: int) -> Card:
    """Said to the asker after 解決した."""
    return Card(title=f"質問 {number} を完了にしました", parts=(Text(text="ありがとうございました。"),))
