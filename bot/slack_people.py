"""Who somebody is in Slack: asked of Slack, kept for minutes, one question at a time for each person."""

import asyncio
import time
from dataclasses import dataclass
from typing import Any

from bot.door import CannotPost
from bot.slack_api import Api, Refused
from handlers.events import Sender, clean

PLATFORM = "slack"
KEPT = 600.0  # seconds; somebody who becomes a guest is one for us this much later
KEPT_FAILED = 1.0
"""Seconds in which a failed question is not asked again, so that a broken Slack is not hammered."""
KEPT_UNKNOWN = 60.0
MOST = 5_000


@dataclass(frozen=True)
class _Known:
    until: float
    task: "asyncio.Task[Sender]"


class People:
    """Account → Sender."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known: dict[str, _Known] = {}

    async def sender(self, user: str) -> Sender:
        """Who an account belongs to. Raises CannotPost while Slack cannot be asked."""
        known = self._known.get(user)
        if known is None or known.until < time.monotonic():
            known = self._ask(user)
        return await asyncio.shield(known.task)

    def _ask(self, user: str) -> _Known:
        if len(self._known) >= MOST:
            now = time.monotonic()
            self._known = {key: value for key, value in self._known.items() if value.until >= now}
        known = _Known(time.monotonic() + KEPT, asyncio.create_task(self._asked(user)))
        self._known[user] = known
        known.task.add_done_callback(lambda task: self._note(user, task))
        return known

    def _note(self, user: str, task: "asyncio.Task[Sender]") -> None:
        if task.cancelled() or task.exception() is not None:
            self._known[user] = _Known(time.monotonic() + KEPT_FAILED, task)
        elif not task.result().team:
            self._known[user] = _Known(time.monotonic() + KEPT_UNKNOWN, task)

    async def _asked(self, user: str) -> Sender:
        ours = str((await self._api.identity())["team_id"])
        try:
            found = (await self._api.look("users.info", user=user))["user"]
        except Refused as refused:
            if refused.error not in ("user_not_found", "user_not_visible"):
                raise
            return Sender(PLATFORM, "", user, guest=True)
        except KeyError as error:
            raise CannotPost("users.info: no user in the answer", wait=1.0) from error
        return sender_of(found, ours)


def sender_of(user: dict[str, Any], ours: str) -> Sender:
    """The sender behind a user object of `users.info`, seen from the workspace `ours`.

    A guest is restricted, or from another workspace (Slack Connect): nobody here vouches for that address.
    https://docs.slack.dev/reference/objects/user-object
    """
    profile = user.get("profile") or {}
    team = _team(user, ours)
    foreign = team != ours or bool(user.get("is_stranger"))
    guest = foreign or bool(user.get("is_restricted")) or bool(user.get("is_ultra_restricted"))
    name = profile.get("real_name") or user.get("real_name") or user.get("name") or ""
    return Sender(PLATFORM, team, str(user["id"]), clean(str(name)), str(profile.get("email") or ""), guest)


def _team(user: dict[str, Any], ours: str) -> str:
    """In an Enterprise Grid people belong to several workspaces; ours counts if it is among them."""
    workspaces = (user.get("enterprise_user") or {}).get("teams") or ()
    return ours if ours in workspaces else str(user.get("team_id") or ours)
