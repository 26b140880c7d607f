"""Posting to Teams: which conversation, in how many messages, and what to do where the bot is not installed."""

import html
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.door import CannotPost
from bot.teams_connector import Connector, Forbidden
from bot.teams_events import threaded
from bot.teams_people import People
from bot.teams_references import Reference, References, personal
from bot.teams_seal import Origin, Seal
from cards import install, teams
from cards.model import MAIL, Card, Place

log = logging.getLogger(__name__)

CARD = "application/vnd.microsoft.card.adaptive"
NOT_YET = 60.0
"""Seconds between tries while the bot has not been added anywhere."""

Json = dict[str, Any]


@dataclass(frozen=True)
class _Target:
    """A conversation to post to: `channel` as events name it, `conversation` with its thread."""

    tenant: str
    reference: Reference
    channel: str
    conversation: str
    carry: str = ""


@dataclass
class Posts:
    """Posts and edits cards. `now` is for what is kept."""

    connector: Connector
    references: References
    people: People
    seal: Seal
    now: Callable[[], datetime]
    _begun: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the messages already posted of a card that needs several, by mark: a retry goes on after them."""

    async def post(self, place: Place, card: Card, mark: str) -> tuple[str, str]:
        """See `Door.post`. The message named is the first if the card needed several.

        Somebody whom the bot may not write to is told so in the room, without the answer.
        """
        try:
            target = await self._target(place)
            return target.channel, await self._send(target, teams.messages(card, target.carry), card.title, mark)
        except Forbidden:
            if not (place.private and place.user and place.channel):
                raise
            return await self._hint(place)

    async def edit(self, channel: str, message: str, card: Card, place: Place) -> None:
        """See `Door.edit`. Where an install hint was posted instead of a private card there is nothing to edit."""
        target = await self._target(place)
        if channel != target.channel:
            log.info("message %s is a hint in a room: what was private is not written there", message)
            return
        first, *others = teams.messages(card, target.carry)
        where = target.reference.service_url, target.conversation
        await self.connector.update(*where, message, _activity(target, first, card.title))
        if others:
            await self._send(target, others, card.title, f"edit:{channel}:{message}")

    async def replace(self, place: Place, reference: Reference, message: str, drawn: Json, title: str) -> None:
        """Writes a drawn card over a message of a conversation. Raises CannotPost."""
        target = _Target(place.team, reference, place.channel, threaded(place.channel, place.thread))
        activity = _activity(target, drawn, title)
        await self.connector.update(reference.service_url, target.conversation, message, activity)

    async def _target(self, place: Place) -> _Target:
        if place.private and place.user:
            return await self._one_to_one(place)
        reference = await self._reference(place)
        return _Target(place.team, reference, place.channel, threaded(place.channel, place.thread))

    async def _one_to_one(self, place: Place) -> _Target:
        reference = await self.references.of(place.team, personal(place.user)) or await self._open(place)
        there = reference.conversation
        apart = place.channel not in ("", there)
        origin = Origin(place.channel, place.thread, place.user) if apart else Origin()
        return _Target(place.team, reference, there, there, self.seal.close(origin))

    async def _open(self, place: Place) -> Reference:
        """Opens the 1:1 conversation with somebody who has the bot but never wrote to it."""
        near = await self._reference(place)
        # Teams opens conversations by its own account ids (29:…); the Entra id is for whom we never met in a room.
        met = await self._met(near, place)
        parameters = {
            "isGroup": False, "bot": {"id": near.bot}, "members": [{"id": met.get("id") or place.user}],
            "tenantId": place.team, "channelData": {"tenant": {"id": place.team}},
        }  # fmt: skip
        opened = await self.connector.create(near.service_url, parameters)
        reference = Reference(near.service_url, opened, near.bot)
        await self.references.keep(place.team, personal(place.user), reference, self.now())
        return reference

    async def _met(self, near: Reference, place: Place) -> dict[str, Any]:
        """How the connector knows somebody. Raises CannotPost for an address that nobody near has, or only a guest."""
        if not place.user.startswith(MAIL):
            return await self.people.met(near.service_url, place.channel, place.user) if place.channel else {}
        mail = place.user.removeprefix(MAIL)
        found = await self.people.met(near.service_url, near.conversation, mail)
        if str(found.get("userPrincipalName", "")).lower() != mail.lower() or found.get("userRole") == "guest":
            raise CannotPost("nobody of the tenant with this address is in a conversation with the bot")
        return found

    async def _reference(self, place: Place) -> Reference:
        kept = await self.references.of(place.team, place.channel) if place.channel else None
        kept = kept or await self.references.newest(place.team)
        if kept is None:
            raise CannotPost("the bot has not been added to any conversation of the tenant yet", wait=NOT_YET)
        return kept

    async def _send(self, target: _Target, drawn: list[Json], title: str, mark: str) -> str:
        posted = self._begun.pop(mark, [])
        try:
            for one in drawn[len(posted) :]:
                activity = _activity(target, one, title)
                posted.append(await self.connector.send(target.reference.service_url, target.conversation, activity))
        except CannotPost as reason:
            if posted and reason.wait is not None:
                self._begun[mark] = posted
            raise
        return posted[0]

    async def _hint(self, place: Place) -> tuple[str, str]:
        target = await self._target(place.model_copy(update={"private": False}))
        reference, card = target.reference, install.hint()
        activity = _activity(target, teams.draw(card), card.title) | await self._mention(reference, place)
        return place.channel, await self.connector.send(reference.service_url, target.conversation, activity)

    async def _mention(self, reference: Reference, place: Place) -> Json:
        met = await self.people.met(reference.service_url, place.channel, place.user)
        if not met.get("name"):
            return {}
        text = f"<at>{html.escape(met['name'])}</at>"
        entity = {"type": "mention", "text": text, "mentioned": {"id": met["id"], "name": met["name"]}}
        return {"text": text, "textFormat": "xml", "entities": [entity]}


def _activity(target: _Target, drawn: Json, title: str) -> Json:
    """A message with one card. Without the tenant Teams has been seen to refuse what no activity asked for."""
    sender = {"from": {"id": target.reference.bot}} if target.reference.bot else {}
    conversation = {"id": target.conversation, "tenantId": target.tenant}
    attachment = {"contentType": CARD, "content": drawn}
    return {
        "type": "message", "summary": title, "attachments": [attachment], "conversation": conversation,
        "channelData": {"tenant": {"id": target.tenant}},
    } | sender  # fmt: skip
