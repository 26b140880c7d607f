"""Which conversation answers an event: one literal table each for words and for buttons.

Everything here is for 職員 only (clause 3), checked before any conversation begins.
"""

import re
import unicodedata
from collections.abc import Awaitable, Callable, Mapping

from cards import fault
from cards.model import INPUT_MAX, NONCE_MAX, VALUE_MAX, Reply
from handlers import (
    accounts,
    ask,
    check,
    clause,
    committee,
    committee_room,
    course,
    emergency,
    evaluation,
    evaluation_answers,
    home,
    home_go,
    incident,
    incident_case,
    incident_history,
    policy,
    policy_meanwhile,
    policy_review,
    posted,
    procedure,
    register,
    review,
    standing,
    statistics,
    ticket,
    violation,
    violation_chain,
)  # fmt: skip
from handlers.desk import Desk, Refused
from handlers.events import Event, FormSent, HomeOpened, Installed, Said

Words = Callable[[Desk, Said, str], Awaitable[list[Reply]]]
Press = Callable[[Desk, FormSent], Awaitable[list[Reply]]]
Listen = Callable[[Desk, Said], Awaitable[list[Reply] | None]]

WORDS: Mapping[str, Words] = {
    "質問": ask.question,
    "条文": clause.word,
    "統計": statistics.word,
    "チェック": check.word,
    "依頼": review.waiting,
    "申請": policy.word,
    "台帳": register.word,
    "アカウント": register.ours_word,
    "届出": incident.word,
    "違反": violation.word,
    "効果測定": evaluation_answers.word,
    "ホーム": home.word,
    "ヘルプ": home.help_word,
}
"""First word of what was said → conversation. Anything else is a question."""

COMMANDS: Mapping[str, str] = {"/sns": "", "/snscheck": "チェック"}
"""Slash command → the word it stands for; "" reads the word from the command's text."""

PRESSES: Mapping[str, Press] = {
    "account.form": accounts.form,
    "account.notify": accounts.notify,
    "account.obtained": accounts.obtained,
    "account.open": accounts.open_,
    "account.publish": accounts.publish,
    "account.published": accounts.published,
    "account.texts": accounts.texts,
    "ask.choose": ask.choose,
    "ask.share": ask.share,
    "ask.good": ask.good,
    "ask.bad": ask.bad,
    "ask.better": ask.better,
    "check.form": check.form,
    "check.message": check.message,
    "check.send": check.send,
    "check.open": check.open_draft,
    "check.capacity": check.capacity,
    "check.answer": check.answer,
    "check.edit": check.edit,
    "check.rewrite": check.rewrite,
    "check.dismiss": check.dismiss,
    "check.dismissed": check.dismissed,
    "check.drop": check.drop,
    "review.procedure": procedure.procedure,
    "review.content": procedure.content,
    "review.colleagues": procedure.colleagues,
    "review.confirm": procedure.confirm,
    "review.alone": procedure.alone,
    "review.decide": procedure.decide,
    "review.consult": procedure.consult,
    "review.consulted": procedure.consulted,
    "review.agree": review.agree,
    "review.pass": review.pass_on,
    "review.doubt": review.doubt,
    "review.return": review.return_,
    "review.read": review.read,
    "review.show": review.show,
    "posted.form": posted.form,
    "posted.record": posted.record,
    "posted.correct": posted.correct,
    "posted.corrected": posted.corrected,
    "clause.browse": clause.browse,
    "clause.section": clause.section,
    "clause.open": clause.open_clause,
    "committee.approve": committee.approve,
    "committee.open": committee.open_,
    "committee.recognise": committee.recognise,
    "committee.record": committee_room.record,
    "committee.refuse": committee.refuse,
    "committee.reject": committee.reject,
    "committee.room": committee_room.room,
    "committee.send_back": committee.send_back,
    "committee.show": committee.show,
    "committee.vote_approve": committee.vote_approve,
    "committee.vote_recognise": committee.vote_recognise,
    "committee.vote_reject": committee.vote_reject,
    "committee.vote_return": committee.vote_return,
    "emergency.fields": emergency.fields,
    "emergency.form": emergency.form,
    "emergency.send": emergency.send,
    "evaluation.choose": evaluation_answers.choose,
    "evaluation.chosen": evaluation_answers.chosen,
    "evaluation.form": evaluation.form,
    "evaluation.home": evaluation_answers.home,
    "evaluation.save": evaluation.save,
    "evaluation.snooze": evaluation_answers.snooze,
    "evaluation.snoozed": evaluation_answers.snoozed,
    "evaluation.used": evaluation_answers.used,
    "evaluation.yearly": evaluation_answers.yearly,
    "evaluation.yearly_save": evaluation_answers.yearly_save,
    "course.report": course.report,
    "course.show": course.show,
    "standing.file": standing.file,
    "standing.show": standing.show,
    "statistics.file": statistics.file,
    "statistics.show": statistics.show,
    "home.go": home_go.go,
    "home.more": home.more,
    "home.open": home.pressed,
    "home.help": home.help_pressed,
    "policy.ask": policy_meanwhile.ask_,
    "policy.begin": policy.begin,
    "policy.contents": policy.contents,
    "policy.edit": policy.edit,
    "policy.home": policy.pressed,
    "policy.jump": policy.jump,
    "policy.leave": policy.leave,
    "policy.open": policy.open_,
    "policy.save": policy.save,
    "policy.start": policy.start,
    "policy.take": policy_meanwhile.take,
    "policy.withdraw": policy.withdraw,
    "register.amend": register.amend,
    "register.ask": register.ask,
    "register.change": register.change,
    "register.changed": register.changed,
    "register.choose": register.choose,
    "register.hand": register.hand,
    "register.handed": register.handed,
    "register.lists": register.lists,
    "register.open": register.open_,
    "register.ours": register.ours,
    "register.home": register.pressed,
    "submission.ask": policy_review.ask,
    "submission.show": policy_review.show,
    "submission.submit": policy_review.submit,
    "submission.text": policy_review.text,
    "incident.ack": incident_case.acknowledge,
    "incident.draft": incident_case.draft,
    "incident.drafts": incident_case.drafts,
    "incident.export": incident_history.export,
    "incident.form": incident.opened,
    "incident.record": incident_case.record_form,
    "incident.recorded": incident_case.recorded,
    "incident.send": incident.send,
    "incident.shortcut": incident.shortcut,
    "incident.steps": incident_case.steps,
    "incident.timeline": incident_history.timeline,
    "incident.withdraw": incident.withdraw,
    "ticket.form": ticket.form,
    "ticket.send": ticket.send,
    "ticket.reply": ticket.reply_form,
    "ticket.answer": ticket.answer,
    "ticket.close": ticket.close,
    "violation.authority": violation_chain.authority_form,
    "violation.close": violation_chain.close,
    "violation.course": violation_chain.course,
    "violation.form": violation.opened,
    "violation.forward": violation_chain.forward,
    "violation.send": violation.send,
    "violation.told": violation_chain.told,
    "violation.write": violation_chain.write,
    "violation.written": violation_chain.written,
}
"""Button → conversation."""

