"""Cards on the playground's page: nothing is lost, and what comes back is checked."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.model import Button, Card, Facts, Image, Input, Option, Part, Text
from cards.web import INPUT_MAX, draw, read
from tests.fakes.web import words

long_text = st.text(min_size=1, max_size=300).map(lambda text: text * 40) | st.sampled_from(
    ["あ" * 10_000, "🏯<b>&" * 2_000]
)
label = st.text(min_size=1, max_size=75)
part = st.one_of(
    st.builds(Text, text=long_text, style=st.sampled_from(["plain", "heading", "strong", "quote", "small"])),
    st.builds(Facts, pairs=st.lists(st.tuples(long_text, long_text), max_size=3).map(tuple)),
    st.builds(Image, png_base64=st.just("iVBORw0KGgo="), alt=long_text),
)


@given(parts=st.lists(part, max_size=4), name=label, title=st.text(min_size=1, max_size=150))
def test_a_drawn_card_keeps_every_word_in_its_order(parts: list[Part], name: str, title: str) -> None:
    """However long and strange the texts are, the page gets all of them as they are."""
    pressed = (Button(action="a.b", label=name), Button(action="a.c", label=name))
    card = Card(title=title, parts=(*parts, *pressed))
    assert words(draw(card)) == list(card.lines())


def test_neighbouring_buttons_share_a_row_and_keep_what_a_press_needs() -> None:
    """Action, value and nonce come back as they were drawn."""
    first, second = Button(action="a.b", label="はい", value="1", nonce="n1"), Button(action="a.c", label="いいえ")
    drawn = draw(Card(title="題", parts=(first, second, Text(text="注"), first)))
    assert [one["kind"] for one in drawn["parts"]] == ["buttons", "text", "buttons"]
    button = drawn["parts"][0]["buttons"][0]
    form = read({"action": button["action"], "value": button["value"], "nonce": button["nonce"], "inputs": {}})
    assert (form.action, form.value, form.nonce) == ("a.b", "1", "n1")


def test_an_input_is_drawn_with_all_that_the_page_needs() -> None:
    """Type, label, hint, options and the value that stands in it."""
    asked = Input(
        id="where", label="場所", type="select", hint="ひとつ", options=(Option(label="庁内", value="in"),), value="in"
    )
    (drawn,) = draw(Card(title="題", parts=(asked,)))["parts"]
    assert drawn["options"] == [{"label": "庁内", "value": "in"}]
    assert (drawn["type"], drawn["label"], drawn["hint"], drawn["value"]) == ("select", "場所", "ひとつ", "in")


def test_broken_surrogates_in_an_input_become_storable_text() -> None:
    """JSON can carry half of an emoji; UTF-8 cannot."""
    form = read({"action": "a.b", "inputs": json.loads('{"text": "a\\ud83d"}')})
    assert form.inputs["text"].encode("utf-8").decode("utf-8").startswith("a")


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ({}, "action"),
        ({"action": "DROP TABLE"}, "action"),
        ({"action": "a.b", "value": 1}, "value"),
        ({"action": "a.b", "nonce": "<script>"}, "nonce"),
        ({"action": "a.b", "inputs": {"text": ["x"]}}, "inputs.text"),
        ({"action": "a.b", "inputs": {"text": "あ" * (INPUT_MAX + 1)}}, "inputs.text"),
        ({"action": "a.b", "more": True}, "more"),
        ([], "body"),
    ],
)
def test_a_form_that_no_card_could_send_is_refused_by_the_name_of_its_field(form: object, named: str) -> None:
    """The fault names the field and never repeats what was sent."""
    with pytest.raises(ValueError, match=f"^{named}: ") as refused:
        read(form)
    assert "script" not in str(refused.value)
