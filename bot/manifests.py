"""What the platforms' administrators upload: Slack's app manifest and Teams' app package."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "manifest"
ICONS = ("color.png", "outline.png")


def write(platform: str, host: str, out: Path | None, app_id: str = "") -> str:
    """Writes Slack's manifest (JSON) or Teams' package (zip) and says where.

    `host` is the bot's public host name: for Teams always, for Slack when it is served by HTTP; without it
    Slack's manifest asks for Socket Mode. `app_id` is the bot's Microsoft app id (TEAMS_APP_ID).
    """
    if platform == "slack":
        path = out or Path("snsbot-slack.json")
        path.write_text(json.dumps(slack(host), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return f"{path}: paste it at Slack's app page (Create New App, From a manifest)"
    path = out or Path("snsbot-teams.zip")
    path.write_bytes(teams_package(host, app_id))
    if not app_id:
        return f"{path}: has no app id yet; set TEAMS_APP_ID and write it again before you upload it"
    return f"{path}: upload it in the Teams admin centre (Teams apps, Manage apps, Upload new app)"


def slack(host: str) -> dict[str, Any]:
    """Slack's manifest, for Socket Mode or for HTTP at `host`."""
    manifest: dict[str, Any] = json.loads((FOLDER / "slack.json").read_text(encoding="utf-8"))
    if host:
        url = f"https://{host}/slack/events"
        settings = manifest["settings"]
        settings["socket_mode_enabled"] = False
        settings["event_subscriptions"]["request_url"] = url
        settings["interactivity"]["request_url"] = url
        for command in manifest["features"]["slash_commands"]:
            command["url"] = url
    return manifest


def teams_package(host: str, app_id: str) -> bytes:
    """Teams' app package: manifest.json and both icons in a zip, the same bytes for the same input."""
    manifest: dict[str, Any] = json.loads((FOLDER / "teams.json").read_text(encoding="utf-8"))
    if host:
        manifest["validDomains"] = [host]
    if app_id:
        manifest["id"] = manifest["bots"][0]["botId"] = manifest["composeExtensions"][0]["botId"] = app_id
    files = {"manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2).encode()}
    files |= {name: (FOLDER / name).read_bytes() for name in ICONS}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data)
    return packed.getvalue()
