"""What the guideline says and requires: pure functions over data, no network, no database, no clock."""
