"""What the conversations about a draft share: reading it, changing it, showing it."""

import asyncio
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from cards import check as cards
from cards import fault
from cards import posted as posted_cards
from cards import review as review_cards
from cards.check import View
from cards.model import Card, Place, Reply
from guideline.check import CHECK_MAX
from guideline.finding import AccountState, Context
from guideline.organisation import Unit
from guideline.words import has_words
from handlers import reach
from handlers.desk import Desk, Refused, Work
from handlers.draft import Draft, Outcome, difference, moved, outcome
from handlers.events import Event, FormSent
from handlers.readings import PATIENCE
from storage import accounts, checks
from storage.check_tables import DraftCheck, Review
from storage.policy_tables import Account

EMOJI_NAME = re.compile(r":[a-z0-9_+'-]+:")
"""How an emoji is written where a platform sends its name instead of the character."""
LONGEST_DAYS = 30
"""Days for which a draft waits for an answer, or with a receipt for being posted."""
CHANGES_SHOWN = 20
"""Lines of a rewrite that are shown; findings that came or went are all shown."""


class _Moved(Exception):
    """Another press changed the draft between reading and writing."""


@dataclass(frozen=True)
class Seen:
    """A draft as it was read, with what the check says of it."""

    row: DraftCheck
    outcome: Outcome

    @property
    def draft(self) -> Draft:
        """The draft."""
        return self.outcome.draft


async def judged(desk: Desk, draft: Draft, patience: float | None = None) -> Outcome:
    """The outcome of the check, computed off the event loop.

    `patience`: seconds after which it comes without what the learned reader says, and is not finished.
    """
    known = await desk.database.read(lambda session: _known(desk, session, draft))
    told = desk.checker.told(replace(known, **dict(draft.context)), draft.answers)
    suspected = await desk.readings.of(desk.checker, draft.text, told, patience)
    return await asyncio.to_thread(outcome, desk.checker, draft, known, suspected)


def _known(desk: Desk, session: Session, draft: Draft) -> Context:
    """What the bot knows and the author does not say: the day, and what the register has."""
    register = accounts.listed(session)
    ours = tuple(one.name for one in register if one.state == accounts.RUNNING)
    state = _state(register, draft.account) if draft.context.get("capacity") == "職務" else None
    return Context(today=desk.today(), account_state=state, official_accounts=ours)


def _state(register: Sequence[Account], name: str) -> AccountState | None:
    """What the register says of an account; None where none is named, or the register is not kept yet."""
    if not name or not register:
        return None
    found = [one.state for one in register if one.handle == accounts.handle(name)]
    states: dict[str, AccountState] = {"運用中": "運用中", "公開前": "公開前", "未承認": "未承認"}
    return states.get(found[0]) if found else "未登録"


def problem(text: str) -> Card | None:
    """Why a text cannot be checked, None if it can."""
    if not text.strip():
        return cards.empty()
    if len(text) > CHECK_MAX:
        return cards.too_long(len(text), CHECK_MAX)
    return None if has_words(EMOJI_NAME.sub("", text)) else cards.no_words()


async def begin(desk: Desk, event: Event, draft: Draft, corrects: str | None = None) -> list[Reply]:
    """Checks a new draft, keeps it, and shows what was found."""
    if not (draft.pictures and not draft.text) and (card := problem(draft.text)) is not None:
        return await desk.say(event, card)
    found, id_ = await judged(desk, draft, PATIENCE), secrets.token_hex(8)
    person = desk.person(event.sender)
    unit = person.section if person and person.section in desk.organisation().units else ""

    def keep(work: Work) -> list[Reply]:
        row = checks.begin(
            work.session, id_=id_, member=work.member, person=work.person, unit=unit, body=draft.body(),
            place=own_place(event).model_dump(), found=found.kept(), days=LONGEST_DAYS, at=work.at,
            corrects=corrects,
        )  # fmt: skip
        work.log("draft checked", row.digest, check=id_, clauses=list(row.clauses))
        for one in found.checked.findings:
            work.count("findings", one.clause or "none", one.severity)
        card = cards.result(desk.guideline, view(row, found))
        return [Reply(card=card)] if found.checked.finished else _read_on(work, row, card)

    replies = await desk.once(event, keep, checks.subject(id_))
    if not found.checked.finished:
        desk.readings.follow(id_, lambda: complete(desk, id_))
    return replies


