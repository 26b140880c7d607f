"""The procedures of 7-(7) and 6-(4) from the author's side: mutual confirmation, 決裁, asking a superior."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from cards import check as check_cards
from cards import fault
from cards import posted as posted_cards
from cards import review as cards
from cards.model import Card, Reply
from guideline.finding import ContentType
from guideline.organisation import Organisation, Unit
from handlers import reach
from handlers.application_content import approved_answers
from handlers.checking import Seen, change, close, errors, mine_read, parts_of, request, view
from handlers.desk import JAPAN, Desk, Refused, Work
from handlers.draft import Outcome
from handlers.events import Event, FormSent
from storage import accounts, checks
from storage.check_tables import DraftCheck

Act = Callable[[Work, DraftCheck], list[Reply]]
EXAMPLES = {"fact_example": "事実の告知", "decision_example": "組織判断"}
"""Parts of field 4 of a policy → the kind of post that they are examples of."""
OWN = "自分が書いた下書きは、自分では確認・決裁できません。"


async def procedure(desk: Desk, form: FormSent) -> list[Reply]:
    """What has to be done before this draft may be posted."""
    found = await mine_read(desk, form, form.value)
    if isinstance(found, list):
        return found
    account = found.draft.account
    examples = await desk.database.read(lambda session: _examples(session, account))
    card = _procedure(desk, found.row, found.outcome, examples)
    return await desk.say(form, card, checks.subject(found.row.id))


def _examples(session: Session, account: str) -> list[tuple[str, str]]:
    """What the approved policy of an account gives as examples of each kind (field 4)."""
    register = accounts.named(session, account) if account else []
    answers = approved_answers(session, register[0].id) if register else {}
    found = ((kind, answers.get(part, "")) for part, kind in EXAMPLES.items())
    return [(kind, words) for kind, words in found if words]


def _procedure(
    desk: Desk, row: DraftCheck, found: Outcome, examples: Sequence[tuple[str, str]] = ()
) -> Card:  # fmt: skip
    shown = view(row, found)
    if row.state == "hold":
        return cards.on_hold(desk.guideline)
    if found.blocks:
        return cards.blocked(shown, found.blocks)
    if shown.context.content_type is None:
        return cards.which_content(desk.guideline, shown, examples)
    if shown.context.content_type == "事実の告知":
        return cards.fact(desk.guideline, shown)
    known = desk.organisation()
    first = next_step(desk, known.units[row.unit], row.person, -1) if row.unit in known.units else None
    name = known.people[first[1]].name if first else ""
    return cards.judgement(desk.guideline, shown, row.unit, [one.name for one in _units(known, row)], name)


def _units(known: Organisation, row: DraftCheck) -> list[Unit]:
    """Where the draft may be decided on: the author's own section, any for somebody of whom none is known."""
    person = known.people.get(row.person)
    own = known.units.get(person.section) if person else None
    return [own] if own else list(known.units.values())


async def content(desk: Desk, form: FormSent) -> list[Reply]:
    """事実の告知 or 組織判断 was chosen; the procedure follows in its place."""
    check_id, chosen = parts_of(form.value)
    kind = {check_cards.FACT: "事実の告知", check_cards.JUDGEMENT: "組織判断"}.get(chosen)
    if kind is None:
        return await desk.say(form, fault.stale())

    def show(_before: Seen, after: Outcome, row: DraftCheck) -> Card:
        return _procedure(desk, row, after)

    return await change(
        desk, form, check_id, lambda seen: seen.draft.said(content_type=kind), show, "draft answered"
    )  # fmt: skip


async def colleagues(desk: Desk, form: FormSent) -> list[Reply]:
    """Who shall confirm."""
    found = await _cleared(desk, form, form.value, "事実の告知")
    if isinstance(found, list):
        return found
    return [Reply(card=_colleagues_form(desk, found), where="dialog")]


def _colleagues_form(desk: Desk, seen: Seen) -> Card:
    known = desk.organisation()
    staff = [one for one in known.people.values() if one.is_staff and one.id != seen.row.person]
    staff.sort(key=lambda one: one.section != seen.row.unit)
    people = [(one.id, f"{one.name}（{one.section}）" if one.section else one.name) for one in staff[:100]]
    return cards.colleagues_form(view(seen.row, seen.outcome), people)


