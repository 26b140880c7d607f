"""Looking at the whole of an application, submitting it, and how it stands afterwards."""

import asyncio
import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cards import documents, fault
from cards import policy_review as cards
from cards.model import Card, File, Reply
from guideline import committee as rules
from guideline import policy, public
from guideline.organisation import Person
from guideline.policy import Difference
from handlers import public_check, review_round
from handlers.application import (
    At,
    answers_of,
    applicant,
    colleague,
    decision_body,
    form_of,
    head,
    japanese,
    listed,
    name,
    nonce,
    own_place,
    post_to,
    sections,
    subject,
)  # fmt: skip
from handlers.application_content import baseline, content_of, files_of, reason_of
from handlers.desk import JAPAN, Desk, Work
from handlers.events import FormSent
from storage import accounts, applications, ballots
from storage.applications import Saved
from storage.policy_tables import Application, Submission


@dataclass(frozen=True)
class Whole:
    """An application with all that was written in it, and what it is compared with."""

    row: Application
    fields: Mapping[str, Saved]
    answers: dict[str, str]
    before: dict[str, str]
    reason: str

    @property
    def versions(self) -> dict[str, int]:
        """Field id → version."""
        return {id_: saved.version for id_, saved in self.fields.items()}


def whole(desk: Desk, session: Session, number: int) -> Whole | None:
    """An application as it stands now; None where there is none."""
    row = applications.look(session, number)
    if row is None:
        return None
    fields, answers = answers_of(session, number)
    asked = policy.asked_only(form_of(desk), answers)
    return Whole(row, fields, asked, baseline(session, row), reason_of(session, row))


def changes(desk: Desk, one: Whole) -> tuple[Difference, ...]:
    """What differs from the version before, () where there was none."""
    return policy.differences(form_of(desk), one.before, one.answers) if one.before else ()


# Before it is submitted


async def show(desk: Desk, form: FormSent) -> list[Reply]:
    """Posts the whole text, and under it what can be done: in this order, whatever the platform."""
    number = At.read(form.value).number
    one = await desk.database.read(lambda session: whole(desk, session, number))
    if one is None:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, one.row.section)
    texts = [("公開用運用方針", _long(desk, one)), ("短い運用方針", _short(desk, one))]
    findings = await public_check.findings(desk, texts)

    def post(work: Work) -> list[Reply]:
        row = applications.look(work.session, number)
        if row is None or row.state not in rules.EDITABLE:
            return [Reply(card=fault.stale())]
        content = cards.content(
            form_of(desk), desk.guideline, head(row), one.answers, changes=changes(desk, one), reason=one.reason
        )
        card = cards.review(form_of(desk), desk.guideline, _review(desk, work.session, one, findings), nonce())
        thread = f"review:{form.delivery_key}"
        for each in (content, card):
            work.post(own_place(form), each, subject(number), thread)
        return []

    return await desk.once(form, post, subject(number))


def _long(desk: Desk, one: Whole) -> str:
    return public.long_text(form_of(desk), desk.guideline.city, one.row.section, one.answers)


def _short(desk: Desk, one: Whole) -> str:
    return public.short_text(form_of(desk), desk.guideline.city, one.row.section, one.answers)


def _review(desk: Desk, session: Session, one: Whole, findings: public_check.Found) -> cards.Review:
    organisation = desk.organisation()
    unit = organisation.units[one.row.section]
    said = decision_body(session, ballots.decision(session, one.row.id or 0, one.row.round))
    comments = review_round.said(said) if one.row.state == rules.RETURNED else []
    heads = [name(organisation, id_) + ("" if id_ == unit.head else "（職務代理）")
             for id_ in rules.heads(unit, desk.today())]  # fmt: skip
    wrong = policy.open_fields(form_of(desk), one.answers, organisation)
    return cards.Review(head(one.row), wrong, findings, _short(desk, one), heads, comments)


async def ask(desk: Desk, form: FormSent) -> list[Reply]:
    """Tells the head of the unit (and who acts for them) that a draft waits for them."""
    number = At.read(form.value).number

    def tell(work: Work) -> list[Reply]:
        row = applications.look(work.session, number)
        if row is None:
            return [Reply(card=fault.stale())]
        person, organisation = colleague(desk, form.sender, row.section), desk.organisation()
        told, missing = list[str](), list[str]()
        for id_ in rules.heads(organisation.units[row.section], desk.today()):
            if id_ == person.id:
                continue
            posted = post_to(desk, work, id_, cards.please_check(head(row), person.name), number)
            (told if posted else missing).append(name(organisation, id_))
        work.log("review asked", application=number)
        return [Reply(card=cards.asked(told, missing))]

    return await desk.once(form, tell, subject(number))


# Submitting


