"""Who somebody in Teams is, as their tenant vouches for them."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any

from bot.door import CannotPost
from bot.teams_connector import Connector
from handlers.events import Sender

FRESH = 600.0
STALE = 3600.0
"""Seconds for which an identity is still used while the connector cannot be asked."""
MOST = 5_000


@dataclass(frozen=True)
class Identity:
    """`mail` is the user principal name, "" when nobody vouches for one."""

    name: str
    mail: str
    guest: bool


@dataclass
class People:
    """Identities by account, asked of the connector once for all who wait, kept for FRESH seconds."""

    connector: Connector
    _known: dict[str, tuple[float, Identity]] = field(default_factory=dict)
    _asked: dict[str, asyncio.Task[Identity]] = field(default_factory=dict)

    async def sender(self, activity: dict[str, Any], tenant: str) -> Sender:
        """The sender of an activity. Raises CannotPost while the connector cannot be asked."""
        account = activity.get("from") or {}
        user = str(account.get("aadObjectId") or account.get("id") or "")
        conversation = str((activity.get("conversation") or {}).get("id", "")).partition(";")[0]
        service_url = str(activity.get("serviceUrl", ""))
        who = await self.identity(tenant, service_url, conversation, user, str(account.get("id") or user))
        name = who.name or str(account.get("name") or "")
        return Sender(platform="teams", team=tenant, user=user, name=name, mail=who.mail, guest=who.guest)

    async def identity(self, tenant: str, service_url: str, conversation: str, user: str, account: str) -> Identity:
        """The identity of an account met in a conversation. Raises CannotPost."""
        key = f"{tenant}:{user}"
        asked, known = self._known.get(key, (float("-inf"), None))
        age = time.monotonic() - asked
        if known and age < FRESH:
            return known
        try:
            return await self._ask(key, tenant, service_url, conversation, account)
        except CannotPost:
            if known and age < STALE:
                return known
            raise

    async def met(self, service_url: str, conversation: str, user: str) -> dict[str, Any]:
        """Somebody in a room as the connector knows them there, {} if they are not in it; nothing is remembered.

        Raises CannotPost while the connector cannot be asked.
        """
        try:
            return await self.connector.member(service_url, conversation, user)
        except CannotPost as reason:
            if reason.wait is not None:
                raise
            return {}

    async def _ask(self, key: str, tenant: str, service_url: str, conversation: str, account: str) -> Identity:
        if key not in self._asked:
            task = asyncio.create_task(self._fetch(key, tenant, service_url, conversation, account))
            self._asked[key] = task
            task.add_done_callback(lambda _: self._asked.pop(key, None))
        return await asyncio.shield(self._asked[key])

    async def _fetch(self, key: str, tenant: str, service_url: str, conversation: str, account: str) -> Identity:
        try:
            found = _identity(await self.connector.member(service_url, conversation, account), tenant)
        except CannotPost as reason:
            if reason.wait is not None:
                raise
            found = Identity("", "", guest=True)  # the tenant does not know them: nobody vouches
        self._known.pop(key, None)
        self._known[key] = (time.monotonic(), found)
        while len(self._known) > MOST:
            self._known.pop(next(iter(self._known)))
        return found


def _identity(member: dict[str, Any], tenant: str) -> Identity:
    mail = str(member.get("userPrincipalName") or "")
    elsewhere = bool(tenant) and str(member.get("tenantId") or tenant).lower() != tenant.lower()
    guest = str(member.get("userRole") or "").lower() == "guest" or elsewhere or "#ext#" in mail.lower()
    return Identity(str(member.get("name") or ""), mail, guest)
