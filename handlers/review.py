"""The procedures of 7-(7) and 6-(4) from the side of those who are asked: confirming, deciding, answering."""

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from cards import fault
from cards import review as cards
from cards.model import Place, Reply
from handlers import reach
from handlers.checking import close, errors, judged, may_decide, own_place, request
from handlers.desk import Desk, Refused, Work
from handlers.draft import Draft, Outcome
from handlers.events import Event, FormSent, Said
from handlers.procedure import OWN, ask, next_step, receipt
from storage import checks, members
from storage.check_tables import DraftCheck, Review

Answering = Callable[[Work, Review, DraftCheck], list[Reply]]
NOT_ASKED = "この依頼に答えられるのは、頼まれた人だけです。"


async def agree(desk: Desk, form: FormSent) -> list[Reply]:
    """確認した, or 承認する."""

    def act(work: Work, review: Review, row: DraftCheck) -> list[Reply]:
        known = desk.organisation()
        if review.kind == "consult":
            return [Reply(card=fault.stale())]
        unit = known.units.get(row.unit)
        if review.kind == "decide" and (unit is None or not may_decide(unit, work.person, desk.today())):
            raise Refused("市の設定では、この投稿の決裁は次の決裁者が行います。「次の決裁者に回す」を押してください。")
        if {"confirm": "事実の告知", "decide": "組織判断"}[review.kind] != row.content_type:
            return [Reply(card=cards.answered_already())]
        what = "承認しました" if review.kind == "decide" else "確認しました"
        close(work, review, "agreed", what)
        work.log("review agreed", row.digest, check=row.id, review=review.id or 0)
        given = checks.valid_receipt(work.session, row.id)
        if given is None or review.kind == "decide":
            way = "決裁" if review.kind == "decide" else "相互確認"
            card = receipt(desk, work, row, way, [work.person])
        else:
            given.people = [*given.people, work.person]
            card = cards.told(review.kind, desk.name(work.event.sender), "確認しました", "", row.id)
        work.post(Place.model_validate(row.place), card, checks.subject(row.id))
        row.revision += 1
        return [Reply(card=cards.over(review.kind, review.id or 0, what), where="replace")]

    return await _answering(desk, form, act)


async def pass_on(desk: Desk, form: FormSent) -> list[Reply]:
    """A step up, with one press."""
    number = _number(form.value)
    found = await _draft_of(desk, number)

    def act(work: Work, review: Review, row: DraftCheck) -> list[Reply]:
        known = desk.organisation()
        unit = known.units.get(row.unit)
        after = next_step(desk, unit, row.person, review.step) if unit else None
        if review.kind != "decide" or found is None:
            return [Reply(card=fault.stale())]
        if after is None:
            raise Refused("この課・室には、この上の決裁者がいません。")
        step, key = after
        close(work, review, "passed", "次の決裁者に回しました")
        ask(desk, work, row, found, "decide", key, step)
        work.log("decision passed on", row.digest, check=row.id, review=review.id or 0, people=[key])
        return [Reply(card=cards.passed_on("decide", known.people[key].name), where="replace")]

    return await _answering(desk, form, act)


