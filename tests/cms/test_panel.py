"""The findings of a draft beside the editor, and the answers that people give."""

import json

import pytest
from django.urls import reverse

from a11y_checker.wagtail_app.models import Answer

pytestmark = pytest.mark.django_db
TEXT = "<p>日　時：4月1日</p><p>くわしくは<a href='https://example.com/'>こちら</a>。市の保健師が家庭を訪問します。</p>"


@pytest.fixture
def draft(staffed, health_page):
    health_page.body = json.dumps([{"type": "text", "value": TEXT, "id": "8a1c0a34-0000-4000-8000-000000000001"}])
    health_page.save_revision()
    return health_page


@pytest.fixture
def panel(client, draft, make_user):
    """Return a function that reads the panel as an editor of 健康課."""
    client.force_login(make_user("hensyu", "健康課 編集"))
    return lambda: client.get(reverse("accessibility_panel", args=[draft.pk])).content.decode()


def answer(client, page, value: str, fingerprint: str) -> None:
    form = {"answer": value, "fingerprint": fingerprint}
    client.post(reverse("accessibility_answer", args=[page.pk]), form)


def find_fingerprint(text: str) -> str:
    return text.split('name="fingerprint" value="')[1].split('"')[0]


def test_panel_shows_findings_at_their_place_with_scores_and_readability(client, panel, draft):
    text = panel()

    assert "「日　時」は、言葉の途中に空白があります" in text
    assert "直すまで公開できません" in text
    assert "#block-8a1c0a34-0000-4000-8000-000000000001-section" in text
    assert "下書き：100点中 59点" in text
    assert "公開中のページ：100点中" in text
    assert "市の保健師が家庭を訪問します。" in text
    assert (
        reverse("accessibility_panel", args=[draft.pk])
        in client.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    )


def test_answer_is_remembered_until_the_place_changes(client, panel, draft):
    fingerprint = find_fingerprint(panel())

    answer(client, draft, "yes", fingerprint)
    settled = panel()
    draft.body = json.dumps([{"type": "text", "value": TEXT.replace("こちら", "ここ")}])
    draft.save_revision()

    assert "確かめて、よいとしたところ" in settled
    assert f'value="{fingerprint}"' not in settled
    assert "確かめて、よいとしたところ" not in panel()
    assert Answer.objects.get().history.get().history_user.username == "hensyu"


def test_nonsense_and_strangers_answer_nothing(client, panel, draft, make_user):
    fingerprint = find_fingerprint(panel())

    answer(client, draft, "perhaps", fingerprint)
    answer(client, draft, "yes", "0" * 16)
    client.force_login(make_user("zei", "税務課 編集"))
    answer(client, draft, "yes", fingerprint)

    assert not Answer.objects.exists()
    assert client.get(reverse("accessibility_panel", args=[draft.pk])).status_code == 302
