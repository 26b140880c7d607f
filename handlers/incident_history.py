"""The history of a case: read, made into files, and added to by what is said and shown in its threads."""

import base64
import hashlib
import unicodedata
from collections.abc import Sequence

from sqlalchemy.orm import Session

from cards import incident as incident_cards
from cards import incident_case as cards
from cards.incident import WHAT_MAX
from cards.incident_case import Line
from cards.model import File, Place, Reply
from guideline import incident
from handlers import incident_view as view
from handlers.desk import Desk, Work
from handlers.events import Attached, FormSent, Said
from handlers.incident import number_of
from handlers.incident_case import seen
from storage import incidents, members, payloads
from storage.incident_tables import Incident, IncidentEntry

INTERNAL = "内部"
"""A reply in a case's thread that begins with this word stays in that room and is not recorded."""
NAME_MAX = 100
FILES_KEPT_DAYS = 30.0
"""How long an exported history can be fetched; it can be made anew at any time."""


async def timeline(desk: Desk, form: FormSent) -> list[Reply]:
    """The history, and what is still open."""
    number = number_of(form.value)

    def look(work: Work) -> list[Reply]:
        case = seen(desk, work, number)
        card = cards.timeline(number, lines_of(work.session, case), open_of(work.session, case), case.drill)
        return [Reply(card=card)]

    return await desk.once(form, look, view.subject(number))


async def export(desk: Desk, form: FormSent) -> list[Reply]:
    """The history as CSV and .docx, for whoever may see the case."""
    number = number_of(form.value)

    def make(work: Work) -> list[Reply]:
        case = seen(desk, work, number)
        facts = incident_cards.facts_pairs(desk.incidents, view.facts_of(work.session, case), number, case.state)
        lines = lines_of(work.session, case)
        made = {
            "csv": cards.as_csv(lines).encode(),
            "docx": cards.as_docx(number, facts, lines, work.at, case.drill),
        }
        body = {key: base64.b64encode(data).decode() for key, data in made.items()}
        kept = work.keep("file", view.subject(number), body, FILES_KEPT_DAYS)
        work.log("incident exported", kept.digest, incident=number)
        files = [File(name=f"届出{number}の経過.{key}", payload=kept.id, key=key) for key in made]
        return [Reply(card=cards.exported(number, files, case.drill))]

    return await desk.once(form, make, view.subject(number))


def open_of(session: Session, case: Incident) -> tuple[str, ...]:
    """What is not done yet."""
    notices = incidents.notices(session, case.id or 0)
    progress = incident.Progress(
        case.kind, case.personal_data, case.state, tuple(one.told_at is not None for one in notices),
        tuple(one.acknowledged_at is not None for one in notices),
        any(entry.kind == "decision" for entry in incidents.entries(session, case.id or 0)),
    )  # fmt: skip
    return incident.still_open(progress, [one.office for one in notices])


def lines_of(session: Session, case: Incident) -> list[Line]:
    """The history of a case, oldest first: what people did, deliveries as confirmed, order exceptions, reminders."""
    lines = [_line(session, entry) for entry in incidents.entries(session, case.id or 0)]
    notices = incidents.notices(session, case.id or 0)
    for notice in notices:
        told = incidents.told(session, notice.outbox_id)
        if notice.told_at:
            ahead = view.exception(told.out_of_order, [one.office for one in notices])
            how = "" if told.way == 0 else f"（{told.way + 1}番目の方法）"
            lines.append(
                Line(notice.told_at, f"{notice.office}に到達{how}" + (f"　順序例外：{ahead}" if ahead else ""))
            )
        names = {
            "reminder": "に督促",
            "deputies": "の代理者に連絡",
            "mail": "にメール",
            "operator": "に届かず、運用担当に連絡",
        }
        for step in incidents.reminders(session, notice.id or 0):
            if step.step in names:
                lines.append(Line(step.at, f"{notice.office}{names[step.step]}"))
    return sorted(lines, key=lambda line: line.at)


