"""A form that the platform opens only after a press."""

from collections.abc import Mapping

from cards.model import Button, Card, Input, Text


def opener(title: str, button: Button) -> Card:
    """A card with the one button that opens the form."""
    press = button.model_copy(update={"label": "入力画面を開く", "style": "primary", "opens_dialog": True})
    return Card(title=title, parts=(Text(text="下のボタンで入力画面を開いてください。"), press))


def refilled(card: Card, typed: Mapping[str, str]) -> Card:
    """A form with what was typed in it, to show it again: not every platform keeps that."""
    parts = [
        part.model_copy(update={"value": typed[part.id]}) if isinstance(part, Input) and part.id in typed else part
        for part in card.parts
    ]
    return card.model_copy(update={"parts": tuple(parts)})
