"""The manifests offer what the router answers, and nothing else."""

import io
import json
import zipfile

from PIL import Image

from bot import manifests
from handlers import router


def test_slacks_commands_are_the_routers() -> None:
    """Both ways."""
    commands = manifests.slack("")["features"]["slash_commands"]
    assert {one["command"] for one in commands} == set(router.COMMANDS)
    hint = commands[0]["usage_hint"]
    assert all(word in hint for word in router.WORDS)


def test_teams_words_are_the_routers() -> None:
    """Both ways."""
    listed = json.loads((manifests.FOLDER / "teams.json").read_text(encoding="utf-8"))["bots"][0]["commandLists"]
    assert {one["title"] for row in listed for one in row["commands"]} == set(router.WORDS)


def test_slack_by_http_has_its_address_and_no_socket() -> None:
    """`snsbot manifest slack --host`."""
    manifest = manifests.slack("sns.example.jp")
    assert manifest["settings"]["socket_mode_enabled"] is False
    assert manifest["settings"]["event_subscriptions"]["request_url"] == "https://sns.example.jp/slack/events"
    assert manifests.slack("")["settings"]["socket_mode_enabled"] is True


def test_the_teams_package_is_what_teams_takes() -> None:
    """A zip with the manifest and two icons of the sizes Microsoft asks for, the same bytes each time."""
    package = manifests.teams_package("sns.example.jp", "app-1")
    assert package == manifests.teams_package("sns.example.jp", "app-1")
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert sorted(opened.namelist()) == ["color.png", "manifest.json", "outline.png"]
        manifest = json.loads(opened.read("manifest.json"))
        assert manifest["validDomains"] == ["sns.example.jp"]
        assert manifest["id"] == manifest["bots"][0]["botId"] == "app-1"
        assert Image.open(io.BytesIO(opened.read("color.png"))).size == (192, 192)
        outline = Image.open(io.BytesIO(opened.read("outline.png")))
    assert outline.size == (32, 32)
    assert all(outline.convert("RGBA").getchannel(band).getextrema() == (0, 255) for band in "RGBA")


def test_names_fit_what_the_platforms_allow() -> None:
    """Teams: 30 and 100 characters, 80 for the short description; Slack: 35 for the name."""
    teams = json.loads((manifests.FOLDER / "teams.json").read_text(encoding="utf-8"))
    assert len(teams["name"]["short"]) <= 30
    assert len(teams["name"]["full"]) <= 100
    assert len(teams["description"]["short"]) <= 80
    assert len(manifests.slack("")["display_information"]["name"]) <= 35
