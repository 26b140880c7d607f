"""E-mail as the last way: what is sent, and what becomes of a server that refuses or falls silent."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.door import CannotPost
from bot.mail import MailDoor
from bot.settings import SettingsError, read
from cards.model import Button, Card, Facts, Place, Text
from tests.fakes.smtp import FakeSmtp

CARD = Card(
    title="トラブルの届出 1：炎上",
    parts=(
        Facts(pairs=(("電話", "内線 2010"),)),
        Text(text="批判が\n集まる", style="quote"),
        Button(action="incident.ack", label="受領"),
    ),
)
OFFICE = Place(platform="mail", team="", channel="hisho@city.example.jp")


@pytest.fixture
async def server() -> AsyncIterator[FakeSmtp]:
    """A mail server."""
    async with FakeSmtp().running() as running:
        yield running


def door(server: FakeSmtp) -> MailDoor:
    """The door to it."""
    return MailDoor(server.settings(), lambda: datetime(2026, 11, 24, tzinfo=UTC))


async def test_a_card_is_mailed_as_plain_text(server: FakeSmtp) -> None:
    """Without its buttons, with where to press them."""
    await door(server).post(OFFICE, CARD, "7")
    mail = server.taken[0]
    assert mail["Subject"] == "トラブルの届出 1：炎上"
    assert (mail["To"], mail["From"]) == ("hisho@city.example.jp", "sns@city.example.jp")
    text = mail.get_content()
    assert "電話：内線 2010" in text
    assert "> 批判が\n> 集まる" in text
    assert "SNS窓口（Slack・Teams）から" in text


async def test_a_second_copy_says_that_it_is_one_and_has_the_same_id(server: FakeSmtp) -> None:
    """A lost answer is doubtful: it is sent again, marked."""
    server.faults.append("lost")
    with pytest.raises(CannotPost) as caught:
        await door(server).post(OFFICE, CARD, "7")
    assert caught.value.ambiguous
    await door(server).post(OFFICE, CARD, "7", again=True)
    first, second = server.taken
    assert second["Subject"] == "【再送】トラブルの届出 1：炎上"
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize(("answer", "wait"), [("451 later", 5.0), ("554 never", None)])
async def test_a_refusal_says_whether_another_try_makes_sense(
    server: FakeSmtp, answer: str, wait: float | None
) -> None:
    """4yz later, 5yz never; neither is doubtful."""
    server.faults.append(answer)
    with pytest.raises(CannotPost) as caught:
        await door(server).post(OFFICE, CARD, "7")
    assert (caught.value.wait, caught.value.ambiguous) == (wait, False)


async def test_an_unknown_address_is_refused_for_good(server: FakeSmtp) -> None:
    """So that the next way is taken at once."""
    server.unknown.add("hisho@")
    with pytest.raises(CannotPost) as caught:
        await door(server).post(OFFICE, CARD, "7")
    assert caught.value.wait is None


async def test_no_header_can_be_smuggled_in(server: FakeSmtp) -> None:
    """Neither by an address nor by a title."""
    with pytest.raises(CannotPost, match="no address"):
        await door(server).post(OFFICE.model_copy(update={"channel": "a@b.jp\r\nBcc: x@y.jp"}), CARD, "7")
    await door(server).post(OFFICE, CARD.model_copy(update={"title": "一\r\nBcc: x@y.jp"}), "8")
    assert server.taken[0]["Bcc"] is None


async def test_a_server_that_is_away_is_not_doubtful() -> None:
    """No connection, no message."""
    away = FakeSmtp()
    away.port = 9  # discard: nobody listens
    with pytest.raises(CannotPost) as caught:
        await door(away).post(OFFICE, CARD, "7")
    assert not caught.value.ambiguous


def test_the_address_of_the_server_is_checked_at_start() -> None:
    """With what to write."""
    settings = read({"SMTP_URL": "smtp://sns%40city.example.jp:p%40ss@mail.example.jp:587/"}).mail
    assert settings is not None
    assert (settings.user, settings.password, settings.sender) == ("sns@city.example.jp", "p@ss", "sns@city.example.jp")
    with pytest.raises(SettingsError, match="SMTP_URL"):
        read({"SMTP_URL": "mail.example.jp"})
