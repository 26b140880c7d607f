"""Notices while processes are killed: at named points, at random, and what must fail without each guard."""
