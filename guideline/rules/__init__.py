"""The detectors of a check: one file for each kind, and the loader that makes rules of a city's rules.toml."""
