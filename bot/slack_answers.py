"""Replies on the response of a press, a command or a dialog: what goes into the ack, and what follows it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.door import CannotPost
from bot.slack_api import Api
from bot.slack_events import Taken
from bot.slack_posts import Posts
from cards import fault, slack
from cards.model import Card, Place, Reply
from cards.slack import Origin

log = logging.getLogger(__name__)

FOLLOW_UP = 1_800.0  # seconds in which an answer is tried again; after that its address is void
LONGEST_WAIT = 60.0

Json = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """An answer that follows the ack: how it is given, and what is left of it if it cannot be given in time."""

    act: Callable[[], Awaitable[None]]
    place: Place
    reply: Reply


class Answers:
    """Gives replies to what was taken. The steps it returns run after the ack, in order."""

    def __init__(self, api: Api, posts: Posts) -> None:
        self._api = api
        self._posts = posts

    async def command(self, took: Taken, place: Place, replies: Sequence[Reply]) -> tuple[Json | None, list[Step]]:
        """A slash command: the first private answer is the ack's body, as an ephemeral message."""
        steps = [self._step(took, place, reply) for reply in replies]
        first = next((at for at, reply in enumerate(replies) if reply.where == "private"), None)
        if first is None or _has_pictures(replies[first].card):
            return None, steps
        message, *rest = slack.draw(replies[first].card)
        if rest:
            card = replies[first].card
            steps[first] = replace(steps[first], act=lambda: self._respond_or_post(took.origin, place, rest, card))
        else:
            del steps[first]
        return _response(message), steps

    async def press(self, took: Taken, place: Place, replies: Sequence[Reply]) -> tuple[Json | None, list[Step]]:
        """A button: the dialog first, for its trigger is void after three seconds."""
        ordered = sorted(replies, key=lambda reply: reply.where != "dialog")
        return None, [self._step(took, place, reply) for reply in ordered]

    async def submission(self, took: Taken, place: Place, replies: Sequence[Reply]) -> tuple[Json | None, list[Step]]:
        """A dialog: errors at its fields or the next dialog in the ack; the rest where the dialog was opened."""
        dialog = next((reply for reply in replies if reply.where == "dialog"), None)
        steps = [self._step(took, place, reply) for reply in replies if reply is not dialog]
        return (self._again(took, dialog) if dialog else None), steps

    def busy(self, took: Taken) -> tuple[Json | None, list[Step]]:
        """Nothing was kept: said where the person looks. A dialog stays open with what was typed."""
        card = fault.busy()
        if took.kind == "command":
            return _response(slack.draw(card)[0]), []
        if took.kind != "view_submission":
            place = Place(platform="slack", team="", channel=took.origin.channel, user=took.user, private=True)
            return None, [self._step(took, place, Reply(card=card))]
        errors = slack.errors_of(took.body["view"], [("", "\n".join(card.lines()))])
        if errors:
            return {"response_action": "errors", "errors": errors}, []
        return {"response_action": "push", "view": slack.draw_dialog(card, took.origin)}, []

    async def home(self, user: str, card: Card) -> None:
        """Publishes somebody's App Home. Raises CannotPost."""
        await self._api.call("views.publish", user_id=user, view=slack.draw_home(card))

    def _again(self, took: Taken, reply: Reply) -> Json:
        errors = slack.errors_of(took.body["view"], reply.errors) if reply.errors else {}
        if errors:
            return {"response_action": "errors", "errors": errors}
        return {"response_action": "update", "view": slack.draw_dialog(reply.card, took.origin)}

    def _step(self, took: Taken, place: Place, reply: Reply) -> Step:
        to = place.model_copy(update={"private": True, "user": took.user})
        match reply.where:
            case "dialog":
                return Step(lambda: self._open(took, to, reply), to, reply)
            case "replace":
                return Step(lambda: self._replace(took.origin, to, reply.card), to, reply)
            case _:
                return Step(lambda: self._tell(took.origin, to, reply.card), to, reply)

    async def _open(self, took: Taken, place: Place, reply: Reply) -> None:
        inside = (took.body.get("view") or {}).get("type") == "modal"
        view = slack.draw_dialog(reply.card, took.origin)
        try:
            await self._api.call("views.push" if inside else "views.open", trigger_id=took.trigger, view=view)
        except CannotPost as reason:
            log.warning("a dialog could not be opened: %s", reason)
            await self._tell(took.origin, place, fault.busy())

    async def _tell(self, origin: Origin, place: Place, card: Card) -> None:
        persistent = place.channel.startswith("D") and not origin.ephemeral
        if persistent or not origin.response_url or _has_pictures(card):
            await patiently(lambda: self._posts.post(place, card, ""))
        else:
            await self._respond_or_post(origin, place, slack.draw(card), card)

    async def _replace(self, origin: Origin, place: Place, card: Card) -> None:
        try:
            if origin.ephemeral and origin.response_url:
                first, *rest = slack.draw(card, await self._posts.pictures(card))
                await self._respond(origin, first, replace_original=True)
                await self._respond_or_post(origin, place, rest, card)
                await self._posts.share_directly(card, place.user)
            elif origin.message and origin.channel:
                await patiently(lambda: self._posts.edit(origin.channel, origin.message, card))
            else:
                await self._tell(origin, place, card)
        except CannotPost as reason:
            log.warning("a message could not be replaced, a new one is posted: %s", reason)
            await patiently(lambda: self._posts.post(place, card, ""))

    async def _respond_or_post(
        self, origin: Origin, place: Place, messages: Sequence[slack.Message], card: Card
    ) -> None:
        """Answers at the address that came with the event; where it is used up, the whole card is posted."""
        try:
            for message in messages:
                await self._respond(origin, message)
        except CannotPost as reason:
            log.warning("an answer is posted, since its address is void: %s", reason)
            await patiently(lambda: self._posts.post(place, card, ""))

    async def _respond(self, origin: Origin, message: slack.Message, replace_original: bool = False) -> None:
        body = _response(message) | {"replace_original": replace_original}
        if origin.thread:
            body["thread_ts"] = origin.thread
        await patiently(lambda: self._api.send(origin.response_url, body))


async def patiently(attempt: Callable[[], Awaitable[object]]) -> None:
    """Tries again for as long as it makes sense. Raises CannotPost when it makes none."""
    end, pause = asyncio.get_running_loop().time() + FOLLOW_UP, 0.5
    while True:
        try:
            await attempt()
            return
        except CannotPost as reason:
            if reason.wait is None or asyncio.get_running_loop().time() > end:
                raise
            # A person waits for this one: sooner than an unhurried post, then slower and slower.
            await asyncio.sleep(min(reason.wait, pause) if reason.ambiguous else reason.wait)
            pause = min(pause * 2, LONGEST_WAIT)


def _has_pictures(card: Card) -> bool:
    """Whether something has to be uploaded, which an answer to a response address cannot carry."""
    return any(part.kind in ("image", "file") for part in card.parts)


def _response(message: slack.Message) -> Json:
    return {"response_type": "ephemeral", "blocks": message.blocks, "text": message.text, "mrkdwn": False}
