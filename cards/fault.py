"""What is said when something cannot be done."""

from cards.model import Card, Text
from guideline.clauses import Guideline


def refused(reason: str, clause: str, guideline: Guideline) -> Card:
    """A refusal: the reason, and the clause it stands on word for word; 市の設定 where it is no clause."""
    parts = [Text(text=reason)]
    if clause:
        parts.append(Text(text=f"{clause} {guideline.clauses[clause].label}", style="strong"))
        parts.append(Text(text=guideline.clauses[clause].text, style="quote"))
        parts.append(Text(text=guideline.source(), style="small"))
    else:
        parts.append(Text(text="ガイドラインの条文ではなく、市の設定によるものです。", style="small"))
    return Card(title="ご利用いただけません", parts=tuple(parts))


def unexpected(number: str, office: str) -> Card:
    """An error that nobody foresaw, with the number under which it is in the log."""
    return Card(
        title="うまく処理できませんでした",
        parts=(
            Text(text="申し訳ありません。何も保存されていません。もう一度お試しください。"),
            Text(text=f"繰り返すときは、{office}にエラー番号 {number} をお知らせください。", style="strong"),
        ),
    )


def busy() -> Card:
    """The database did not commit in time."""
    return Card(
        title="ただいま混み合っています",
        parts=(Text(text="何も保存されていません。少し待ってから、もう一度お試しください。"),),
    )


def stale() -> Card:
    """A button whose function or subject is gone."""
    return Card(
        title="このボタンは使えなくなっています",
        parts=(Text(text="画面が古くなっています。「ヘルプ」から、もう一度始めてください。"),),
    )


def done_already() -> Card:
    """A second press whose first answer is no longer kept."""
    return Card(title="受け付け済みです", parts=(Text(text="この操作は、すでに受け付けています。"),))


def term_over() -> Card:
    """A record whose texts were blanked when its term was over."""
    return Card(
        title="保存期間を過ぎた記録です",
        parts=(Text(text="本文は、保存期間を過ぎたため消去しました。番号、日付、状態は残っています。"),),
    )
