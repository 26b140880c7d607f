"""What each kind of activity leads to: an event for the conversations, and the answer on Teams' own response."""

import logging
from dataclasses import dataclass, field, replace
from typing import Any

from bot import acts
from bot.door import CannotPost, served
from bot.teams_events import Json, conversation, extended, form, installed, part, place, reference, said
from bot.teams_files import fetched
from bot.teams_people import People
from bot.teams_posts import CARD, Posts
from bot.teams_references import References, personal
from bot.teams_seal import Origin, Seal
from cards import fault, install, teams
from cards.model import Card, Reply
from handlers.desk import Desk, Work
from handlers.events import Event, FormSent, Sender
from storage import outbox
from storage.database import Busy

log = logging.getLogger(__name__)

MESSAGE = "application/vnd.microsoft.activity.message"
AGAIN = "もう一度送る"
KNOWN_MOST = 10_000


@dataclass
class Answers:
    """The door's conversations; each method takes an activity as Teams sent it."""

    desk: Desk
    people: People
    references: References
    posts: Posts
    seal: Seal
    _met: set[tuple[str, str]] = field(default_factory=set)
    """Conversations whose service address is known to be kept."""

    async def message(self, activity: Json, tenant: str) -> None:
        """Words. Raises Busy or CannotPost when nothing was kept and Teams shall deliver again."""
        sender = await self.people.sender(activity, tenant)
        await self._meet(activity, sender)
        event = said(activity, sender, await fetched(self.posts.connector, activity))
        if event is not None:
            await self._tell(event, await served(self.desk, event))

    async def added(self, activity: Json, tenant: str, welcome: bool) -> None:
        """The bot was added to a conversation; the reference is kept, and with `welcome` help is shown there."""
        sender = await self.people.sender(activity, tenant)
        event = installed(activity, sender, welcome)
        await self._tell(event, await served(self.desk, event))

    async def execute(self, activity: Json, tenant: str) -> Json:
        """Action.Execute: the card that replaces the one pressed, or a sentence."""
        try:
            sender, pressed, origin = await self._press(activity, tenant)
            event = form(activity, sender, pressed, origin, {"replace"})
            replies = await served(self.desk, event)
        except (Busy, CannotPost):
            acts.note("busy")
            return _sentence(_words(fault.busy()))
        await self._tell(event, [reply for reply in replies if reply.where != "replace"])
        for reply in replies:
            if reply.where == "replace":
                drawn = teams.messages(self.posts.links.filled(reply.card), self.seal.close(replace(origin, card="")))
                if len(drawn) == 1:
                    return {"statusCode": 200, "type": CARD, "value": drawn[0]}
                await self._later(event, reply.card, activity, "")
        elsewhere = not conversation(activity).personal
        return _sentence(install.taken(elsewhere and not any(reply.where == "replace" for reply in replies)))

    async def fetch(self, activity: Json, tenant: str) -> Json:
        """task/fetch: the dialog; what is said to the person alone is shown in it, too."""
        try:
            sender, pressed, origin = await self._press(activity, tenant)
            event = form(activity, sender, pressed, origin, {"dialog", "private"})
            replies = await served(self.desk, event)
        except (Busy, CannotPost):
            acts.note("busy")
            return _message(_words(fault.busy()))
        if not replies:
            return _message(install.taken(not conversation(activity).personal))
        first = next((reply for reply in replies if reply.where == "dialog"), replies[0])
        await self._tell(event, [reply for reply in replies if reply is not first])
        card = str(activity.get("replyToId") or "")
        return self._dialog(first, replace(origin, user=sender.user, card=card))

    async def submit(self, activity: Json, tenant: str) -> Json | None:
        """task/submit: the dialog again, or None to close it; a `replace` goes over the card that opened it."""
        data = part(activity, "value", "data")
        try:
            sender, pressed, origin = await self._press(activity, tenant)
            event = form(activity, sender, pressed, origin, {"dialog", "replace"} if origin.card else {"dialog"})
            replies = await served(self.desk, event)
        except (Busy, CannotPost):
            acts.note("busy")
            return _continue(fault.busy().title, teams.resubmit(fault.busy(), data, AGAIN))
        for reply in replies:
            if reply.where == "replace":
                await self._replace(event, activity, origin, reply.card)
        shown = next((reply for reply in replies if reply.where != "replace"), None)
        if shown is None:
            return None
        if shown.where == "dialog":
            return self._dialog(shown, origin)
        return _continue(shown.card.title, teams.resubmit(shown.card, data, AGAIN))

    async def extend(self, activity: Json, tenant: str) -> Json | None:
        """A message action and the dialogs that follow it: everything is said in the dialog.

        The bot may not be in that conversation, nor in a 1:1 chat with the person.
        """
        try:
            sender = await self.people.sender(activity, tenant)
            event = extended(activity, sender)
            replies = await served(self.desk, event)
        except (Busy, CannotPost):
            acts.note("busy")
            return _continue(fault.busy().title, teams.draw(fault.busy()))
        if not replies:
            return None
        shown, *others = replies
        await self._tell(event, others)
        return self._dialog(shown, Origin(user=sender.user))

    async def _press(self, activity: Json, tenant: str) -> tuple[Sender, teams.Pressed, Origin]:
        sender = await self.people.sender(activity, tenant)
        await self._meet(activity, sender)
        value = activity.get("value")
        action = part({"value": value}, "value", "action")
        data = part({"value": value}, "value", "data") if action is None else part(action, "data")
        pressed = teams.pressed(data, str(part(action, "verb") or "") if action else "")
        return sender, pressed, self.seal.open(pressed.carried, sender.user)

    def _dialog(self, reply: Reply, origin: Origin) -> Json:
        drawn = teams.draw(reply.card, dialog=True, errors=dict(reply.errors), carry=self.seal.close(origin))
        return _continue(reply.card.title, drawn)

    async def _meet(self, activity: Json, sender: Sender) -> None:
        """Keeps the reference of a conversation that is new to us or has moved."""
        where, now = conversation(activity), reference(activity)
        key = personal(sender.user) if where.personal else where.id
        if (key, now.service_url) in self._met:
            return
        known = await self.references.of(sender.team, key) == now
        if not known and await served(self.desk, installed(activity, sender, welcome=False)):
            return  # an error, which is in the log: tried again with the next activity
        if len(self._met) >= KNOWN_MOST:
            self._met.clear()
        self._met.add((key, now.service_url))

    async def _tell(self, event: Event, replies: list[Reply]) -> None:
        """Posts, best effort, what the event's response cannot carry: an error that was never kept."""
        for reply in replies:
            to = event.place.model_copy(update={"private": True, "user": event.sender.user})
            try:
                await self.posts.post(to, reply.card, event.delivery_key)
            except CannotPost as reason:
                log.warning("an error could not be told: %s", reason)

    async def _replace(self, event: FormSent, activity: Json, origin: Origin, card: Card) -> None:
        carried = replace(origin, card="") if origin.channel else Origin()
        drawn = teams.messages(self.posts.links.filled(card), self.seal.close(carried))
        try:
            if len(drawn) > 1:
                raise CannotPost("too long to take the place of a message")
            where = place(activity, event.sender.team)
            await self.posts.replace(where, reference(activity), origin.card, drawn[0], card.title)
        except CannotPost as reason:
            log.warning("a card was not replaced and goes to the outbox: %s", reason)
            await self._later(event, card, activity, origin.card)

    async def _later(self, event: FormSent, card: Card, activity: Json, message: str) -> None:
        """Hands a card to the outbox, once for each delivery: over the message if it was ours, else as a new one."""
        to = place(activity, event.sender.team)

        def post(work: Work) -> list[Reply]:
            row = outbox.posted_as(work.session, to.platform, to.channel, message) if message else None
            work.post(to, card, event.delivery_key, edits=row)
            return []

        after = Event(f"{event.delivery}:later", event.sender, to)
        await self.desk.once(after, post, event.delivery_key)


def _words(card: Card) -> str:
    return "\n".join(card.lines())


def _sentence(text: str) -> Json:
    return {"statusCode": 200, "type": MESSAGE, "value": text}


def _message(text: str) -> Json:
    return {"type": "message", "value": text}


def _continue(title: str, drawn: Json) -> Json:
    card: dict[str, Any] = {"contentType": CARD, "content": drawn}
    return {"type": "continue", "value": {"title": title, "height": "medium", "width": "medium", "card": card}}
