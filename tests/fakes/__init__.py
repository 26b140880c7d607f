"""The platforms as we meet them: real HTTP servers that enforce the vendors' limits."""
