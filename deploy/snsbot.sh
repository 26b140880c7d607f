#!/bin/sh
# /usr/local/sbin/snsbot: the command line with the service's own settings, for root. Without them a command would look
# at another database and at the invented organisation.
set -a
. "${SNSBOT_SETTINGS:-/etc/snsbot/snsbot.env}"
exec "${SNSBOT_PROGRAM:-/opt/snsbot/.venv/bin/snsbot}" "$@"
