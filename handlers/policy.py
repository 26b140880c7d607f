"""Walking through the fields of a 利用方針: begin, save, go back, jump, leave, and go on on another platform."""

from datetime import timedelta

from sqlalchemy.orm import Session

from cards import dialog as dialogs
from cards import fault
from cards import policy as cards
from cards.model import Card, Reply
from guideline import committee as rules
from guideline import policy
from guideline.policy import Field
from handlers import policy_review, review_round
from handlers.application import (
    At,
    answers_of,
    colleague,
    decision_body,
    form_of,
    head,
    japanese,
    listed,
    name,
    nonce,
    numbers,
    own_place,
    problems,
    sections,
    subject,
)  # fmt: skip
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent, Said
from storage import accounts, applications, ballots, members
from storage.applications import Saved
from storage.policy_tables import Application

# Where it begins


async def word(desk: Desk, said: Said, words: str) -> list[Reply]:
    """「申請」, or 「申請 12」 to open one."""
    form_of(desk)
    person = listed(desk, said.sender)
    number = At.read(words.strip() or "0").number

    def show(work: Work) -> list[Reply]:
        sender = said.sender
        members.remember(
            work.session, sender.platform, sender.team, sender.user, name=sender.name, person=person.id, at=work.at
        )
        row = applications.look(work.session, number) if number else None
        card = opened(desk, work, said, row, "") if row else _start(desk, work.session, person.id)
        work.post(own_place(said), card, said.delivery_key)
        return [] if said.place.direct else [Reply(card=cards.told_in_direct())]

    return await desk.once(said, show)


