"""The wording of what an operator hears when notices do not go out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from cards.model import Card, Facts, Text

JAPAN = ZoneInfo("Asia/Tokyo")
SHOWN = 10
PLATFORMS = {"slack": "Slack", "teams": "Teams", "mail": "メール", "web": "プレイグラウンド"}
ABOUT = {"incident": "トラブルの届出", "violation": "違反の通知"}


@dataclass(frozen=True)
class Late:
    """A notice that was not sent: what it is about ("incident:12"), where it goes now, since when, and why."""

    subject: str
    platform: str
    since: datetime
    error: str


def overdue(notices: Sequence[Late]) -> Card:
    """Names them by their numbers; what they say stays where it belongs."""
    parts = [
        Text(text="2分を過ぎても送れていない通知があります。送り続けていますが、急ぐものは電話でも知らせてください。"),
        Facts(pairs=tuple((_about(one.subject), _state(one)) for one in notices[:SHOWN])),
    ]
    if len(notices) > SHOWN:
        parts.append(Text(text=f"ほかに{len(notices) - SHOWN}件あります。"))
    parts.append(Text(text="今の状態は、サーバーで snsbot audit を実行すると分かります。", style="small"))
    return Card(title=f"送れていない通知が{len(notices)}件あります", parts=tuple(parts))


def _about(subject: str) -> str:
    kind, _, number = subject.partition(":")
    return f"{ABOUT[kind]} {number}" if kind in ABOUT and number.isdecimal() else "通知"


def _state(one: Late) -> str:
    since = f"{one.since.astimezone(JAPAN):%m月%d日 %H:%M}"
    return f"{PLATFORMS.get(one.platform, one.platform)}へ、{since}から送信中（{one.error or '応答がありません'}）"
