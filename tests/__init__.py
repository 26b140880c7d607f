"""Tests: sentences about what the product does, against real HTTP and real databases."""
