"""What people do in the fake Teams, in the user's verbs (see tests/fakes/chat.py)."""

import asyncio
import html
import itertools
from dataclasses import dataclass, field
from typing import Any

from tests.fakes import teams_cards
from tests.fakes.teams import FakeTeams, Message, channel, personal

PATIENCE = 8.0  # seconds
OPENER = "入力画面を開く"

Json = dict[str, Any]


@dataclass
class _Dialog:
    """An open dialog, where it was opened, and the client's own error messages."""

    card: Json
    conversation: str
    errors: list[str] = field(default_factory=list)
    extends: bool = False
    """Whether a message action opened it."""

    def words(self) -> str:
        """What is read in it."""
        return "\n".join([*self.errors, teams_cards.words(self.card)])


class TeamsChat:
    """See tests/fakes/chat.py.

    Teams cannot whisper in a channel: what is private comes in the 1:1 chat. So `sees` and `press` in a room look
    there, too; `read` tells only what stands in the conversation itself.
    """

    name = "teams"

    def __init__(self, teams: FakeTeams) -> None:
        self.teams = teams
        self.toasts: list[tuple[int, str, str]] = []
        self._dialogs: dict[str, _Dialog] = {}
        self._moments = itertools.count()

    async def say(self, who: str, text: str, room: str = "", thread: str = "") -> None:
        root = ""
        if thread:
            found = await self._until(lambda: self._newest(who, room, thread, alone=True), f"no thread {thread!r}")
            root = found.root
        await self.teams.deliver(self.teams.said(who, text, room, root))

    async def command(self, who: str, text: str, room: str = "") -> None:
        await self.say(who, text, room)

    async def check(self, who: str, text: str = "", room: str = "") -> None:
        await self.say(who, f"チェック {text}".strip(), room)

    async def attach(self, who: str, name: str, data: bytes, text: str = "") -> None:
        said = self.teams.said(who, text)
        if name.endswith((".png", ".jpg", ".jpeg", ".gif")):
            picture = {"contentType": f"image/{name.rpartition('.')[2]}", "contentUrl": self.teams.keep_picture(data)}
            said["attachments"] = [picture | {"name": name}, {"contentType": "text/html", "content": f"<p>{text}</p>"}]
        else:
            kind = "application/vnd.microsoft.teams.file.download.info"
            said["attachments"] = [
                {"contentType": kind, "name": name, "content": {"downloadUrl": "https://x.invalid/"}}
            ]
        await self.teams.deliver(said)

    async def shortcut(self, who: str, action: str, text: str, room: str = "") -> None:
        message = await self._until(lambda: self._newest(who, room, text, alone=True), f"no message {text!r}")
        words = html.escape(message.words(), quote=False).replace("\n", "<br>")
        payload = {"id": message.id, "body": {"contentType": "html", "content": f"<div><p>{words}</p></div>"}}
        value = {"commandId": action, "commandContext": "message", "messagePayload": payload, "context": {}}
        await self._extended(who, message.conversation, "composeExtension/fetchTask", value)

    async def _extended(self, who: str, conversation: str, name: str, value: Json) -> None:
        body = await self.teams.deliver(self.teams.activity("invoke", who, conversation, name=name, value=value))
        self._dialogs.pop(who, None)
        if body is not None:
            card = body["task"]["value"]["card"]["content"]
            assert not (found := teams_cards.card_problems(card)), found
            self._dialogs[who] = _Dialog(card, conversation, extends=True)

    async def press_in_dialog(self, who: str, label: str) -> None:
        """Presses a button of the open dialog as it is."""
        dialog = self._dialogs[who]
        action = next(one for one in dialog.card["actions"] if one["title"] == label)
        await self._submitted(who, dialog, teams_cards.filled(dialog.card, {}), action)

    async def press(self, who: str, label: str, room: str = "", values: dict[str, str] | None = None) -> None:
        message = await self._until(lambda: self._with_button(who, label, room), f"no button {label!r}")
        await self._pressed(who, message, label, values)

    async def fill(self, who: str, values: dict[str, str], submit: str) -> None:
        if who not in self._dialogs:
            message = await self._until(lambda: self._opener(who), "no dialog and no button that opens one")
            await self._pressed(who, message, OPENER)
        dialog = self._dialogs[who]
        typed = teams_cards.filled(dialog.card, values)
        dialog.errors = teams_cards.missing(dialog.card, typed)
        for one in teams_cards.inputs(dialog.card):
            one["value"] = typed[one["id"]]
        if not dialog.errors:
            action = next(one for one in dialog.card["actions"] if one["title"] == submit)
            await self._submitted(who, dialog, typed, action)

    async def sees(self, who: str, text: str, room: str = "") -> str:
        return str(await self._until(lambda: self._seen(who, text, room), f"{who} does not see {text!r}"))

    async def dialog(self, who: str) -> str:
        return self._dialogs[who].words() if who in self._dialogs else ""

    async def read(self, who: str, room: str = "") -> list[str]:
        return [one.words() for one in self.teams.in_conversation(channel(room) if room else personal(who))]

    def open_dialog(self, who: str) -> Json:
        """The card of the dialog that is open for somebody. Raises KeyError if none is."""
        return self._dialogs[who].card

    # How it is done

    async def _until(self, look: Any, failure: str) -> Any:
        for _ in range(int(PATIENCE / 0.02)):
            if (found := look()) is not None:
                return found
            await asyncio.sleep(0.02)
        seen = "\n---\n".join(one.words() for one in self.teams.messages)
        raise AssertionError(f"{failure}; refused: {self.teams.refused}; toasts: {self.toasts}; messages:\n{seen}")

    def _visible(self, who: str, room: str, alone: bool = False) -> list[Message]:
        """Newest first."""
        places = {channel(room)} if room and alone else {channel(room), personal(who)} if room else {personal(who)}
        return sorted((one for one in self.teams.messages if one.conversation in places), key=lambda m: -m.at)

    def _newest(self, who: str, room: str, text: str, alone: bool = False) -> Message | None:
        return next((one for one in self._visible(who, room, alone) if text in one.words()), None)

    def _seen(self, who: str, text: str, room: str) -> str | None:
        toasts = [words for _, person, words in reversed(self.toasts) if person == who and text in words]
        found = self._newest(who, room, text)
        return found.words() if found else toasts[0] if toasts else None

    def _with_button(self, who: str, label: str, room: str) -> Message | None:
        return next((one for one in self._visible(who, room) if _action(one.card, label)), None)

    def _opener(self, who: str) -> Message | None:
        mine = [
            one for one in self.teams.messages if one.conversation in (personal(who),) or one.conversation[:3] == "19:"
        ]
        return next((one for one in sorted(mine, key=lambda m: -m.at) if _action(one.card, OPENER)), None)

    async def _pressed(self, who: str, message: Message, label: str, values: dict[str, str] | None = None) -> None:
        assert message.card is not None
        action = _action(message.card, label)
        assert action is not None
        data = teams_cards.filled(message.card, values or {}) | action["data"]
        if action["type"] == "Action.Execute":
            value = {"action": {"type": "Action.Execute", "verb": action["verb"], "data": data}, "trigger": "manual"}
            body = await self._invoke(who, message, "adaptiveCard/action", value)
            self._executed(who, message, body)
        else:
            assert action["data"]["msteams"] == {"type": "task/fetch"}
            body = await self._invoke(who, message, "task/fetch", {"data": data, "context": {"theme": "default"}})
            self._task(who, message.conversation, body)

    async def _invoke(self, who: str, message: Message, name: str, value: Json) -> Any:
        where = message.conversation
        if where.startswith("19:"):
            where = f"{where};messageid={message.root}"
        invoke = self.teams.activity("invoke", who, where, name=name, value=value, replyToId=message.id)
        return await self.teams.deliver(invoke)

    async def _submitted(self, who: str, dialog: _Dialog, typed: dict[str, str], action: Json) -> None:
        value = {"data": typed | action["data"], "context": {"theme": "default"}}
        if dialog.extends:
            return await self._extended(who, dialog.conversation, "composeExtension/submitAction", value)
        invoke = self.teams.activity("invoke", who, dialog.conversation, name="task/submit", value=value)
        self._task(who, dialog.conversation, await self.teams.deliver(invoke))

    def _executed(self, who: str, message: Message, body: Any) -> None:
        assert body["statusCode"] == 200, body
        if body["type"] == teams_cards.CARD:
            self.teams.write_card(message, body["value"])
        else:
            assert body["type"] == "application/vnd.microsoft.activity.message", body
            self.toasts.append((next(self._moments), who, body["value"]))

    def _task(self, who: str, conversation: str, body: Any) -> None:
        self._dialogs.pop(who, None)
        if body is None:
            return
        task = body["task"]
        if task["type"] == "message":
            self.toasts.append((next(self._moments), who, task["value"]))
            return
        card = task["value"]["card"]["content"]
        assert not (found := teams_cards.card_problems(card)), found
        assert all(one["type"] == "Action.Submit" for one in card.get("actions", ())), card
        self._dialogs[who] = _Dialog(card, conversation)


def _action(card: Json | None, label: str) -> Json | None:
    return next((one for one in teams_cards.actions(card or {}) if one["title"] == label), None)