async def confirm(desk: Desk, form: FormSent) -> list[Reply]:
    """Colleagues are asked to confirm a 事実の告知."""
    seen = await _cleared(desk, form, form.value, "事実の告知")
    if isinstance(seen, list):
        return seen
    known = desk.organisation()
    chosen = [form.inputs.get(f"colleague{at}", "") for at in range(1, cards.OTHERS + 1)]
    names = [one.strip() for one in form.inputs.get("names", "").replace(",", "、").split("、") if one.strip()]
    found, unknown = await desk.database.read(lambda session: _named(session, known, form, names))
    staff = [one for one in chosen if one in known.people and known.people[one].is_staff]
    keys = list(dict.fromkeys([*staff, *found]))
    faults = [("names", f"「{one}」さんが見つからないか、同じ名前の人が複数います。") for one in unknown]
    if not keys and not faults:
        faults = [("names", "確認してもらう人を選ぶか、氏名を書いてください。")]
    if seen.row.person in keys:
        faults.append(("names", OWN))
    if faults:
        return errors(form, _colleagues_form(desk, seen), faults)

    def asking(work: Work, row: DraftCheck) -> list[Reply]:
        for key in keys:
            ask(desk, work, row, seen.outcome, "confirm", key)
        row.state = "asked"
        told = [reach.name_of(work.session, known, key) for key in keys]
        work.log("confirmation asked", row.digest, check=row.id, people=keys)
        return [Reply(card=cards.sent("confirm", told))]

    return await _acting(desk, form, seen, asking)


def _named(session: Session, known: Organisation, event: Event, names: Sequence[str]) -> tuple[list[str], list[str]]:
    keys, unknown = [], []
    near = event.place.model_copy(update={"team": event.sender.team})
    for name in names:
        there = reach.keys_named(session, known, name, near)
        if len(there) == 1:
            keys.append(there[0])
        else:
            unknown.append(name)
    return keys, unknown


async def alone(desk: Desk, form: FormSent) -> list[Reply]:
    """Posting without a second pair of eyes: possible, since the clause says 可能な限り, and recorded."""
    seen = await _cleared(desk, form, form.value, "事実の告知")
    if isinstance(seen, list):
        return seen

    def give(work: Work, row: DraftCheck) -> list[Reply]:
        for review in checks.asked_of(work.session, row.id):
            close(work, review, "void", "ひとりで投稿することになりました")
        return [Reply(card=receipt(desk, work, row, "単独", []), where="replace")]

    return await _acting(desk, form, seen, give)


async def decide(desk: Desk, form: FormSent) -> list[Reply]:
    """組織判断: to the first decider of a section who is not the author."""
    seen = await _cleared(desk, form, form.value, "組織判断")
    if isinstance(seen, list):
        return seen
    known = desk.organisation()
    offered = _units(known, seen.row)
    unit = {f"u{at}": one for at, one in enumerate(offered)}.get(form.inputs.get("unit", ""))
    if unit is None:
        return await desk.say(form, _procedure(desk, seen.row, seen.outcome), checks.subject(seen.row.id))
    first = next_step(desk, unit, seen.row.person, -1)
    if first is None:
        raise Refused(f"{unit.name}には、ほかの決裁者がいません。自分の下書きは自分では決裁できません。")

    def asking(work: Work, row: DraftCheck) -> list[Reply]:
        for review in checks.asked_of(work.session, row.id):
            close(work, review, "void", "頼み直されました")
        row.unit = unit.name
        step, key = first
        ask(desk, work, row, seen.outcome, "decide", key, step)
        row.state = "asked"
        work.log("decision asked", row.digest, check=row.id, people=[key])
        return [Reply(card=cards.sent("decide", [known.people[key].name]), where="replace")]

    return await _acting(desk, form, seen, asking)


async def consult(desk: Desk, form: FormSent) -> list[Reply]:
    """Which doubt there is."""
    found = await mine_read(desk, form, form.value)
    if isinstance(found, list):
        return found
    superior = _superior(desk, found.row)
    name = desk.organisation().people[superior].name
    return [Reply(card=cards.consult_form(desk.guideline, view(found.row, found.outcome), name), where="dialog")]


async def consulted(desk: Desk, form: FormSent) -> list[Reply]:
    """The superior is asked (6-(4)); the draft is on hold until they have answered."""
    found = await mine_read(desk, form, form.value)
    if isinstance(found, list):
        return found
    superior, doubt = _superior(desk, found.row), form.inputs.get("doubt", "").strip()
    name = desk.organisation().people[superior].name
    if not doubt or len(doubt) > cards.COMMENT_LIMIT:
        again = cards.consult_form(desk.guideline, view(found.row, found.outcome), name)
        return errors(form, again, [("doubt", f"{cards.COMMENT_LIMIT:,}字までで書いてください。")])

    def asking(work: Work, row: DraftCheck) -> list[Reply]:
        if checks.void_receipts(work.session, row.id, work.at):
            work.log("receipt void", check=row.id)
        for review in checks.asked_of(work.session, row.id):
            close(work, review, "void", "書いた人が上司に相談しています")
        ask(desk, work, row, found.outcome, "consult", superior, said=doubt)
        row.state = "hold"
        work.log("superior asked", row.digest, check=row.id, people=[superior])
        return [Reply(card=cards.sent("consult", [name]))]

    return await _acting(desk, form, found, asking)


