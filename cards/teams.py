"""The neutral card as Adaptive Card 1.5 JSON for Teams, and what comes back from its buttons.

Every text is a RichTextBlock of TextRuns, which show characters as they are; a TextBlock would render
Markdown that a user typed. A TextRun has no line breaks, so each line is a block of its own.
Schema: https://adaptivecards.io/schemas/1.5.0/adaptive-card.json
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from cards.model import Button, Card, Facts, File, Image, Input, Item, Part, Text

CARD_MAX = 24_000
"""Bytes of one card's JSON: a message must weigh less than 25 kB with what surrounds the card."""
RUN_MAX = 1_000
"""Characters of one run, so that a long line can go on in the next message."""
OURS = "snsbot"
"""The key of a button's own data among the inputs; no input's id can be it on a card of ours."""

Json = dict[str, Any]
Acting = Callable[[Button], Json]
"""Draws a button of a certain card."""

_STYLES: Mapping[str, Json] = {
    "heading": {"size": "Medium", "weight": "Bolder"},
    "strong": {"weight": "Bolder"},
    "small": {"size": "Small", "isSubtle": True},
}
_TITLE: Json = {"size": "Large", "weight": "Bolder"}
_EMPTY: Json = {}
_BUTTON_STYLES = {"plain": "default", "primary": "positive", "danger": "destructive"}


@dataclass(frozen=True)
class Pressed:
    """A press of one of our buttons: what it names, what was carried along, and the card's inputs by id."""

    action: str
    value: str
    nonce: str
    carried: str
    inputs: dict[str, str] = field(default_factory=dict)


def draw(card: Card, *, dialog: bool = False, errors: Mapping[str, str] | None = None, carry: str = "") -> Json:
    """The card in one piece, whatever it weighs.

    In a `dialog` buttons submit. `errors` (input id → message) stand above their fields. `carry` comes back
    with each press (`Pressed.carried`).
    """
    act = _acting(card, dialog, carry)
    body = [one for group in _groups(card, errors or {}, act) for one in group.body]
    return _card(body, _foot(card, act))


def messages(card: Card, carry: str = "") -> list[Json]:
    """The card as one or more cards of at most CARD_MAX bytes each, in the order to post them.

    Inputs stay together with the buttons that send them, so a form heavier than a message stays whole.
    """
    act = _acting(card, False, carry)
    actions = _foot(card, act)
    packed: list[list[_Group]] = [[]]
    room = CARD_MAX - weight(_card([], [_EMPTY]))
    for group in _groups(card, {}, act):
        needed = sum(weight(one) + 4 for one in group.body) + (weight(actions) if group.acts else 0)
        if needed > room and packed[-1]:
            packed.append([_Group(_lines("（続き）", _STYLES["small"]))])
            room = CARD_MAX - weight(_card(packed[-1][0].body, [_EMPTY]))
        packed[-1].append(group)
        room -= needed
    return [
        _card([one for group in groups for one in group.body], actions if any(group.acts for group in groups) else [])
        for groups in packed
    ]


def weight(part: Any) -> int:
    """Bytes of JSON in the heavier of UTF-8 (what we send) and UTF-16 (what Teams documents that it counts).

    Pictures in the card do not count.
    https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
    """
    text = re.sub(r'"data:image/[^"]*"', '""', json.dumps(part, ensure_ascii=False))
    return max(len(text.encode("utf-8", "replace")), 2 * len(text))


def read(data: Any) -> dict[str, str]:
    """The inputs in a button's data, by id; checks joined by line breaks. Anything that is no text is left out."""
    if not isinstance(data, dict):
        return {}
    inputs = {key: value for key, value in data.items() if isinstance(value, str) and key not in (OURS, "msteams")}
    checks = _ours(data).get("checks")
    for key in checks if isinstance(checks, list) else ():
        if isinstance(key, str) and key in inputs:
            inputs[key] = "\n".join(_decoded(one) for one in inputs[key].split(",") if one)
    return inputs


def pressed(data: Any, verb: str = "") -> Pressed:
    """What was pressed. `verb` is Action.Execute's; what is missing or of a wrong type is ""."""
    ours = _ours(data)
    texts = {key: value for key, value in ours.items() if isinstance(value, str)}
    action, value = verb or texts.get("action", ""), texts.get("value", "")
    return Pressed(action, value, texts.get("press", ""), texts.get("carry", ""), read(data))


def resubmit(card: Card, data: Json, label: str) -> Json:
    """A dialog that says `card` and sends the same data again: what was typed is not lost."""
    action = {"type": "Action.Submit", "title": label, "style": "positive", "data": data}
    return draw(card) | {"actions": [action]}


