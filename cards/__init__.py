"""How it looks: neutral cards, their wording, and one renderer for each platform."""
