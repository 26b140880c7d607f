"""What Teams told us about conversations, so that we can post there later."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from storage import members
from storage.database import Database
from storage.tables import Reference as Row

PLATFORM = "teams"


@dataclass(frozen=True)
class Reference:
    """A conversation, the service address that takes posts to it, and our own account there (28:…)."""

    service_url: str
    conversation: str
    bot: str = ""

    def as_json(self) -> str:
        """The text that is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class References:
    """The references of one tenant's conversations, in the database."""

    database: Database

    async def of(self, tenant: str, conversation: str) -> Reference | None:
        """What was kept for a conversation, or for `personal(user)`."""
        return _read(await self.database.read(lambda s: members.reference(s, PLATFORM, tenant, conversation)))

    async def newest(self, tenant: str) -> Reference | None:
        """The one kept last in a tenant: all channels of a team share its service address and our account."""
        return _read(await self.database.read(lambda session: _newest(session, tenant)))

    async def keep(self, tenant: str, conversation: str, reference: Reference, at: datetime) -> None:
        """Keeps a conversation that we opened ourselves."""
        text = reference.as_json()
        await self.database.write(lambda s: members.keep_reference(s, PLATFORM, tenant, conversation, text, at))


def personal(user: str) -> str:
    """The key of a person's 1:1 conversation with us."""
    return f"user:{user}"


def _newest(session: Session, tenant: str) -> dict[str, Any] | None:
    mine = (col(Row.platform) == PLATFORM, col(Row.team) == tenant)
    return session.execute(select(col(Row.reference)).where(*mine).order_by(col(Row.kept_at).desc()).limit(1)).scalar()


def _read(kept: dict[str, Any] | None) -> Reference | None:
    return None if kept is None else Reference(kept["service_url"], kept["conversation"], kept.get("bot", ""))
