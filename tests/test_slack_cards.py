"""Cards as Slack draws them: within its limits, without a word lost, and nothing that a user typed formats or pings."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import ask, fault, slack, ticket
from cards import clause as clause_cards
from cards import help as help_cards
from cards.model import Button, Card, Facts, Image, Input, Option, Part, Text
from cards.slack import Message, Origin
from guideline.clauses import Guideline
from tests.fakes import slack_cards

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
VIEW_ORIGIN = Origin("C0ZENCHO", "1.1", "1.0", True, "https://hooks.slack.com/actions/T/1/x")

letters = st.sampled_from("あ漢字aZ9 \n*_~`<>&@|:😀👍🏽")
words = st.text(letters, min_size=1, max_size=300)
long_words = st.one_of(words, st.builds(lambda word, times: (word * times)[:10_000], words, st.integers(1, 400)))
labels = st.text(letters, min_size=1, max_size=75).filter(str.strip)
styles = st.sampled_from(["plain", "heading", "strong", "quote", "small"])
ids = st.integers(0, 9_999).map("f{}".format)


@st.composite
def inputs(draw: st.DrawFn) -> Input:
    """A field of any type."""
    kind = draw(st.sampled_from(["line", "lines", "select", "radio", "checks", "date"]))
    options = tuple(Option(label=draw(labels), value=f"v{n}") for n in range(draw(st.integers(1, 10))))
    choosing = kind in ("select", "radio", "checks")
    values = {"date": st.sampled_from(["", "2026-04-01"])}
    value = draw(st.sampled_from(["", "v0"]) if choosing else values.get(kind, long_words))
    return Input(
        id=draw(ids), label=draw(labels), type=kind, options=options if choosing else (), value=value,
        max_length=draw(st.integers(1, 3000)), hint=draw(labels),
    )  # fmt: skip


buttons = st.builds(
    Button, action=st.just("ask.choose"), label=labels, value=st.text(letters, max_size=1_500), nonce=st.just("n-1"),
    style=st.sampled_from(["plain", "primary", "danger"]), confirm=st.text(letters, max_size=300),
)  # fmt: skip
texts = st.builds(Text, text=long_words, style=styles)
facts = st.builds(Facts, pairs=st.lists(st.tuples(labels, long_words), min_size=1, max_size=12).map(tuple))
images = st.builds(Image, png_base64=st.just(PIXEL), alt=long_words.filter(str.strip))


@st.composite
def cards(draw: st.DrawFn, form: bool = False) -> Card:
    """A card; with `form` one with fields and exactly one button."""
    shown: list[Part] = draw(st.lists(st.one_of(texts, facts, images), max_size=6))
    fields = draw(st.lists(inputs(), min_size=int(form), max_size=4, unique_by=lambda one: one.id))
    pressed = draw(st.lists(buttons, min_size=int(form), max_size=1 if form else 4))
    title = draw(st.text(letters, min_size=1, max_size=150).filter(str.strip))
    return Card(title=title, parts=(*shown, *fields, *pressed))


def squeezed(text: str) -> str:
    """A text without white space, where alone a card may be cut."""
    return re.sub(r"\s", "", text)


def everything(card: Card) -> list[str]:
    """Every word of a card that a person must be able to read."""
    fields = [text for one in card.inputs for text in (one.label, one.hint)]
    typed = [one.value for one in card.inputs if one.type in ("line", "lines")]
    pairs = [text for part in card.parts if isinstance(part, Facts) for pair in part.pairs for text in pair]
    texts = [part.text for part in card.parts if isinstance(part, Text)]
    alts = [part.alt for part in card.parts if isinstance(part, Image)]
    return [card.title, *texts, *pairs, *alts, *fields, *typed, *(one.label for one in card.buttons)]


def read_whole(blocks: list[dict[str, Any]], more: str = "") -> str:
    """What a person reads, without white space and without our brackets around buttons."""
    return squeezed(more + "\n" + slack_cards.words(blocks))


def files_of(card: Card) -> list[str]:
    """A file id for each picture."""
    return [f"F{at:09d}" for at, part in enumerate(card.parts) if isinstance(part, Image)]


def whole(messages: list[Message]) -> list[dict[str, Any]]:
    """All blocks of all messages."""
    return [block for message in messages for block in message.blocks]


@settings(max_examples=120, deadline=None)
@given(cards())
def test_no_word_of_a_card_is_lost(card: Card) -> None:
    """However long its texts are, they go on in the next block and the next message."""
    read = read_whole(whole(slack.draw(card, files_of(card))))
    for text in everything(card):
        assert squeezed(text) in read


@settings(max_examples=120, deadline=None)
@given(cards())
def test_every_message_is_within_slacks_limits(card: Card) -> None:
    """Blocks, characters, options, ids; and the text beside the blocks cannot ping."""
    for message in slack.draw(card, files_of(card)):
        assert slack_cards.problems(message.blocks, "message") == []
        assert slack_cards.markup(message.text) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(texts, facts), min_size=1, max_size=10))
def test_no_message_is_heavier_than_slack_takes(parts: list[Part]) -> None:
    """About 13,200 bytes of words."""
    for message in slack.draw(Card(title="長い", parts=tuple(parts))):
        assert not slack_cards.heavy(message.blocks)


@settings(max_examples=120, deadline=None)
@given(cards(form=True))
def test_a_dialog_holds_the_whole_card_within_slacks_limits(card: Card) -> None:
    """Title and submit button of 24 characters included; the value comes back as it was."""
    view = slack.draw_dialog(card, VIEW_ORIGIN)
    assert slack_cards.view_problems(view) == []
    read = read_whole(view["blocks"], view["title"]["text"] + view["submit"]["text"])
    for text in everything(card):
        assert squeezed(text) in read
    pressed, origin = slack.read_view(view)
    button = card.buttons[0]
    assert (pressed.action, pressed.value, pressed.nonce) == (button.action, button.value, button.nonce)
    assert origin == VIEW_ORIGIN


@settings(max_examples=60, deadline=None)
@given(cards())
def test_a_home_page_holds_the_whole_card(card: Card) -> None:
    """App Home takes no files: pictures are told by their words."""
    view = slack.draw_home(card)
    assert [one for one in slack_cards.view_problems(view) if "submit" not in one] == []
    read = read_whole(view["blocks"])
    for text in everything(card):
        assert squeezed(text) in read


def test_a_long_text_goes_on_in_further_messages() -> None:
    """60,000 characters, in order."""
    text = "".join(f"{number:06d}" for number in range(10_000))
    messages = slack.draw(Card(title="長い話", parts=(Text(text=text),)))
    assert len(messages) > 1
    assert slack_cards.words(whole(messages)).replace("\n", "") == "長い話" + text
    assert "".join(one.text for one in messages).replace("\n", "") == "長い話" + text


def test_fields_stay_in_the_message_of_their_button() -> None:
    """Slack sends only the inputs of the message whose button was pressed."""
    field = Input(id="section", label="章", type="select", options=(Option(label="3", value="3"),))
    button = Button(action="clause.section", label="開く")
    card = Card(title="条文", parts=(*(Text(text="長" * 1900) for _ in range(5)), field, Text(text="x" * 900), button))
    last = slack.draw(card)[-1]
    assert [block["type"] for block in last.blocks][-3:] == ["input", "rich_text", "actions"]


def test_equal_buttons_have_different_ids() -> None:
    """Slack refuses a message in which an action id stands twice."""
    button = Button(action="ask.choose", label="これ", value="a")
    blocks = slack.draw(Card(title="選ぶ", parts=(button, button, Text(text="—"), button)))[0].blocks
    ids = [one["action_id"] for one in slack_cards.elements(blocks)]
    assert ids == ["ask.choose:0", "ask.choose:1", "ask.choose:3"]
    assert slack.read_button({"action_id": ids[2], "value": "n|a|b"}) == slack.Pressed("ask.choose", "a|b", "n")


@pytest.mark.parametrize("text", ["<!channel>", "<@U0TANAKA>", "*太字* _斜体_ `code`", "&lt;", ":smile:", "<b>x</b>"])
def test_what_a_user_typed_is_shown_as_it_is(text: str) -> None:
    """In every style, and escaped where Slack would read markup."""
    parts = [Text(text=text, style=style) for style in ("plain", "heading", "strong", "quote", "small")]
    message = slack.draw(Card(title=text, parts=tuple(parts)))[0]
    assert slack_cards.words(message.blocks).split("\n") == [text] * 6
    assert slack_cards.problems(message.blocks, "message") == []
    assert not re.search(r"<|>", message.text)


def test_what_was_entered_is_read_by_input_id() -> None:
    """Each type; unchosen fields are empty texts."""
    options = (Option(label="一", value="1"), Option(label="二", value="2"))
    fields = (
        Input(id="a", label="あ"), Input(id="b", label="い", type="checks", options=options),
        Input(id="c", label="う", type="select", options=options), Input(id="d", label="え", type="date"),
        Input(id="e", label="お", type="radio", options=options, value="2"), Input(id="f", label="か", value="既定"),
    )  # fmt: skip
    view = slack.draw_dialog(Card(title="入力", parts=(*fields, Button(action="x", label="送る"))), Origin())
    typed = {"あ": "本文", "い": "一\n二", "え": "2026-04-01"}
    read = slack.read_inputs(slack_cards.state(view["blocks"], typed))
    assert read == {"a": "本文", "b": "1\n2", "c": "", "d": "2026-04-01", "e": "2", "f": "既定"}


def test_errors_stand_at_their_fields() -> None:
    """Those of a field that is not there stand at the first one."""
    fields = (Input(id="a", label="あ"), Input(id="b", label="い"))
    view = slack.draw_dialog(Card(title="入力", parts=(*fields, Button(action="x", label="送る"))), Origin())
    first, second = (block["block_id"] for block in view["blocks"])
    found = slack.errors_of(view, (("b", "短い"), ("z", "不明"), ("a", "必須")))
    assert found == {second: "短い", first: "不明\n必須"}


def test_a_dialog_drawn_anew_forgets_what_was_typed_before() -> None:
    """Slack keeps what was typed under a block id; the next step's fields have other ones."""
    card = Card(title="入力", parts=(Input(id="a", label="あ", value="新"), Button(action="x", label="送る")))
    drawn = [slack.draw_dialog(card, Origin())["blocks"][0]["block_id"] for _ in range(2)]
    assert drawn[0] != drawn[1]


def test_the_cards_of_the_house_are_one_message_each(guideline: Guideline) -> None:
    """None of them is so long that Slack would make two of it."""
    office_cards = [
        ticket.for_office(1, "田中", "質" * 1_000, ""),
        ticket.for_asker(1, "情報政策課", "質" * 1_000, "答" * 2_000, "n"),
        help_cards.help_card(guideline), fault.busy(), clause_cards.sections(guideline), ask.no_words(),
    ]  # fmt: skip
    shown = [clause_cards.shown(guideline, one) for one in guideline.clauses]
    for card in [*office_cards, *shown]:
        assert len(slack.draw(card)) == 1, card.title
