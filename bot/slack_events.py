"""Slack's payloads as events: pure, but for who the sender is, which the caller has asked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.slack_people import PLATFORM
from cards.model import Place, Where
from cards.slack import Origin, Pressed, read_button, read_inputs, read_view
from handlers.events import Attached, Event, FormSent, HomeOpened, Said, Sender

Json = Mapping[str, Any]

COMMAND_ANSWERS: frozenset[Where] = frozenset(("private", "dialog"))
PRESS_ANSWERS: frozenset[Where] = frozenset(("private", "replace", "dialog"))
HOME_ANSWERS: frozenset[Where] = frozenset(("private",))
SAYING = (None, "file_share", "thread_broadcast")
"""Subtypes of messages in which a person says something; edits, deletions and joins have others."""
_ENTITY = re.compile(r"<([^<>]*)>")


@dataclass(frozen=True)
class Taken:
    """A payload that concerns us: who acted (an account id), and what the answer needs."""

    user: str
    kind: str
    body: Json
    trigger: str = ""
    origin: Origin = field(default_factory=Origin)


def taken(body: Json, bot_user: str) -> Taken | None:
    """What a payload is, None for what the bot does not answer (its own messages, edits, closed views)."""
    if "command" in body:
        origin = Origin(channel=str(body.get("channel_id", "")), response_url=str(body.get("response_url", "")))
        return Taken(str(body["user_id"]), "command", body, str(body["trigger_id"]), origin)
    match body.get("type"):
        case "event_callback":
            return _event(body, bot_user)
        case "block_actions" | "message_action" | "shortcut" as kind:
            return Taken(str(body["user"]["id"]), kind, body, str(body["trigger_id"]), _origin(body))
        case "view_submission":
            return Taken(str(body["user"]["id"]), "view_submission", body, origin=read_view(body["view"])[1])
    return None


def files_of(took: Taken) -> list[Json]:
    """The file objects that came with a message, or stand under a message that a shortcut was used on.

    https://docs.slack.dev/reference/objects/file-object
    """
    match took.kind:
        case "direct" | "mention":
            found = took.body["event"].get("files")
        case "message_action":
            found = (took.body.get("message") or {}).get("files")
        case _:
            found = None
    return [one for one in found or () if isinstance(one, dict)]


def event_of(took: Taken, sender: Sender, team: str, bot_user: str, files: tuple[Attached, ...] = ()) -> Event:
    """The event behind a payload; `team` is the workspace that the bot is installed in, `files` what it brought."""
    body = took.body
    place = _place(team, took.user, took.origin.channel, took.origin.thread)
    match took.kind:
        case "command":
            text = spoken(str(body.get("text", "")), bot_user)
            return Said(took.trigger, sender, place, COMMAND_ANSWERS, text, "command", str(body["command"]))
        case "home":
            return HomeOpened(str(body["event_id"]), sender, _place(team, took.user, "", ""), HOME_ANSWERS)
        case "mention" | "direct" | "thread" as how:
            event = body["event"]
            text = spoken(_with_emoji(event), bot_user)
            place = _place(team, took.user, str(event["channel"]), str(event.get("thread_ts") or ""))
            return Said(str(body["event_id"]), sender, place, frozenset(), text, how, files=files)
        case "block_actions":
            return _pressed(took, sender, place)
        case "view_submission":
            view = body["view"]
            delivery = f"{view['id']}:{view.get('hash', '')}"
            inputs = read_inputs(view.get("state"))
            return _form(delivery, sender, place, read_view(view)[0], inputs)
        case _:
            text = spoken(str((body.get("message") or {}).get("text", "")), bot_user)
            pressed = Pressed(str(body["callback_id"]), "", "")
            return _form(took.trigger, sender, place, pressed, {"text": text}, files)


def redrawn(sender: Sender, team: str) -> HomeOpened:
    """The event by which somebody's home page is drawn anew."""
    return HomeOpened("", sender, _place(team, sender.user, "", ""), HOME_ANSWERS, again=True)


