"""The pre-post check: from the first paste to a draft without open findings. What follows is in `review`."""

import codecs
import secrets
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from cards import check as cards
from cards import fault
from cards.model import Card, Reply
from guideline.finding import Ask, Context
from guideline.picture import read_picture
from guideline.rules.base import CHOICES
from handlers.checking import Seen, Shown, begin, change, errors, finish, mine, moved_lines, parts_of, view
from handlers.desk import Desk, Work
from handlers.draft import Dismissed, Draft, Outcome
from handlers.events import Attached, Event, FormSent, Said, clean
from storage import checks
from storage.check_tables import DraftCheck

CONTEXT = frozenset(one.name for one in fields(Context))


async def word(desk: Desk, said: Said, words: str) -> list[Reply]:
    """「チェック」 and `/snscheck`: with words or files at once, without them the form."""
    if said.files:
        return await files(desk, said, words)
    if words.strip():
        return await begin(desk, said, Draft(words.strip()))
    return await _form(desk, said)


async def _form(desk: Desk, event: Event) -> list[Reply]:
    card = cards.form(secrets.token_hex(8))
    reply = Reply(card=card, where="dialog", reopen=cards.open_button())
    return await desk.once(event, lambda work: [reply])


async def form(desk: Desk, form: FormSent) -> list[Reply]:
    """The button 「投稿前チェック」."""
    return [Reply(card=cards.form(secrets.token_hex(8)), where="dialog")]


async def message(desk: Desk, form: FormSent) -> list[Reply]:
    """The shortcut on any message: its text is the draft."""
    return await _taken(desk, form, form.inputs.get("text", ""), form.files)


async def files(desk: Desk, said: Said, words: str) -> list[Reply]:
    """A draft as a text file, or pictures beside a draft."""
    return await _taken(desk, said, words, said.files)


async def _taken(desk: Desk, event: Event, words: str, attached: tuple[Attached, ...]) -> list[Reply]:
    texts, pictures = [words.strip()] if words.strip() else [], []
    for file in attached:
        if file.data is None:
            return await desk.say(event, cards.bad_file(file.name, file.fault))
        if (text := _text_in(file)) is not None:
            texts.append(clean(text).strip())
        else:
            pictures.append(read_picture(file.data))
    return await begin(desk, event, Draft("\n".join(texts), pictures=tuple(pictures)))


def _text_in(file: Attached) -> str | None:
    """The words of a text file, None for anything else."""
    if not file.name.lower().endswith((".txt", ".md", ".text", ".csv")):
        return None
    data = file.data or b""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


async def send(desk: Desk, form: FormSent) -> list[Reply]:
    """The form was filled."""
    draft = Draft(form.inputs.get("text", "").strip(), form.inputs.get("account", "").strip()[:100])
    draft = draft.said(**context_of(form.inputs))
    told = Context(**draft.context)
    if not draft.text or len(draft.text) > cards.TEXT_LIMIT:
        why = (
            f"{cards.TEXT_LIMIT:,}字までです（いまは{len(draft.text):,}字）。"
            if draft.text
            else "下書きを入れてください。"
        )
        again = cards.form(form.press, draft.text, draft.account, told)
        return errors(form, again, [("text", why)])
    if told.capacity is None:
        return errors(
            form, cards.form(form.press, draft.text, draft.account, told), [("capacity", "どちらかを選んでください。")]
        )
    return await begin(desk, form, draft)


def context_of(inputs: Mapping[str, str]) -> dict[str, Any]:
    """The form's choices as fields of `Context`. What was not marked was looked at, so it is no."""
    chosen = set(inputs.get("conditions", "").split("\n"))
    capacity = {cards.DUTY: "職務", cards.PRIVATE: "個人"}.get(inputs.get("capacity", ""))
    content = {cards.FACT: "事実の告知", cards.JUDGEMENT: "組織判断"}.get(inputs.get("content", ""))
    return {
        "capacity": capacity,
        "content_type": content if capacity == "職務" else None,
        "disclosed_affiliation": cards.DISCLOSED in chosen,
        "working_hours": cards.HOURS in chosen,
        "city_device": cards.DEVICE in chosen,
        "author": "職員以外" if cards.OUTSIDER in chosen else "職員",
    }


async def open_draft(desk: Desk, form: FormSent) -> list[Reply]:
    """A draft of one's own, as it is now."""
    found = await mine(desk, form, form.value)
    if isinstance(found, list):
        return found
    return await _show(desk, form, found)


async def _show(desk: Desk, form: FormSent, found: Seen) -> list[Reply]:
    card = cards.result(desk.guideline, view(found.row, found.outcome))
    return await desk.say(form, card, checks.subject(found.row.id))


async def capacity(desk: Desk, form: FormSent) -> list[Reply]:
    """職務 or 個人, chosen by a button."""
    check_id, chosen = parts_of(form.value)
    told = {cards.DUTY: "職務", cards.PRIVATE: "個人"}.get(chosen)
    if told is None:
        return await desk.say(form, fault.stale())
    return await change(
        desk, form, check_id, lambda seen: seen.draft.said(capacity=told), _shown(desk), "draft answered"
    )  # fmt: skip