def _ours(data: Any) -> Json:
    ours = data.get(OURS) if isinstance(data, dict) else None
    return ours if isinstance(ours, dict) else {}


def _card(body: list[Json], actions: list[Json]) -> Json:
    drawn: Json = {"type": "AdaptiveCard", "version": "1.5", "lang": "ja", "body": body}
    return drawn | {"actions": actions} if actions else drawn


@dataclass(frozen=True)
class _Group:
    """Elements that must stand in the same message; `acts` is true for the one the buttons belong to."""

    body: list[Json]
    acts: bool = False


def _groups(card: Card, errors: Mapping[str, str], act: Acting) -> list[_Group]:
    """The card's elements with everything from the first to the last input in one group."""
    if _is_page(card):
        return [*(_Group([line]) for line in _lines(card.title, _TITLE)), *_page(card.parts, act)]
    shown: list[Part] = [part for part in card.parts if not isinstance(part, Button)]
    inputs = [at for at, part in enumerate(shown) if isinstance(part, Input)]
    first, last = (inputs[0], inputs[-1] + 1) if inputs else (len(shown), len(shown))
    form = [element for part in shown[first:last] for element in _elements(part, errors, act)]
    form += [element for button in card.buttons for element in _remark(button)]
    groups = [_Group([line]) for line in _lines(card.title, _TITLE)]
    groups += [_Group([element]) for part in shown[:first] for element in _elements(part, errors, act)]
    groups.append(_Group(form, acts=True))
    groups += [_Group([element]) for part in shown[last:] for element in _elements(part, errors, act)]
    return groups


def _is_page(card: Card) -> bool:
    """A card of lines that open something reads from top to bottom: its buttons stand where they are named."""
    return bool(card.items) and not card.inputs


def _page(parts: Sequence[Part], act: Acting) -> Iterator[_Group]:
    """The parts in order, neighbouring buttons as one row in their place."""
    for are_buttons, run in groupby(parts, lambda part: isinstance(part, Button)):
        if not are_buttons:
            yield from (_Group([element]) for part in run for element in _elements(part, {}, act))
            continue
        buttons = [part for part in run if isinstance(part, Button)]
        row: Json = {"type": "ActionSet", "actions": [act(button) for button in buttons]}
        yield _Group([row, *(line for button in buttons for line in _remark(button))])


def _elements(part: Part, errors: Mapping[str, str], act: Acting) -> Iterator[Json]:
    match part:
        case Text(style="quote"):
            yield from _quote(part.text)
        case Text():
            yield from _lines(part.text, _STYLES.get(part.style, {}))
        case Facts():
            for name, value in part.pairs:
                yield from _fact(name, value)
        case Image():
            yield {"type": "Image", "url": f"data:image/png;base64,{part.png_base64}", "altText": part.alt}
        case File():
            yield from _file(part)
        case Input():
            yield from _field(part, errors.get(part.id, ""))
        case Item():
            yield _item(part, act)


def _item(part: Item, act: Acting) -> Json:
    """A line and, beside it, its button: an ActionSet has its own count of actions."""
    line: Json = {"type": "Column", "width": "stretch", "verticalContentAlignment": "Center"}
    line["items"] = _lines(part.text, {}, "None")
    press: Json = {"type": "ActionSet", "actions": [act(part.button)]}
    return {"type": "ColumnSet", "columns": [line, {"type": "Column", "width": "auto", "items": [press]}]}


def _file(part: File) -> Iterator[Json]:
    """A link where the door can give one, else the name and where to get it."""
    if not part.url:
        yield from _lines(
            f"📎 {part.name}（ダウンロードの準備ができていません。ボットの担当課へお知らせください）", _STYLES["small"]
        )
        return
    open_ = {"type": "Action.OpenUrl", "title": f"📎 {part.name} をダウンロード", "url": part.url}
    yield {"type": "ActionSet", "actions": [open_]}


def _run(text: str, look: Mapping[str, Any]) -> Json:
    return {"type": "TextRun", "text": text} | dict(look)


def _block(inlines: list[Json], spacing: str) -> Json:
    return {"type": "RichTextBlock", "spacing": spacing, "inlines": inlines}


def _lines(text: str, look: Mapping[str, Any], first: str = "Default") -> list[Json]:
    """A block for each line; an empty line becomes space above the next one."""
    blocks: list[Json] = []
    spacing = first
    for line in text.splitlines():
        if not line.strip():
            spacing = "Medium"
            continue
        for chunk in _chunks(line):
            blocks.append(_block([_run(chunk, look)], spacing))
            spacing = "None"
    return blocks


