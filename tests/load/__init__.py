"""A working day of a city hall, squeezed into minutes: `make load`."""