def _line(session: Session, entry: IncidentEntry) -> Line:
    body = payloads.body_of(session, entry.payload_id) or {}
    text, person = str(body.get("text", "")), str(body.get("person", ""))
    match entry.kind:
        case "reported":
            told = "訓練として届出" if entry.value else "届出"
        case "acknowledged":
            told = f"{entry.value}が受領"
        case "state":
            told = f"状態：{entry.value}"
        case "merged":
            told = f"届出 {entry.value} を統合"
        case "assignment":
            told = f"担当：{person} {text}".strip()
        case "decision":
            told = f"削除・非公開の判断：{text}（判断した人：{person}）"
        case "evidence":
            told = f"画像・ファイル：{text}".strip()
        case _:
            told = text or "（本文は保存期間を過ぎました）"
    return Line(entry.at, told, members.member(session, entry.member_id).name if entry.member_id else "")


async def said_in_thread(desk: Desk, said: Said) -> list[Reply] | None:
    """What is said or shown under a case's card is recorded and goes to the other threads; None if it stands elsewhere.

    The cards are the offices' notices and the reporter's own.
    """
    place, text = said.place, said.text.strip()[:WHAT_MAX]

    def is_ours(session: Session) -> bool:
        return incidents.case_under(session, place.platform, place.channel, place.thread) is not None

    if not (text or said.files) or not await desk.database.read(is_ours):
        return None
    desk.only_staff(said.sender)
    if text.startswith(INTERNAL):
        return []

    def keep(work: Work) -> list[Reply]:
        found = incidents.case_under(work.session, place.platform, place.channel, place.thread)
        if found is None:
            return []
        case, position = found
        if text:
            _note(desk, work, case, text)
        files = _evidence(desk, work, case, said.files)
        if text or files:
            _relay(desk, work, case, position, text, files)
        faults = [f"{one.name}（{one.fault or '読めません'}）" for one in said.files if one.data is None]
        return [Reply(card=cards.not_kept(faults), where="channel")] if faults else []

    return await desk.once(said, keep)


def _note(desk: Desk, work: Work, case: Incident, text: str) -> None:
    number, days = case.id or 0, desk.organisation().retention.incidents
    kept = work.keep("incident", view.subject(number), {"text": text, "person": ""}, days)
    incidents.enter(work.session, number, "note", work.at, member=work.member, payload=kept.id)
    work.log("incident note", kept.digest, incident=number)


def _evidence(desk: Desk, work: Work, case: Incident, files: Sequence[Attached]) -> list[File]:
    """Keeps pictures and files with the case, each with its hash in the history."""
    number, days, kept_files = case.id or 0, desk.organisation().retention.incidents, []
    for one in files:
        if one.data is None:
            continue
        name = _name(one.name)
        body = work.keep("file", view.subject(number), {"file": base64.b64encode(one.data).decode()}, days)
        told = {"text": f"{name}（SHA-256 {hashlib.sha256(one.data).hexdigest()}）", "person": "", "file": body.id}
        kept = work.keep("incident", view.subject(number), told, days)
        incidents.enter(work.session, number, "evidence", work.at, member=work.member, payload=kept.id)
        work.log("incident evidence", body.digest, incident=number)
        kept_files.append(File(name=name, payload=body.id, key="file"))
    return kept_files


def _name(name: str) -> str:
    """A file's name without what no card and no file system can hold, its ending kept."""
    plain = "".join(c for c in name if unicodedata.category(c)[0] != "C" and c not in "/\\").strip() or "file"
    stem, dot, ending = plain.rpartition(".")
    if len(plain) <= NAME_MAX:
        return plain
    return f"{stem[: NAME_MAX - 9]}{dot}{ending[:8]}" if dot else plain[:NAME_MAX]


def _relay(desk: Desk, work: Work, case: Incident, position: int | None, text: str, files: Sequence[File]) -> None:
    """To the threads of the other offices; `position` is where it was said, None under the reporter's card."""
    number = case.id or 0
    notices = incidents.notices(work.session, number)
    office = next((one.office for one in notices if one.position == position), "届け出た人")
    card = cards.relayed(number, f"{office} {desk.name(work.event.sender)}", text, files, case.drill)
    for other in notices:
        told = incidents.told(work.session, other.outbox_id)
        if other.position == position or told.at is None:
            continue
        place = Place.model_validate(told.place)
        if not place.private:
            under = place.model_copy(update={"channel": told.channel, "thread": told.message})
            work.post(under, card, view.subject(number))
