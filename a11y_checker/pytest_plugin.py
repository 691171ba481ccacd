"""The fixture `assert_accessible`, which pytest finds by itself once a11y-checker is installed.

    def test_contact_page(page, assert_accessible):     # a Playwright page, Django's response, or HTML
        page.goto("http://127.0.0.1:8000/contact/")
        assert_accessible(page)

Profile, level, exceptions and the rest come from [tool.a11y_checker] in the project's pyproject.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest


@pytest.fixture(scope="session")
def assert_accessible(pytestconfig: pytest.Config) -> Callable[..., None]:
    """A function (page, *, questions=False, **settings) that raises AssertionError with the findings as text.

    settings: fields of a11y_checker.Settings that differ from the project's, such as level="AAA".
    """
    # Imported here: pytest loads plugins in every project of the environment, also where nobody asks for this one.
    from a11y_checker.config import Settings, find_config, read_settings
    from a11y_checker.testing import assert_accessible as check_page

    path = find_config(pytestconfig.rootpath)
    settings = read_settings(path) if path else Settings()

    def check(page: Any, *, questions: bool = False, **different: Any) -> None:
        check_page(page, replace(settings, **different), questions=questions)

    return check
