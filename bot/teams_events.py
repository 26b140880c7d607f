"""Teams' activities as events: pure functions of the JSON that Teams sends.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from bot.teams_references import PLATFORM, Reference
from bot.teams_seal import Origin
from cards.model import Place, Where
from cards.teams import Pressed, pressed
from handlers.events import Attached, FormSent, Installed, Said, Sender

Json = dict[str, Any]

_BREAK = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|blockquote)>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_MENTION = re.compile(r"</?at\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Conversation:
    """Where an activity came from. `thread` is the root message of a thread in a channel."""

    id: str
    thread: str
    personal: bool


def threaded(conversation: str, thread: str) -> str:
    """The conversation id that posts into a thread."""
    return f"{conversation};messageid={thread}" if thread else conversation


def part(activity: Json, *keys: str) -> Any:
    """A value inside nested objects, None where one is missing or no object."""
    value: Any = activity
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def tenants(activity: Json) -> set[str]:
    """Every tenant that an activity names, in lower case; one at most unless somebody made it up."""
    named = (part(activity, "channelData", "tenant", "id"), part(activity, "conversation", "tenantId"))
    return {str(one).lower() for one in named if one}


def conversation(activity: Json) -> Conversation:
    """The conversation of an activity."""
    id_, _, root = str(part(activity, "conversation", "id") or "").partition(";messageid=")
    return Conversation(id_, root, part(activity, "conversation", "conversationType") == "personal")


def place(activity: Json, tenant: str) -> Place:
    """The conversation of an activity as a place."""
    where = conversation(activity)
    return Place(platform=PLATFORM, team=tenant, channel=where.id, thread=where.thread, direct=where.personal)


def reference(activity: Json) -> Reference:
    """What to keep for posting to this conversation later."""
    bot = str(part(activity, "recipient", "id") or "")
    return Reference(str(activity.get("serviceUrl", "")), conversation(activity).id, bot)


def said(activity: Json, sender: Sender, files: tuple[Attached, ...] = ()) -> Said | None:
    """The words of a message, None where they were not meant for us."""
    where, bot = conversation(activity), part(activity, "recipient", "id")
    mentions = [one for one in activity.get("entities") or () if part(one, "type") == "mention"]
    ours = [str(one.get("text") or "") for one in mentions if part(one, "mentioned", "id") == bot]
    if not (where.personal or ours or where.thread):
        return None
    return Said(
        delivery=str(activity.get("id", "")), sender=sender, place=place(activity, sender.team),
        text=words(str(activity.get("text") or ""), ours),
        how="direct" if where.personal else "mention" if ours else "thread", files=files,
    )  # fmt: skip


def words(text: str, mentions: list[str]) -> str:
    """A message's text without mentions of the bot, other mentions as names, and HTML's escapes undone."""
    for mention in mentions:
        text = text.replace(mention, " ", 1) if mention else text
    return html.unescape(_MENTION.sub("", text)).replace("\xa0", " ").strip()


def installed(activity: Json, sender: Sender, welcome: bool) -> Installed:
    """The bot was added to a conversation, or met one anew."""
    where = place(activity, sender.team)
    if conversation(activity).personal:
        where = where.model_copy(update={"private": True, "user": sender.user})
    return Installed(
        delivery=str(activity.get("id", "")) + ("" if welcome else ":reference"), sender=sender, place=where,
        reference=reference(activity).as_json(), welcome=welcome,
    )  # fmt: skip


def extended(activity: Json, sender: Sender) -> FormSent:
    """A message action (its id is the name of a conversation), or a press in a dialog that it opened.

    https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/define-action-command
    """
    data = part(activity, "value", "data")
    found = pressed(data)
    where = Place(platform=PLATFORM, team=sender.team, user=sender.user, private=True)
    if not found.action:
        content = str(part(activity, "value", "messagePayload", "body", "content") or "")
        found = Pressed(str(part(activity, "value", "commandId") or ""), "", "", "", {"text": plain(content)})
    return FormSent(
        delivery=str(activity.get("id", "")), sender=sender, place=where,
        answers=frozenset({"dialog", "private", "replace"}),
        action=found.action, value=found.value, press=found.nonce, inputs=found.inputs,
    )  # fmt: skip


def plain(content: str) -> str:
    """The words of a message's HTML as its reader saw them, a line for each block."""
    broken = _BREAK.sub("\n", content.replace("\n", " "))
    return html.unescape(_TAG.sub("", broken)).replace("\xa0", " ").strip()


def form(activity: Json, sender: Sender, pressed: Pressed, origin: Origin, answers: set[Where]) -> FormSent:
    """A press. A card that was told in private acts in the conversation where it was asked for."""
    where = place(activity, sender.team)
    if origin.channel:
        where = where.model_copy(update={"channel": origin.channel, "thread": origin.thread})
    return FormSent(
        delivery=str(activity.get("id", "")), sender=sender, place=where, answers=frozenset(answers),
        action=pressed.action, value=pressed.value, press=pressed.nonce, inputs=pressed.inputs,
    )  # fmt: skip
