"""Which fields of a page go to translators: words do, addresses, readings and telephone numbers do not."""

import pytest
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, ListBlock, RichTextBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.fields import RichTextField, StreamField
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


# Source: wagtail-localize, the elements of a string; others cut a sentence into pieces, and the alt text of a picture is passed over.
WHOLE = {"bold", "italic", "code", "link", "document-link", "ul", "ol", "h2", "h3", "h4", "hr"}


def rich_text_features(thing):
    """Give the features of every field of running text in a page type, blocks in blocks too."""
    if isinstance(thing, (RichTextField, RichTextBlock)):
        yield thing.features
    elif isinstance(thing, StreamField):
        yield from rich_text_features(thing.stream_block)
    elif isinstance(thing, ListBlock):
        yield from rich_text_features(thing.child_block)
    elif isinstance(thing, BaseTypedTableBlock | BaseStreamBlock | BaseStructBlock):
        for block in thing.child_blocks.values():
            yield from rich_text_features(block)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_running_text_has_nothing_that_cuts_a_sentence(model):
    related = [relation.related_model for relation in model._meta.related_objects if relation.one_to_many]
    fields = [field for one in (model, *related) for field in one._meta.get_fields()]

    found = [features for field in fields for features in rich_text_features(field)]

    assert [features for features in found if features is None or not set(features) <= WHOLE] == []


def test_rows_with_words_have_a_language_of_their_own():
    found = {}
    for model in OURS:
        for field in get_translatable_fields(model):
            if field.get_field(model).one_to_many and not field.is_translated(None):
                found.setdefault(model.__name__, set()).add(field.field_name)

    assert found == SHARED_ROWS
