"""Kinds of pages that there are in Japanese only: what stands on them is made by the program, and no translator gets it.

A class of pages says so with `is_only_japanese = True`.
"""

from wagtail.models import Page, get_page_models


def only_japanese() -> list[type[Page]]:
    """Give the classes of pages that are not translated."""
    return [model for model in get_page_models() if getattr(model, "is_only_japanese", False)]


def is_only_japanese(page: Page) -> bool:
    """Whether the page is of a kind that is not translated."""
    return getattr(page.specific_class, "is_only_japanese", False)
