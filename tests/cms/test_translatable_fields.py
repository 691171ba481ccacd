"""Which fields of a page go to translators: words do, addresses, readings and telephone numbers do not."""

import pytest
from wagtail.models import Page, get_page_models
from wagtail_localize.fields import SynchronizedField, get_translatable_fields

OURS = [model for model in get_page_models() if model is not Page]
# Rows of these are the same in every language: they have no words, only links.
SHARED_ROWS = {"CoursePage": {"related_pages"}}


def sent(model):
    return {field.field_name for field in get_translatable_fields(model) if field.is_translated(None)}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_addresses_readings_and_telephone_numbers_stay(model):
    assert "title" in sent(model)
    assert sent(model).isdisjoint({"slug", "reading", "phone"})
    slug = next(field for field in get_translatable_fields(model) if field.field_name == "slug")
    assert slug == SynchronizedField("slug")
    assert not slug.is_overridable(None)


def test_rows_with_words_have_a_language_of_their_own():
    found = {}
    for model in OURS:
        for field in get_translatable_fields(model):
            if field.get_field(model).one_to_many and not field.is_translated(None):
                found.setdefault(model.__name__, set()).add(field.field_name)

    assert found == SHARED_ROWS
