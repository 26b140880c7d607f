"""The chain of 8-(2), one press an act, and the chair's notice under 8-(1)."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from cards import fault
from cards import violation as cards
from cards.incident import WHAT_MAX, when
from cards.model import Reply
from guideline import violation
from guideline.violation import Turn
from handlers import ways as ways_to
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent
from handlers.incident import number_of
from handlers.violation import acts_of, named, report_of, subject, tell, turn_card
from storage import records, violations
from storage.incident_tables import Violation

KINDS = {"measures": ("head", "manager"), "advice": ("manager",), "committee": ("manager",)}
"""What is written → at which steps it can be."""


async def forward(desk: Desk, form: FormSent) -> list[Reply]:
    """The head notifies the general manager (直ちに)."""
    number = number_of(form.value)

    def keep(work: Work) -> list[Reply]:
        row = _turn_of(desk, work, number, "head")
        _advance(desk, work, row, "forwarded")
        return [Reply(card=cards.written(desk.guideline, number, "forwarded"))]

    return await desk.once(form, keep, subject(number))


def _advance(desk: Desk, work: Work, row: Violation, kind: str, payload: int | None = None) -> None:
    number = row.id or 0
    turn = violation.following(desk.organisation(), row.step, row.subject or "")  # type: ignore[arg-type]
    row.step, row.holder, row.step_at = turn.step, turn.person, work.at
    violations.enter(work.session, number, kind, work.person, work.at, payload=payload)
    work.log(f"violation {kind}", violation=number)
    if turn.step == "committee":
        _tell_committee(desk, work, row)
    else:
        tell(desk, work, row, turn)


def _tell_committee(desk: Desk, work: Work, row: Violation) -> None:
    """Everybody on it hears of it, but not who is the subject; only the chair is offered 8-(1)."""
    committee = desk.organisation().committee
    everybody = dict.fromkeys((committee.chair, *committee.members, committee.secretariat))
    for person in everybody:
        if person != row.subject:
            tell(desk, work, row, Turn("committee", person), chair=person == committee.chair)


async def write(desk: Desk, form: FormSent) -> list[Reply]:
    """The form for measures, advice, or the report to the committee."""
    number, what = _what(form.value)
    if what not in KINDS:
        return await desk.say(form, fault.stale())
    return [Reply(card=cards.write_form(desk.guideline, number, what, secrets.token_hex(8)), where="dialog")]


async def written(desk: Desk, form: FormSent) -> list[Reply]:
    """Keeps it; advice goes to the head, the report to the committee."""
    number, what = _what(form.value)
    text = form.inputs.get("text", "").strip()
    if what not in KINDS:
        return await desk.say(form, fault.stale())
    if not text or len(text) > WHAT_MAX:
        told = "内容を書いてください。" if not text else f"{WHAT_MAX:,}字までです。"
        again = cards.write_form(desk.guideline, number, what, form.press, text[:WHAT_MAX])
        return [Reply(card=again, where="dialog", errors=(("text", told),))]

    def keep(work: Work) -> list[Reply]:
        row = _turn_of(desk, work, number, *KINDS[what], also_head=what == "measures")
        kept = work.keep("violation", subject(number), {"text": text}, desk.organisation().retention.incidents)
        if what == "committee":
            _advance(desk, work, row, "committee", kept.id)
        else:
            violations.enter(work.session, number, what, work.person, work.at, payload=kept.id)
            work.log(f"violation {what}", kept.digest, violation=number)
        if what == "advice":
            _advise(desk, work, row, text)
        return [Reply(card=cards.written(desk.guideline, number, what))]

    return await desk.once(form, keep, subject(number))


def _advise(desk: Desk, work: Work, row: Violation, text: str) -> None:
    known, number = desk.organisation(), row.id or 0
    head, _ = known.units[row.section].head_on(work.at.date()) if row.section in known.units else ("", False)
    ways = ways_to.person(known, work.session, head) if head and head != row.subject else []
    if ways:
        card = cards.advice(number, named(desk, work.person), text)
        work.notify(ways, card, subject(number), days=known.retention.incidents)


async def course(desk: Desk, form: FormSent) -> list[Reply]:
    """What was done: in full for the chain, without anybody's words for the reporter."""
    number = number_of(form.value)

    def look(work: Work) -> list[Reply]:
        row = violations.violation(work.session, number)
        if row is None:
            return [Reply(card=fault.stale())]
        reporter = row.reporter_id == work.member
        holders = _holders(work, row)
        known = desk.organisation()
        sees = violation.may_see(known, work.person, "", holders, row.step)  # type: ignore[arg-type]
        if not reporter and (work.person == row.subject or not sees):
            raise Refused("この通知は、違反の通知の経路にいる人だけが見られます。", desk.guideline.standing.violation)
        above = work.person != _head(desk, row, work.at)
        acts = acts_of(desk, work.session, row, full=not reporter, by_name=reporter or row.named or above)
        return [Reply(card=cards.course(desk.guideline, number, acts, row.step))]

    return await desk.once(form, look, subject(number))


async def turn(desk: Desk, form: FormSent) -> list[Reply]:
    """The report once more, for whose turn it is."""
    number = number_of(form.value)

    def look(work: Work) -> list[Reply]:
        row = violations.violation(work.session, number)
        if row is None or row.step == "done":
            return [Reply(card=fault.stale())]
        if row.holder != work.person:
            raise Refused("この通知は、いま対応する番の人だけが開けます。", desk.guideline.standing.violation)
        chair = row.step == "committee" and work.person == desk.organisation().committee.chair
        card = turn_card(desk, work.session, row, Turn(row.step, row.holder), chair)  # type: ignore[arg-type]
        return [Reply(card=card)]

    return await desk.once(form, look, subject(number))


