"""A second copy that says that it is one, where the platform cannot be asked whether the first arrived."""

from cards.model import Card, Text

TITLE_MAX = 150


def marked(card: Card) -> Card:
    """The card with 再送 in its title."""
    remark = "届いたか確認できなかったため、もう一度送っています。同じ番号のものがあれば、内容は同じです。"
    return card.model_copy(
        update={"title": f"【再送】{card.title}"[:TITLE_MAX], "parts": (Text(text=remark, style="small"), *card.parts)}
    )
