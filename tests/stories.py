"""Conversations of every feature, as people have them, in an order in which they can be played one after the other."""

from uuid import uuid4

from sqlalchemy import select

from cards.check import FACT
from cards.model import Place
from handlers import router
from handlers.events import FormSent, Sender
from storage import accounts
from storage.check_tables import DraftCheck
from storage.tables import Question
from tests import (
    policy_steps,
    test_asking,
    test_checking,
    test_committee_room,
    test_emergency,
    test_evaluating,
    test_incident,
    test_policy,
    test_procedures,
    test_register,
)
from tests.doors import House
from tests.presses import Story, succeeded


async def submitted(town: House) -> None:
    """Everybody is known, and an application is submitted."""
    await test_policy.greet(town, *test_policy.MEMBERS, "mori", "ueda")
    await policy_steps.begin(town.chat, "yamamoto")
    await policy_steps.write_all(town.chat, "yamamoto")
    for who, action, value, inputs in (
        ("tanaka", "policy.contents", "1", {}), ("tanaka", "policy.jump", "1", {"field": "2"}),
        ("tanaka", "submission.ask", "1", {}), ("tanaka", "policy.home", "", {}),
    ):  # fmt: skip
        await pressed(town, who, action, value, **inputs)
    await policy_steps.submit(town.chat, "yamamoto")
    await pressed(town, "tanaka", "submission.text", "1")


async def with_account(town: House) -> None:
    """An account of 観光振興課 is in the register."""
    row, at = test_register.RUNNING, test_register.NOW
    await town.program.database.write(lambda session: accounts.add(session, row, at).id)


async def looked_around(town: House) -> None:
    """What everybody may look at."""
    await town.chat.say("tanaka", "条文の言葉で、誹謗中傷の禁止を教えて")
    await town.chat.sees("tanaka", "誹謗中傷すること。")
    asked = await town.program.database.read(lambda session: session.execute(select(Question)).scalars().one().id)
    await pressed(town, "tanaka", "ask.choose", f"{asked}:5-(2)")
    for action, inputs in (
        ("clause.browse", {}), ("clause.section", {"section": "5"}), ("home.help", {}), ("home.open", {}),
        ("register.home", {}), ("register.ours", {}), ("register.ask", {"name": "kanko"}), ("home.more", {}),
        ("incident.shortcut", {"text": "炎上しています"}),
    ):  # fmt: skip
        await pressed(town, "tanaka", action, "", **inputs)


async def answered_asks(town: House) -> None:
    """A draft's author says what it is, and answers what was asked."""
    await town.chat.check("tanaka", "花火大会の会場を変更しました。写真を添えます。")
    await town.chat.press("tanaka", "職務として")
    await town.chat.sees("tanaka", "職務")
    row = await town.program.database.read(lambda session: session.execute(select(DraftCheck)).scalars().one())
    await pressed(town, "tanaka", "check.answer", row.id)
    await pressed(town, "tanaka", "review.content", f"{row.id}:{FACT}")


async def reviewed(town: House) -> None:
    """A colleague opens what they were asked."""
    await test_procedures.met(town, "sato")
    await test_procedures.filled(town, test_procedures.CLEAN)
    await town.chat.press("tanaka", "手続に進む")
    await test_procedures.ask_colleague(town)
    await town.chat.sees("sato", "投稿内容の確認のお願い")
    await pressed(town, "sato", "review.show", "1")


async def after_the_meeting(town: House) -> None:
    """A round that is opened and withdrawn."""
    await pressed(town, "okada", "committee.show", "")
    await pressed(town, "okada", "committee.open", "", number="1")
    await pressed(town, "yamamoto", "policy.withdraw", "1", nonce="w")


async def urgent(town: House) -> None:
    """The fields that the committee asked for, the account that was allowed."""
    await pressed(town, "yamamoto", "emergency.fields", "1")


async def opened_account(town: House) -> None:
    """The account's card."""
    await pressed(town, "yamamoto", "account.open", "1")


async def after_the_chain(town: House) -> None:
    """The course, and the end."""
    await pressed(town, "okada", "violation.course", "1")
    await pressed(town, "okada", "violation.close", "1", nonce="c")