async def doubt(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog for a comment."""
    number = _number(form.value)
    found = await desk.database.read(lambda session: _open(session, number))
    if found is None:
        return await desk.say(form, cards.answered_already())
    return [Reply(card=cards.comment_form(*found, secrets.token_hex(8)), where="dialog")]


def _open(session: Session, number: int) -> tuple[str, int, int] | None:
    """Kind, number and version of a request that is not answered."""
    found = session.get(Review, number)
    return (found.kind, number, found.version) if found and found.state == "asked" else None


async def return_(desk: Desk, form: FormSent) -> list[Reply]:
    """A doubt or a return ends the round; a superior's answer ends the hold."""
    comment, verdict = form.inputs.get("comment", "").strip(), form.inputs.get("verdict", "")
    if not comment or len(comment) > cards.COMMENT_LIMIT:
        number = _number(form.value)
        found = await desk.database.read(lambda session: _open(session, number))
        if found is None:
            return await desk.say(form, cards.answered_already(comment))
        why = f"{cards.COMMENT_LIMIT:,}字までで書いてください。"
        return errors(form, cards.comment_form(*found, form.press), [("comment", why)])

    def act(work: Work, review: Review, row: DraftCheck) -> list[Reply]:
        number = review.id or 0
        if form.value.partition(":")[2] != str(review.version):  # the draft was rewritten while this was typed
            return [Reply(card=cards.answered_already(comment))]
        what = {"confirm": "気になる点がある", "decide": "差戻し"}.get(review.kind) or (
            "続けてよい" if verdict == "go" else "このままでは出さない"
        )
        review.comment_payload = work.keep("draft", checks.subject(row.id), {"text": comment}).id
        close(work, review, "agreed" if verdict == "go" and review.kind == "consult" else "returned", what)
        for other in checks.asked_of(work.session, row.id):
            close(work, other, "void", "ほかの人から意見が返りました")
        checks.void_receipts(work.session, row.id, work.at)
        row.state = "open"
        row.revision += 1
        told = cards.told(review.kind, desk.name(work.event.sender), what, comment, row.id)
        work.post(Place.model_validate(row.place), told, checks.subject(row.id))
        work.log("review returned", row.digest, check=row.id, review=number, verdict=verdict or "return")
        return [Reply(card=cards.answered(review.kind, what), where="private")]

    return await _answering(desk, form, act)


async def show(desk: Desk, form: FormSent) -> list[Reply]:
    """A request once more; the older card loses the draft."""
    number = _number(form.value)
    found = await _draft_of(desk, number)

    def act(work: Work, review: Review, row: DraftCheck) -> list[Reply]:
        if found is None:
            return [Reply(card=cards.answered_already())]
        said = checks.comment(work.session, review)
        card = request(desk, work, row, review, found, said)
        moved = cards.over(review.kind, number, "下の新しいカードに移りました")
        work.post(work.place_of(review.notice_id), moved, f"review:{number}", f"review:{number}", review.notice_id)
        to = own_place(form)
        review.notice_id = work.post(to, card, checks.subject(row.id), f"review:{number}")
        return []

    return await _answering(desk, form, act)


async def read(desk: Desk, form: FormSent) -> list[Reply]:
    """The whole of a long draft, in a dialog that leaves nothing behind."""

    def look(session: Session) -> tuple[Review, DraftCheck] | None:
        review = session.get(Review, _number(form.value))
        row = session.get(DraftCheck, review.check_id) if review and review.state == "asked" else None
        return (review, row) if review and row else None

    found, text = await desk.database.read(look), await _draft_of(desk, _number(form.value))
    if found is None or text is None:
        return await desk.say(form, cards.answered_already())
    person, member = desk.person(form.sender), await desk.member(form.sender)
    key = person.id if person else f"{reach.MEMBER}{member}"
    if found[0].person != key and not _acts_for(desk, found[1], found[0].person, key):
        raise Refused(NOT_ASKED)
    return [Reply(card=cards.whole(text.draft.text), where="dialog")]


async def waiting(desk: Desk, said: Said, _words: str) -> list[Reply]:
    """「依頼」: the requests that wait for whoever asks."""
    return await desk.say(said, cards.waiting(await requests(desk, said)))


async def requests(desk: Desk, event: Event) -> list[tuple[int, str]]:
    """Number and subject of each request that waits for somebody."""
    person, sender = desk.person(event.sender), event.sender

    def look(session: Session) -> list[tuple[int, str]]:
        member = members.member_id(session, sender.platform, sender.team, sender.user)
        mine_ = [key for key in (person.id if person else "", f"{reach.MEMBER}{member}" if member else "") if key]
        return asked(desk, session, mine_)

    return await desk.database.read(look)


def asked(desk: Desk, session: Session, keys: Sequence[str]) -> list[tuple[int, str]]:
    """Number and subject of each request that waits for somebody known under these keys."""
    found = []
    for review in checks.waiting_for(session, keys):
        row = session.get(DraftCheck, review.check_id)
        author = reach.name_of(session, desk.organisation(), row.person) if row else ""
        found.append((review.id or 0, f"{cards.KINDS[review.kind]}：{author}さんより"))
    return found


async def _draft_of(desk: Desk, number: int) -> Outcome | None:
    """The draft that a request is about, and what the check says of it."""

    def look(session: Session) -> dict[str, object] | None:
        review = session.get(Review, number)
        row = session.get(DraftCheck, review.check_id) if review else None
        return checks.body_of(session, row) if row else None

    body = await desk.database.read(look)
    return None if body is None else await judged(desk, Draft.of(body))


async def _answering(desk: Desk, form: FormSent, act: Answering) -> list[Reply]:
    """Runs an answer in one transaction, if the request still waits for whoever pressed."""

    def keep(work: Work) -> list[Reply]:
        asked = work.session.get(Review, _number(form.value))
        # The draft first, then the request: whoever changes a draft takes them in the same order.
        row = checks.find(work.session, asked.check_id) if asked else None
        review = checks.review(work.session, _number(form.value))
        if review is None or row is None:
            return [Reply(card=fault.stale())]
        if row.person == work.person or row.member_id == work.member:
            raise Refused(OWN, desk.guideline.standing.fact if review.kind == "confirm" else "")
        if review.person != work.person and not _acts_for(desk, row, review.person, work.person):
            raise Refused(NOT_ASKED)
        if review.state != "asked" or row.state in checks.OVER:
            return [Reply(card=cards.answered_already(form.inputs.get("comment", "").strip()))]
        return act(work, review, row)

    return await desk.once(form, keep, f"review:{form.value}")


def _acts_for(desk: Desk, row: DraftCheck, asked: str, presser: str) -> bool:
    """Whether somebody acts today for the head who was asked (職務代理)."""
    unit = desk.organisation().units.get(row.unit)
    return unit is not None and unit.head == asked and unit.head_on(desk.today()) == (presser, True)


async def tick(desk: Desk) -> None:
    """One reminder of each decision that nobody has answered in time: the clause asks for speed."""
    minutes = desk.organisation().decision_minutes
    before = desk.now() - timedelta(minutes=minutes)

    def remind(work: Work) -> None:
        for review in checks.unanswered(work.session, "decide", before):
            review.reminded_at = work.at
            number = review.id or 0
            card = cards.reminder(review.kind, number, minutes)
            work.post(work.place_of(review.notice_id), card, f"review:{number}")
            work.log("decision reminded", check=review.check_id, review=number)

    await desk.by_clock(remind)
    await desk.by_clock(lambda work: _undelivered(desk, work))


def _undelivered(desk: Desk, work: Work) -> None:
    """A request that no platform takes is ended, and the author told: somebody else can be asked."""
    for review in checks.undelivered(work.session):
        row = checks.find(work.session, review.check_id)
        if row is None:
            continue
        review.state = "void"
        # A hold ends with a superior's answer only: the author asks again, or asks whoever is the superior now.
        if row.state == "asked" and not checks.asked_of(work.session, row.id):
            row.state = "open"
        row.revision += 1
        name = reach.name_of(work.session, desk.organisation(), review.person)
        card = cards.undelivered(review.kind, name, row.id)
        work.post(Place.model_validate(row.place), card, checks.subject(row.id))
        work.log("review undelivered", check=row.id, review=review.id or 0)


def _number(value: str) -> int:
    value = value.partition(":")[0]
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0
