"""Screens of the course desk in Wagtail's admin. Each view says with `requires` who may open it."""