async def measured(town: House) -> None:
    """What is shown of evaluations: to the account's people, and to the office that looks after all."""
    await pressed(town, "tanaka", "evaluation.home", "")
    await pressed(town, "tanaka", "evaluation.choose", "given")
    await pressed(town, "tanaka", "evaluation.chosen", "given", due="1")
    await pressed(town, "tanaka", "course.show", "1")
    await pressed(town, "tanaka", "course.report", "1", nonce="r")
    await pressed(town, "tanaka", "home.go", "account:1")
    for action, value in (("standing.show", "late:0"), ("standing.file", "late"), ("statistics.show", "this"),
                          ("statistics.file", "this")):  # fmt: skip
        await pressed(town, "mori", action, value)


async def pressed(town: House, who: str, action: str, value: str, nonce: str = "", **inputs: str) -> None:
    """A press in somebody's own conversation, which must have its effect."""
    place = Place(platform="web", team="playground", channel=f"bot:{who}", direct=True)
    event = FormSent(
        uuid4().hex, Sender("web", "playground", who, who), place, frozenset(("private", "replace", "dialog")),
        action=action, value=value, press=nonce, inputs=inputs,
    )  # fmt: skip
    replies = await router.answer(town.program.desk, event)
    assert succeeded(replies), (action, [reply.card.lines() for reply in replies])


STORIES: tuple[tuple[Story, ...], ...] = (
    (looked_around,),
    (test_asking.test_thumbs_down_asks_which_clause_it_was,),
    (test_asking.test_thumbs_up_is_kept_for_the_clause_and_not_for_the_person,),
    (test_asking.test_an_answer_in_a_room_is_private_until_it_is_shared,),
    (test_asking.test_neighbours_are_one_press_away,),
    (test_asking.passed_on,),
    (answered_asks,),
    (test_checking.test_a_draft_is_checked_at_once_and_the_rest_is_asked_by_buttons,),
    (test_checking.test_a_draft_is_rewritten_in_place_and_the_difference_shown,),
    (test_checking.test_a_finding_is_answered_with_a_reason_that_later_readers_see,),
    (test_checking.test_a_message_is_checked_from_its_menu,),
    (test_procedures.confirmed_and_posted,),
    (test_procedures.test_an_official_view_goes_up_the_steps,),
    (test_procedures.test_a_decider_returns_a_draft_with_a_comment,),
    (test_procedures.test_asking_a_superior_puts_the_draft_on_hold,),
    (test_procedures.test_a_correction_says_what_was_corrected,),
    (test_procedures.test_a_dropped_draft_leaves_no_words,),
    (reviewed,),
    (test_procedures.test_a_long_draft_leaves_nothing_with_a_colleague,),
    (test_policy.whole_way, opened_account),
    (test_policy.test_a_message_meanwhile_is_asked_about_and_moves_nothing,),
    (test_policy.test_back_leave_and_take_up_again,),
    (submitted, test_committee_room.test_returned_comments_stand_at_the_fields_and_the_next_round_shows_what_changed),
    (submitted, test_committee_room.test_a_meetings_decision_is_recorded_by_the_secretariat_only),
    (submitted, test_committee_room.test_a_rejection_reaches_the_applicant_with_its_reason),
    (submitted, after_the_meeting),
    (test_emergency.test_what_the_committee_asks_for_is_reminded_of_on_its_day,),
    (test_emergency.test_urgency_is_refused_with_its_reason,),
    (with_account, test_register.test_a_handover_needs_its_whole_checklist),
    (with_account, test_register.test_suspending_and_closing),
    (with_account, test_register.test_the_register_is_open_to_the_unit_and_the_offices),
    (with_account, test_register.test_a_change_goes_through_the_committee_with_the_difference),
    (test_evaluating.test_the_promised_indicators_are_asked_on_time_and_the_course_is_shown, measured),
    (test_evaluating.test_it_is_put_off_once_with_a_reason,),
    (test_evaluating.test_april_asks_three_questions_and_each_answer_has_its_follow_up,),
    (test_evaluating.test_a_quiet_account_is_asked_about_once,),
    (test_incident.reported_and_acknowledged,),
    (test_incident.test_the_record_the_decision_and_the_history,),
    (test_incident.test_a_report_can_be_withdrawn_by_who_made_it,),
    (test_incident.test_notices_are_drafted_from_templates,),
    (test_incident.test_first_steps_quote_the_clauses_whole,),
    (test_incident.test_a_violation_goes_up_the_chain, after_the_chain),
)
