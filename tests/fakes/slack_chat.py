"""What people do in the fake Slack, in the user's verbs (see tests/fakes/chat.py)."""

import re
from typing import Any

from tests.fakes import slack_cards
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import BOT_USER, TEAM, Address, Message, account, channel, direct

OPENER = "入力画面を開く"
EMOJI = re.compile("[\U0001f300-\U0001faff✨👍👎]")

Json = dict[str, Any]


class SlackChat:
    """See tests/fakes/chat.py. `socket` of the fake decides over which transport the bot hears of it."""

    def __init__(self, slack: FakeSlack) -> None:
        self.name = "slack-socket" if slack.socket else "slack-http"
        self.slack = slack

    async def say(self, who: str, text: str, room: str = "", thread: str = "") -> None:
        where = channel(room) if room else direct(who)
        root = await self.slack.until(lambda: self._root(where, who, thread), f"no thread {thread!r}") if thread else ""
        typed, blocks = _as_stored(text)
        mention = f"<@{BOT_USER}> " if room and not thread else ""
        message = self.slack.write(where, account(who), mention + typed, thread=root)
        event = {"user": account(who), "text": mention + typed, "ts": message.ts, "channel": where, "team": TEAM}
        event |= {"blocks": blocks, "event_ts": message.ts}
        if root:
            event |= {"thread_ts": root, "parent_user_id": self._author(root)}
        if mention:
            await self.slack.wire.event(event | {"type": "app_mention"})
        kind = "channel" if room else "im"
        await self.slack.wire.event(event | {"type": "message", "channel_type": kind})

    async def command(self, who: str, text: str, room: str = "") -> None:
        await self._slash(who, "/sns", text, room)

    async def _slash(self, who: str, command: str, text: str, room: str) -> None:
        where = channel(room) if room else direct(who)
        body = {
            "command": command, "text": _as_stored(text)[0], "user_id": account(who), "user_name": who,
            "channel_id": where, "channel_name": room or "directmessage", "team_id": TEAM, "api_app_id": "A0",
            "trigger_id": self.slack.trigger(account(who)), "response_url": self.slack.address(account(who), where),
        }  # fmt: skip
        answer = await self.slack.wire.command(body)
        if answer:
            self.slack.respond(Address(account(who), where, "", 0.0), answer)

    async def check(self, who: str, text: str = "", room: str = "") -> None:
        await self._slash(who, "/snscheck", text, room)

    async def attach(self, who: str, name: str, data: bytes, text: str = "") -> None:
        file = self.slack.keep_file(name, data)
        where = direct(who)
        message = self.slack.write(where, account(who), text)
        event = {"user": account(who), "text": text, "ts": message.ts, "channel": where, "team": TEAM}
        event |= {"files": [file], "subtype": "file_share", "type": "message", "channel_type": "im"}
        await self.slack.wire.event(event)

    async def shortcut(self, who: str, callback: str, text: str, room: str = "") -> None:
        """A message shortcut on a message with this text."""
        where = channel(room) if room else direct(who)
        message = next(one for one in reversed(self._visible(who, room)) if text in one.words())
        body = self._interaction(who, "message_action") | {
            "callback_id": callback, "message_ts": message.ts, "channel": {"id": where},
            "message": {"type": "message", "user": message.user, "ts": message.ts, "text": message.text},
            "response_url": self.slack.address(account(who), where, message.ts),
        }  # fmt: skip
        await self.slack.wire.interactive(body)

    async def open_home(self, who: str) -> str:
        """Opens App Home; returns all words of it."""
        event = {"type": "app_home_opened", "user": account(who), "channel": direct(who), "tab": "home"}
        await self.slack.wire.event(event)
        home = await self.slack.until(lambda: self.slack.homes.get(account(who)), "no home page")
        return slack_cards.words(home["blocks"])

    async def press_home(self, who: str, label: str) -> None:
        """Presses a button of App Home."""
        view = self.slack.homes[account(who)]
        body = self._interaction(who, "block_actions") | {
            "container": {"type": "view", "view_id": "V0"}, "view": view | {"id": "V0", "hash": "h"},
            "actions": [_button(view["blocks"], label)],
        }  # fmt: skip
        await self.slack.wire.interactive(body)

    async def press(self, who: str, label: str, room: str = "", values: dict[str, str] | None = None) -> None:
        found = await self.slack.until(lambda: self._with_button(who, label, room), f"no button {label!r}")
        await self.pressed(who, found, label, values)

    async def pressed(self, who: str, message: Message, label: str, typed: dict[str, str] | None = None) -> None:
        """A press of a button in a given message."""
        await self.slack.wire.interactive(self.press_body(who, message, label, typed))

    def press_body(self, who: str, message: Message, label: str, typed: dict[str, str] | None = None) -> Json:
        """The payload of a press."""
        container = {
            "type": "message", "message_ts": message.ts, "channel_id": message.channel,
            "is_ephemeral": bool(message.only),
        }  # fmt: skip
        body = self._interaction(who, "block_actions") | {
            "container": container, "channel": {"id": message.channel},
            "response_url": self.slack.address(account(who), message.channel, message.ts),
            "state": slack_cards.state(message.blocks, typed or {}), "actions": [_button(message.blocks, label)],
        }  # fmt: skip
        if message.thread:
            container["thread_ts"] = message.thread
        if not message.only:
            told = {"ts": message.ts, "user": BOT_USER, "text": message.text, "blocks": message.blocks}
            body["message"] = told | ({"thread_ts": message.thread} if message.thread else {})
        return body

    async def fill(self, who: str, values: dict[str, str], submit: str) -> None:
        if not self.slack.views.get(account(who)):
            await self._opened(who)
        if not self.slack.views.get(account(who)):
            message = await self.slack.until(lambda: self._with_button(who, submit, ""), f"no dialog to {submit}")
            return await self.pressed(who, message, submit, values)
        view = self.slack.views[account(who)][-1]
        assert view["submit"]["text"] == submit, view["submit"]
        view["typed"] = {**view.get("typed", {}), **values}  # what was typed stays in a dialog that has errors
        state = slack_cards.state(view["blocks"], view["typed"])
        view["errors"] = slack_cards.missing(view["blocks"], state)
        if not view["errors"]:
            await self._submitted(who, view, state)

    async def sees(self, who: str, text: str, room: str = "") -> str:
        return str(await self.slack.until(lambda: self._seen(who, text, room), f"{who} does not see {text!r}"))

    async def dialog(self, who: str) -> str:
        stack = self.slack.views.get(account(who))
        if not stack:
            return ""
        view = stack[-1]
        lines = [view["title"]["text"], slack_cards.words(view["blocks"]), *view.get("typed", {}).values()]
        return "\n".join([*lines, *view.get("errors", ())])

    async def read(self, who: str, room: str = "") -> list[str]:
        return [one.words() for one in self._visible(who, room)]

    # How it is done

    def _visible(self, who: str, room: str) -> list[Message]:
        return self.slack.visible(channel(room) if room else direct(who), account(who))

    def _root(self, where: str, who: str, text: str) -> str | None:
        found = [one for one in self.slack.visible(where, account(who)) if text in one.words() and not one.thread]
        return found[-1].ts if found else None

    def _author(self, root: str) -> str:
        return next(one.user for one in self.slack.messages if one.ts == root)

    def _seen(self, who: str, text: str, room: str) -> str | None:
        found = [one.words() for one in self._visible(who, room) if one.user == BOT_USER and text in one.words()]
        return found[-1] if found else None

    def _with_button(self, who: str, label: str, room: str) -> Message | None:
        found = [one for one in self._visible(who, room) if any(_labelled(one.blocks, label))]
        return found[-1] if found else None

    async def _opened(self, who: str) -> None:
        """Waits a moment for a dialog, else presses the button that opens one."""

        def opener() -> Any:
            if self.slack.views.get(account(who)):
                return True
            rooms = [direct(who), *sorted(self.slack.rooms)]
            seen = [one for where in rooms for one in self.slack.visible(where, account(who))]
            found = [one for one in seen if any(_labelled(one.blocks, OPENER))]
            return max(found, key=lambda one: one.at) if found else None

        try:
            found = await self.slack.until(opener, "no dialog", patience=2.0)
        except AssertionError:
            return
        if isinstance(found, Message):
            await self.pressed(who, found, OPENER)
            await self.slack.until(lambda: self.slack.views.get(account(who)) or None, "no dialog opened")

    async def _submitted(self, who: str, view: Json, state: Json) -> None:
        sent = {key: value for key, value in view.items() if key not in ("typed", "errors")} | {"state": state}
        body = self._interaction(who, "view_submission") | {"view": sent}
        answer = await self.slack.wire.interactive(body) or {}
        stack = self.slack.views[account(who)]
        match answer.get("response_action"):
            case "errors":
                blocks = {block["block_id"] for block in view["blocks"]}
                assert set(answer["errors"]) <= blocks, answer
                view["errors"] = list(answer["errors"].values())
            case "update":
                stack.remove(view)
                self.slack.show(account(who), answer["view"])
            case "push":
                self.slack.show(account(who), answer["view"])
            case _:
                stack.remove(view)

    def _interaction(self, who: str, type_: str) -> Json:
        user = {"id": account(who), "username": who, "name": who, "team_id": TEAM}
        trigger = self.slack.trigger(account(who))
        return {"type": type_, "user": user, "team": {"id": TEAM}, "api_app_id": "A0", "trigger_id": trigger}


def _labelled(blocks: list[Json], label: str) -> Any:
    return (one for one in slack_cards.elements(blocks) if one["type"] == "button" and one["text"]["text"] == label)


def _button(blocks: list[Json], label: str) -> Json:
    return {**next(_labelled(blocks, label)), "action_ts": "1.0", "block_id": "b"}


def _as_stored(text: str) -> tuple[str, list[Json]]:
    """A text as Slack stores what was typed: escaped, emoji as :names:, and the same as rich text."""
    names = {found: f"emoji_{ord(found):x}" for found in EMOJI.findall(text)}
    runs = [_run(one, names) for one in re.split(f"({EMOJI.pattern})", text) if one]
    stored = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for character, name in names.items():
        stored = stored.replace(character, f":{name}:")
    section = {"type": "rich_text_section", "elements": runs}
    return stored, [{"type": "rich_text", "elements": [section]}] if runs else []


def _run(text: str, names: dict[str, str]) -> Json:
    if text in names:
        return {"type": "emoji", "name": names[text], "unicode": f"{ord(text):x}"}
    return {"type": "text", "text": text}
