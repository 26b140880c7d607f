"""Urgent use under 7-(2) ただし書: the committee recognises it, and the nine fields follow only if it asks for them."""

from cards import emergency as cards
from cards import fault
from cards import policy as policy_cards
from cards.model import Reply
from guideline import committee as rules
from handlers import policy, review_round
from handlers.application import (
    At,
    applicant,
    colleague,
    form_of,
    head,
    japanese,
    listed,
    nonce,
    own_place,
    sections,
    subject,
)  # fmt: skip
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent
from storage import accounts, applications
from storage.applications import Saved


async def form(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog: medium, and why it cannot wait."""
    units = sections(desk, listed(desk, form.sender))
    if not units:
        raise Refused("申し出られるのは、組織の名簿に課・室がある職員です。")
    if len(units) == 1:
        applicant(desk, form.sender, units[0])  # said before somebody writes in vain
    card = cards.form(form_of(desk), desk.guideline, units, {}, nonce())
    return [Reply(card=card, where="dialog")]


async def send(desk: Desk, form: FormSent) -> list[Reply]:
    """The reason goes to all members at once, in one transaction."""
    units = sections(desk, listed(desk, form.sender))
    section = form.inputs.get("section") or (units[0] if units else "")
    medium, reason = form.inputs.get("medium", ""), form.inputs.get("reason", "").strip()
    medium = form.inputs.get("other", "").strip() if medium == policy_cards.OTHER else medium
    if errors := _faults(medium, reason):
        card = cards.form(form_of(desk), desk.guideline, units, form.inputs, form.press)
        return [Reply(card=card, where="dialog", errors=tuple(errors))]
    person, as_deputy = applicant(desk, form.sender, section)

    def keep(work: Work) -> list[Reply]:
        state = rules.after(rules.DRAFT, "submit")
        assert state is not None
        row = applications.begin(
            work.session, kind="緊急", section=section, medium=medium, author=person.id, state=state,
            answer_to=own_place(form).model_dump(), at=work.at,
        )  # fmt: skip
        number = row.id or 0
        kept = work.keep("reason", subject(number), {"text": reason})
        row.reason_payload, row.round, row.submitted_by, row.as_deputy = kept.id, 1, person.id, as_deputy
        row.submitted_at = work.at
        work.log("urgent use submitted", kept.digest, application=number, as_deputy=int(as_deputy))
        deputy = "（職務代理）" if as_deputy else ""
        about = (("申し出た人", f"{person.name}{deputy}"), ("申し出た日", japanese(desk.today())))
        review_round.begin(desk, work, row, cards.content(head(row), about, reason))
        return [Reply(card=cards.sent(head(row), review_round.rule_line(desk, work.session, row)), where="replace")]

    return await desk.once(form, keep)


def _faults(medium: str, reason: str) -> list[tuple[str, str]]:
    errors = [] if medium else [("other", "媒体の名前を書いてください。")]
    if len(medium) > policy_cards.MEDIUM_MAX:
        errors.append(("other", f"{policy_cards.MEDIUM_MAX}字までです（いまは{len(medium)}字）。"))
    if not reason:
        errors.append(("reason", "緊急に使う理由を書いてください。"))
    if len(reason) > cards.REASON_MAX:
        errors.append(("reason", f"{cards.REASON_MAX:,}字までです（いまは{len(reason):,}字）。"))
    return errors


async def fields(desk: Desk, form: FormSent) -> list[Reply]:
    """The nine fields after all: an application that grows out of the urgent one, at its first field."""
    number = At.read(form.value).number

    def begin(work: Work) -> list[Reply]:
        urgent = applications.application(work.session, number)
        if urgent is None or urgent.fields_due_on is None:
            return [Reply(card=fault.stale())]
        person = colleague(desk, form.sender, urgent.section)
        first = form_of(desk).fields[0]
        account = accounts.of_application(work.session, number)
        row = applications.begin(
            work.session, kind="新規", section=urgent.section, medium=urgent.medium, author=person.id, at=work.at,
            state=rules.DRAFT, answer_to=own_place(form).model_dump(), step=first.id, follows=number,
            account_id=account.id if account else None,
        )  # fmt: skip
        if found := form_of(desk).role("medium"):
            policy.save_field(work, row, found[0].id, Saved(), {found[1].id: row.medium})
        applications.walk(work.session, work.member, row.id or 0, work.at)
        work.log("application begun", application=row.id or 0, follows=number)
        note = f"申請{number}の緊急利用についての利用方針です。期限：{japanese(urgent.fields_due_on)}"
        return [Reply(card=policy.step_card(desk, work.session, row, first, note), where="replace")]

    return await desk.once(form, begin, subject(number))
