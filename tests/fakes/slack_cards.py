"""What Slack takes as blocks and views, and what a person reads of them.

Limits: https://docs.slack.dev/reference/block-kit/blocks and …/surfaces/modals; the 13,200 bytes are not documented.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Json = dict[str, Any]

BLOCKS_MAX = {"message": 50, "modal": 100, "home": 100}
WORDS_MAX = 13_200
TEXT_MAX = 40_000


def problems(blocks: Sequence[Json], surface: str, files: Callable[[str], bool] = lambda _: True) -> list[str]:
    """Why Slack would answer invalid_blocks; [] if it is fine. `files`: whether a file id may be shown."""
    found = [f"{len(blocks)} blocks"] if not 0 < len(blocks) <= BLOCKS_MAX[surface] else []
    for block in blocks:
        check = _CHECKS.get(block.get("type", ""))
        found += list(check(block)) if check else [f"unknown block {block.get('type')}"]
    found += [f"no such file: {block}" for block in blocks if block["type"] == "image" and not files(_file(block))]
    if surface == "home" and any(block["type"] == "image" and "slack_file" in block for block in blocks):
        found.append("a file in App Home")
    found += _repeated("block_id", [block["block_id"] for block in blocks if "block_id" in block])
    found += _repeated("action_id", [element["action_id"] for element in elements(blocks)])
    return found


def heavy(blocks: Sequence[Json]) -> bool:
    """Whether Slack would answer msg_blocks_too_long."""
    return len("".join(_shown(blocks)).encode()) > WORDS_MAX


def view_problems(view: Json) -> list[str]:
    """Why Slack would refuse a view."""
    found = problems(view["blocks"], view["type"])
    if len(view.get("private_metadata", "")) > 3_000:
        found.append("private_metadata")
    if view["type"] == "home":
        return found
    for name in ("title", "submit", "close"):
        found += list(_text(view.get(name), 24, name)) if name in view or name == "title" else []
    found += list(_length(view.get("callback_id", ""), 255, "callback_id"))
    if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
        found.append("inputs without submit")
    return found


def markup(text: str) -> list[str]:
    """What in a message's `text` would ping or link, and its length."""
    found = [f"markup in text: {one}" for one in re.findall(r"<[^>]*>?", text)]
    return found + (["text over 40,000"] if len(text) > TEXT_MAX else [])


def elements(blocks: Sequence[Json]) -> Iterator[Json]:
    """Everything that has an action id."""
    for block in blocks:
        if block["type"] == "actions":
            yield from block["elements"]
        elif "accessory" in block:
            yield block["accessory"]
        elif block["type"] == "input":
            yield block["element"]


def words(blocks: Sequence[Json]) -> str:
    """All that a person reads, one part a line."""
    return "\n".join(_shown(blocks))


def state(blocks: Sequence[Json], typed: dict[str, str]) -> Json:
    """The state that Slack sends: what was typed (label → value, choices by their labels), else as drawn.

    Raises AssertionError for a label or a choice that is not there.
    """
    values: Json = {}
    labels = {block["label"]["text"]: block for block in blocks if block["type"] == "input"}
    for label in typed:
        assert label in labels, f"no field {label!r} among {list(labels)}"
    for label, block in labels.items():
        element = block["element"]
        values[block["block_id"]] = {element["action_id"]: _state(element, typed.get(label))}
    return {"values": values}


def missing(blocks: Sequence[Json], sent: Json) -> list[str]:
    """The client's own objections: required fields left empty, texts over their length."""
    found = []
    for block in blocks:
        if block["type"] == "input":
            element = block["element"]
            value = sent["values"][block["block_id"]][element["action_id"]]
            text = value.get("value") or value.get("selected_date") or value.get("selected_option")
            if not (text or value.get("selected_options") or block.get("optional")):
                found.append(f"{block['label']['text']}: 必須")
            if len(value.get("value") or "") > element.get("max_length", 3000):
                found.append(f"{block['label']['text']}: too long")
    return found


def _state(element: Json, typed: str | None) -> Json:
    options = {one["text"]["text"]: one for one in element.get("options", ())}
    picked = [options[label] for label in typed.split("\n")] if typed and options else None
    match element["type"]:
        case "plain_text_input":
            return {
                "type": "plain_text_input",
                "value": element.get("initial_value") if typed is None else typed or None,
            }
        case "datepicker":
            return {"type": "datepicker", "selected_date": typed or element.get("initial_date")}
        case "checkboxes":
            return {"type": "checkboxes", "selected_options": picked or element.get("initial_options", [])}
        case kind:
            return {"type": kind, "selected_option": picked[0] if picked else element.get("initial_option")}


