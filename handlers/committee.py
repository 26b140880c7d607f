"""情報マネジメント委員会: what its members see, say and vote."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from cards import committee as cards
from cards import dialog, fault
from cards.model import Reply
from guideline import committee as rules
from guideline.committee import Recognised
from guideline.organisation import Person
from handlers import application_content, approval, review_round
from handlers.application import At, form_of, head, listed, nonce, numbers, own_place, subject
from handlers.desk import Desk, Refused, Work
from handlers.dialog_faults import bad_day, missing, too_long
from handlers.events import FormSent
from storage import applications, ballots
from storage.policy_tables import Application, Ballot

# A member looks


async def show(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog with the applications that wait for my vote."""
    person = listed(desk, form.sender)
    found = await desk.database.read(lambda session: review_round.waiting(desk, session, person.id))
    if not found:
        return await desk.say(form, fault.stale())
    return [Reply(card=cards.waiting([head(one) for one in found]), where="dialog")]


async def open_(desk: Desk, form: FormSent) -> list[Reply]:
    """Hands the text and the ballot out again, to where the member is now."""
    number = At.read(form.inputs.get("number", "") or form.value).number

    def hand(work: Work) -> list[Reply]:
        row = applications.application(work.session, number)
        person = _member(desk, form, row) if row else None
        if row is None or person is None or row.state != rules.IN_REVIEW:
            return [Reply(card=fault.stale())]
        mine = review_round.mine(work.session, row, person.id)
        content = application_content.content_of(desk, work.session, row)
        mine.notice_id = review_round.hand_out(desk, work, row, person.id, content, own_place(form))
        return []

    return await desk.once(form, hand, subject(number))


def _member(desk: Desk, form: FormSent, row: Application) -> Person:
    """A member who may vote on this application. Raises Refused for others."""
    person = listed(desk, form.sender)
    if person.id not in desk.organisation().committee.members:
        raise Refused(f"審査できるのは、{desk.guideline.names.committee}の委員です。", form_of(desk).clauses.approval)
    if person.id not in review_round.eligible(desk, row):
        raise Refused("自分の課・室の申請、自分が提出した申請は審査できません。")
    return person


@dataclass(frozen=True)
class _Asked:
    """A round that a member wants to vote on, and what they said before."""

    row: Application
    before: dict[str, Any]


async def _asked(desk: Desk, form: FormSent) -> _Asked | None:
    number, round_ = (*numbers(form.value), 0, 0)[:2]

    def look(session: Session) -> _Asked | None:
        row = applications.look(session, number)
        if row is None or row.state != rules.IN_REVIEW or row.round != round_:
            return None
        person = _member(desk, form, row)
        mine = ballots.mine(session, number, round_, person.id)
        return _Asked(row, ballots.said(session, mine) if mine else {})

    return await desk.database.read(look)


