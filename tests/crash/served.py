"""The bot as a process of its own that can be killed: what a power cut or the kernel does to it."""

import asyncio
import os
import signal
import socket
import sys
from pathlib import Path

import aiohttp

READY = 60.0  # seconds that a start may take on a busy machine
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class Served:
    """`snsbot serve` with an environment; started again on the same port after each kill."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "TEAMS_"))},
            **environment, "HOST": "127.0.0.1", "PORT": str(self.port),
        }  # fmt: skip
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Starts it and waits until it answers."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "serve", cwd=ROOT, env=self._environment, stdout=log, stderr=log
            )
        async with aiohttp.ClientSession(trust_env=False) as session:
            for _ in range(int(READY / 0.05)):
                if self._process.returncode is not None:
                    break
                try:
                    async with session.get(f"{self.url}/healthz") as response:
                        if response.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.05)
        raise AssertionError(f"the bot did not start:\n{self._log.read_text(encoding='utf-8')[-3000:]}")

    async def terminate(self) -> int:
        """SIGTERM, and the exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await self._process.wait()

    async def kill(self) -> None:
        """kill -9: nothing is finished, nothing is said."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self) -> None:
        """Ends it, however it is."""
        if self._process is not None and self._process.returncode is None:
            await self.kill()
