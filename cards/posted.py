"""Receipts, what was posted under them, and corrections of it."""

from collections.abc import Sequence
from datetime import datetime

from cards.model import Button, Card, Facts, Input, Text
from cards.review import clause_parts
from guideline.clauses import Guideline


def receipt(
    guideline: Guideline, number: int, way: str, people: Sequence[str], given: datetime, digest: str, check_id: str
) -> Card:
    """The receipt: valid for this text only."""
    clause = guideline.standing.judgement if way == "決裁" else guideline.standing.fact
    pairs = [("受付番号", str(number)), ("方法", way), ("日時", f"{given:%Y年%m月%d日 %H:%M}")]
    pairs += [("確認・決裁した人", "、".join(people))] if people else []
    pairs.append(("照合値", digest[:8]))
    return Card(
        title=f"投稿の受付（{number}）",
        parts=(
            Facts(pairs=tuple(pairs)),
            Text(text="この受付は、確認した文面だけに有効です。1文字でも変えると無効になります。", style="strong"),
            *clause_parts(guideline, clause),
            Button(
                action="posted.form", label="投稿した（URLを記録）", value=check_id, opens_dialog=True, style="primary"
            ),
            Button(action="check.open", label="下書きを開く", value=check_id),
        ),
    )  # fmt: skip


def void(number: int) -> Card:
    """A receipt that a rewrite or an objection took away."""
    return Card(title=f"受付 {number} は無効になりました", parts=(Text(text="もう一度、手続に進んでください。"),))


def posted_form(check_id: str, nonce: str) -> Card:
    """Where it was posted."""
    return Card(
        title="投稿の記録",
        parts=(
            Input(id="url", label="投稿のURL", max_length=500, placeholder="https://"),
            Input(
                id="text", label="投稿した文面（受付と照合するとき）", type="lines", max_length=3000,
                hint="貼り付けると、受付した文面と1文字ずつ照合します。保存はしません。",
            ),
            Button(action="posted.record", label="記録する", value=check_id, nonce=nonce, style="primary"),
        ),
    )  # fmt: skip


def recorded(number: int, url: str, check_id: str) -> Card:
    """After it was recorded."""
    shown = (("受付番号", str(number)), ("URL", url or "記録なし"))
    return Card(
        title="投稿を記録しました",
        parts=(
            Facts(pairs=shown),
            Text(text="下書きの文面は消しました。誤りや予期せぬ反応があったときは、消さずに訂正してください。"),
            Button(action="posted.correct", label="訂正する", value=check_id, opens_dialog=True),
        ),
    )


def correct_form(guideline: Guideline, check_id: str, nonce: str) -> Card:
    """What was wrong, and what is right."""
    return Card(
        title="訂正する",
        parts=(
            *clause_parts(guideline, guideline.standing.correcting),
            Input(id="day", label="投稿した日", type="date"),
            Input(id="wrong", label="誤っていたところ", type="lines", required=True, max_length=500),
            Input(id="right", label="正しい内容", type="lines", required=True, max_length=1000),
            Button(action="posted.corrected", label="訂正文を作る", value=check_id, nonce=nonce, style="primary"),
        ),
    )


def correction(day: str, wrong: str, right: str) -> str:
    """The text of a correction: it says that and what was corrected, and deletes nothing (6-(5))."""
    when = f"{day}の投稿で、" if day else "先の投稿で、"
    return f"【訂正】{when}「{wrong}」とお知らせしましたが、正しくは「{right}」です。おわびして訂正します。"


def no_receipt(check_id: str) -> Card:
    """There is nothing to record yet."""
    return Card(
        title="有効な受付がありません",
        parts=(
            Text(text="下書きが書き直されたか、意見が返ったため、受付は無効です。もう一度、手続に進んでください。"),
            Button(action="check.open", label="下書きを開く", value=check_id, style="primary"),
        ),
    )
