"""What was submitted, as the committee and the unit read it, with its documents and what changed."""

from sqlalchemy.orm import Session

from cards import emergency
from cards import policy_review as cards
from cards.model import Card, File
from guideline import committee as rules
from guideline import policy
from handlers.application import form_of, head, name
from handlers.desk import Desk
from storage import accounts, applications
from storage.payloads import body_of
from storage.policy_tables import Account, Application

POLICY, REQUEST = "利用方針.docx", "利用承認申請書.docx"


def baseline(session: Session, row: Application) -> dict[str, str]:
    """What the next version is compared with: the round before, or what is in force for the account."""
    if row.round:
        return applications.submitted_answers(session, row.id or 0, row.round)
    return approved_answers(session, row.account_id)


def approved_answers(session: Session, account: int | None) -> dict[str, str]:
    """The answers of the 利用方針 in force for an account; {} where there is none."""
    found = accounts.account(session, account) if account else None
    return answers_in_force(session, found) if found else {}


def answers_in_force(session: Session, account: Account) -> dict[str, str]:
    """The same, of a row that is at hand already; nothing is locked."""
    source = applications.look(session, account.application_id) if account.application_id else None
    return applications.submitted_answers(session, source.id or 0, source.round) if source else {}


def files_of(payload: int | None) -> tuple[File, ...]:
    """The documents kept in a payload."""
    if payload is None:
        return ()
    return tuple(File(name=name, payload=payload, key=key) for key, name in (("policy", POLICY), ("request", REQUEST)))


def content_of(desk: Desk, session: Session, row: Application) -> Card:
    """The whole of the round submitted last."""
    number = row.id or 0
    frozen = applications.submission(session, number, row.round)
    answers = applications.submitted_answers(session, number, row.round)
    before = applications.submitted_answers(session, number, row.round - 1)
    before = before or (approved_answers(session, row.account_id) if row.state == rules.IN_REVIEW else {})
    differing = policy.differences(form_of(desk), before, answers) if before else ()
    about, files = list[tuple[str, str]](), tuple[File, ...]()
    if frozen:
        deputy = "（職務代理）" if frozen.as_deputy else ""
        by = name(desk.organisation(), frozen.person)
        about = [("提出者", f"{by}{deputy}"), ("版", f"第{frozen.round}版"), ("ハッシュ", frozen.hash[:16])]
        files = files_of(frozen.file_payload)
    if row.kind == "緊急":
        about = [
            ("申し出た人", name(desk.organisation(), row.submitted_by) + ("（職務代理）" if row.as_deputy else ""))
        ]
        return emergency.content(head(row), about, reason_of(session, row))
    return cards.content(
        form_of(desk), desk.guideline, head(row), answers, about, files, differing, reason_of(session, row)
    )


def reason_of(session: Session, row: Application) -> str:
    """Why it is urgent, or what is changed."""
    return str((body_of(session, row.reason_payload) or {}).get("text", ""))
