"""Every card of an application with everything as long as it may be, on every renderer: whole, and light enough."""

from collections.abc import Iterator

import pytest

from bot.settings import GUIDELINE
from cards import accounts, committee, emergency, policy_review, register, slack, teams
from cards import policy as cards
from cards.committee import Tally
from cards.model import Card, File
from cards.policy import Head
from cards.slack import Origin
from guideline import clauses, policy
from guideline.clauses import Guideline
from guideline.organisation import Office
from guideline.policy import Form
from tests.fakes import slack_cards, teams_cards

OFFICE = Office("情報政策課", (), "内線 2030", "", "", ())

HEAD = Head(123_456_789, "変更", "観光振興課" * 4, "媒" * 60, "審査中", 12)
FILES = (File(name="利用方針.docx", payload=1, key="policy", url="https://bot.example.jp/files/x"),)
GUIDE = clauses.load(GUIDELINE)
FORM = policy.load(GUIDELINE, GUIDE)
LINE = "漢" * 39 + "\n"
ORIGIN = Origin("C0ZENCHO", "1.1", "1.0", True, "https://hooks.slack.com/actions/T/1/" + "x" * 100)


def fullest(form: Form) -> dict[str, str]:
    """Every part at its limit; the servers abroad, so that the longest way is asked."""
    said = {
        part.id: part.options[-1] if part.options else (LINE * part.limit)[: part.limit] for _, part in form.parts()
    }
    dates = {part.id: "2026-12-01" for _, part in form.parts() if part.type == "date"}
    return said | dates | {"servers": "国外"}


def tally(urgent: bool = False, decided: str = "") -> Tally:
    """A round of a large committee."""
    names = [f"委員の長い名前 {number}" for number in range(30)]
    return Tally(HEAD, {"承認": 3}, names, "全員一致", 20, 30, True, decided, "委員会の投票", urgent)


def shown() -> Iterator[tuple[str, Card]]:
    """Cards that stand in a conversation."""
    said = fullest(FORM)
    wrong = {field.id: (policy.Problem("a", "漢" * 60),) * 6 for field in FORM.fields}
    changes = policy.differences(FORM, {}, said)
    for field in FORM.fields:
        one = cards.Step(HEAD, field, said, wrong[field.id], ("委" * 510,) * 3, "山本 誠（版3）", "保存しました。")
        yield f"step {field.id}", cards.step(FORM, GUIDE, one, 9)
    yield "start", cards.start([HEAD] * 30, [HEAD] * 30, ["観光振興課"] * 3, FORM, GUIDE)
    yield "content", policy_review.content(FORM, GUIDE, HEAD, said, [("版", "第1版")], FILES, changes, "理" * 1000)
    review = policy_review.Review(HEAD, wrong, None, "短" * 160, ["山本 誠"], [("全体について", "全" * 1000)] * 4)
    yield "review", policy_review.review(FORM, GUIDE, review, "n")
    yield "ballot", committee.ballot(tally(), FORM, GUIDE, "承認")
    yield "urgent ballot", committee.ballot(tally(True), FORM, GUIDE, "")
    yield "decided ballot", committee.ballot(tally(decided="却下"), FORM, GUIDE, "")
    outcome = committee.Outcome(
        HEAD, "承認", "会議", "2026年11月24日", "第1号", [("委員", "言" * 1000)] * 12, "a", "b"
    )  # fmt: skip
    yield "decided", committee.decided(outcome, FORM, GUIDE)
    yield "urgent", emergency.content(HEAD, (("申し出た人", "山本 誠"),), "急" * 1000)
    yield "texts", accounts.texts(account(), "長" * 8000, "短" * 160, 160, FILES)
    yield "account", accounts.account(account(), GUIDE, FORM, True, "n", ("注" * 300,))
    yield "register", register.listing([account()] * 90, "すべて", True)
    yield "ours", register.ours("名" * 300, [account()] * 5, [account()] * 5, OFFICE)


