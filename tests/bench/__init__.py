"""Requests a second and latency of the doors, beside bare bots in the same run."""