def _head(desk: Desk, row: Violation, at: datetime) -> str:
    unit = desk.organisation().units.get(row.section)
    return unit.head_on(at.date())[0] if unit else ""


def _holders(work: Work, row: Violation) -> tuple[str, ...]:
    acted = [one.person for one in violations.entries(work.session, row.id or 0) if one.kind != "reported"]
    return (row.holder, *acted)


async def close(desk: Desk, form: FormSent) -> list[Reply]:
    """The chair ends it."""
    number = number_of(form.value)

    def keep(work: Work) -> list[Reply]:
        row = _chairs(desk, work, number)
        row.step = "done"
        violations.enter(work.session, number, "closed", work.person, work.at)
        work.log("violation closed", violation=number)
        return [Reply(card=cards.written(desk.guideline, number, "closed"))]

    return await desk.once(form, keep, subject(number))


async def authority_form(desk: Desk, form: FormSent) -> list[Reply]:
    """The chair's form under 8-(1)."""
    number = number_of(form.value)
    if not _is_chair(desk, form):
        raise _only_chair(desk)
    return [Reply(card=cards.authority_form(desk.guideline, number, secrets.token_hex(8)), where="dialog")]


async def told(desk: Desk, form: FormSent) -> list[Reply]:
    """任命権者 is told, with what the chair chose."""
    number, text = number_of(form.value), form.inputs.get("text", "").strip()
    chosen = [one for one in form.inputs.get("attach", "").split("\n") if one in cards.ATTACHMENTS]
    if not text or not chosen:
        errors = (
            (("text", "通知の本文を書いてください。"),) if not text else (("attach", "添えるものを選んでください。"),)
        )
        return [Reply(card=cards.authority_form(desk.guideline, number, form.press), where="dialog", errors=errors)]
    faults = await desk.database.read(lambda session: list(records.faults(session))) if "log" in chosen else []

    def keep(work: Work) -> list[Reply]:
        row = _chairs(desk, work, number)
        known = desk.organisation()
        ways = ways_to.person(known, work.session, known.appointing_authority)
        if not ways:
            raise Refused("任命権者の連絡先（メールアドレスなど）が組織の設定にありません。")
        attached = [(cards.ATTACHMENTS[one], _attachment(desk, work, row, one, faults)) for one in chosen]
        card = cards.authority(number, named(desk, work.person), text, attached, desk.guideline)
        sent = work.notify(ways, card, subject(number), days=known.retention.incidents)
        kept = work.keep("violation", subject(number), {"text": text}, known.retention.incidents)
        violations.enter(work.session, number, "authority", work.person, work.at, payload=kept.id, row=sent)
        work.log("violation authority", kept.digest, violation=number, attached=chosen)
        return [Reply(card=cards.written(desk.guideline, number, "authority"))]

    return await desk.once(form, keep, subject(number))


def _attachment(desk: Desk, work: Work, row: Violation, what: str, faults: Sequence[str]) -> str:
    report = report_of(work.session, row, by_name=True)
    match what:
        case "facts":
            clauses = "、".join(row.clauses)
            return (
                f"アカウント：{report.account}\n課・室：{report.section}\n禁止事項：{clauses}\n証拠：{report.evidence}"
            )
        case "post":
            digest = hashlib.sha256(report.post.encode()).hexdigest()
            return f"{when(row.reported_at)} に保存\nSHA-256 {digest}\n{report.post}"
        case "log":
            lines = [
                f"{one.seq} {when(one.at)} {one.act} {one.hash}" for one in violations.log_of(work.session, row.id or 0)
            ]
            return "\n".join([*lines, "検証：" + ("；".join(faults) if faults else "記録全体の鎖に異常はありません")])
        case _:
            acts = acts_of(desk, work.session, row, full=True, by_name=True)
            return "\n".join(
                f"{when(one.at)} {cards.entry_name(desk.guideline, one.kind)} {one.who} {one.text}" for one in acts
            )


def _is_chair(desk: Desk, form: FormSent) -> bool:
    person = desk.person(form.sender)
    return person is not None and person.id == desk.organisation().committee.chair


def _only_chair(desk: Desk) -> Refused:
    names = desk.guideline.names
    return Refused(f"{names.committee}委員長（{names.chair}）だけができます。", desk.guideline.standing.authority)


def _chairs(desk: Desk, work: Work, number: int) -> Violation:
    """The report, if it has reached the committee and the chair acts. Raises Refused."""
    row = violations.violation(work.session, number)
    if work.person != desk.organisation().committee.chair:
        raise _only_chair(desk)
    if row is None or row.step not in ("committee", "done"):
        raise Refused("委員会に報告された違反だけが対象です。", desk.guideline.standing.authority)
    return row


def _turn_of(desk: Desk, work: Work, number: int, *steps: str, also_head: bool = False) -> Violation:
    """The report, if it is this person's turn at one of the steps. Raises Refused."""
    row = violations.violation(work.session, number)
    if row is None:
        raise Refused(f"違反の通知 {number} はありません。")
    holds = row.holder == work.person and row.step in steps
    heads = also_head and work.person == _head(desk, row, work.at) and work.person != row.subject
    if not (holds or heads):
        raise Refused(
            "いまこの操作ができるのは、違反の通知で次に対応する人だけです。", desk.guideline.standing.violation
        )
    return row


def _what(value: str) -> tuple[int, str]:
    number, _, what = value.partition(":")
    return number_of(number), what
