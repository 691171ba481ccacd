"""A Japanese page with its English translation, and people who work on it."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import Locale

from cms.models import ArticlePage
from tests.factories.site import make_home
from translations.wagtail_app.state_models import StringState
from translations.wagtail_app.submitting import submit

RIGHTS = ("translate_pages", "check_translations", "translate_every_department")
TEXT = "text-1"


@pytest.fixture
def no_engine(settings):
    """No engine; of the city's functions none."""
    settings.TRANSLATIONS = {"ENGINE": "none", "FOLDER": "/nowhere", "PERSON_MUST_CHECK": {"disaster": ["防災"]}}


@pytest.fixture
def english(db):
    return Locale.objects.get_or_create(language_code="en")[0]


@pytest.fixture
def article(db, english):
    """A page with a title, an answer, and one text of three sentences in three paragraphs."""
    page = ArticlePage(
        title="粗大ごみ", slug="sodai", answer="手数料は300円です。", body=body("朝8時までに出します。", "地図", "窓口")
    )
    return make_home().add_child(instance=page)


def body(*sentences, block=TEXT):
    html = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    return [{"type": "text", "id": block, "value": html}]


@pytest.fixture
def translation(no_engine, article, english):
    return submit(article, [english], None)[0]


@pytest.fixture
def make_worker(db, django_user_model):
    """A function that makes a member of staff with the named rights on translations of every department."""

    def make(name="worker", *rights):
        user = django_user_model.objects.create_user(username=name, password="for tests only")
        codes = [*(rights or RIGHTS), "access_admin"]
        user.user_permissions.set(Permission.objects.filter(codename__in=codes))
        return user

    return make


@pytest.fixture
def rows(translation):
    """A function that gives the page's strings by their Japanese."""

    def find():
        found = StringState.objects.filter(translation=translation, is_current=True)
        return {
            row.string.data: row
            for row in found.select_related("string", "translation__target_locale", "translation__source")
        }

    return find