async def answer(desk: Desk, form: FormSent) -> list[Reply]:
    """What the text cannot show."""

    def act(seen: Seen) -> Draft:
        draft = seen.draft
        for ask in seen.outcome.checked.asks:
            chosen = form.inputs.get(cards.ask_id(ask), "")
            if chosen in {one.value for one in ask.answers}:
                draft = answered(draft, ask, chosen)
        return draft

    return await change(desk, form, form.value, act, _shown(desk), "draft answered")


def answered(draft: Draft, ask: Ask, chosen: str) -> Draft:
    """The draft with one more answer; one that is itself a field of the context goes there, where cards read it."""
    if ask.id in CONTEXT and any(chosen == one for one in CHOICES.get(ask.id, ())):
        return draft.said(**{ask.id: chosen})
    return replace(draft, answers={**draft.answers, ask.id: chosen})


async def edit(desk: Desk, form: FormSent) -> list[Reply]:
    """The draft in a form, to be rewritten."""
    found = await mine(desk, form, form.value)
    if isinstance(found, list):
        return found
    return [Reply(card=cards.edit_form(view(found.row, found.outcome)), where="dialog")]


async def rewrite(desk: Desk, form: FormSent) -> list[Reply]:
    """The rewritten draft, checked again, with what changed."""
    text = form.inputs.get("text", "").strip()

    def act(seen: Seen) -> Draft | list[Reply]:
        if not text or len(text) > cards.TEXT_LIMIT:
            why = f"{cards.TEXT_LIMIT:,}字までです（いまは{len(text):,}字）。" if text else "下書きを入れてください。"
            return errors(form, cards.edit_form(view(seen.row, seen.outcome)), [("text", why)])
        return replace(seen.draft, text=text)

    def show(before: Seen, after: Outcome, row: DraftCheck) -> Card:
        return cards.result(desk.guideline, view(row, after), moved_lines(before.outcome, after))

    return await change(desk, form, form.value, act, show, "draft rewritten")


async def dismiss(desk: Desk, form: FormSent) -> list[Reply]:
    """Which finding does not apply."""
    found = await mine(desk, form, form.value)
    if isinstance(found, list):
        return found
    if not found.outcome.open:
        return await _show(desk, form, found)
    return [Reply(card=_dismiss_form(desk, found), where="dialog")]


def _dismiss_form(desk: Desk, seen: Seen) -> Card:
    raised = {one.clause for one in seen.outcome.open}
    exceptions = [(one.clause, one.words) for one in desk.guideline.exemptions if one.clause in raised]
    return cards.dismiss_form(desk.guideline, view(seen.row, seen.outcome), exceptions)


async def dismissed(desk: Desk, form: FormSent) -> list[Reply]:
    """A finding answered with a reason, or with an exception that its clause makes."""
    reason, kind = form.inputs.get("reason", "").strip(), form.inputs.get("kind", "not")

    def act(seen: Seen) -> Draft | list[Reply]:
        shown = view(seen.row, seen.outcome)
        chosen = {cards.finding_value(shown, one): one for one in seen.outcome.open}
        finding = chosen.get(form.inputs.get("finding", ""))
        exception = kind.removeprefix("exception:") if kind.startswith("exception:") else ""
        words = {one.clause: one.words for one in desk.guideline.exemptions}.get(exception, "")
        if finding is None:
            return errors(
                form,
                _dismiss_form(desk, seen),
                [("finding", "指摘を選んでください（書き直しで変わったときは、選び直してください）。")],
            )
        if not reason or len(reason) > 300:
            return errors(form, _dismiss_form(desk, seen), [("reason", "理由を300字までで書いてください。")])
        if exception and exception != finding.clause:
            return errors(
                form, _dismiss_form(desk, seen), [("kind", f"{exception} の例外は、ほかの条文の指摘には使えません。")]
            )
        one = Dismissed(
            finding.rule, finding.clause or "", seen.outcome.excerpt(finding), reason,
            f"{words}：{reason}" if words else "",
        )  # fmt: skip
        return replace(seen.draft, dismissed=(*seen.draft.dismissed, one))

    return await change(desk, form, form.value, act, _shown(desk), "finding answered")


async def drop(desk: Desk, form: FormSent) -> list[Reply]:
    """The author is done, or gives up; nothing of the text stays."""
    found = await mine(desk, form, form.value)
    if isinstance(found, list):
        return found

    def keep(work: Work) -> list[Reply]:
        row = checks.find(work.session, form.value)
        if row is not None and row.state not in checks.OVER:
            finish(work, row, "dropped", "書いた人が取り下げました")
            work.log("draft dropped", check=row.id)
        return [Reply(card=cards.dropped(), where="replace")]

    return await desk.once(form, keep)


def _shown(desk: Desk) -> Shown:
    def show(_before: Seen, after: Outcome, row: DraftCheck) -> Card:
        return cards.result(desk.guideline, view(row, after))

    return show
