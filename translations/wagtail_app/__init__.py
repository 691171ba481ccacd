"""Furigana and languages inside Wagtail."""
