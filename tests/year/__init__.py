"""A year of evaluations under a driven clock: `make year`."""
