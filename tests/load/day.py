"""What the staff of a city hall do with the bot on a day: how often, when, and with which words."""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from guideline.ask import is_greeting
from guideline.words import has_words
from handlers import router
from tests import policy_steps as steps
from tests.fakes.slack_chat import SlackChat
from tests.fakes.slack_workspace import direct
from tests.load.town import LoadSlack, patient, person
from tests.test_evaluating import GIVEN

DATA = Path(__file__).parents[1] / "data"
HOURS = (2, 9, 8, 6, 4, 7, 8, 9, 8, 6, 3)
"""Weights of the hours from 8:00 to 19:00: a rush after the morning's meeting, a dip at noon, a rush before five."""
MEDIA = (steps.X, "Instagram", "Facebook")
REPORT = {
    "職務での利用ですか": "職務での利用（公式アカウントなど）", "どのようなトラブルですか": "その他のトラブル",
    "媒体とアカウント名（一覧にないとき）": "X @tsuyama_demo", "いまも見えますか": "いまも見える",
    "個人情報が含まれますか": "含まれない",
}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How much of each is done."""

    staff: int = 3_000
    questions: int = 1_500
    checks: int = 400
    steps: int = 20
    incidents: int = 3
    evaluations: int = 40

    def part(self, share: float) -> "Size":
        """A smaller day, with one of everything at least."""
        parts = (self.questions, self.checks, self.steps, self.incidents, self.evaluations)
        return Size(self.staff, *(max(1, round(one * share)) for one in parts))


@dataclass
class Town:
    """The people and what they have done so far. `answered` maps direct conversations to questions asked there."""

    slack: LoadSlack
    chat: SlackChat
    dice: random.Random
    staff: int = 3_000
    done: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    questions: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)

    def load(self) -> None:
        """Reads what is asked and checked."""
        asked = _column("questions_test.jsonl", "question")
        self.questions = [one for one in asked if has_words(one) and not is_greeting(one)]  # others get the help card
        self.drafts = _column("drafts_test.jsonl", "text")


def _column(name: str, key: str) -> list[str]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)[key] for line in lines]


async def ask(town: Town) -> None:
    """A question: most with the command, some in the direct conversation, some before colleagues."""
    who, text = person(town.dice.randrange(town.staff)), town.dice.choice(town.questions)
    if router.first_word(text)[0] in router.WORDS:
        text = f"質問 {text}"
    roll = town.dice.random()
    if roll < 0.5:
        await patient(lambda: town.chat.command(who, f"質問 {text}", "zencho"))
    elif roll < 0.85:
        await patient(lambda: town.chat.say(who, text))
        town.answered[direct(who)] += 1
    else:
        await patient(lambda: town.chat.say(who, text, "zencho"))
    town.done["asked"] += 1


async def check(town: Town) -> None:
    """A draft, its capacity, and the end of it."""
    who, text = person(town.dice.randrange(town.staff)), town.dice.choice(town.drafts)
    await patient(lambda: town.chat.check(who, text))
    town.done["draft checked"] += 1
    await asyncio.sleep(town.dice.uniform(1, 3))
    await patient(lambda: town.chat.press(who, "終わる（下書きを消す）"))
    town.done["draft dropped"] += 1


async def apply(town: Town) -> None:
    """The next of the nine fields; a new application when all are written."""
    number = town.done["fields"]
    if number % 9 == 0:
        await steps.begin(town.chat, "yamamoto", MEDIA[number // 9 % len(MEDIA)])
        town.done["field saved"] += 1  # the medium, with which it begins
    await asyncio.sleep(1.0)
    await steps.write(town.chat, "yamamoto", str(number % 9 + 1))
    town.done["fields"] += 1
    town.done["field saved"] += len(steps.FIELDS[str(number % 9 + 1)])  # each page is kept as it is sent


async def report(town: Town) -> None:
    """Trouble, told to the three offices, each of which acknowledges."""
    number = town.done["incident reported"] + 1
    story = f"批判が集まっています（{number}件目）。"
    await patient(lambda: town.chat.command("tanaka", "届出"))
    await town.chat.press("tanaka", "トラブルを届け出る")
    await town.chat.fill("tanaka", REPORT | {"何が起きていますか": story}, "届け出る")
    town.done["incident reported"] += 1


async def evaluate(town: Town) -> None:
    """One of the evaluations that are due, from the word to the record."""
    await patient(lambda: town.chat.command("tanaka", "効果測定"))
    await town.chat.press("tanaka", "回答するものを選ぶ")
    await town.chat.fill("tanaka", {}, "開く")
    await town.chat.press("tanaka", "回答する")
    await town.chat.fill("tanaka", GIVEN, "記録する")
    town.done["evaluation given"] += 1


ACTS: dict[str, Callable[[Town], Awaitable[None]]] = {
    "questions": ask, "checks": check, "steps": apply, "incidents": report, "evaluations": evaluate,
}  # fmt: skip
SERIAL = (("steps",), ("incidents", "evaluations"))
"""What one person does, one after the other: the head, and the holder of the accounts."""


def timetable(size: Size, seconds: float, dice: random.Random) -> dict[str, list[float]]:
    """For each act the seconds at which it begins, in order."""
    found: dict[str, list[float]] = {}
    for name in ACTS:
        hours = dice.choices(range(len(HOURS)), HOURS, k=getattr(size, name))
        found[name] = sorted((hour + dice.random()) / len(HOURS) * seconds for hour in hours)
    return found


async def lived(town: Town, size: Size, seconds: float) -> None:
    """The whole day. What goes wrong is kept in `town.failed` and the day goes on."""
    town.staff = size.staff
    plan = timetable(size, seconds, town.dice)
    began = asyncio.get_running_loop().time()

    async def at(when: float, name: str) -> None:
        await asyncio.sleep(max(0.0, began + when - asyncio.get_running_loop().time()))
        try:
            await ACTS[name](town)
        except Exception as error:
            town.failed.append(f"{name}: {type(error).__name__} {error}")

    async def one_by_one(names: tuple[str, ...]) -> None:
        for when, name in sorted((when, one) for one in names for when in plan[one]):
            await at(when, name)

    alone = {name for names in SERIAL for name in names}
    many = [at(when, name) for name in ACTS if name not in alone for when in plan[name]]
    await asyncio.gather(*many, *(one_by_one(names) for names in SERIAL))
