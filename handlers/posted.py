"""After the receipt: where a draft was posted, and the correction of what turned out wrong (6-(5))."""

import secrets
from datetime import date
from urllib.parse import urlsplit

from cards import check as check_cards
from cards import fault
from cards import posted as cards
from cards.model import Card, Reply
from handlers.checking import begin, errors, finish, mine
from handlers.desk import Desk, Refused, Work
from handlers.draft import Draft
from handlers.events import FormSent
from storage import accounts, checks, evaluations
from storage.check_tables import DraftCheck

URL_MAX, WRONG_MAX, RIGHT_MAX = 500, 500, 1_000


async def form(desk: Desk, form: FormSent) -> list[Reply]:
    """The dialog for the address."""
    found = await mine(desk, form, form.value)
    if isinstance(found, list):
        return found
    return [Reply(card=cards.posted_form(form.value, secrets.token_hex(8)), where="dialog")]


async def record(desk: Desk, form: FormSent) -> list[Reply]:
    """Keeps where it was posted; a text that is not the one of the receipt is told at its field."""
    found = await mine(desk, form, form.value)
    if isinstance(found, list):
        return found
    url, text = form.inputs.get("url", "").strip(), form.inputs.get("text", "").strip()
    if url and not _is_address(url):
        return _again(form, "url", f"https:// で始まるURLを、{URL_MAX}字までで書いてください。")
    given = await desk.database.read(lambda session: checks.valid_receipt(session, form.value))
    if text and given is not None and not checks.is_text_of(given, text):
        return _again(form, "text", _where_different(found.draft.text, text))

    def keep(work: Work) -> list[Reply]:
        row = checks.find(work.session, form.value)
        receipt = checks.valid_receipt(work.session, form.value)
        if row is None or row.state in checks.OVER:
            return [Reply(card=check_cards.expired())]
        # One given anew meanwhile is not the one that the text was compared with.
        if receipt is None or given is None or receipt.id != given.id:
            return [Reply(card=cards.no_receipt(form.value))]
        number = receipt.id or 0
        receipt.posted_at = work.at
        if url:
            kept = work.keep("decision", f"post:{number}", {"url": url}, desk.organisation().retention.decisions)
            receipt.url_payload = kept.id
        finish(work, row, "posted", "投稿されました")
        work.log("posted", receipt.digest, check=row.id, receipt=number)
        _used(work, row, found.draft)
        return [Reply(card=cards.recorded(number, url, row.id), where="replace")]

    return await desk.once(form, keep)


def _used(work: Work, row: DraftCheck, draft: Draft) -> None:
    """Notes in the check which account of the register it was posted from, so that the account counts as used.

    The one of that name, of the author's unit where several bear it; where none was named, the only one of the unit.
    """
    if draft.context.get("capacity") != "職務":
        return
    running = accounts.listed(work.session, states=(accounts.RUNNING,))
    ours = [one for one in running if one.section == row.unit]
    named = [one for one in running if one.handle == accounts.handle(draft.account)]
    if draft.account and len(named) > 1:
        named = [one for one in named if one in ours]
    found = named if draft.account else ours
    if len(found) == 1:
        number = found[0].id or 0
        row.account = str(number)
        evaluations.replan(work.session, [number])


def _again(form: FormSent, field: str, why: str) -> list[Reply]:
    return errors(form, cards.posted_form(form.value, form.press), [(field, why)])


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return len(url) <= URL_MAX and parts.scheme in ("http", "https") and bool(parts.hostname)


def _where_different(ours: str, theirs: str) -> str:
    at = next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), None)
    at = min(len(ours), len(theirs)) if at is None else at
    return f"受付した文面と違います（{at + 1}文字目から）。投稿した文面で、もう一度確認と手続をしてください。"


async def correct(desk: Desk, form: FormSent) -> list[Reply]:
    """What was wrong, and what is right."""
    return [Reply(card=cards.correct_form(desk.guideline, form.value, secrets.token_hex(8)), where="dialog")]


async def corrected(desk: Desk, form: FormSent) -> list[Reply]:
    """A correction as a new draft, checked like any other: it says what was corrected and deletes nothing."""
    wrong, right = form.inputs.get("wrong", "").strip(), form.inputs.get("right", "").strip()
    again: Card = cards.correct_form(desk.guideline, form.value, form.press)
    faults = [
        (field, f"{limit:,}字までで書いてください。")
        for field, text, limit in (("wrong", wrong, WRONG_MAX), ("right", right, RIGHT_MAX))
        if not text or len(text) > limit
    ]
    if faults:
        return errors(form, again, faults)
    kept = await desk.database.read(lambda session: checks.look(session, form.value))
    if kept is None or kept[0].state != "posted":
        return await desk.say(form, fault.stale())
    person = desk.person(form.sender)
    if kept[0].member_id != await desk.member(form.sender) and (person is None or person.id != kept[0].person):
        raise Refused(check_cards.not_yours())
    text = cards.correction(_day(form.inputs.get("day", "")), wrong, right)
    draft = Draft(text).said(capacity="職務", content_type=kept[0].content_type)
    return await begin(desk, form, draft, corrects=kept[0].id)


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return f"{day.month}月{day.day}日"