async def submit(desk: Desk, form: FormSent) -> list[Reply]:
    """Freezes what was written, with its hash and documents, and hands it to the committee."""
    number = At.read(form.value).number
    one = await desk.database.read(lambda session: whole(desk, session, number))
    if one is None:
        return await desk.say(form, fault.stale())
    person, as_deputy = applicant(desk, form.sender, one.row.section)
    if wrong := policy.open_fields(form_of(desk), one.answers, desk.organisation()):
        return await desk.say(form, cards.still_open(head(one.row), wrong))
    filing = _filing(desk, one, person, as_deputy)
    files = await asyncio.to_thread(_documents, desk, one, filing)

    def keep(work: Work) -> list[Reply]:
        row = applications.application(work.session, number)
        following = rules.after(row.state, "submit") if row else None
        if row is None or following is None:
            return [Reply(card=fault.stale())]
        if {id_: saved.version for id_, saved in applications.saved(work.session, number).items()} != one.versions:
            return [Reply(card=cards.changed_meanwhile(head(row)))]
        row.state, row.round, row.step, row.changed_at = following, row.round + 1, "", work.at
        row.submitted_by, row.as_deputy, row.submitted_at = person.id, as_deputy, work.at
        row.answer_to = own_place(form).model_dump()
        kept = _freeze(work, row, one, filing, files)
        applications.leave(work.session, work.member)
        work.log("application submitted", filing.hash, application=number, round=row.round, as_deputy=int(as_deputy))
        about = _about(filing)
        content = cards.content(
            form_of(desk), desk.guideline, head(row), one.answers, about, kept, changes(desk, one), one.reason
        )
        review_round.begin(desk, work, row, content)
        card = cards.submitted(
            head(row), about, kept, desk.guideline.names.committee, review_round.rule_line(desk, work.session, row)
        )
        return [Reply(card=card, where="replace")]

    return await desk.once(form, keep, subject(number))


def _filing(desk: Desk, one: Whole, person: Person, as_deputy: bool) -> documents.Filing:
    after = head(one.row)
    frozen = {"application": after.number, "section": after.section, "medium": after.medium, "answers": one.answers}
    canonical = json.dumps(frozen | {"round": after.round + 1}, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    day = japanese(desk.today())
    return documents.Filing(after, after.round + 1, digest, person.name, person.title, as_deputy, day, desk.now())


def _documents(desk: Desk, one: Whole, filing: documents.Filing) -> dict[str, str]:
    the_form, guideline = form_of(desk), desk.guideline
    made = {
        "policy": documents.policy(the_form, guideline, filing, one.answers),
        "request": documents.application(the_form, guideline, filing, one.reason, changes(desk, one)),
    }
    return {key: base64.b64encode(data).decode() for key, data in made.items()}


def _freeze(
    work: Work, row: Application, one: Whole, filing: documents.Filing, files: dict[str, str]
) -> tuple[File, ...]:
    number = row.id or 0
    texts = work.keep("submission", subject(number), {"answers": one.answers, "reason": one.reason})
    kept = work.keep("file", subject(number), files)
    applications.submit(
        work.session,
        Submission(
            application_id=number, round=row.round, hash=filing.hash, payload_id=texts.id, file_payload=kept.id,
            person=row.submitted_by, as_deputy=row.as_deputy, at=work.at,
        ),
    )  # fmt: skip
    return files_of(kept.id)


def _about(filing: documents.Filing) -> list[tuple[str, str]]:
    deputy = "（職務代理）" if filing.as_deputy else ""
    return [
        ("提出者", f"{filing.by}{deputy}"), ("提出日", filing.day), ("版", f"第{filing.version}版"),
        ("ハッシュ", filing.hash[:16]),
    ]  # fmt: skip


# How it stands


async def text(desk: Desk, form: FormSent) -> list[Reply]:
    """What was submitted last, for those who may see it: the unit, the committee, its secretariat."""
    number = At.read(form.value).number

    def look(session: Session) -> Card | None:
        row = applications.look(session, number)
        if row is None:
            return None
        _may_read(desk, form, row)
        if applications.is_blanked(session, number, row.round):
            return fault.term_over()
        return content_of(desk, session, row)

    card = await desk.database.read(look)
    return await desk.say(form, card or fault.stale())


def _may_read(desk: Desk, form: FormSent, row: Application) -> None:
    person, known = listed(desk, form.sender), desk.organisation().committee
    if person.id not in (*known.members, known.secretariat):
        colleague(desk, form.sender, row.section)


def status(desk: Desk, session: Session, row: Application, person: Person) -> Card:
    """How an application stands, for somebody of its unit, the committee or the secretariat. Raises Refused."""
    known = desk.organisation().committee
    ours = row.section in sections(desk, person)
    if not ours and person.id not in (*known.members, known.secretariat):
        raise review_round.not_yours(desk, row)
    decision = ballots.decision(session, row.id or 0, row.round)
    facts = [("提出", japanese(row.submitted_at.astimezone(JAPAN).date()) if row.submitted_at else "まだ")]
    if row.submitted_by:
        facts.append(
            ("提出者", name(desk.organisation(), row.submitted_by) + ("（職務代理）" if row.as_deputy else ""))
        )
    if decision:
        facts += [("決定", f"{decision.outcome}（{decision.how}）"), ("決定日", japanese(decision.on))]
        facts += [("文書番号", decision.number)] if decision.number else []
    facts += [("見直す日", japanese(row.review_on))] if row.review_on else []
    facts += [("利用方針の期限", japanese(row.fields_due_on))] if row.fields_due_on else []
    account = accounts.of_application(session, row.id or 0)
    approved = rules.may_obtain(row.state) and row.kind != "変更" and row.account_id is None
    one = cards.Standing(
        head(row), facts, [text for _, text in review_round.said(decision_body(session, decision))],
        account=account.id or 0 if account else row.account_id or 0,
        may_obtain=ours and approved and account is None,
        may_withdraw=ours and rules.after(row.state, "withdraw") is not None,
        may_copy=ours and row.state == rules.REJECTED and row.kind != "緊急",
        fields_wanted=ours and row.fields_due_on is not None,
    )  # fmt: skip
    frozen = applications.submission(session, row.id or 0, row.round)
    gone = applications.is_blanked(session, row.id or 0, row.round)
    return cards.status(one, files_of(frozen.file_payload) if frozen and not gone else (), nonce())
