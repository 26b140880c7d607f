"""The neutral card as Slack's Block Kit, and what comes back from it.

Every text is plain_text without emoji codes or a rich_text element: both show characters as they are, so
nothing that a user typed can ping, link or format. Limits: https://docs.slack.dev/reference/block-kit/blocks
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cards.model import Button, Card, Facts, File, Image, Input, Item, Part, Text

BLOCKS_MAX = 50
VIEW_BLOCKS_MAX = 100
HEADER_MAX = 150
ALT_MAX = 2_000
TYPED_MAX = 3_000
TITLE_MAX = 24  # of a view's title and of its submit button
PIECE = 2_000
"""Characters of one block's text; the limit of a section is 3,000."""
MESSAGE_BYTES = 12_000
"""UTF-8 bytes of a message's words. Slack refuses messages of about 13,200 (msg_blocks_too_long, undocumented)."""
FIELD = "in:"
"""An input's action id is this and its id."""

Json = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One message: its blocks, and the same words as one text for notifications and screen readers."""

    blocks: list[Json]
    text: str


@dataclass(frozen=True)
class Origin:
    """Where a dialog was opened, kept in it: the message pressed and Slack's address for answers to that press."""

    channel: str = ""
    message: str = ""
    thread: str = ""
    ephemeral: bool = False
    response_url: str = ""


@dataclass(frozen=True)
class Pressed:
    """What a button names."""

    action: str
    value: str
    nonce: str


@dataclass(frozen=True)
class _Item:
    """A block, the words in it, and whether it belongs to the form between the first input and the last button."""

    block: Json
    words: str
    form: bool = False

    @property
    def weight(self) -> int:
        return len(escaped(self.words).encode("utf-8", "replace"))


def draw(card: Card, files: Sequence[str] = ()) -> list[Message]:
    """The card as one or more messages, in the order to post them. `files`: Slack's ids of its images, in order."""
    items = [*_header(card.title), *_items(card.parts, files)]
    return [_message(group) for group in _messages(items)]


def draw_home(card: Card) -> Json:
    """The card as the page of App Home."""
    items = [*_header(card.title), *_items(card.parts)]
    return {"type": "home", "blocks": _view_blocks(items)}


def draw_dialog(card: Card, origin: Origin) -> Json:
    """The card as a modal view whose submit button is the card's first button."""
    submit = card.buttons[0] if card.buttons else None
    items = list(_header(card.title)) if len(card.title) > TITLE_MAX else []
    salt = secrets.token_hex(4)  # Slack keeps what was typed under a block id over updates of a view
    items += _items([part for part in card.parts if part is not submit], salt=salt)
    view: Json = {"type": "modal", "title": plain(card.title if len(card.title) <= TITLE_MAX else "入力画面")}
    view["close"] = plain("閉じる")
    if submit:
        items += _submit_remarks(submit)
        view |= {"callback_id": submit.action, "submit": plain(_submit_label(submit))}
        view["private_metadata"] = _metadata(submit, origin)
    return view | {"blocks": _view_blocks(items)}


def read_button(action: Mapping[str, Any]) -> Pressed:
    """The button behind an element of a `block_actions` payload."""
    nonce, _, value = str(action.get("value", "")).partition("|")
    return Pressed(str(action.get("action_id", "")).rpartition(":")[0], value, nonce)


def read_view(view: Mapping[str, Any]) -> tuple[Pressed, Origin]:
    """The submit button of a view, and where the view was opened."""
    parts = str(view.get("private_metadata", "")).split("|", 6)
    nonce, channel, message, thread, ephemeral, url, value = parts if len(parts) == 7 else [""] * 7
    origin = Origin(channel, message, thread, ephemeral == "e", url)
    return Pressed(str(view.get("callback_id", "")), value, nonce), origin


def read_inputs(state: Mapping[str, Any] | None) -> dict[str, str]:
    """Input id → text, from the `state` of a view or message."""
    found: dict[str, str] = {}
    for block in ((state or {}).get("values") or {}).values():
        for action, element in block.items():
            if action.startswith(FIELD):
                found[action.removeprefix(FIELD)] = _typed(element)
    return found