def spoken(text: str, bot_user: str) -> str:
    """A message's text as its author saw it: without mentions of the bot, entities and link markup undone.

    https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
    """
    text = re.sub(rf"\s?<@{re.escape(bot_user)}(\|[^<>]*)?>\s?", " ", text).strip() if bot_user else text
    plain = _ENTITY.sub(lambda found: _entity(found.group(1)), text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _entity(entity: str) -> str:
    target, _, label = entity.partition("|")
    match target[:1]:
        case "@":
            return "@メンバー"
        case "#":
            return f"#{label or 'チャンネル'}"
        case "!":
            return label or "@" + target[1:].partition("^")[0]
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label == address or address.endswith("://" + label):
        return label or address
    return f"{label} ({address})"


def _with_emoji(event: Json) -> str:
    """The text with Slack's :names: of emoji replaced by the characters that were typed, as far as its blocks tell."""
    text = str(event.get("text") or "")
    for name, character in _emoji(event.get("blocks") or ()):
        text = text.replace(f":{name}:", character)
    return text


def _emoji(parts: Any) -> list[tuple[str, str]]:
    found = []
    for part in parts:
        if part.get("type") == "emoji" and part.get("unicode"):
            tone = f"::skin-tone-{part['skin_tone']}" if part.get("skin_tone") else ""
            character = "".join(chr(int(code, 16)) for code in str(part["unicode"]).split("-"))
            found.append((f"{part['name']}{tone}", character))
        found += _emoji(part.get("elements") or ())
    return found


def _event(body: Json, bot_user: str) -> Taken | None:
    event = body["event"]
    user = str(event.get("user") or "")
    if not user or user == bot_user or event.get("bot_id") or event.get("hidden"):
        return None
    match event.get("type"):
        case "app_mention":
            return Taken(user, "mention", body) if "edited" not in event else None
        case "app_home_opened":
            return Taken(user, "home", body) if event.get("tab", "home") == "home" else None
        case "message" if event.get("subtype") in SAYING:
            kind = _message_kind(event, bot_user)
            return Taken(user, kind, body) if kind else None
    return None


def _message_kind(event: Json, bot_user: str) -> str:
    if event.get("channel_type") == "im":
        return "direct"
    # A mention comes a second time as app_mention; what is said under other people's messages is not for us.
    mentioned = f"<@{bot_user}" in str(event.get("text") or "")
    ours = event.get("parent_user_id") in (None, bot_user)
    return "thread" if event.get("thread_ts") and ours and not mentioned else ""


def _origin(body: Json) -> Origin:
    if "view" in body and "message" not in body:
        return read_view(body["view"])[1]
    message, container = body.get("message") or {}, body.get("container") or {}
    ts = str(message.get("ts") or container.get("message_ts") or body.get("message_ts") or "")
    root = str(message.get("thread_ts") or container.get("thread_ts") or "")
    channel = str((body.get("channel") or {}).get("id", ""))
    thread = "" if root == ts else root  # under a root itself the conversation goes on at the top
    ephemeral = bool(container.get("is_ephemeral"))
    return Origin(channel, ts, thread, ephemeral, str(body.get("response_url", "")))


def _pressed(took: Taken, sender: Sender, place: Place) -> FormSent:
    body = took.body
    inputs = read_inputs(body.get("state") or (body.get("view") or {}).get("state"))
    return _form(took.trigger, sender, place, read_button(body["actions"][0]), inputs)


def _form(
    delivery: str, sender: Sender, place: Place, pressed: Pressed, inputs: dict[str, str],
    files: tuple[Attached, ...] = (),
) -> FormSent:  # fmt: skip
    return FormSent(
        delivery, sender, place, PRESS_ANSWERS,
        action=pressed.action, value=pressed.value, press=pressed.nonce, inputs=inputs, files=files,
    )  # fmt: skip


def _place(team: str, user: str, channel: str, thread: str) -> Place:
    private = not channel or channel.startswith("D")
    return Place(
        platform=PLATFORM,
        team=team,
        channel=channel,
        thread=thread,
        user=user if private else "",
        private=private,
        direct=channel.startswith("D"),
    )
