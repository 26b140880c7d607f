"""What the committee decided in a meeting, recorded by its secretariat with date and 文書番号."""

from collections.abc import Mapping
from datetime import date

from cards import committee as cards
from cards import dialog, fault
from cards.model import Reply
from guideline import committee as rules
from handlers import review_round
from handlers.application import form_of, head, listed, name, nonce, numbers, subject
from handlers.desk import Desk, Refused, Work
from handlers.dialog_faults import bad_day, missing, too_long
from handlers.events import FormSent
from storage import applications
from storage.policy_tables import Application

INPUTS = ("outcome", "on", "number", "said", "review_on", "fields_due_on")


async def room(desk: Desk, form: FormSent) -> list[Reply]:
    """The secretariat's dialog for what was decided in a meeting."""
    number, round_ = (*numbers(form.value), 0, 0)[:2]
    _secretary(desk, form)
    row = await desk.database.read(lambda session: applications.look(session, number))
    if row is None or row.state != rules.IN_REVIEW or row.round != round_:
        return await desk.say(form, fault.stale())
    card = cards.room(head(row), row.kind == "緊急", desk.today().isoformat(), nonce())
    return [Reply(card=card, where="dialog")]


def _secretary(desk: Desk, form: FormSent) -> None:
    person, known = listed(desk, form.sender), desk.organisation()
    if person.id != known.committee.secretariat:
        who = name(known, known.committee.secretariat)
        raise Refused(f"会議での決定を記録できるのは、{desk.guideline.names.committee}の事務局（{who}）です。")


async def record(desk: Desk, form: FormSent) -> list[Reply]:
    """Records a decision of a meeting, with its date and 文書番号."""
    number, round_ = (*numbers(form.value), 0, 0)[:2]
    _secretary(desk, form)
    typed = {key: form.inputs.get(key, "").strip() for key in INPUTS}
    row = await desk.database.read(lambda session: applications.look(session, number))
    if row is None:
        return await desk.say(form, fault.stale())
    if errors := _room_faults(desk, row, typed):
        card = cards.room(head(row), row.kind == "緊急", typed["on"] or desk.today().isoformat(), form.press)
        return [Reply(card=dialog.refilled(card, form.inputs), where="dialog", errors=tuple(errors))]

    def keep(work: Work) -> list[Reply]:
        current = applications.application(work.session, number)
        if current is None or current.state != rules.IN_REVIEW or current.round != round_:
            return [Reply(card=cards.gone_on(head(current) if current else head(row), typed))]
        outcome = typed["outcome"]
        if current.kind == "緊急" and outcome == "承認":
            due = typed["fields_due_on"]
            current.review_on = date.fromisoformat(typed["review_on"])
            current.fields_due_on = date.fromisoformat(due) if due else None
        body = {"general": [typed["said"]]} if outcome == "差戻し" else {"reasons": [["委員会", typed["said"]]]}
        on = date.fromisoformat(typed["on"])
        review_round.settle(
            desk, work, current, review_round.Settled(outcome, review_round.IN_ROOM, on, typed["number"], body)
        )
        review_round.redraw(desk, work, current)
        now = review_round.tally(desk, work.session, current)
        return [Reply(card=cards.ballot(now, form_of(desk), desk.guideline, ""), where="replace")]

    return await desk.once(form, keep, subject(number))


def _room_faults(desk: Desk, row: Application, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    errors = missing({key: typed[key] for key in ("number", "said")}) + too_long({"said": typed["said"]})
    allowed = ("承認", "却下") if row.kind == "緊急" else rules.VOTES
    errors += [] if typed["outcome"] in allowed else [("outcome", "決定を選んでください。")]
    try:
        late = date.fromisoformat(typed["on"]) > desk.today()
        errors += [("on", "決定した日は、今日までの日付にしてください。")] if late else []
    except ValueError:
        errors.append(("on", "日付を選んでください。"))
    if row.kind == "緊急" and typed["outcome"] == "承認":
        errors += bad_day("review_on", typed["review_on"], desk.today())
        errors += bad_day("fields_due_on", typed["fields_due_on"], desk.today()) if typed["fields_due_on"] else []
    return errors
