"""The practice page: private, never published, and its score rises with every mended fault."""

import pytest
from django.urls import reverse

from a11y_checker.wagtail_app.models import PracticePage
from a11y_checker.wagtail_app.training.exercise import PARTS, read_values, render_page, seeded_values
from a11y_checker.wagtail_app.training.score import judge
from tests.factories.yearly import make_tester

MENDED = {
    "title": "水泳教室の申込み",
    "level": "2",
    "words": "マイナンバーカードを持ってきてください。",
    "date": "日時：2026年12月5日（土曜日）午前10時から正午まで",
    "alt": "ビート板で泳ぐ2人の子ども",
    "link": "水泳教室の料金",
    "caption": "教室の曜日と時間",
    "header": "yes",
    "file": "申込書（PDF、120KB）",
}


def test_every_part_has_a_fault_at_first():
    standing = judge(seeded_values())

    assert [part.id for part in PARTS if not standing.findings[part.id]] == []
    assert standing.score == 0


def test_score_rises_with_every_mended_part():
    values, scores = seeded_values(), [0]

    for name, text in MENDED.items():
        values[name] = text
        scores.append(judge(values).score)

    assert scores == sorted(set(scores))
    assert (scores[-1], judge(values).page_score) == (100, 100)


def test_deleting_a_text_does_not_mend_it():
    standing = judge(seeded_values() | MENDED | {"words": " ", "alt": ""})

    assert standing.emptied == {"words", "picture"}
    assert standing.score < 100


def test_what_is_typed_is_never_mark_up():
    html = render_page(read_values({"title": "</title><script>x</script>", "level": "1><script>", "alt": '"><b>'}))

    assert "<script>" not in html
    assert "<b>" not in html
    assert "<h4>" in html


@pytest.mark.django_db
def test_each_person_has_a_page_of_her_own(client):
    address = reverse("accessibility_practice")
    one, other = make_tester("one"), make_tester("other")

    assert client.get(address).status_code == 302
    client.force_login(one)
    client.post(address, seeded_values() | MENDED)
    own = client.get(address).content.decode()
    client.force_login(other)
    others = client.get(address).content.decode()
    client.post(address, {"reset": "1"})

    assert "水泳教室の料金" in own
    assert "100点中 100点" in own
    assert "水泳教室の料金" not in others
    assert "100点中 0点" in others
    assert [page.user for page in PracticePage.objects.all()] == [one]
    client.force_login(one)
    client.post(address, {"reset": "1"})
    assert not PracticePage.objects.exists()
