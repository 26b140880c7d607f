"""What Teams takes as a card, and what a person reads of it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import adaptive_cards
import jsonschema

CARD = "application/vnd.microsoft.card.adaptive"
MESSAGE_MAX = 25_000
ACTIONS_MAX = 6
PICTURE = re.compile(r'"data:image/[^"]*"')

Json = dict[str, Any]


@cache
def _validator() -> Any:
    path = Path(str(adaptive_cards.__file__)).parent / "schemas" / "schema-1.5.json"
    return jsonschema.Draft6Validator(json.loads(path.read_text(encoding="utf-8")))


def problems(activity: Json) -> list[str]:
    """Why Teams would refuse this message or show it badly; [] if it is fine."""
    text = PICTURE.sub('""', json.dumps(activity, ensure_ascii=False))  # Teams does not count pictures in a card
    heavy = max(len(text.encode()), 2 * len(text)) >= MESSAGE_MAX
    found = ["the message weighs 25 kB or more"] if heavy else []
    for attachment in activity.get("attachments", ()):
        found += card_problems(attachment["content"])
    return found


def card_problems(card: Json) -> list[str]:
    """What is wrong with a card: schema, number of actions, verbs, labels, wrapping."""
    found = [one.message[:300] for one in _validator().iter_errors(card)]
    rows, fields = [card.get("actions", []), *_rows(card)], list(inputs(card))
    found += [f"{len(row)} actions" for row in rows if len(row) > ACTIONS_MAX]
    actions = [one for row in rows for one in row]
    found += [f"no verb: {one}" for one in actions if one["type"] == "Action.Execute" and not one.get("verb")]
    for one in elements(card):
        if one["type"] in ("TextBlock", "Input.ChoiceSet") and not one.get("wrap"):
            found.append(f"not wrapped: {one}")
    for one in fields:
        found += [f"{one.get('id')} has no {key}" for key in ("label", "isRequired", "errorMessage") if key not in one]
    ids = [one["id"] for one in fields]
    return found + (["input ids repeat"] if len(ids) != len(set(ids)) else [])


def elements(part: Json) -> Iterator[Json]:
    """Every element of a card's body, in order."""
    for one in part.get("body") or part.get("items") or part.get("columns") or ():
        yield one
        yield from elements(one)


def _rows(card: Json) -> list[list[Json]]:
    return [one["actions"] for one in elements(card) if one["type"] == "ActionSet"]


def actions(card: Json) -> list[Json]:
    """Everything that can be pressed: below the card, and beside its lines."""
    return [*card.get("actions", ()), *(one for row in _rows(card) for one in row)]


def inputs(card: Json) -> Iterator[Json]:
    """The fields of a card."""
    return (one for one in elements(card) if one["type"].startswith("Input."))


def words(card: Json) -> str:
    """All that a person reads, one part a line; runs as they are, Markdown rendered nowhere."""
    lines = []
    for one in elements(card):
        match one["type"]:
            case "RichTextBlock":
                lines.append("".join(run["text"] for run in one["inlines"]))
            case "TextBlock":
                lines.append("TextBlock renders Markdown: " + one["text"])
            case "Image":
                lines.append(one["altText"])
            case "ActionSet":
                lines += [f"[{action['title']}]" for action in one["actions"]]
            case kind if kind.startswith("Input."):
                lines += [one["label"], *_shown(one)]
    return "\n".join(lines + [f"[{action['title']}]" for action in card.get("actions", ())])


def _shown(field: Json) -> list[str]:
    chosen = str(field.get("value", "")).split(",")
    if "choices" in field:
        return [one["title"] for one in field["choices"] if one["value"] in chosen]
    return [field["value"]] if field.get("value") else []


def filled(card: Json, values: dict[str, str]) -> dict[str, str]:
    """What the client sends for the fields: what was typed (label → value, choices by their titles), else as drawn.

    Raises AssertionError for a label or a choice that is not there.
    """
    found = {one["id"]: str(one.get("value", "")) for one in inputs(card)}
    labels = {one["label"]: one for one in inputs(card)}
    for label, value in values.items():
        assert label in labels, f"no field {label!r} among {list(labels)}"
        field = labels[label]
        found[field["id"]] = _chosen(field, value) if "choices" in field else value
    return found


def _chosen(field: Json, titles: str) -> str:
    choices = {one["title"]: one["value"] for one in field["choices"]}
    picked = titles.split("\n") if field.get("isMultiSelect") else [titles]
    assert all(title in choices for title in picked), f"{titles!r} is not offered: {list(choices)}"
    return ",".join(choices[title] for title in picked)


def missing(card: Json, values: dict[str, str]) -> list[str]:
    """The client's own error messages: required fields left empty, texts over their length."""
    return [
        str(one["errorMessage"])
        for one in inputs(card)
        if (one["isRequired"] and not values[one["id"]]) or len(values[one["id"]]) > one.get("maxLength", 10**6)
    ]
