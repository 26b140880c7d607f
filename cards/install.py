"""What is said where a platform whispers in a conversation of its own."""

from cards.model import Card, Text


def hint() -> Card:
    """In the room, to somebody whom the bot may not write to: how the answer would reach them. Never the answer."""
    return Card(
        title="お返事をお届けできませんでした",
        parts=(
            Text(text="お返事は、ほかの人に見えないように個別チャットでお送りします。"),
            Text(text="アプリの一覧からこのボットを自分に追加して（個別チャットを開いて）、もう一度お試しください。"),
        ),
    )


def taken(elsewhere: bool) -> str:
    """After a press whose answer comes as a message; `elsewhere`: in the 1:1 chat, not in this conversation."""
    return "受け付けました。お返事は個別チャットに届きます。" if elsewhere else "受け付けました。"


def not_attached(name: str) -> Card:
    """Said where a document could not be shared."""
    return Card(
        title="ファイルを添付できませんでした",
        parts=(Text(text=f"「{name}」を添付できませんでした。ボットの担当課へお知らせください。"),),
    )
