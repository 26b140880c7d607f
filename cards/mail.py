"""A card as plain mail. Buttons are not there: the text says where to answer."""

from cards.model import Button, Card, Facts, Image, Input, Item, Text

FOOT = "このメールには返信できません。受領や記録は、SNS窓口（Slack・Teams）から行ってください。"


def draw(card: Card) -> tuple[str, str]:
    """Subject and text. Line breaks never come into a subject."""
    lines: list[str] = []
    for part in card.parts:
        match part:
            case Text(style="quote"):
                lines += [f"> {line}" for line in part.text.splitlines()]
            case Text():
                lines.append(part.text)
            case Facts():
                lines += [f"{name}：{value}" for name, value in part.pairs]
            case Image():
                lines.append(f"（画像：{part.alt}）")
            case Item():
                lines.append(part.text)
            case Input() | Button():
                continue
    return " ".join(card.title.split()), "\n".join([*lines, "", FOOT, ""])
