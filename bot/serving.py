"""Running until told to stop: `serve` and the playground."""

import asyncio
import gc
import logging
import os
import signal
import sys
import webbrowser
from dataclasses import replace
from pathlib import Path

from bot import demo_account
from bot.program import open_program
from bot.settings import DEMO_ORGANISATION, GUIDELINE, Settings, SettingsError
from storage import schema

log = logging.getLogger(__name__)


async def serve(settings: Settings) -> int:
    """Runs every configured door until SIGTERM or SIGINT. Raises SettingsError if none is configured."""
    if not (settings.slack or settings.teams):
        raise SettingsError("no door is configured: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or TEAMS_APP_ID (README)")
    told = _stop_signals()
    async with open_program(settings) as program:
        _settle()
        log.info("serving %s at %s", ", ".join(sorted(program.doors)), program.url)
        await told.wait()
        log.info("stopping: finishing what was taken")
    log.info("stopped")
    return 0


async def playground(settings: Settings, file: Path) -> int:
    """Runs the playground with a database of its own, and any configured door beside it."""
    if not settings.on_loopback:
        raise SettingsError("HOST: the playground opens on this machine only; unset HOST")
    own = replace(settings, database_url=f"sqlite:///{file}", organisation=DEMO_ORGANISATION, guideline=GUIDELINE)
    await schema.migrate(own.database_url)
    told = _stop_signals()
    async with open_program(own, playground=True) as program:
        await demo_account.enter(program.desk)
        _settle()
        print(f"\n  プレイグラウンド: {program.url}/\n  終わるには Ctrl+C を押してください。\n", flush=True)
        if sys.stdout.isatty() and (sys.platform == "darwin" or "DISPLAY" in os.environ):
            webbrowser.open(f"{program.url}/")
        await told.wait()
    return 0


def _settle() -> None:
    """What was loaded stays for good: the garbage collector need not stop everything to look at it again and again.

    Libraries, rules and examples are 190,000 objects; each full collection stood still for 0.14 s over them.
    """
    gc.collect()
    gc.freeze()


def _stop_signals() -> asyncio.Event:
    """Set by SIGTERM or SIGINT. Before anything is served: a signal while it starts must not kill what it took."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, told.set)
    return told
