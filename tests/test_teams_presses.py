"""Buttons and dialogs in Teams over real HTTP."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.teams import channel, personal
from tests.fakes.teams_town import QUESTION, Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """The demo organisation in a fake Teams."""
    async with open_town(tmp_path) as opened:
        yield opened


async def press(town: Town, verb: str, data: Any, **more: Any) -> Any:
    """An Action.Execute made by hand."""
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}}
    where = personal("tanaka")
    return await town.teams.deliver(
        town.teams.activity("invoke", "tanaka", where, name="adaptiveCard/action", value=value) | more
    )


async def test_a_button_that_no_longer_exists_says_so(town: Town) -> None:
    """Old cards stay in chats for years."""
    answer = await press(town, "no.such", {"snsbot": {"value": "1"}})
    assert answer["statusCode"] == 200
    assert "使えなくなっています" in await town.chat.sees("tanaka", "使えなくなっています")


@pytest.mark.parametrize("data", [None, "x", {"snsbot": 3}, {"snsbot": {"carry": "forged.0000", "value": {}}}])
async def test_forged_data_is_harmless(town: Town, data: Any) -> None:
    """What a client makes up leads to an ordinary answer."""
    assert (await press(town, "ask.good", data))["statusCode"] == 200
    await town.posted(personal("tanaka"), 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [("adaptiveCard/action", None), ("adaptiveCard/action", {"action": {"type": "Action.Http"}}), ("no/such", {})],
)
async def test_an_invoke_that_is_not_ours_is_an_error_with_a_status(town: Town, name: str, value: Any) -> None:
    """Anything else is answered, never left hanging."""
    invoke = town.teams.activity("invoke", "tanaka", personal("tanaka"), name=name, value=value)
    assert (await town.teams.post_to_bot(invoke))[0] in (400, 501)


async def test_a_dialog_opens_and_is_sent(town: Town) -> None:
    """👎 asks for the right clause in a dialog, and thanks in the chat."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.press("tanaka", "👎 違う")
    assert "本来の条文" in await town.chat.dialog("tanaka")
    await town.chat.fill("tanaka", {"本来の条文": "当てはまる条文はない"}, "記録する")
    assert await town.chat.dialog("tanaka") == ""
    await town.chat.sees("tanaka", "記録しました")


async def test_a_button_with_an_effect_works_once(town: Town) -> None:
    """Two presses of 👍, each an activity of its own, are one rating and one word of thanks."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.press("tanaka", "👍 役に立った")
    await town.chat.press("tanaka", "👍 役に立った")
    assert sum("評価を記録しました" in one for one in await town.posted(personal("tanaka"), 2)) == 1


async def test_a_choice_takes_the_place_of_its_card(town: Town) -> None:
    """The invoke's response replaces the card that was pressed: no second message."""
    await town.chat.say("tanaka", "条文 5-(1)")
    await town.chat.sees("tanaka", "5-(1)")
    await press(town, "ask.choose", {"snsbot": {"value": "none:5-(2)", "press": "n1"}})
    await town.posted(personal("tanaka"), 1)


async def submitted(town: Town, action: str, value: str) -> Any:
    """A task/submit made by hand from the dialog that 👎 opens: same seal, another action."""
    await town.chat.say("tanaka", QUESTION)
    await town.chat.sees("tanaka", "出典")
    await town.chat.press("tanaka", "👎 違う")
    data = town.chat.open_dialog("tanaka")["actions"][0]["data"]
    data["snsbot"] |= {"action": action, "value": value, "press": "p1"}
    where = personal("tanaka")
    return town.teams.activity("invoke", "tanaka", where, name="task/submit", value={"data": data})


async def test_a_dialog_can_change_the_card_that_opened_it(town: Town) -> None:
    """The card's message travels with the dialog; delivered again, the same is done again."""
    submit = await submitted(town, "ask.choose", "q:4-(1)")
    for _ in range(2):
        assert await town.teams.deliver(submit) is None
    (card,) = await town.posted(personal("tanaka"), 1)
    assert card.startswith("4-(1)")


async def test_a_card_that_cannot_be_changed_now_is_changed_later(town: Town) -> None:
    """With the connector away the change waits in the outbox."""
    submit = await submitted(town, "ask.choose", "q:4-(1)")
    town.teams.connector_down = True
    assert await town.teams.deliver(submit) is None
    town.teams.connector_down = False
    await town.chat.sees("tanaka", "4-(1)\n")
    await town.posted(personal("tanaka"), 1)


async def test_a_dialog_with_an_unknown_action_closes_and_says_so(town: Town) -> None:
    """An old dialog, sent after an update of ours."""
    assert await town.teams.deliver(await submitted(town, "no.such", "")) is None
    await town.chat.sees("tanaka", "使えなくなっています")


async def test_what_is_private_is_shown_in_the_dialog_that_was_asked_for(town: Town) -> None:
    """A dialog's button whose subject is gone opens a dialog that says so."""
    value = {"data": {"snsbot": {"action": "ask.bad", "value": "gone:99"}, "msteams": {"type": "task/fetch"}}}
    fetch = town.teams.activity("invoke", "tanaka", personal("tanaka"), name="task/fetch", value=value)
    task = (await town.teams.deliver(fetch))["task"]
    assert (task["type"], task["value"]["title"]) == ("continue", "このボタンは使えなくなっています")


async def test_a_ticket_goes_to_its_office_and_its_answer_comes_back(town: Town) -> None:
    """Asked in a channel, answered by an office in a thread, told to the asker alone; the notice shows the state."""
    await town.chat.say("tanaka", "来年度の予算要求の締切はいつですか", room="zencho")
    office = town.program.desk.guideline.question_office
    room = next(one.id for one in town.program.desk.office(office).channels).removeprefix("19:").partition("@")[0]
    await town.chat.press("tanaka", f"{office}に質問を送る")
    await town.chat.fill("tanaka", {"質問": "締切は？"}, "送る")
    await town.chat.sees("kubo", "締切は？", room=room)
    await town.chat.press("kubo", "回答する", room=room)
    await town.chat.fill("kubo", {"回答": "十一月末です。"}, "回答を送る")
    await town.chat.sees("tanaka", "十一月末です。")
    await town.chat.sees("yamamoto", "回答済み", room=room)
    await town.chat.press("tanaka", "解決した")
    await town.chat.sees("tanaka", "完了にしました")
    assert not any("十一月末" in one for one in town.of_bot(channel("zencho")))


async def test_a_reply_in_the_notices_thread_is_the_answer(town: Town) -> None:
    """With a mention, since channels deliver nothing else."""
    await town.chat.say("tanaka", "来年度の予算要求の締切はいつですか")
    office = town.program.desk.guideline.question_office
    room = town.program.desk.office(office).channels[0].id.removeprefix("19:").partition("@")[0]
    await town.chat.press("tanaka", f"{office}に質問を送る")
    await town.chat.fill("tanaka", {"質問": "締切は？"}, "送る")
    await town.chat.say("kubo", "来週です。", room=room, thread="締切は？")
    await town.chat.sees("tanaka", "来週です。")
