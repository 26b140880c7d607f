"""Cards as Teams shows them: every word survives, nothing is rendered, and Teams' limits hold."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cards import teams
from cards.model import Button, Card, Facts, Image, Input, Option, Part, Text
from tests.fakes.teams_cards import CARD, card_problems, elements, filled, problems, words

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60) | st.sampled_from(
    [
        "**太字**",
        "<b>太い</b>",
        "<at>SNS窓口</at>",
        "[link](https://example.com)",
        "👨‍👩‍👧‍👦🏽",
        "_ * ` # >",
        '"\\',
        "一\n\n二",
    ]
)
LONG = st.sampled_from(["あ" * 10_000, "word " * 2_000, "😀" * 5_000, "行\n" * 300, "改行のない長い文。" * 1_200])
TEXTS = st.builds(
    Text, text=ANY_TEXT | LONG, style=st.sampled_from(["plain", "heading", "strong", "quote", "small"])
)  # fmt: skip
FACTS = st.builds(Facts, pairs=st.lists(st.tuples(ANY_TEXT, ANY_TEXT | LONG), min_size=1, max_size=3).map(tuple))


def squeezed(text: str) -> str:
    """The text without any white space: where lines break is the platform's business."""
    return re.sub(r"\s", "", text)


def shown(drawn: list[teams.Json]) -> str:
    """Everything that is read on several messages, without the marks that join them."""
    return squeezed("".join(words(one) for one in drawn).replace("（続き）", ""))


@settings(max_examples=20, deadline=None)
@given(title=ANY_TEXT, parts=st.lists(TEXTS | FACTS, max_size=6))
def test_no_word_is_lost_and_every_message_is_light_enough(title: str, parts: list[Part]) -> None:
    """Long cards go on in further messages, in order, and each of them is one that Teams takes."""
    card = Card(title=title[:150], parts=(*parts, Button(action="a.b", label="次へ", value="v")))
    drawn = teams.messages(card, carry="c" * 200)
    for one in drawn:
        assert problems({"type": "message", "attachments": [{"contentType": CARD, "content": one}]}) == []
    read, at = shown(drawn), 0
    for part in parts:
        wanted = [part.text] if isinstance(part, Text) else [s for pair in getattr(part, "pairs", ()) for s in pair]
        for text in wanted:
            found = read.find(squeezed(text), at)
            assert found >= 0, text[:50]
            at = found
    assert [one["title"] for card_ in drawn for one in card_.get("actions", ())] == ["次へ"]


def test_user_text_is_shown_as_it_was_typed() -> None:
    """Markdown, HTML and mentions stay letters: no text stands in an element that renders them."""
    typed = "**太字** <b>x</b> <at>全員</at> [押す](https://example.com) # 見出し"
    drawn = teams.draw(Card(title=typed, parts=(Text(text=typed), Facts(pairs=((typed, typed),)))))
    assert {one["type"] for one in elements(drawn)} == {"RichTextBlock"}
    assert words(drawn).count(typed) == 4


def test_each_line_is_a_block_of_its_own() -> None:
    """A run has no line breaks in Teams, so lines become blocks and an empty line becomes space."""
    blocks = [one for one in elements(teams.draw(Card(title="題", parts=(Text(text="一\n二\n\n三"),))))]
    assert [one["inlines"][0]["text"] for one in blocks] == ["題", "一", "二", "三"]
    assert blocks[-1]["spacing"] == "Medium"


def form_card() -> Card:
    """A card with every kind of field."""
    options = (Option(label="甲", value="a,b"), Option(label="乙", value="50%"))
    return Card(
        title="申請",
        parts=(
            Text(text="書いてください"),
            Input(id="name", label="名前", required=True, placeholder="例：観光", hint="短く", max_length=20),
            Input(id="plan", label="内容", type="lines", value="一\n二"),
            Input(id="day", label="日付", type="date", value="2026-11-24"),
            Input(id="kind", label="種類", type="select", options=options, value="50%"),
            Input(id="one", label="一つ", type="radio", options=options, required=True),
            Input(id="many", label="複数", type="checks", options=options, value="a,b\n50%"),
            Button(
                action="form.send", label="送る", value="7", nonce="n1", style="primary", confirm="取り消せません。"
            ),
        ),
    )