def _chunks(line: str) -> Iterator[str]:
    """A line in runs of at most RUN_MAX characters, cut after a space or a full stop where there is one."""
    while len(line) > RUN_MAX:
        cut = max(line.rfind(mark, RUN_MAX // 2, RUN_MAX) for mark in " 　。、,") + 1 or RUN_MAX
        yield line[:cut]
        line = line[cut:]
    yield line


def _quote(text: str) -> Iterator[Json]:
    """The city's own words on a shade; a long quotation goes on in a further container."""
    items: list[Json] = []
    for block in _lines(text, {}):
        if items and weight(items) + weight(block) > CARD_MAX // 2:
            yield {"type": "Container", "style": "emphasis", "items": items}
            items = []
        items.append(block)
    if items:
        yield {"type": "Container", "style": "emphasis", "items": items}


def _fact(name: str, value: str) -> Iterator[Json]:
    first, *others = _lines(value, {}, "None") or [_block([], "None")]
    names = [_run(chunk, _STYLES["strong"]) for chunk in _chunks(" ".join(name.split()) + "：")]
    yield _block(names + first["inlines"], "Small")
    yield from others


def _remark(button: Button) -> list[Json]:
    """Teams asks nothing back before a press, so what has to be considered stands on the card."""
    return _lines(f"「{button.label}」：{button.confirm}", _STYLES["small"]) if button.confirm else []


def _field(part: Input, error: str) -> Iterator[Json]:
    yield from _lines(error, {"color": "Attention", "weight": "Bolder"})
    common: Json = {"id": part.id, "label": part.label, "isRequired": part.required}
    verb = "選んで" if part.options or part.type == "date" else "入力して"
    common["errorMessage"] = f"「{part.label}」を{verb}ください。"
    if part.placeholder:
        common["placeholder"] = part.placeholder
    yield common | _kind(part)
    yield from _lines(part.hint, _STYLES["small"], "None")


def _kind(part: Input) -> Json:
    match part.type:
        case "line" | "lines":
            many = part.type == "lines"
            # A value longer than the field allows is shown whole: Teams would cut it silently.
            longest = max(part.max_length, len(part.value))
            return {"type": "Input.Text", "isMultiline": many, "maxLength": longest} | _value(part.value)
        case "date":
            return {"type": "Input.Date"} | _value(part.value)
        case "select" | "radio":
            style = "compact" if part.type == "select" else "expanded"
            choices = [{"title": one.label, "value": one.value} for one in part.options]
            return {"type": "Input.ChoiceSet", "style": style, "wrap": True, "choices": choices} | _value(part.value)
        case "checks":
            choices = [{"title": one.label, "value": _encoded(one.value)} for one in part.options]
            chosen = ",".join(_encoded(one) for one in part.value.split("\n") if one)
            kind = {"type": "Input.ChoiceSet", "style": "expanded", "isMultiSelect": True, "wrap": True}
            return kind | {"choices": choices} | _value(chosen)


def _value(value: str) -> Json:
    return {"value": value} if value else {}


def _encoded(value: str) -> str:
    """Teams joins the chosen values by commas, so a value must not hold one."""
    return value.replace("%", "%25").replace(",", "%2C")


def _decoded(value: str) -> str:
    return value.replace("%2C", ",").replace("%25", "%")


def _acting(card: Card, dialog: bool, carry: str) -> Acting:
    checks = [part.id for part in card.inputs if part.type == "checks"]
    return lambda button: _action(button, checks, dialog, carry)


def _foot(card: Card, act: Acting) -> list[Json]:
    """The buttons below the card."""
    return [] if _is_page(card) else [act(button) for button in card.buttons]


def _action(button: Button, checks: list[str], dialog: bool, carry: str) -> Json:
    ours: Json = {"action": button.action, "value": button.value, "press": button.nonce}
    ours |= {"checks": checks} if checks else {}
    ours |= {"carry": carry} if carry else {}
    action: Json = {"title": button.label, "style": _BUTTON_STYLES[button.style]}
    action |= {"tooltip": button.confirm} if button.confirm else {}
    if dialog:
        return action | {"type": "Action.Submit", "data": {OURS: ours}}
    if button.opens_dialog:
        return action | {"type": "Action.Submit", "data": {OURS: ours, "msteams": {"type": "task/fetch"}}}
    return action | {"type": "Action.Execute", "verb": button.action, "data": {OURS: ours}}
