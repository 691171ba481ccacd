"""Learning with a study card: cards, the progress of a card, and counts that name nobody (docs/decisions/0031)."""