def _read_on(work: Work, row: DraftCheck, card: Card, moved: Card | None = None) -> list[Reply]:
    """Shows what is known while a draft is read on, where it can be replaced; `moved` goes over the card pressed.

    In a room the answer may be one that its platform cannot change: there the outcome comes as a new one.
    """
    place, pressed = work.event.place, moved is not None
    if not place.direct:
        checks.leave_unread(work.session, row, None)
        return [Reply(card=card, where="replace" if pressed else "private")]
    own = place.model_copy(update={"private": True, "user": work.event.sender.user})
    checks.leave_unread(work.session, row, work.post(own, card, checks.subject(row.id)))
    return [Reply(card=moved, where="replace")] if moved else []


async def complete(desk: Desk, check_id: str) -> None:
    """Waits for the learned reader, adds what it found to a check and shows the outcome: once, whoever waits."""
    while (kept := await desk.database.read(lambda session: _unread(session, check_id))) is not None:
        payload, draft = kept
        found = await judged(desk, draft)
        await desk.by_clock(_completing(desk, check_id, payload, found))


def _unread(session: Session, check_id: str) -> tuple[int, Draft] | None:
    """The draft of a check that is still being read, and its payload."""
    kept = checks.look(session, check_id)
    if kept is None or kept[1] is None or kept[0].state in checks.OVER or not checks.is_unread(session, kept[0]):
        return None
    return kept[0].payload_id, Draft.of(kept[1])


def _completing(desk: Desk, check_id: str, payload: int, found: Outcome) -> Callable[[Work], None]:
    def keep(work: Work) -> None:
        row = checks.find(work.session, check_id)
        body = checks.body_of(work.session, row) if row else None
        # Rewritten, dropped, or read by another process meanwhile: what was read is of no use.
        if row is None or body is None or row.state in checks.OVER or row.payload_id != payload:
            return
        if not checks.is_unread(work.session, row):
            return
        checks.add_reading(work.session, row, found.kept())
        for review in checks.asked_of(work.session, row.id):
            show_again(desk, work, row, review, found)
        shown = body.get("card")
        place = Place.model_validate(row.place) if shown is None else work.place_of(shown)
        work.post(place, cards.result(desk.guideline, view(row, found)), checks.subject(row.id), edits=shown)
        work.log("draft read", row.digest, check=row.id, clauses=list(row.clauses))
        for one in found.checked.findings:
            if one.by == "example":
                work.count("findings", one.clause or "none", one.severity)

    return keep


def own_place(event: Event) -> Place:
    """Where the author is told what happens later: in private, wherever they are."""
    return Place(platform=event.place.platform, team=event.sender.team, user=event.sender.user, private=True)


def kept_days(desk: Desk) -> float:
    """Days without a change after which a draft's text is blanked (市の設定)."""
    return float(desk.organisation().retention.drafts)


def view(row: DraftCheck, found: Outcome) -> View:
    """What the cards show of a draft."""
    draft = found.draft
    answered = tuple((one, said.exception or said.reason) for one, said in found.answered)
    told = Context(**draft.context)
    return View(
        row.id, row.revision, draft.text, draft.account, told, found.open, answered, found.checked.asks, found.said,
        row.state, not found.checked.finished,
    )  # fmt: skip