def errors_of(view: Mapping[str, Any], errors: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Errors (input id, message) by the block ids of a submitted view; {} if it has no input to show them at."""
    blocks = {
        str(block["element"]["action_id"]).removeprefix(FIELD): str(block["block_id"])
        for block in view.get("blocks", ())
        if block.get("type") == "input"
    }
    if not blocks:
        return {}
    found: dict[str, str] = {}
    for id_, message in errors:
        block = blocks.get(id_, next(iter(blocks.values())))
        found[block] = f"{found[block]}\n{message}" if block in found else message
    return found


def plain(text: str) -> Json:
    """A text object that shows characters as they are."""
    return {"type": "plain_text", "text": text, "emoji": False}


def escaped(text: str) -> str:
    """A text for a `text` argument, where Slack reads <…> and & as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pieces(text: str, limit: int) -> Iterator[str]:
    """The text in pieces of at most `limit` characters, cut after a line break or a space where there is one."""
    while len(text) > limit:
        at = max(text.rfind("\n", limit // 2, limit), text.rfind(" ", limit // 2, limit)) + 1 or limit
        yield text[:at]
        text = text[at:]
    yield text


def _typed(element: Mapping[str, Any]) -> str:
    if "selected_options" in element:
        return "\n".join(str(option["value"]) for option in element["selected_options"] or ())
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value", ""))
    return str(element.get("value") or element.get("selected_date") or "")


# Messages


def _messages(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Whole groups as long as they fit; a form stays in one piece, since a button sends its own message's inputs."""
    message: list[_Item] = []
    for group in _groups(items):
        if message and not _fits([*message, *group]):
            yield message
            message = []
        message = [*message, *group]
        while len(message) > BLOCKS_MAX:
            yield message[:BLOCKS_MAX]
            message = message[BLOCKS_MAX:]
    if message:
        yield message


def _groups(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    form = [at for at, item in enumerate(items) if item.form]
    first, last = (form[0], form[-1]) if form else (len(items), -1)
    yield from ([item] for item in items[: min(first, len(items))])
    if form:
        yield list(items[first : last + 1])
        yield from ([item] for item in items[last + 1 :])


def _fits(items: Sequence[_Item]) -> bool:
    return len(items) <= BLOCKS_MAX and sum(item.weight for item in items) <= MESSAGE_BYTES


def _message(items: Sequence[_Item]) -> Message:
    return Message([item.block for item in items], escaped("\n".join(item.words for item in items if item.words)))


# Blocks


def _items(parts: Sequence[Part], files: Sequence[str] = (), salt: str = "") -> list[_Item]:
    items: list[_Item] = []
    images, form = iter(files), any(isinstance(part, Input) for part in parts)
    buttons: list[Json] = []
    for at, part in enumerate(parts):
        if isinstance(part, Button):
            buttons.append(_button(part, at))
            continue
        items += _actions(buttons, form)
        buttons = []
        items += [_item(part, at)] if isinstance(part, Item) else _drawn(part, images, salt)
    return [*items, *_actions(buttons, form)]


def _drawn(part: Text | Facts | Image | File | Input, images: Iterator[str], salt: str) -> Iterator[_Item]:
    match part:
        case Text():
            return _text(part)
        case Facts():
            return _facts(part)
        case Image():
            return _image(part, next(images, ""))
        case File():  # the file itself is shared in the thread by the door: there is no block for it
            return _text(Text(text=f"📎 {part.name}", style="small"))
        case Input():
            return _input(part, salt)


def _item(part: Item, at: int) -> _Item:
    block: Json = {"type": "section", "text": plain(part.text), "accessory": _button(part.button, at)}
    return _Item(block, f"{part.text}\n[{part.button.label}]")


def _header(text: str) -> Iterator[_Item]:
    for piece in pieces(text, HEADER_MAX):
        if piece.strip():  # Slack refuses a header of spaces
            yield _Item({"type": "header", "text": plain(piece)}, piece)


def _text(part: Text) -> Iterator[_Item]:
    if part.style == "heading":
        yield from _header(part.text)
        return
    for piece in pieces(part.text, PIECE):
        match part.style:
            case "small":
                block: Json = {"type": "context", "elements": [plain(piece)]}
            case "quote":
                block = _rich("rich_text_quote", [_run(piece)])
            case style:
                block = _rich("rich_text_section", [_run(piece, bold=style == "strong")])
        if piece.strip():
            yield _Item(block, piece)


def _facts(part: Facts) -> Iterator[_Item]:
    pairs = [f"{name}\n{value}" for name, value in part.pairs]
    if pairs and sum(map(len, pairs)) <= PIECE:
        sections = [{"type": "rich_text_section", "elements": _pair(pair)} for pair in pairs]
        yield _Item({"type": "rich_text", "elements": sections}, "\n".join(pairs))
        return
    for pair in pairs:
        first, *rest = pieces(pair, PIECE)
        yield _Item(_rich("rich_text_section", _pair(first)), first)
        yield from (_Item(_rich("rich_text_section", [_run(piece)]), piece) for piece in rest)


def _pair(text: str) -> list[Json]:
    name, line_break, value = text.partition("\n")
    return [_run(one, bold) for one, bold in ((name, True), (line_break + value, False)) if one]


def _image(part: Image, file: str) -> Iterator[_Item]:
    first, *rest = pieces(part.alt, ALT_MAX)
    if file:
        yield _Item({"type": "image", "slack_file": {"id": file}, "alt_text": first}, first)
    else:
        rest = [f"画像：{first}", *rest]
    for piece in rest:
        yield _Item({"type": "context", "elements": [plain(piece)]}, piece)


def _rich(type_: str, runs: list[Json]) -> Json:
    return {"type": "rich_text", "elements": [{"type": type_, "elements": runs}]}


def _run(text: str, bold: bool = False) -> Json:
    return {"type": "text", "text": text} | ({"style": {"bold": True}} if bold else {})


def _input(part: Input, salt: str) -> Iterator[_Item]:
    block: Json = {"type": "input", "label": plain(part.label), "optional": not part.required}
    if salt:
        block["block_id"] = f"{part.id}~{salt}"
    if part.hint.strip():
        block["hint"] = plain(part.hint)
    first, *rest = pieces(part.value, TYPED_MAX) if part.type in ("line", "lines") else [part.value]
    block["element"] = _element(part, first)
    words = [part.label, part.hint, *(option.label for option in part.options)]
    yield _Item(block, "\n".join(word for word in words if word), form=True)
    for piece in rest:
        yield _Item(_rich("rich_text_quote", [_run(piece)]), piece, form=True)


def _element(part: Input, value: str) -> Json:
    element: Json = {"action_id": FIELD + part.id}
    if part.placeholder.strip() and part.type not in ("radio", "checks"):
        element["placeholder"] = plain(part.placeholder)
    options = [{"text": plain(option.label), "value": option.value} for option in part.options]
    chosen = [option for option in options if option["value"] in value.split("\n")]
    match part.type:
        case "select":
            element |= {"type": "static_select", "options": options}
        case "radio":
            element |= {"type": "radio_buttons", "options": options}
        case "checks":
            element |= {"type": "checkboxes", "options": options}
        case "date":
            return element | {"type": "datepicker"} | ({"initial_date": value} if value else {})
        case _:
            return element | _typing(part, value)
    if chosen:
        element |= {"initial_options": chosen} if part.type == "checks" else {"initial_option": chosen[0]}
    return element


def _typing(part: Input, value: str) -> Json:
    # A text that is already too long is shown whole: the conversation says what is wrong with it.
    typing: Json = {"type": "plain_text_input", "multiline": part.type == "lines"}
    typing["max_length"] = min(max(part.max_length, len(value)), TYPED_MAX)
    return typing | ({"initial_value": value} if value else {})


def _actions(buttons: list[Json], form: bool) -> Iterator[_Item]:
    if buttons:
        words = "\n".join(f"[{button['text']['text']}]" for button in buttons)
        yield _Item({"type": "actions", "elements": buttons}, words, form)


def _button(button: Button, at: int) -> Json:
    drawn: Json = {"type": "button", "action_id": f"{button.action}:{at}", "text": plain(button.label)}
    drawn["value"] = f"{button.nonce}|{button.value}"
    if button.style != "plain":
        drawn["style"] = button.style
    if button.confirm.strip():
        drawn["confirm"] = {
            "title": plain("確認"), "text": plain(button.confirm), "confirm": plain("はい"), "deny": plain("いいえ"),
        }  # fmt: skip
    return drawn


# Views


def _submit_label(button: Button) -> str:
    return button.label if len(button.label) <= TITLE_MAX else "送信する"


def _submit_remarks(button: Button) -> Iterator[_Item]:
    if len(button.label) > TITLE_MAX:
        yield from _text(Text(text=f"「送信する」：{button.label}", style="small"))
    if button.confirm.strip():
        yield from _text(Text(text=button.confirm, style="small"))


def _metadata(button: Button, origin: Origin) -> str:
    ephemeral = "e" if origin.ephemeral else ""
    told = (button.nonce, origin.channel, origin.message, origin.thread, ephemeral, origin.response_url)
    return "|".join((*told, button.value))


def _view_blocks(items: Sequence[_Item]) -> list[Json]:
    blocks = [item.block for item in items]
    if len(blocks) > VIEW_BLOCKS_MAX:
        blocks = [_as_rich(block) for block in blocks]
    at = len(blocks) - 1
    while len(blocks) > VIEW_BLOCKS_MAX and at > 0:  # neighbours become one block, so that no word is lost
        if blocks[at]["type"] == blocks[at - 1]["type"] == "rich_text":
            joined = blocks[at - 1]["elements"] + blocks.pop(at)["elements"]
            blocks[at - 1] = {"type": "rich_text", "elements": joined}
        at -= 1
    return blocks


def _as_rich(block: Json) -> Json:
    """A block of words as rich text, which can be joined with its neighbours; any other block as it is."""
    if block["type"] == "header":
        return _rich("rich_text_section", [_run(block["text"]["text"])])
    if block["type"] == "context":
        return _rich("rich_text_section", [_run("\n".join(one["text"] for one in block["elements"]))])
    return block
