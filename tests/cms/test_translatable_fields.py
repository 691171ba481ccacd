"""Which fields of a page go to translators: words do, addresses, readings and telephone numbers do not."""

import pytest
from wagtail.models import Page, get_page_models
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

OURS = [model for model in get_page_models() if model is not Page]
# Rows of these are the same in every language so far: Japanese words would stand on a foreign page.
SHARED_ROWS = {
    "HomePage": {"tasks", "popular_links"},
    "FAQPage": {"items"},
    "FormsPage": {"forms"},
    "CoursePage": {"related_pages"},
}


def sent(model):
    return {field.field_name for field in get_translatable_fields(model) if field.is_translated(None)}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_addresses_readings_and_telephone_numbers_stay(model):
    assert "title" in sent(model)
    assert sent(model).isdisjoint({"slug", "reading", "phone"})
    slug = next(field for field in get_translatable_fields(model) if field.field_name == "slug")
    assert slug == SynchronizedField("slug")
    assert not slug.is_overridable(None)


def test_rows_that_are_not_translated_yet_are_known():
    found = {}
    for model in OURS:
        for field in get_translatable_fields(model):
            if field.get_field(model).one_to_many and not field.is_translated(None):
                found.setdefault(model.__name__, set()).add(field.field_name)

    assert found == SHARED_ROWS
