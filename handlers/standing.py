"""How all accounts stand with their evaluations, for the office in charge."""

import base64

from sqlalchemy.orm import Session

from cards import standing as cards
from cards.model import File, Reply
from cards.standing import Line
from handlers.application import japanese, name, numbers
from handlers.desk import Desk, Work
from handlers.evaluation_view import Standing, standings
from handlers.events import FormSent
from handlers.oversight import overseer

KEPT_DAYS = 30.0
KINDS = {"evaluation": "効果測定", "review": "緊急の利用の見直し", "yearly": "年度はじめの確認", "idle": "利用の確認"}


async def show(desk: Desk, form: FormSent) -> list[Reply]:
    """The accounts of a state, from a number on; without one the late ones."""
    overseer(desk, form.sender)
    state, _, begin = form.value.partition(":")
    found = await _lines(desk)
    known = state if state in dict(cards.STATES) else "late"
    return await desk.say(form, cards.overview(found, known, numbers(begin)[0]))


async def file(desk: Desk, form: FormSent) -> list[Reply]:
    """The whole list as CSV."""
    overseer(desk, form.sender)
    found = await _lines(desk)
    data = base64.b64encode(cards.as_csv(found)).decode()

    def make(work: Work) -> list[Reply]:
        kept = work.keep("file", "standing", {"csv": data}, KEPT_DAYS)
        work.log("standing exported", kept.digest)
        made = File(name=f"効果測定の状況_{desk.today():%Y%m%d}.csv", payload=kept.id, key="csv")
        return [Reply(card=cards.file(made, len(found)))]

    return await desk.once(form, make)


async def _lines(desk: Desk) -> list[Line]:
    def read(session: Session) -> list[Line]:
        return [_line(desk, one) for one in standings(desk, session)]

    return await desk.database.read(read)


def _line(desk: Desk, one: Standing) -> Line:
    row = one.account
    what = " ".join(text for text in (KINDS.get(one.kind, ""), one.label) if text)
    holder = name(desk.organisation(), row.holder) if row.holder else ""
    return Line(
        row.id or 0, row.section, row.medium, row.name, holder, one.state, what, japanese(one.due_on), one.stage
    )