async def seen(desk: Desk, check_id: str) -> Seen | None:
    """A draft and its outcome, None when it is unknown or its text is gone.

    While it is being read the outcome is not finished, even if it is known by now: what completes it comes after.
    """

    def look(session: Session) -> tuple[DraftCheck, dict[str, Any], bool] | None:
        kept = checks.look(session, check_id)
        if kept is None or kept[1] is None or kept[0].state in checks.OVER:
            return None
        return kept[0], kept[1], checks.is_unread(session, kept[0])

    kept = await desk.database.read(look)
    if kept is None:
        return None
    row, body, unread = kept
    found = await judged(desk, Draft.of(body), PATIENCE if unread else None)
    if unread:
        found = replace(found, checked=replace(found.checked, finished=False))
    return Seen(row, found)


async def mine(desk: Desk, event: Event, check_id: str) -> Seen | list[Reply]:
    """The author's own draft, or what to say instead. Raises Refused for somebody else's."""
    found = await seen(desk, check_id)
    if found is None:
        return await desk.say(event, cards.expired())
    _only_author(desk, event, found.row)
    return found


async def mine_read(desk: Desk, event: Event, check_id: str) -> Seen | list[Reply]:
    """See `mine`; a draft that is still being read is not the one that a procedure may begin with."""
    found = await mine(desk, event, check_id)
    if isinstance(found, list) or found.outcome.checked.finished:
        return found
    return await desk.say(event, cards.still_reading(check_id), checks.subject(check_id))


def _only_author(desk: Desk, event: Event, row: DraftCheck) -> None:
    person, place = desk.person(event.sender), Place.model_validate(row.place)
    sender = event.sender
    same = (place.platform, place.team, place.user) == (sender.platform, sender.team, sender.user)
    if not same and (person is None or person.id != row.person):
        raise Refused(cards.not_yours())


Change = Callable[[Seen], Draft | list[Reply]]
Shown = Callable[[Seen, Outcome, DraftCheck], Card]


async def change(desk: Desk, form: FormSent, check_id: str, act: Change, show: Shown, name: str) -> list[Reply]:
    """Changes one's own draft and shows it anew in place of the card pressed.

    `act` makes the new draft of what was read, or replies instead (errors at a dialog's fields). What had
    been asked or given for the draft before is void. Two presses at once: the second acts on what the first left.
    """
    for _ in range(5):
        before = await mine(desk, form, check_id)
        if isinstance(before, list):
            return before
        draft = act(before)
        if isinstance(draft, list):
            return draft
        if (card := problem(draft.text)) is not None:
            return await desk.say(form, card)
        after = await judged(desk, draft, PATIENCE)
        try:
            replies = await desk.once(form, _keeping(desk, before, after, show, name), checks.subject(check_id))
        except _Moved:
            continue
        if not after.checked.finished:
            desk.readings.follow(check_id, lambda: complete(desk, check_id))
        return replies
    return await desk.say(form, fault.busy())


def _keeping(
    desk: Desk, before: Seen, after: Outcome, show: Shown, name: str
) -> Callable[[Work], list[Reply]]:  # fmt: skip
    def keep(work: Work) -> list[Reply]:
        row = checks.find(work.session, before.row.id)
        if row is None or row.state in checks.OVER:
            return [Reply(card=cards.expired())]
        if row.revision != before.row.revision:
            raise _Moved
        checks.change(work.session, row, after.draft.body(), after.kept(), LONGEST_DAYS, work.at)
        renew(desk, work, row, after)
        work.log(name, row.digest, check=row.id, clauses=list(row.clauses))
        if not after.checked.finished:
            rewritten = before.draft.text != after.draft.text
            moved = cards.moved(moved_lines(before.outcome, after) if rewritten else ())
            return _read_on(work, row, cards.result(desk.guideline, view(row, after)), moved)
        return [Reply(card=show(before, after, row), where="replace")]

    return keep


def renew(desk: Desk, work: Work, row: DraftCheck, after: Outcome) -> None:
    """What was asked or given for the draft before is void; a superior who is asked sees the draft as it is now."""
    receipt = checks.valid_receipt(work.session, row.id)
    if receipt is not None:
        checks.void_receipts(work.session, row.id, work.at)
        work.post(Place.model_validate(row.place), posted_cards.void(receipt.id or 0), checks.subject(row.id))
        work.log("receipt void", check=row.id, receipt=receipt.id or 0)
    for review in checks.asked_of(work.session, row.id):
        if review.kind == "consult":
            review.version = row.version
            show_again(desk, work, row, review, after)
        else:
            close(work, review, "void", "下書きが書き直されました")
    if row.state in ("asked", "ready"):
        row.state = "open"