def _shown(blocks: Sequence[Json]) -> Iterator[str]:
    for block in blocks:
        match block["type"]:
            case "header" | "section":
                yield block["text"]["text"]
                if "accessory" in block:
                    yield f"[{block['accessory']['text']['text']}]"
            case "context":
                yield from (one["text"] for one in block["elements"])
            case "rich_text":
                yield from ("".join(run["text"] for run in one["elements"]) for one in block["elements"])
            case "image":
                yield block["alt_text"]
            case "input":
                yield from _input_words(block)
            case "actions":
                yield from (f"[{one['text']['text']}]" for one in block["elements"])


def _input_words(block: Json) -> Iterator[str]:
    element = block["element"]
    yield block["label"]["text"]
    if "hint" in block:
        yield block["hint"]["text"]
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    yield from (one["text"]["text"] for one in chosen)
    if "initial_value" in element or "initial_date" in element:
        yield element.get("initial_value") or element["initial_date"]


# Checks


def _file(block: Json) -> str:
    return str(block.get("slack_file", {}).get("id", ""))


def _repeated(name: str, ids: list[str]) -> list[str]:
    return [f"{name} repeats: {ids}"] if len(ids) != len(set(ids)) else []


def _length(text: str, most: int, name: str, least: int = 0) -> Iterator[str]:
    if not least <= len(text) <= most:
        yield f"{name}: {len(text)} characters"


def _text(found: Json | None, most: int, name: str) -> Iterator[str]:
    if not found or found.get("type") != "plain_text":
        yield f"{name}: no plain_text (user text would be formatted): {found}"
        return
    if found.get("emoji", True):
        yield f"{name}: emoji codes would be drawn"
    yield from _length(found["text"].strip() and found["text"], most, name, 1)


def _header(block: Json) -> Iterator[str]:
    yield from _text(block.get("text"), 150, "header")


def _section(block: Json) -> Iterator[str]:
    yield from _text(block.get("text"), 3000, "section")
    if "accessory" in block:
        yield from _actions({"elements": [block["accessory"]]})


def _context(block: Json) -> Iterator[str]:
    yield from () if 0 < len(block["elements"]) <= 10 else (f"{len(block['elements'])} elements of context",)
    for one in block["elements"]:
        yield from _text(one, 3000, "context")


def _rich_text(block: Json) -> Iterator[str]:
    for one in block["elements"]:
        if one["type"] not in ("rich_text_section", "rich_text_quote") or not one["elements"]:
            yield f"rich_text: {one['type']}"
        for run in one["elements"]:
            if run.get("type") != "text" or set(run) - {"type", "text", "style"}:
                yield f"rich_text: no plain run: {run}"
            yield from _length(run["text"], 3000, "run of rich_text", 1)


def _image(block: Json) -> Iterator[str]:
    yield from _length(block.get("alt_text", ""), 2000, "alt_text", 1)


def _actions(block: Json) -> Iterator[str]:
    yield from () if 0 < len(block["elements"]) <= 25 else (f"{len(block['elements'])} actions",)
    for one in block["elements"]:
        yield from _text(one.get("text"), 75, "button")
        yield from _length(one.get("value", ""), 2000, "button value")
        yield from _length(one["action_id"], 255, "action_id", 1)
        if one.get("style", "primary") not in ("primary", "danger"):
            yield f"button style {one['style']}"
        if confirm := one.get("confirm"):
            for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
                yield from _text(confirm.get(name), most, f"confirm {name}")


def _input(block: Json) -> Iterator[str]:
    element = block["element"]
    yield from _text(block.get("label"), 2000, "label")
    yield from _length(element["action_id"], 255, "action_id", 1)
    if "hint" in block:
        yield from _text(block["hint"], 2000, "hint")
    if "placeholder" in element:
        yield from _text(element["placeholder"], 150, "placeholder")
    most = {"static_select": 100, "radio_buttons": 10, "checkboxes": 10}.get(element["type"])
    if most:
        yield from _options(element, most)
    elif element["type"] == "plain_text_input":
        yield from _length(element.get("initial_value", ""), element.get("max_length", 3000), "initial_value")
        yield from () if 1 <= element.get("max_length", 3000) <= 3000 else ("max_length",)
    elif not re.fullmatch(r"\d{4}-\d\d-\d\d", element.get("initial_date", "2026-01-01")):
        yield f"initial_date {element['initial_date']}"


def _options(element: Json, most: int) -> Iterator[str]:
    options = element["options"]
    yield from () if 0 < len(options) <= most else (f"{len(options)} options",)
    for one in options:
        yield from _text(one["text"], 75, "option")
        yield from _length(one["value"], 150, "option value", 1)
    chosen = element.get("initial_options", [element["initial_option"]] if "initial_option" in element else None)
    if chosen is not None and (not chosen or any(one not in options for one in chosen)):
        yield "an initial option that is not offered"


_CHECKS: dict[str, Callable[[Json], Iterator[str]]] = {
    "header": _header, "section": _section, "context": _context, "rich_text": _rich_text,
    "image": _image, "actions": _actions, "input": _input,
}  # fmt: skip
