"""The program: doors to the platforms, the sender, the clock and the command line."""