def dialogs() -> Iterator[tuple[str, Card]]:
    """Cards that are forms."""
    said, people = fullest(FORM), [(f"p{number}", f"名前 {number}") for number in range(150)]
    for field in FORM.fields:
        for page in field.pages(said):
            theirs = {part.id: said[part.id] for part in field.asked(said, page)}
            yield f"page {field.id}-{page}", cards.page(cards.Page(HEAD, field, page, 7, said), "n", ["名" * 20] * 30)
            yield f"conflict {field.id}-{page}", cards.page(cards.Page(HEAD, field, page, 7, said, theirs, "田中"), "n")
    yield "begin", cards.begin(FORM, ["観光振興課", "総務課"], "12", "n")
    yield "contents", cards.contents(FORM, HEAD, {one.id: "直すところ 12件" for one in FORM.fields}, "1")
    yield "approve", committee.approve(HEAD, FORM, GUIDE, dict.fromkeys(("risk", "effect", "worth"), "言" * 1000), "n")
    comments = {one.id: "言" * committee.COMMENT_MAX for one in FORM.fields} | {"general": "全" * committee.SAID_MAX}
    yield "send back", committee.send_back(HEAD, FORM, comments, "n")
    yield "reject", committee.reject(HEAD, False, {"reason": "理" * 1000}, "n")
    yield "recognise", committee.recognise(HEAD, "2027-01-01", "n")
    yield "room", committee.room(HEAD, True, "2026-11-24", "n")
    yield "waiting", committee.waiting([HEAD] * 100)
    yield "emergency", emergency.form(FORM, GUIDE, ["a", "b"], {"reason": "急" * 1000}, "n")
    yield "account form", accounts.form(HEAD, GUIDE, FORM, {"name": "名" * 100}, people, "n")
    yield "publish", accounts.publish(account(), FORM, GUIDE, {}, "n")
    yield "hand over", register.hand_over(account(), people, {}, "n")
    yield "change", register.change(account(), ("suspend", "close"), "n")
    yield "choose", register.choose([account()] * 150)


def account() -> accounts.Shown:
    """An account with long values."""
    return accounts.Shown(
        123, 4, "媒" * 60, "名" * 100, "https://x.example/" + "a" * 280, "課" * 20, "担当 太郎", "副 次郎", "公開前",
        "申請", "申請12", notified_on="", has_policy=True, broadcast_only=True, obtained_on="2026年11月24日",
    )  # fmt: skip


@pytest.mark.parametrize(("name", "card"), [pytest.param(*one, id=one[0]) for one in shown()])
def test_a_card_is_drawn_whole_on_slack_and_teams(name: str, card: Card) -> None:
    """Within each platform's limits, and no word is lost."""
    for message in slack.draw(card):
        assert slack_cards.problems(message.blocks, "message") == []
        assert not slack_cards.heavy(message.blocks)
    drawn = teams.messages(card)
    for one in drawn:
        activity = {"attachments": [{"contentType": teams_cards.CARD, "content": one}]}
        assert teams_cards.problems(activity) == []
    on_slack = "".join(slack_cards.words(one.blocks) for one in slack.draw(card))
    on_teams = "".join(teams_cards.words(one) for one in drawn)
    for line in card.lines():
        for word in line.replace(": ", "\n", 1).split("\n"):
            assert "".join(word.split()) in "".join(on_slack.split())
            assert "".join(word.split())[:900] in "".join(on_teams.split()).replace("（続き）", "")


@pytest.mark.parametrize(("name", "card"), [pytest.param(*one, id=one[0]) for one in dialogs()])
def test_a_form_is_drawn_whole_on_slack_and_teams(name: str, card: Card) -> None:
    """As a modal and as a task module, also when it is shown again with every field at fault."""
    assert len(card.buttons) == 1
    assert slack_cards.view_problems(slack.draw_dialog(card, ORIGIN)) == []
    errors = {part.id: "漢" * 60 for part in card.inputs}
    drawn = teams.draw(card, dialog=True, errors=errors, carry="c" * 300)
    assert teams_cards.card_problems(drawn) == []
    assert teams.weight(drawn) < 64_000


def test_a_step_card_stays_one_message(guideline: Guideline) -> None:
    """It is replaced at each step: what does not fit would pile up under it."""
    for name, card in shown():
        if name.startswith(("step", "ballot")):
            assert len(slack.draw(card)) == 1, name
            assert len(teams.messages(card)) == 1, name