async def pressed(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「申請」 of the home page."""
    person = listed(desk, form.sender)

    def show(work: Work) -> list[Reply]:
        work.post(own_place(form), _start(desk, work.session, person.id), form.delivery_key)
        return [] if form.place.direct else [Reply(card=cards.told_in_direct())]

    return await desk.once(form, show)


def _start(desk: Desk, session: Session, person: str) -> Card:
    units = rules.sections_of(desk.organisation(), person, desk.today())
    mine = applications.of_sections(session, units, rules.OPEN) if units else []
    waiting = review_round.waiting(desk, session, person)
    return cards.start([*map(head, mine)], [*map(head, waiting)], units, form_of(desk), desk.guideline)


async def begin(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog that asks for the medium; the value names an application to copy, "" for none."""
    units = sections(desk, listed(desk, form.sender))
    if not units:
        raise Refused("申請できるのは、組織の名簿に課・室がある職員です。")
    return [Reply(card=cards.begin(form_of(desk), units, form.value, nonce()), where="dialog")]


async def start(desk: Desk, form: FormSent) -> list[Reply]:
    """A new application stands at its first field."""
    the_form, person = form_of(desk), listed(desk, form.sender)
    units = sections(desk, person)
    section = form.inputs.get("section") or (units[0] if units else "")
    medium, other = form.inputs.get("medium", ""), form.inputs.get("other", "").strip()
    medium = other if medium == cards.OTHER else medium
    if not medium or len(medium) > cards.MEDIUM_MAX:
        told = (
            "媒体の名前を書いてください。" if not medium else f"{cards.MEDIUM_MAX}字までです（いまは{len(medium)}字）。"
        )
        again = cards.begin(the_form, units, form.value, form.press)
        return [Reply(card=dialogs.refilled(again, form.inputs), where="dialog", errors=(("other", told),))]
    colleague(desk, form.sender, section)
    copied = At.read(form.value).number

    def keep(work: Work) -> list[Reply]:
        row = applications.begin(
            work.session, kind="新規", section=section, medium=medium, author=person.id, state=rules.DRAFT,
            answer_to=own_place(form).model_dump(), at=work.at, step=the_form.fields[0].id, follows=copied or None,
        )  # fmt: skip
        _fill(desk, work, row, copied)
        applications.walk(work.session, work.member, row.id or 0, work.at)
        work.log("application begun", application=row.id or 0, copied=copied)
        card = step_card(desk, work.session, row, the_form.fields[0], _earlier(work.session, row))
        return [Reply(card=card, where="replace")]

    return await desk.once(form, keep)


def _fill(desk: Desk, work: Work, row: Application, copied: int) -> None:
    """The medium, and what is copied from another application of the same unit."""
    the_form, before = form_of(desk), dict[str, str]()
    source = applications.look(work.session, copied) if copied else None
    if source is not None and source.section == row.section:
        before = answers_of(work.session, copied)[1]
    for field in the_form.fields:
        parts = {part.id: before[part.id] for part in field.parts if part.id in before and part.role != "account_name"}
        parts |= {part.id: row.medium for part in field.parts if part.role == "medium"}
        if parts:
            save_field(work, row, field.id, Saved(), parts)


def _earlier(session: Session, row: Application) -> str:
    earlier = [f"申請{one.id}（{one.state}）" for one in applications.same_medium(
        session, row.section, row.medium, row.id or 0) if one.state in (*rules.OPEN, rules.APPROVED)]  # fmt: skip
    running = accounts.listed(session, section=row.section)
    earlier += [f"{one.name}（{one.state}）" for one in running if one.medium == row.medium and one.state != "廃止"]
    return cards.copied(head(row), earlier[:5])


# One field


async def open_(desk: Desk, form: FormSent) -> list[Reply]:
    """Goes to a field, or to where the application stands."""
    return await _go(desk, form, At.read(form.value))


async def jump(desk: Desk, form: FormSent) -> list[Reply]:
    """Goes to the field chosen in the list."""
    return await _go(desk, form, At(At.read(form.value).number, form.inputs.get("field", "")))


async def _go(desk: Desk, form: FormSent, at: At) -> list[Reply]:
    def move(work: Work) -> list[Reply]:
        row = applications.application(work.session, at.number)
        if row is None:
            return [Reply(card=fault.stale())]
        return [Reply(card=opened(desk, work, form, row, at.field), where="replace")]

    return await desk.once(form, move, subject(at.number))


def opened(desk: Desk, work: Work, event: FormSent | Said, row: Application, field_id: str) -> Card:
    """A field of an application that is being written, or how the application stands. Raises Refused."""
    if row.state not in rules.EDITABLE or row.kind == "緊急":
        return policy_review.status(desk, work.session, row, listed(desk, event.sender))
    colleague(desk, event.sender, row.section)
    the_form = form_of(desk)
    field = the_form.field(field_id) or the_form.field(row.step) or the_form.fields[0]
    row.step = field.id
    applications.walk(work.session, work.member, row.id or 0, work.at)
    return step_card(desk, work.session, row, field)


def step_card(desk: Desk, session: Session, row: Application, field: Field, note: str = "") -> Card:
    """The card of a field as it stands now."""
    the_form, organisation = form_of(desk), desk.organisation()
    fields, answers = answers_of(session, row.id or 0)
    saved = fields.get(field.id, Saved())
    said = decision_body(session, ballots.decision(session, row.id or 0, row.round))
    comments = said.get("comments", {}) if row.state == rules.RETURNED else {}
    by = f"{name(organisation, saved.person)}（版{saved.version}）" if saved.person else ""
    done = len(the_form.fields) - len(policy.open_fields(the_form, answers, organisation))
    told = comments.get(field.id, ()) if isinstance(comments, dict) else ()
    one = cards.Step(head(row), field, answers, problems(desk, field, answers), tuple(told), by, note)
    return cards.step(the_form, desk.guideline, one, done)


async def edit(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog of a page, with what is saved."""
    at = At.read(form.value)
    row, fields, answers = await desk.database.read(lambda session: read_all(session, at.number))
    field = form_of(desk).field(at.field)
    if row is None or field is None:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    if row.state not in rules.EDITABLE:
        return await desk.say(form, cards.not_a_draft(head(row)))
    pages = field.pages(answers)
    if not pages:
        return await desk.say(form, fault.stale())
    wanted = numbers(at.rest[0])[0] if at.rest else 0
    page = wanted if wanted in pages else pages[0]
    shown = cards.Page(head(row), field, page, fields.get(field.id, Saved()).version, answers)
    return [Reply(card=dialog(desk, row, shown), where="dialog")]


def read_all(session: Session, number: int) -> tuple[Application | None, dict[str, Saved], dict[str, str]]:
    """An application with its fields and all their parts."""
    return applications.look(session, number), *answers_of(session, number)


def dialog(desk: Desk, row: Application, shown: cards.Page, press: str = "") -> Card:
    """The dialog of a page; `press` is its nonce when it is shown again."""
    listed_ = [one.name for one in desk.organisation().people.values() if one.section == row.section and one.is_staff]
    return cards.page(shown, press or nonce(), listed_)


async def save(desk: Desk, form: FormSent) -> list[Reply]:
    """Saves a page, or says at its fields what is wrong with it."""
    at = At.read(form.value)
    page, version = (*numbers(":".join(at.rest)), 0, 0)[:2]
    row, _, answers = await desk.database.read(lambda session: read_all(session, at.number))
    field = form_of(desk).field(at.field)
    if row is None or field is None or page not in field.pages(answers):
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    typed = {part.id: form.inputs.get(part.id, "").strip() for part in field.asked(answers, page)}
    return await save_page(desk, form, cards.Page(head(row), field, page, version, answers | typed), typed)


async def save_page(desk: Desk, form: FormSent, shown: cards.Page, typed: dict[str, str]) -> list[Reply]:
    """Saves what was typed on a page, unless something is wrong with it or somebody else was faster."""
    number, field = shown.head.number, shown.field
    asked = policy.problems(form_of(desk), field, shown.typed, desk.organisation(), shown.page)
    if found := [one for one in asked if one.part in typed]:
        row = await desk.database.read(lambda session: applications.look(session, number))
        assert row is not None
        errors = _at_fields(found)
        return [Reply(card=dialog(desk, row, shown, form.press), where="dialog", errors=errors)]

    def keep(work: Work) -> list[Reply]:
        row = applications.application(work.session, number)
        if row is None or row.state not in rules.EDITABLE:
            labels = {part.id: part.label for part in field.parts}
            pairs = [(labels[id_], text) for id_, text in typed.items() if text]
            return [Reply(card=cards.not_saved(head(row) if row else shown.head, pairs))]
        current = applications.saved(work.session, number).get(field.id, Saved())
        if theirs := _theirs(work.session, number, shown, current, typed):
            by = name(desk.organisation(), current.person)
            again = cards.Page(head(row), field, shown.page, current.version, shown.typed, theirs, by)
            return [Reply(card=dialog(desk, row, again), where="dialog")]
        save_field(work, row, field.id, current, typed)
        for part in field.parts:
            if part.role == "medium" and typed.get(part.id):
                row.medium = typed[part.id]
        return _saved(desk, work, row, field, shown.page)

    return await desk.once(form, keep, subject(number))


def _at_fields(found: list[policy.Problem]) -> tuple[tuple[str, str], ...]:
    """All problems of a part in one message at its field."""
    told: dict[str, list[str]] = {}
    for one in found:
        told.setdefault(one.part, []).append(f"{one.text}（{one.clause}）" if one.clause else one.text)
    return tuple((part, "\n".join(texts)) for part, texts in told.items())


def _theirs(session: Session, number: int, shown: cards.Page, current: Saved, typed: dict[str, str]) -> dict[str, str]:
    """What somebody else saved on this page since the dialog was opened, where it differs from what was typed."""
    if current.version == shown.version:
        return {}
    base = applications.saved_at(session, number, shown.field.id, shown.version).answers
    return {
        id_: current.answers.get(id_, "")
        for id_, text in typed.items()
        if current.answers.get(id_, "") not in (base.get(id_, ""), text)
    }


def save_field(work: Work, row: Application, field: str, current: Saved, parts: dict[str, str]) -> None:
    """Adds a version of a field with some parts new."""
    number = row.id or 0
    kept = work.keep("field", subject(number), {"parts": current.answers | parts})
    applications.save(work.session, number, field, current.version + 1, kept.id, work.person, work.at)
    row.step, row.changed_at = field, work.at
    work.log("field saved", kept.digest, application=number, field=field, version=current.version + 1)


def _saved(desk: Desk, work: Work, row: Application, field: Field, page: int) -> list[Reply]:
    """The next page, else the next field; the form moves on by a save only."""
    number = row.id or 0
    fields, answers = answers_of(work.session, number)
    applications.walk(work.session, work.member, number, work.at)
    following = [one for one in field.pages(answers) if one > page]
    if following:
        shown = cards.Page(head(row), field, following[0], fields[field.id].version, answers)
        card = step_card(desk, work.session, row, field, f"欄{field.id}の{page}枚目を保存しました。")
        reopen = cards.edit_button(head(row), field, following[0])
        return [
            Reply(card=dialog(desk, row, shown), where="dialog", reopen=reopen), Reply(card=card, where="replace")
        ]  # fmt: skip
    complete = not problems(desk, field, answers)
    after = form_of(desk).neighbours(field.id)[1] if complete else field
    row.step = (after or field).id
    note = f"欄{field.id}を保存しました。" + ("" if after else "「全体を確認する」で、全体を見てから提出できます。")
    return [Reply(card=step_card(desk, work.session, row, after or field, note), where="replace")]


async def contents(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog with every field and its state."""
    at = At.read(form.value)
    row, fields, answers = await desk.database.read(lambda session: read_all(session, at.number))
    if row is None:
        return await desk.say(form, fault.stale())
    colleague(desk, form.sender, row.section)
    wrong = policy.open_fields(form_of(desk), answers, desk.organisation())
    states = {one.id: _state(one, fields, wrong) for one in form_of(desk).fields}
    return [Reply(card=cards.contents(form_of(desk), head(row), states, row.step), where="dialog")]


def _state(field: Field, fields: dict[str, Saved], wrong: dict[str, tuple[policy.Problem, ...]]) -> str:
    if field.id not in wrong:
        return "✓ 記入済み"
    return f"直すところ {len(wrong[field.id])}件" if field.id in fields else "まだ書かれていません"


async def leave(desk: Desk, form: FormSent) -> list[Reply]:
    """Everything is saved already: plain messages are questions again."""
    at = At.read(form.value)

    def go(work: Work) -> list[Reply]:
        row = applications.look(work.session, at.number)
        if row is None:
            return [Reply(card=fault.stale())]
        applications.leave(work.session, work.member)
        until = (row.changed_at + timedelta(days=desk.organisation().retention.applications)).date()
        told = f"{japanese(until)}まで保存します。" if row.state == rules.DRAFT else ""
        return [Reply(card=cards.left(head(row), told), where="replace")]

    return await desk.once(form, go, subject(at.number))


async def withdraw(desk: Desk, form: FormSent) -> list[Reply]:
    """Takes an application back."""
    at = At.read(form.value)

    def take_back(work: Work) -> list[Reply]:
        row = applications.application(work.session, at.number)
        following = rules.after(row.state, "withdraw") if row else None
        if row is None or following is None:
            return [Reply(card=cards.not_a_draft(head(row)) if row else fault.stale())]
        colleague(desk, form.sender, row.section)
        row.state, row.changed_at = following, work.at
        applications.leave(work.session, work.member)
        work.log("application withdrawn", application=at.number)
        return [Reply(card=policy_review.status(desk, work.session, row, listed(desk, form.sender)), where="replace")]

    return await desk.once(form, take_back, subject(at.number))