def _superior(desk: Desk, row: DraftCheck) -> str:
    """The author's superior, else the next of their section's steps. Raises Refused if there is none."""
    known = desk.organisation()
    person = known.people.get(row.person)
    if person and person.superior:
        return person.superior
    if row.unit in known.units and (step := next_step(desk, known.units[row.unit], row.person, -1)):
        return step[1]
    raise Refused(
        f"上司が組織ファイルにありません。直接ご相談のうえ、{desk.guideline.question_office}に登録をお申し出ください。"
    )


async def _cleared(desk: Desk, form: FormSent, check_id: str, kind: ContentType) -> Seen | list[Reply]:
    """The author's draft if its procedure may go on: for 職務 and of this kind, not on hold, without an open 止める."""
    found = await mine_read(desk, form, check_id)
    if isinstance(found, list):
        return found
    if found.draft.context.get("capacity") != "職務":
        raise Refused("投稿の手続は、職務として投稿するときのものです。")
    if kind == "事実の告知" and await desk.database.read(lambda session: checks.refused(session, found.row)):
        return await desk.say(form, cards.refused_text(check_id))
    if found.row.state == "hold" or found.outcome.blocks or found.draft.context.get("content_type") != kind:
        return await desk.say(form, _procedure(desk, found.row, found.outcome), checks.subject(found.row.id))
    return found


async def _acting(desk: Desk, form: FormSent, seen: Seen, act: Act) -> list[Reply]:
    """Runs an effect on the draft as it was read, in one transaction."""

    def keep(work: Work) -> list[Reply]:
        row = checks.find(work.session, seen.row.id)
        if row is None or row.state in checks.OVER:
            return [Reply(card=check_cards.expired())]
        if row.revision != seen.row.revision:  # something happened between reading and writing
            return [Reply(card=fault.stale())]
        replies = act(work, row)
        row.revision += 1
        row.changed_at = work.at
        return replies

    return await desk.once(form, keep, checks.subject(seen.row.id))


def ask(
    desk: Desk, work: Work, row: DraftCheck, found: Outcome, kind: str, key: str, step: int = 0, said: str = ""
) -> None:  # fmt: skip
    """Asks somebody about the draft. Raises Refused when there is no way to reach them."""
    place = reach.place_of(work.session, desk, key, work.event.place)
    if place is None:
        name = reach.name_of(work.session, desk.organisation(), key)
        raise Refused(f"{name}さんに届ける方法がありません。一度このボットに「ホーム」と送ってもらってください。")
    review = checks.ask(work.session, row, kind, key, work.at, step)
    if said:
        review.comment_payload = work.keep("draft", checks.subject(row.id), {"text": said}).id
    card = request(desk, work, row, review, found, said)
    review.notice_id = work.post(place, card, checks.subject(row.id), f"review:{review.id}")


def next_step(desk: Desk, unit: Unit, author: str, after: int) -> tuple[int, str] | None:
    """The next of a section's steps whose holder is not the author; the head as who acts for them today."""
    for step, person in enumerate(unit.steps):
        holder = unit.head_on(desk.today())[0] if person == unit.head else person
        if step > after and author not in (person, holder):
            return step, holder
    return None


def receipt(desk: Desk, work: Work, row: DraftCheck, way: str, keys: Sequence[str]) -> Card:
    """A receipt for the draft as it is; what is decided on under 7-(7)-2 is kept as the record of that decision."""
    checks.void_receipts(work.session, row.id, work.at)
    given = checks.give_receipt(work.session, row, way, keys, work.at)
    if way == "決裁":
        body = checks.body_of(work.session, row) or {}
        days = desk.organisation().retention.decisions
        given.kept_payload = work.keep("decision", f"decision:{given.id}", {"text": body.get("text", "")}, days).id
    work.log("receipt given", row.digest, check=row.id, receipt=given.id or 0, way=way, people=list(keys))
    names = [reach.name_of(work.session, desk.organisation(), key) for key in keys]
    at = work.at.astimezone(JAPAN)
    return posted_cards.receipt(desk.guideline, given.id or 0, way, names, at, row.digest, row.id)
