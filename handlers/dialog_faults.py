"""What is wrong with a dialog's inputs, as (input id, message), all at once."""

from collections.abc import Mapping
from datetime import date

from cards import committee as cards


def missing(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is empty and must not be."""
    return [(key, "書いてください。") for key, text in said.items() if not text]


def too_long(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """What is longer than what may be said with a vote."""
    most = cards.SAID_MAX
    return [(key, f"{most:,}字までです（いまは{len(text):,}字）。") for key, text in said.items() if len(text) > most]


def bad_day(key: str, text: str, today: date) -> list[tuple[str, str]]:
    """What is wrong with a day that must lie ahead."""
    try:
        return [] if date.fromisoformat(text) > today else [(key, "明日以降の日付にしてください。")]
    except ValueError:
        return [(key, "日付を選んでください。")]
