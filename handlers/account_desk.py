"""What the conversations about an account share: how it is shown, and who may change it."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from cards import accounts as cards
from cards import fault
from cards.accounts import Shown
from cards.model import Card, Reply
from guideline.organisation import Person
from handlers.application import colleague, form_of, japanese, listed, name, nonce, numbers, sections
from handlers.desk import Desk, Refused, Work
from handlers.events import FormSent
from storage import accounts
from storage.policy_tables import Account


def subject(number: int) -> str:
    """Under which an account's texts are kept."""
    return f"account:{number}"


def shown(desk: Desk, row: Account) -> Shown:
    """An account as cards show it."""
    organisation = desk.organisation()
    return Shown(
        row.id or 0, row.version, row.medium, row.name, row.url, row.section,
        name(organisation, row.holder) if row.holder else "", name(organisation, row.deputy) if row.deputy else "",
        row.state, row.origin, f"申請{row.application_id}" if row.application_id else "",
        japanese(row.approved_on), row.approval_number, japanese(row.obtained_on), japanese(row.notified_on),
        japanese(row.published_on), row.published_at, row.policy_url, japanese(row.review_on),
        japanese(row.suspended_on), japanese(row.closed_on), row.application_id is not None, row.broadcast_only,
    )  # fmt: skip


def card(desk: Desk, row: Account, person: Person, *note: str) -> Card:
    """The card of an account for somebody."""
    ours = row.section in sections(desk, person)
    return cards.account(shown(desk, row), desk.guideline, form_of(desk), ours, nonce(), note)


def may_see(desk: Desk, person: Person, row: Account) -> None:
    """Raises Refused unless somebody belongs to the unit, the committee, or an office that keeps the register."""
    if not (row.section in sections(desk, person) or keeps_register(desk, person)):
        raise Refused(f"このアカウントの詳しい記録を見られるのは、{row.section}と、台帳を管理する課・室、委員会です。")


def keeps_register(desk: Desk, person: Person) -> bool:
    """Whether somebody sees the whole register: the offices of 7-(6), the committee, its secretariat."""
    known, guideline = desk.organisation().committee, desk.guideline
    return person.section in guideline.account_offices or person.id in (*known.members, known.secretariat)


def people_of(desk: Desk, section: str) -> list[tuple[str, str]]:
    """The 職員 of a unit, as (id, name)."""
    unit = desk.organisation().units.get(section)
    found = [one for one in desk.organisation().people.values() if one.is_staff]
    return [(one.id, one.name) for one in found if one.section == section or (unit and one.id == unit.head)]


async def account_of(desk: Desk, number: int) -> Account | None:
    """An account to read."""
    return await desk.database.read(lambda session: session.get(Account, number))


def day_fault(key: str, text: str, today: date) -> list[tuple[str, str]]:
    """What is wrong with a day that must not lie ahead."""
    try:
        return [(key, "今日までの日付にしてください。")] if date.fromisoformat(text) > today else []
    except ValueError:
        return [(key, "日付を選んでください。")]


def text_fault(key: str, text: str, most: int) -> list[tuple[str, str]]:
    """What is wrong with a text that is needed."""
    if not text:
        return [(key, "書いてください。")]
    return [(key, f"{most:,}字までです（いまは{len(text):,}字）。")] if len(text) > most else []


def url_fault(key: str, text: str, most: int) -> list[tuple[str, str]]:
    """What is wrong with an address."""
    if faults := text_fault(key, text, most):
        return faults
    ok = text.startswith("https://") and len(text) > len("https://") and not any(c.isspace() for c in text)
    return [] if ok else [(key, "https:// で始まるアドレスを書いてください。")]


async def changing(
    desk: Desk, form: FormSent, effect: Callable[[Work, Account, Person], list[Reply]], versioned: bool = True
) -> list[Reply]:
    """Runs a change of an account by somebody of its unit; the later of two who change at once is told so."""
    number, version = (*numbers(form.value), 0, 0)[:2]

    def change(work: Work) -> list[Reply]:
        row = accounts.account(work.session, number)
        if row is None:
            return [Reply(card=fault.stale())]
        person = colleague(desk, form.sender, row.section)
        if versioned and row.version != version:
            return [Reply(card=cards.changed_meanwhile(shown(desk, row)))]
        return effect(work, row, person)

    return await desk.once(form, change, subject(number))


def tell_offices(desk: Desk, work: Work, notice: Card, number: int) -> None:
    """Puts a notice into the outbox for each office of 7-(6), each in a thread of its own: none waits for another."""
    for office in desk.guideline.account_offices:
        work.post(desk.room(office), notice, subject(number), f"account:{number}:{office}")


def look(session: Session, desk: Desk, form: FormSent, number: int) -> tuple[Account, Person] | None:
    """An account and who asks for it; None where there is no such account. Raises Refused."""
    row = session.get(Account, number)
    if row is None:
        return None
    person = listed(desk, form.sender)
    may_see(desk, person, row)
    return row, person
