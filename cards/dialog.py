"""A form that the platform opens only after a press."""

from cards.model import Button, Card, Text


def opener(title: str, button: Button) -> Card:
    """A card with the one button that opens the form."""
    press = button.model_copy(update={"label": "入力画面を開く", "style": "primary", "opens_dialog": True})
    return Card(title=title, parts=(Text(text="下のボタンで入力画面を開いてください。"), press))
