"""Who answers: one conversation a file, between the guideline, the cards and the store."""
