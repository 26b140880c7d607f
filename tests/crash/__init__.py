"""What a kill -9 leaves behind: at named points, at random, and what must fail without each guard."""
