"""What the conversations about an application share: who somebody is in it, and how it stands."""

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from cards.model import Card, Place
from cards.policy import Head
from guideline import committee as rules
from guideline import policy
from guideline.organisation import Organisation, Person
from guideline.policy import Form
from handlers import reach
from handlers.desk import Desk, Refused, Work
from handlers.events import Event, Sender
from storage import applications
from storage.applications import Saved
from storage.payloads import body_of
from storage.policy_tables import Application, Decision

DAY = "%Y年%-m月%-d日"


def subject(number: int) -> str:
    """Under which an application's texts are kept and blanked together."""
    return f"application:{number}"


def form_of(desk: Desk) -> Form:
    """The city's form. Raises Refused where it has none."""
    if desk.form is None:
        raise Refused(f"利用方針の様式が用意されていません。{desk.guideline.question_office}へお問い合わせください。")
    return desk.form


def head(row: Application) -> Head:
    """What cards say of an application."""
    return Head(row.id or 0, row.kind, row.section, row.medium, row.state, row.round)


def listed(desk: Desk, sender: Sender) -> Person:
    """The listed person behind a sender. Raises Refused for others: the unlisted have no role."""
    person = desk.person(sender)
    if person is None:
        raise Refused(
            f"組織の名簿に登録されている職員が行える操作です。{desk.guideline.question_office}へお問い合わせください。"
        )
    return person


def name(organisation: Organisation, person: str) -> str:
    """A person's name, or their id where they have left the file."""
    found = organisation.people.get(person)
    return found.name if found else f"{person}（名簿にありません）"


def sections(desk: Desk, person: Person) -> tuple[str, ...]:
    """The units for which somebody may prepare applications today."""
    return rules.sections_of(desk.organisation(), person.id, desk.today())


def colleague(desk: Desk, sender: Sender, section: str) -> Person:
    """A person of a unit. Raises Refused for others."""
    person = listed(desk, sender)
    if section not in sections(desk, person):
        raise Refused(f"この申請を扱えるのは、{section}の職員と、その所属長・職務代理です。")
    return person


def applicant(desk: Desk, sender: Sender, section: str) -> tuple[Person, bool]:
    """Who may submit for a unit, and whether as 職務代理. Raises Refused with the clause for others."""
    person, unit = listed(desk, sender), desk.organisation().units.get(section)
    if unit is None or person.id not in rules.heads(unit, desk.today()):
        wanted = f"申請できるのは、{section}の{desk.guideline.names.head}か、その職務代理です。"
        raise Refused(wanted, form_of(desk).clauses.applicant)
    return person, person.id != unit.head


def answers_of(session: Session, number: int) -> tuple[dict[str, Saved], dict[str, str]]:
    """The fields as saved, and all their parts."""
    fields = applications.saved(session, number)
    return fields, applications.answers(fields)


def problems(desk: Desk, field: policy.Field, answers: policy.Answers) -> tuple[policy.Problem, ...]:
    """What is wrong with a field now."""
    return policy.problems(form_of(desk), field, answers, desk.organisation())


def decision_body(session: Session, row: Decision | None) -> dict[str, object]:
    """What was said with a decision; {} where there is none or it was blanked."""
    return body_of(session, row.payload_id) or {} if row else {}


def to_asker(event: Event) -> Place:
    """The private place of whoever acted."""
    return event.place.model_copy(update={"private": True, "user": event.sender.user})


def own_place(event: Event) -> Place:
    """Whoever acted, in their direct conversation with the bot."""
    if event.place.direct:
        return to_asker(event)
    sender = event.sender
    return Place(platform=sender.platform, team=sender.team, user=sender.user, private=True)


def post_to(desk: Desk, work: Work, person: str, card: Card, number: int, thread: str = "") -> int | None:
    """Posts a card to a person through the outbox; None where they cannot be reached."""
    place = reach.place_of(work.session, desk, person, work.event.place)
    return None if place is None else work.post(place, card, subject(number), thread)


def numbers(value: str) -> tuple[int, ...]:
    """The numbers of a button's value such as "12:4"; 0 for what is no number."""
    pieces = value.split(":")
    return tuple(int(one) if one.isascii() and one.isdigit() and len(one) < 10 else 0 for one in pieces)


@dataclass(frozen=True)
class At:
    """A button's value: an application, and a field of it ("" for the one it stands at)."""

    number: int
    field: str = ""
    rest: tuple[str, ...] = ()

    @classmethod
    def read(cls, value: str) -> "At":
        """From "12:4:…"; number 0 for what was made up."""
        number, _, rest = value.partition(":")
        field, *others = rest.split(":") if rest else [""]
        return cls(numbers(number)[0], field, tuple(others))


def japanese(day: date | None) -> str:
    """A day as it is written, "" for none."""
    return day.strftime(DAY) if day else ""


def nonce() -> str:
    """A new nonce."""
    return secrets.token_hex(8)
