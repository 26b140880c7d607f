"""What follows an act a moment later, away from whoever acted: the chart after an answer, the summary that was asked.

Both are read from the log, from where it was read last. A picture takes longer than a platform waits for an answer, so
it is drawn here; what is made and how far the log was read are one transaction, so that each is posted once, whoever
is killed, and however many processes look.
"""

import asyncio
import base64
import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath

from sqlalchemy.orm import Session

from cards import course as cards
from cards import report
from cards.model import Card, File, Image
from handlers import reach
from handlers.account_desk import subject
from handlers.application import japanese, name
from handlers.course import drawn, pictures, shown
from handlers.desk import POSTED_KEPT_DAYS, Desk, Work
from handlers.evaluation_view import Course, Standing, course, standings
from handlers.events import BY_CLOCK
from storage import accounts, followers
from storage.followers import Followed

log = logging.getLogger(__name__)

FOLLOWER = "course"
GIVEN, ASKED = "evaluation given", "evaluation report asked"
FILE_KEPT_DAYS = 30.0
AT_ONCE = 50
PICTURED = 40
"""Accounts with a chart in one summary: a document of hundreds of pictures opens nowhere."""
STANDING = {"on_time": "期限内", "late": "回答が遅れています", "idle": "使われていないようです"}


@dataclass(frozen=True)
class Made:
    """What is to be posted: a card for somebody, and the files that it names, by key."""

    person: str
    card: Card
    subject: str
    files: dict[str, bytes]
    names: dict[str, str]


async def tick(desk: Desk) -> None:
    """Makes and posts what the acts since the last look ask for, one at a time."""
    while act := await desk.database.read(lambda session: followers.following(session, FOLLOWER, (GIVEN, ASKED))):
        made = await _made_or_told(desk, act) if act.name else None
        await desk.by_clock(lambda work, act=act, made=made: _post(desk, work, act, made))  # type: ignore[misc]


async def _made_or_told(desk: Desk, act: Followed) -> Made | None:
    """What an act asks for. A fault must not hold up the acts after it: it is told to whoever asked."""
    try:
        return await _made(desk, act)
    except Exception:
        log.exception("what follows entry %s of the log cannot be made", act.seq)
        if act.name != ASKED:
            return None
        return Made(act.person, cards.not_made(desk.guideline.question_office), "evaluations", {}, {})


async def _made(desk: Desk, act: Followed) -> Made | None:
    """What an act asks for; None where the account is gone."""
    if act.name == GIVEN:
        number = int(act.ids.get("account", 0))
        found = await desk.database.read(lambda session: course(desk, session, number))
        if found is None:
            return None
        card = await drawn(shown(found), "回答を記録しました。これまでの推移です。")
        return Made(act.person, card, subject(number), {}, {})
    number = int(act.ids.get("report", 0))
    return await _report(desk, act.person, number)


def _post(desk: Desk, work: Work, act: Followed, made: Made | None) -> None:
    if not followers.advance(work.session, FOLLOWER, act, datetime.now(UTC)) or made is None:
        return
    place = reach.place_of(work.session, desk, made.person, BY_CLOCK.place)
    if place is None:
        return
    work.post(place, _with_files(work, made), made.subject, days=POSTED_KEPT_DAYS)
    if made.files:
        work.log("evaluation report made", report=int(act.ids.get("report", 0)), to=made.person)


def _with_files(work: Work, made: Made) -> Card:
    if not made.files:
        return made.card
    body = {key: base64.b64encode(data).decode() for key, data in made.files.items()}
    kept = work.keep("file", made.subject, body, FILE_KEPT_DAYS)
    files = [File(name=made.names[key], payload=kept.id, key=key) for key in made.files]
    return made.card.model_copy(update={"parts": (*made.card.parts, *files)})


# The summary


async def _report(desk: Desk, person: str, number: int) -> Made | None:
    found = await _courses(desk, number)
    if not found:
        return None
    every = await desk.database.read(lambda session: standings(desk, session))
    told = {one.account.id: STANDING[one.state] for one in every}
    listed = [_account(one, told.get(one.account.id, one.account.state)) for one in found]
    drawn_: dict[int, list[Image]] = {}
    for at, one in enumerate(found[:PICTURED]):
        drawn_[at] = list(await pictures(shown(one)))
    title = "効果測定のまとめ" if not number else f"効果測定のまとめ：{found[0].account.medium} {found[0].account.name}"
    facts = _facts(every) if not number else [("状況", listed[0].standing)]
    by = name(desk.organisation(), person)
    made = desk.guideline, title, by, japanese(desk.today()), desk.now(), listed, facts, drawn_
    docx = await asyncio.to_thread(report.as_docx, *made)
    stem = "効果測定のまとめ" if not number else f"効果測定_{_file_name(found[0].account.name)}"
    names = {key: f"{stem}_{desk.today():%Y%m%d}.{key}" for key in ("docx", "csv")}
    card = cards.report(title, (), len(listed), min(len(listed), PICTURED))
    files = {"docx": docx, "csv": report.as_csv(listed)}
    return Made(person, card, subject(number) if number else "evaluations", files, names)


async def _courses(desk: Desk, number: int) -> list[Course]:
    """The account, or every account that runs or is suspended, some at a time: others read, too."""

    def listed(session: Session) -> list[int]:
        return [one.id or 0 for one in accounts.listed(session, states=SHOWN)]

    numbers = [number] if number else await desk.database.read(listed)
    found: list[Course | None] = []
    for at in range(0, len(numbers), AT_ONCE):
        some = numbers[at : at + AT_ONCE]
        found += await desk.database.read(lambda session, some=some: [course(desk, session, one) for one in some])  # type: ignore[misc]
    return [one for one in found if one is not None]


SHOWN = (accounts.RUNNING, accounts.SUSPENDED)


def _account(one: Course, standing: str) -> report.Account:
    given = [report.Given(each.day, each.period, each.values, each.decision, each.comment) for each in one.evaluations]
    account = one.account
    return report.Account(account.section, account.medium, account.name, standing, one.series, tuple(given))


def _facts(every: list[Standing]) -> list[tuple[str, str]]:
    counts = {key: sum(one.state == key for one in every) for key in STANDING}
    return [("運用中のアカウント", f"{len(every)}件"), *((STANDING[key], f"{counts[key]}件") for key in STANDING)]


def _file_name(text: str) -> str:
    """A name without what no file may be called."""
    plain = "".join(c if c.isalnum() or c in "._-" else "_" for c in text)[:60]
    return PurePath(plain).name or "account"
