"""Furigana: readings of kanji, and ruby in HTML. Read readings.py first."""
