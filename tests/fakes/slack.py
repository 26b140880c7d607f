"""Slack for tests: the server and the people in it."""

from tests.fakes.slack_chat import SlackChat
from tests.fakes.slack_server import FakeSlack
from tests.fakes.slack_workspace import Fault, account, channel, direct, organisation_toml

__all__ = ["FakeSlack", "Fault", "SlackChat", "account", "channel", "direct", "organisation_toml"]