NONCE = re.compile(rf"[0-9A-Za-z_-]{{0,{NONCE_MAX}}}")
INPUTS_MOST = 100

THREADS: tuple[Listen, ...] = (ticket.said_in_thread, incident_history.said_in_thread)
"""Who may be meant by a reply in a thread, in this order; None: not that one."""


async def answer(desk: Desk, event: Event) -> list[Reply]:
    """The replies that go on the event's own response; a refusal is told, never raised."""
    try:
        return await converse(desk, event)
    except Refused as refusal:
        return await refused(desk, event, refusal)


async def refused(desk: Desk, event: Event, refusal: Refused) -> list[Reply]:
    """A refusal, told."""
    return await desk.say(event, fault.refused(refusal.reason, refusal.clause, desk.guideline))


async def converse(desk: Desk, event: Event) -> list[Reply]:
    """The replies of the conversation that an event belongs to. Raises Refused."""
    match event:
        case Said():
            return await _words(desk, event)
        case FormSent():
            desk.only_staff(event.sender)
            press = PRESSES.get(event.action)
            if press is None or not _is_ours(event):
                return await desk.say(event, fault.stale())
            if max(map(len, event.inputs.values()), default=0) > INPUT_MAX:
                raise Refused(f"1つの欄に入れられるのは{INPUT_MAX:,}字までです。短くして、もう一度お試しください。")
            return await press(desk, event)
        case HomeOpened():
            desk.only_staff(event.sender)
            return await home.opened(desk, event)
        case Installed():
            return await home.installed(desk, event)
        case _:
            raise TypeError(f"no conversation for {type(event).__name__}")


def _is_ours(press: FormSent) -> bool:
    """Whether a button of ours can have sent this; a conversation puts value and nonce back into the forms it draws."""
    return (
        len(press.value) <= VALUE_MAX and NONCE.fullmatch(press.press) is not None and len(press.inputs) <= INPUTS_MOST
    )


async def _words(desk: Desk, said: Said) -> list[Reply]:
    if said.place.thread:
        for listen in THREADS:
            if (replies := await listen(desk, said)) is not None:
                return replies
    if said.how == "thread":
        return []
    desk.only_staff(said.sender)
    word, rest = first_word(said.text)
    if said.command:
        word = COMMANDS.get(said.command) or word
        rest = rest if not COMMANDS.get(said.command) else said.text
    if said.files and word not in WORDS:
        return await check.files(desk, said, said.text)
    if word in WORDS:
        return await WORDS[word](desk, said, rest)
    if (asked_back := await policy_meanwhile.said_meanwhile(desk, said)) is not None:
        return asked_back
    return await ask.question(desk, said, said.text)


def first_word(text: str) -> tuple[str, str]:
    """The first word, in its plain width, and the rest: ("条文", "5-(1)")."""
    first, *rest = text.strip().split(maxsplit=1) or [""]
    return unicodedata.normalize("NFKC", first), rest[0].strip() if rest else ""