def show_again(desk: Desk, work: Work, row: DraftCheck, review: Review, found: Outcome) -> None:
    """Writes the draft as it is now over the request."""
    card = request(desk, work, row, review, found, checks.comment(work.session, review))
    work.post(
        work.place_of(review.notice_id), card, checks.subject(row.id), f"review:{review.id}", review.notice_id
    )  # fmt: skip


def request(desk: Desk, work: Work, row: DraftCheck, review: Review, found: Outcome, said: str = "") -> Card:
    """The card of somebody who is asked."""
    known = desk.organisation()
    author = reach.name_of(work.session, known, row.person)
    unit = known.units.get(row.unit)
    may = review.kind != "decide" or (unit is not None and may_decide(unit, review.person, desk.today()))
    number = review.id or 0
    return review_cards.request(desk.guideline, review.kind, number, author, view(row, found), said, may)


def may_decide(unit: Unit, person: str, today: date) -> bool:
    """Whether somebody may decide posts of a section on a day (市の設定), as themselves or for its head."""
    return person in unit.deciders or (unit.head in unit.deciders and unit.head_on(today) == (person, True))


def close(work: Work, review: Review, state: str, what: str) -> None:
    """Ends a request; the draft goes from the card of the one who was asked."""
    review.state, review.answered_at = state, work.at
    if review.notice_id is not None:
        card = review_cards.over(review.kind, review.id or 0, what)
        work.post(work.place_of(review.notice_id), card, f"review:{review.id}", f"review:{review.id}", review.notice_id)


def finish(work: Work, row: DraftCheck, state: str, what: str) -> None:
    """Ends a check: requests are closed, and every text of it is blanked, in what was posted, too."""
    for review in checks.reviews(work.session, row.id):
        if review.state == "asked":
            close(work, review, "void", what)
    if state == "dropped":
        checks.void_receipts(work.session, row.id, work.at)
    checks.finish(work.session, row, state, work.at)


async def tick(desk: Desk) -> None:
    """Blanks drafts that nobody has touched for the days that the city sets; takes up those that are not read yet."""
    before, long_before = desk.now() - timedelta(days=kept_days(desk)), desk.now() - timedelta(days=LONGEST_DAYS)

    def forget(work: Work) -> None:
        for row in checks.left_alone(work.session, before, long_before):
            finish(work, row, "dropped", "下書きの保存期間が過ぎました")
            work.post(Place.model_validate(row.place), cards.expired(), f"expired:{row.id}")
            work.log("draft expired", check=row.id)

    await desk.by_clock(forget)
    for check_id in await desk.database.read(checks.unread):  # of a process that ended before they were read
        desk.readings.follow(check_id, partial(complete, desk, check_id), anew=False)


def moved_lines(before: Outcome, after: Outcome) -> tuple[str, ...]:
    """What a rewrite changed, in words."""
    gone, came = moved(before, after)
    lines = list(difference(before, after)[:CHANGES_SHOWN]) or ["文面は同じです。"]
    lines += [f"✔ 解消：{one.clause or '参考'} {one.reason}" for one in gone]
    lines += [f"＊ 新しい指摘：{one.clause or '参考'} {one.reason}" for one in came]
    return tuple(lines)


def parts_of(value: str) -> tuple[str, str]:
    """The id and the rest of a button's value "id:rest"."""
    id_, _, rest = value.partition(":")
    return id_, rest


def errors(form: FormSent, card: Card, faults: Sequence[tuple[str, str]]) -> list[Reply]:
    """A dialog again, with messages at its fields and what was typed in them."""
    return [Reply(card=card.filled(form.inputs), where="dialog", errors=tuple(faults))]