async def approve(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog of 7-(3)."""
    if (one := await _asked(desk, form)) is None:
        return await desk.say(form, fault.stale())
    card = cards.approve(head(one.row), form_of(desk), desk.guideline, one.before, nonce())
    return [Reply(card=card, where="dialog")]


async def send_back(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog for comments at the fields."""
    if (one := await _asked(desk, form)) is None:
        return await desk.say(form, fault.stale())
    before = {**one.before.get("comments", {}), "general": one.before.get("general", "")}
    return [Reply(card=cards.send_back(head(one.row), form_of(desk), before, nonce()), where="dialog")]


async def reject(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog for the reason."""
    if (one := await _asked(desk, form)) is None:
        return await desk.say(form, fault.stale())
    return [Reply(card=cards.reject(head(one.row), False, one.before, nonce()), where="dialog")]


async def recognise(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog to recognise urgency."""
    if (one := await _asked(desk, form)) is None:
        return await desk.say(form, fault.stale())
    day = approval.review_day(desk).isoformat()
    return [Reply(card=cards.recognise(head(one.row), day, nonce()), where="dialog")]


async def refuse(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog not to recognise it."""
    if (one := await _asked(desk, form)) is None:
        return await desk.say(form, fault.stale())
    return [Reply(card=cards.reject(head(one.row), True, one.before, nonce()), where="dialog")]


# Voting


async def vote_approve(desk: Desk, form: FormSent) -> list[Reply]:
    """承認, with which risk, which large effect, and why it is worth it (7-(3))."""
    said = {key: form.inputs.get(key, "").strip() for key in ("risk", "effect", "worth")}
    if errors := missing(said) + too_long(said):
        return await _again(desk, form, errors, lambda row: cards.approve(
            head(row), form_of(desk), desk.guideline, said, form.press))  # fmt: skip
    return await _vote(desk, form, "承認", said, urgent=False)


async def vote_return(desk: Desk, form: FormSent) -> list[Reply]:
    """差戻し, with comments at the fields."""
    typed = {one.id: form.inputs.get(f"c.{one.id}", "").strip() for one in form_of(desk).fields}
    general = form.inputs.get("general", "").strip()
    errors = too_long({f"c.{id_}": text for id_, text in typed.items()}, cards.COMMENT_MAX)
    errors += too_long({"general": general})
    if not (general or any(typed.values())):
        errors = [("general", "コメントを、どれか一つは書いてください。")]
    if errors:
        return await _again(desk, form, errors, lambda row: cards.send_back(
            head(row), form_of(desk), typed | {"general": general}, form.press))  # fmt: skip
    comments = {id_: text for id_, text in typed.items() if text}
    return await _vote(desk, form, "差戻し", {"comments": comments, "general": general}, urgent=False)


async def vote_reject(desk: Desk, form: FormSent) -> list[Reply]:
    """却下 (or urgency not recognised), with the reason."""
    said = {"reason": form.inputs.get("reason", "").strip()}
    if errors := missing(said) + too_long(said):
        return await _again(desk, form, errors, lambda row: cards.reject(
            head(row), row.kind == "緊急", said, form.press))  # fmt: skip
    return await _vote(desk, form, "却下", said)


async def vote_recognise(desk: Desk, form: FormSent) -> list[Reply]:
    """Urgency is recognised, with a review day in any case."""
    said = {"why": form.inputs.get("why", "").strip(), "review_on": form.inputs.get("review_on", "")}
    due = form.inputs.get("fields_due_on", "")
    errors = missing({"why": said["why"]}) + too_long({"why": said["why"]})
    errors += bad_day("review_on", said["review_on"], desk.today())
    errors += bad_day("fields_due_on", due, desk.today()) if due else []
    if errors:
        return await _again(desk, form, errors, lambda row: cards.recognise(head(row), said["review_on"], form.press))
    return await _vote(desk, form, "承認", said | {"fields_due_on": due}, urgent=True)


async def _again(desk: Desk, form: FormSent, errors: list[tuple[str, str]], card: Any) -> list[Reply]:
    number = numbers(form.value)[0]
    row = await desk.database.read(lambda session: applications.look(session, number))
    if row is None:
        return await desk.say(form, fault.stale())
    _member(desk, form, row)
    return [Reply(card=dialog.refilled(card(row), form.inputs), where="dialog", errors=tuple(errors))]


async def _vote(desk: Desk, form: FormSent, vote: str, said: dict[str, Any], urgent: bool | None = None) -> list[Reply]:
    """Keeps a vote. `urgent`: whether it is one on urgency, None where it is the same for both."""
    number, round_ = (*numbers(form.value), 0, 0)[:2]

    def keep(work: Work) -> list[Reply]:
        row = applications.application(work.session, number)
        if row is None or urgent not in (None, row.kind == "緊急"):
            return [Reply(card=fault.stale())]
        if row.state != rules.IN_REVIEW or row.round != round_:
            return [Reply(card=cards.gone_on(head(row), _flat(said)))]
        person = _member(desk, form, row)
        mine = review_round.mine(work.session, row, person.id)
        kept = work.keep("vote", subject(number), said)
        mine.vote, mine.payload_id, mine.voted_at = vote, kept.id, work.at
        work.session.flush()
        work.log("voted", kept.digest, application=number, round=round_)
        _count(desk, work, row)
        review_round.redraw(desk, work, row)
        return []

    return await desk.once(form, keep, subject(number))


def _flat(said: Mapping[str, Any]) -> dict[str, str]:
    comments = said.get("comments", {})
    flat = {key: text for key, text in said.items() if isinstance(text, str)}
    return flat | {f"欄{id_}": text for id_, text in comments.items()}


def _count(desk: Desk, work: Work, row: Application) -> None:
    """Decides when the votes do."""
    known, able = desk.organisation().committee, review_round.eligible(desk, row)
    all_ballots = ballots.of_round(work.session, row.id or 0, row.round)
    votes, alone = ballots.votes(all_ballots), False
    if row.kind == "緊急":
        outcome, alone = rules.recognition(known, able, votes)
    else:
        outcome = rules.decision(known, able, votes)
    if outcome is None:
        return
    if row.kind == "緊急" and outcome == "承認":
        found = rules.terms(_recognised(work.session, all_ballots))
        row.review_on, row.fields_due_on = found.review_on, found.fields_due_on
    body = review_round.collected(desk, work.session, all_ballots, outcome)
    review_round.settle(
        desk,
        work,
        row,
        review_round.Settled(outcome, review_round.BY_CHAIR if alone else review_round.BY_VOTE, desk.today(), "", body),
    )


def _recognised(session: Session, all_ballots: Sequence[Ballot]) -> dict[str, Recognised]:
    found = {}
    for one in all_ballots:
        if one.vote == "承認":
            said = ballots.said(session, one)
            due = said.get("fields_due_on")
            found[one.person] = Recognised(
                date.fromisoformat(said["review_on"]), date.fromisoformat(due) if due else None
            )
    return found
