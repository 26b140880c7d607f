"""Files that people send: fetched from Slack with the bot's token, bounded in number, size and time."""

import asyncio
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.proxy import is_loopback
from bot.slack_api import Api
from bot.slack_events import Taken, files_of
from handlers.events import FILE_BYTES, FILES_MOST, Attached

HOSTS = ("files.slack.com", "slack-files.com")
"""Where Slack keeps files; the token goes nowhere else."""
IN_A_PRESS, IN_A_MESSAGE = 2.0, 10.0
"""Seconds: a press must be acknowledged within three; a message comes again and then finds what was done."""


async def fetched(api: Api, took: Taken) -> tuple[Attached, ...]:
    """The files of a payload, with their bytes or why there are none. Never raises for a file."""
    found = files_of(took)
    patience = IN_A_PRESS if took.kind == "message_action" else IN_A_MESSAGE
    files = await asyncio.gather(*(_fetch(api, one, patience) for one in found[:FILES_MOST]))
    late = [Attached(_name(one), None, f"一度に送れるファイルは{FILES_MOST}個までです。") for one in found[FILES_MOST:]]
    return (*files, *late)


async def _fetch(api: Api, file: Any, patience: float) -> Attached:
    url, name = str(file.get("url_private_download") or file.get("url_private") or ""), _name(file)
    if int(file.get("size") or 0) > FILE_BYTES:
        return Attached(name, None, f"{FILE_BYTES // 1_000_000} MB までのファイルを送ってください。")
    if not _is_slacks(url, api):
        return Attached(name, None, "Slackに置かれたファイルではないため、読み取れません。")
    try:
        async with asyncio.timeout(patience):
            return Attached(name, await _read(api, url))
    except (aiohttp.ClientError, OSError, TimeoutError):
        return Attached(name, None, "時間内に取得できませんでした。もう一度送ってください。")
    except ValueError as error:
        return Attached(name, None, str(error))


async def _read(api: Api, url: str) -> bytes:
    headers = {"Authorization": f"Bearer {api.client.token}"}
    async with api.session.get(url, headers=headers, proxy=api.proxy.of(url), allow_redirects=False) as response:
        if response.status != 200:
            raise ValueError("Slackがファイルを渡しませんでした。ボットに閲覧の権限があるか、ご確認ください。")
        data = await response.content.read(FILE_BYTES + 1)
        while len(data) <= FILE_BYTES and (more := await response.content.read(FILE_BYTES + 1 - len(data))):
            data += more
    if len(data) > FILE_BYTES:
        raise ValueError(f"{FILE_BYTES // 1_000_000} MB までのファイルを送ってください。")
    return data


def _is_slacks(url: str, api: Api) -> bool:
    if is_loopback(api.client.base_url):
        return is_loopback(url)
    parts = urlsplit(url)
    return parts.scheme == "https" and parts.hostname in HOSTS


def _name(file: Any) -> str:
    return str(file.get("name") or file.get("title") or "ファイル")[:200]
