"""Saying something in Slack: messages, whispers, direct messages, edits, pictures."""

import asyncio
import base64
import logging
from collections.abc import Sequence
from typing import Any

from bot.door import CannotPost
from bot.files import Links
from bot.slack_api import Api, Refused
from bot.slack_people import sender_of
from cards import install, slack
from cards.model import MAIL, Card, File, Image, Place
from cards.slack import Message

log = logging.getLogger(__name__)

EVENT_TYPE = "snsbot_notice"
NOT_THERE = frozenset(("channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived"))
"""Errors after which what is private goes into a direct message: the bot or the person is not in that room."""
LAG = 6.0
"""Seconds after which a room's history shows what was accepted, with a margin: Slack does not say how soon."""
PROCESSED = 5.0  # seconds that Slack is given to process a picture


class Posts:
    """See `bot.door.Door.post` and `edit`."""

    def __init__(self, api: Api, links: Links) -> None:
        self._api = api
        self._links = links
        self._direct: dict[str, str] = {}
        self._doubtful: set[str] = set()

    async def post(self, place: Place, card: Card, mark: str, again: bool = False) -> tuple[str, str]:
        """Posts a card; a card of several messages goes on in the thread of the first. Raises CannotPost.

        Where an earlier try with this mark may have been accepted (`again`, or its answer was lost here), what
        stands there already is looked for first.
        """
        messages = slack.draw(card, await self.pictures(card))
        again = again or mark in self._doubtful
        self._doubtful.add(mark)  # until it is known what became of it: the caller may stop waiting
        try:
            posted = await self._placed(place, messages, mark, again)
            await self._share_posted(place, card, posted, again)
        except CannotPost as reason:
            reason.ambiguous = reason.ambiguous or (len(messages) > 1 and reason.wait is not None)
            if not (again or reason.ambiguous or card.files):
                self._doubtful.discard(mark)
            raise
        self._doubtful.discard(mark)
        if card.pin:
            await self._pin(*posted)
        return posted

    async def find(self, place: Place, mark: str) -> tuple[str, str] | None:
        """See `Door.find`. What was whispered is in no history."""
        channel = await self._direct_channel(place.user) if place.private else place.channel
        first = (await self._there(channel, place.thread, mark)).get(0)
        return (channel, first) if first else None

    async def edit(self, channel: str, message: str, card: Card) -> None:
        """Replaces a message; what does not fit into it goes on in its thread. Raises CannotPost."""
        first, *rest = slack.draw(card, await self.pictures(card))
        await self._api.call("chat.update", channel=channel, ts=message, **_body(first))
        for one in rest:
            await self._api.call("chat.postMessage", channel=channel, thread_ts=message, **_body(one))
        await self._share(card.files, channel, message, again=True)

    async def share_directly(self, card: Card, user: str) -> None:
        """Shares a card's documents with somebody alone: what is whispered cannot carry them."""
        if card.files:
            await self._share(card.files, await self._direct_channel(user), "", again=False)

    async def pictures(self, card: Card) -> list[str]:
        """Uploads a card's pictures and returns Slack's ids for them, in order. Raises CannotPost."""
        return [await self._upload(part) for part in card.parts if isinstance(part, Image)]

    async def _placed(self, place: Place, messages: list[Message], mark: str, again: bool) -> tuple[str, str]:
        if not place.private:
            return await self._said(place.channel, place.thread, messages, mark, again)
        if place.channel:
            try:
                if place.channel.startswith("D"):
                    return await self._said(place.channel, place.thread, messages, mark, again)
                return await self._whispered(place, messages)
            except Refused as refused:
                if refused.error not in NOT_THERE:
                    raise
        return await self._said(await self._direct_channel(place.user), "", messages, mark, again)

    async def _said(
        self, channel: str, thread: str, messages: list[Message], mark: str, again: bool
    ) -> tuple[str, str]:
        there = await self._before(channel, thread, mark, len(messages)) if again and mark else {}
        first = there.get(0, "")
        for part, message in enumerate(messages):
            if part in there:
                continue
            # The first message is a root (or stands in the thread asked for), the others follow under it.
            under = thread or first
            sent = await self._api.call(
                "chat.postMessage", channel=channel, thread_ts=under or None, **_body(message),
                metadata=_metadata(mark, part), unfurl_links=False, unfurl_media=False,
            )  # fmt: skip
            first = first or str(sent["ts"])
        return channel, first

    async def _whispered(self, place: Place, messages: list[Message]) -> tuple[str, str]:
        stamps = []
        for message in messages:
            sent = await self._api.call(
                "chat.postEphemeral", channel=place.channel, user=place.user,
                thread_ts=place.thread or None, **_body(message),
            )  # fmt: skip
            stamps.append(str(sent["message_ts"]))
        return place.channel, stamps[0]

    async def _before(self, channel: str, thread: str, mark: str, parts: int) -> dict[int, str]:
        """What stands there already of a card of so many messages. While it cannot be seen, the doubt stays."""
        try:
            there = await self._there(channel, thread, mark)
            if there.get(0) and not thread and parts > 1:
                there |= await self._there(channel, there[0], mark)
        except CannotPost as reason:
            reason.ambiguous = True
            raise
        return there

    async def _there(self, channel: str, thread: str, mark: str) -> dict[int, str]:
        """Part → message id of what was posted with a mark, among the newest messages of a room or thread."""
        method = "conversations.replies" if thread else "conversations.history"
        arguments = {"channel": channel, "limit": 999, "include_all_metadata": "true"}
        found = await self._api.look(method, **arguments, **({"ts": thread} if thread else {}))
        there: dict[int, str] = {}
        for message in found.get("messages", ()):
            metadata = message.get("metadata") or {}
            payload = metadata.get("event_payload") or {}
            if metadata.get("event_type") == EVENT_TYPE and payload.get("mark") == mark:
                there[int(payload.get("part", 0))] = str(message["ts"])
        return there

    async def _direct_channel(self, user: str) -> str:
        """The conversation with an account; somebody who never wrote to the bot is named by their address."""
        if user not in self._direct:
            account = await self._account(user.removeprefix(MAIL)) if user.startswith(MAIL) else user
            opened = await self._api.call("conversations.open", users=account)
            self._direct[user] = str(opened["channel"]["id"])
        return self._direct[user]

    async def _pin(self, channel: str, message: str) -> None:
        try:
            await self._api.call("pins.add", channel=channel, timestamp=message)
        except CannotPost as reason:  # it stands there all the same
            log.warning("a message could not be pinned: %s", reason)

    async def _account(self, mail: str) -> str:
        """The member of this workspace with an address; a guest's address vouches for nobody. Raises CannotPost."""
        ours = str((await self._api.identity())["team_id"])
        found = (await self._api.look("users.lookupByEmail", email=mail))["user"]
        if sender_of(found, ours).guest:
            raise CannotPost("the address belongs to a guest")
        return str(found["id"])

    async def _upload(self, image: Image) -> str:
        file = await self._sent("image.png", base64.b64decode(image.png_base64))
        await self._api.call("files.completeUploadExternal", files=[file])
        await self._processed(file["id"])
        return file["id"]

    async def _sent(self, name: str, data: bytes) -> dict[str, str]:
        asked = await self._api.look("files.getUploadURLExternal", filename=name, length=len(data))
        await self._api.send(asked["upload_url"], data)
        return {"id": str(asked["file_id"]), "title": name}

    async def _share_posted(self, place: Place, card: Card, posted: tuple[str, str], again: bool) -> None:
        if not card.files:
            return
        channel, message = posted
        if place.private and not channel.startswith("D"):
            await self.share_directly(card, place.user)
        else:
            await self._share(card.files, channel, place.thread or message, again)

    async def _share(self, files: Sequence[File], channel: str, thread: str, again: bool) -> None:
        """Shares documents under a message. With `again` those that stand there already are left out.

        What Slack refuses for good (or until somebody repairs the bot's rights) is said there instead: a vote must
        not wait for its attachment.
        """
        there = await self._titles(channel, thread) if files and again and thread else frozenset[str]()
        for file in files:
            data = await self._links.read(file) if file.name not in there else None
            if file.name in there:
                continue
            try:
                if data is None:
                    raise Refused("its text was blanked", None)
                sent = await self._sent(file.name, data)
                await self._api.call(
                    "files.completeUploadExternal", files=[sent], channel_id=channel, thread_ts=thread or None
                )
            except Refused as refused:
                if refused.ambiguous or refused.error == "ratelimited":
                    raise
                log.warning("a document could not be shared: %s", refused)
                (note,) = slack.draw(install.not_attached(file.name))
                await self._api.call("chat.postMessage", channel=channel, thread_ts=thread or None, **_body(note))

    async def _titles(self, channel: str, thread: str) -> frozenset[str]:
        found = await self._api.look("conversations.replies", channel=channel, ts=thread, limit=200)
        shared = [file for message in found.get("messages", ()) for file in message.get("files") or ()]
        return frozenset(str(file.get("title", "")) for file in shared)

    async def _processed(self, file: str) -> None:
        # A picture can be named in a block only when Slack has found out what it is, which takes it moments.
        wait = 0.1
        while wait < PROCESSED:
            if (await self._api.look("files.info", file=file))["file"].get("mimetype"):
                return
            await asyncio.sleep(wait)
            wait *= 2
        raise CannotPost(f"picture {file} is not processed yet", wait=PROCESSED)


def _body(message: Message) -> dict[str, Any]:
    return {"blocks": message.blocks, "text": message.text, "mrkdwn": False}


def _metadata(mark: str, part: int) -> dict[str, Any] | None:
    return {"event_type": EVENT_TYPE, "event_payload": {"mark": mark, "part": part}} if mark else None