def test_every_field_has_label_requirement_and_error_message() -> None:
    """Teams asks for them on each input."""
    assert card_problems(teams.draw(form_card())) == []
    assert card_problems(teams.draw(form_card(), dialog=True, errors={"name": "長すぎます"})) == []


def test_what_was_filled_in_comes_back_as_text() -> None:
    """Values with commas and percent signs survive Teams' comma-separated choices."""
    drawn = teams.draw(form_card())
    data = filled(drawn, {"名前": "広報", "一つ": "甲", "複数": "甲\n乙"}) | drawn["actions"][0]["data"]
    pressed = teams.pressed(data, drawn["actions"][0]["verb"])
    assert (pressed.action, pressed.value, pressed.nonce) == ("form.send", "7", "n1")
    assert pressed.inputs == {
        "name": "広報", "plan": "一\n二", "day": "2026-11-24", "kind": "50%", "one": "a,b", "many": "a,b\n50%",
    }  # fmt: skip
    assert teams.read(filled(drawn, {}) | drawn["actions"][0]["data"])["many"] == "a,b\n50%"


def test_junk_from_a_forged_press_is_harmless() -> None:
    """Data of a wrong shape is read as nothing."""
    junk: tuple[Any, ...] = (
        None,
        3,
        "x",
        [],
        {"snsbot": 5},
        {"snsbot": {"action": {}, "checks": 3}},
        {"name": {"a": 1}},
    )
    for data in junk:
        pressed = teams.pressed(data)
        assert (pressed.action, pressed.inputs) == ("", {})


def test_errors_stand_above_their_fields_in_a_dialog() -> None:
    """A refused form tells what is wrong where it is wrong."""
    drawn = teams.draw(form_card(), dialog=True, errors={"plan": "まだ足りません。"})
    kinds = [one.get("id") or one["inlines"][0]["text"] for one in elements(drawn)]
    assert kinds[kinds.index("plan") - 1] == "まだ足りません。"
    assert [one["type"] for one in drawn["actions"]] == ["Action.Submit"]


def test_buttons_say_beforehand_what_they_do() -> None:
    """A dialog's button fetches a task, others execute with a verb; a question before a press stands on the card."""
    dialog = Button(action="ticket.form", label="質問を送る", value="q", opens_dialog=True)
    sure = Button(action="x.y", label="消す", style="danger", confirm="本当に消しますか。")
    drawn = teams.draw(Card(title="題", parts=(dialog, sure)))
    fetch, execute = drawn["actions"]
    assert (fetch["type"], fetch["data"]["msteams"]) == ("Action.Submit", {"type": "task/fetch"})
    assert (execute["type"], execute["verb"], execute["style"]) == ("Action.Execute", "x.y", "destructive")
    assert execute["tooltip"] == "本当に消しますか。"
    assert "「消す」：本当に消しますか。" in words(drawn)


def test_a_form_stays_in_one_message_with_its_buttons() -> None:
    """Long texts before and after a form go to other messages; a button sends the fields of its own."""
    long = Text(text="長い説明。" * 4_000)
    parts = form_card().parts
    drawn = teams.messages(Card(title="題", parts=(long, *parts, long)))
    assert len(drawn) > 3
    with_fields = [one for one in drawn if any(e["type"].startswith("Input.") for e in elements(one))]
    assert with_fields == [one for one in drawn if "actions" in one]
    assert len(with_fields) == 1


def test_a_picture_has_words_and_does_not_count() -> None:
    """A picture's bytes are not part of a message's weight, and its words are read aloud."""
    drawn = teams.messages(Card(title="図", parts=(Image(png_base64="iVBORw0K" * 9_000, alt="月ごとの件数"),)))
    assert len(drawn) == 1
    assert "月ごとの件数" in words(drawn[0])


def test_a_resubmitted_dialog_carries_what_was_typed() -> None:
    """After a failure the same data goes again with one press."""
    data = {"question": "長い質問", "snsbot": {"action": "ticket.send"}}
    drawn = teams.resubmit(Card(title="ただいま混み合っています"), data, "もう一度送る")
    assert drawn["actions"][0]["data"] == data
    assert card_problems(drawn) == []
