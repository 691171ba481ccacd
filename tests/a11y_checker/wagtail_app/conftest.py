"""The departments, pages and people of the tests of the site."""

from tests.cms.conftest import (
    health_page,
    health_section,
    home,
    kenko,
    make_user,
    section,
    staffed,
    tax_page,
    tax_section,
    zeimu,
)

__all__ = [
    "health_page",
    "health_section",
    "home",
    "kenko",
    "make_user",
    "section",
    "staffed",
    "tax_page",
    "tax_section",
    "zeimu",
]
