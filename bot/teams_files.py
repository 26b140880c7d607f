"""Pictures that people paste into a message, fetched from Teams' own service. Other files lie in SharePoint.

A city's network lets the bot reach Teams and nothing else, so a file in SharePoint is refused with a way round it.
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
"""

import asyncio
from typing import Any

from bot.door import CannotPost
from bot.teams_connector import Connector
from bot.teams_events import Json
from handlers.events import FILE_BYTES, FILES_MOST, Attached

INLINE = "image/"
IN_SHAREPOINT = "application/vnd.microsoft.teams.file.download.info"
REFUSED = (
    "Teamsのファイルは読み取れません。文面は「チェック」に続けて貼り付け、画像はメッセージに直接貼り付けてください。"
)


async def fetched(connector: Connector, activity: Json) -> tuple[Attached, ...]:
    """What was attached to a message, with its bytes or why there are none. Never raises for a file."""
    found = [one for one in activity.get("attachments") or () if isinstance(one, dict) and _is_file(one)]
    files = await asyncio.gather(*(_fetch(connector, one, at) for at, one in enumerate(found[:FILES_MOST], 1)))
    late = [Attached(_name(one, 0), None, f"一度に送れるのは{FILES_MOST}個までです。") for one in found[FILES_MOST:]]
    return (*files, *late)


def _is_file(attachment: Json) -> bool:
    kind = str(attachment.get("contentType") or "")
    return kind == IN_SHAREPOINT or kind.startswith(INLINE)


async def _fetch(connector: Connector, attachment: Json, at: int) -> Attached:
    name = _name(attachment, at)
    if attachment.get("contentType") == IN_SHAREPOINT:
        return Attached(name, None, REFUSED)
    try:
        return Attached(name, await connector.fetch(str(attachment.get("contentUrl") or ""), FILE_BYTES))
    except CannotPost as reason:
        return Attached(name, None, f"取得できませんでした（{reason}）。もう一度送ってください。")


def _name(attachment: Any, at: int) -> str:
    return str(attachment.get("name") or f"画像{at or ''}")[:200]
