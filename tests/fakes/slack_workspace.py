"""The workspace that the fake Slack has: ids, people, rooms, and what stands in them."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.fakes import slack_cards

TEAM = "T0TSUYAMA"
BOT_TOKEN, APP_TOKEN, SECRET = "xoxb-token-of-the-tests", "xapp-token-of-the-tests", "secret-of-the-tests"
BOT_USER, BOT_ID = "U0SNSBOT", "B0SNSBOT"
MANIFEST = Path(__file__).parents[2] / "manifest" / "slack.json"
ROOMS = ("zencho", "hisho-koho", "kiki-kanri", "joho-seisaku")
NAMES = {
    "tanaka": "田中 はるか", "yamamoto": "山本 誠", "okada": "岡田 隆", "nishi": "西 直子", "kubo": "久保 美咲",
    "fujii": "藤井 大輔", "mori": "森 由美", "hayashi": "林 智也", "itaku": "委託 太郎", "guest": "客 一郎",
    "sato": "佐藤 健太", "ueda": "上田 健",
}  # fmt: skip

Json = dict[str, Any]


def account(who: str) -> str:
    """The account id of somebody."""
    return f"U0{who.upper()}"


def channel(room: str) -> str:
    """The id of a room."""
    return f"C0{room.upper().replace('-', '')}"


def direct(who: str) -> str:
    """The id of somebody's direct conversation with the bot."""
    return f"D0{who.upper()}"


def organisation_toml(base: str) -> str:
    """The demo organisation with this workspace and these rooms."""
    base = base.replace('web = ["playground"]', f'slack = ["{TEAM}"]')
    for room in ROOMS:
        base = base.replace(f'"web:{room}"', f'"slack:{channel(room)}"')
    return "\n".join(line for line in base.split("\n") if not line.startswith("web = "))


@dataclass
class Message:
    """A message; `only` is the account that alone sees it, `at` grows with each change."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json]
    at: int
    thread: str = ""
    only: str = ""
    metadata: Json = field(default_factory=dict)
    files: list[Json] = field(default_factory=list)
    posted: float = field(default_factory=time.monotonic)

    def words(self) -> str:
        """What is read: the blocks if there are any, else the text as written."""
        if self.blocks:
            return slack_cards.words(self.blocks)
        return self.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@dataclass(frozen=True)
class Fault:
    """What Slack does at the next call of a method: a status (with a body that says anything), an error, or (`lost`)
    no answer after the deed."""

    method: str
    status: int = 200
    error: str = ""
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False


@dataclass
class Address:
    """A response_url: whom and which message it answers."""

    user: str
    channel: str
    ts: str
    until: float
    uses: int = 5


class Refusal(Exception):
    """An error answer of the Web API."""


def listing(one: Message, metadata: bool) -> Json:
    """A message as the history shows it."""
    told: Json = {"ts": one.ts, "text": one.text, "user": one.user, "type": "message", "files": one.files}
    if one.user == BOT_USER:
        told |= {"bot_id": BOT_ID}
    return told | ({"metadata": one.metadata} if metadata and one.metadata else {})


def user_of(who: str, name: str) -> Json:
    """A member of the workspace."""
    return {
        "id": account(who), "team_id": TEAM, "name": who, "is_bot": False, "is_restricted": who == "guest",
        "is_ultra_restricted": False, "is_stranger": False,
        "profile": {"real_name": name, "email": f"{who}@city.example.jp"},
    }  # fmt: skip
