"""The screen for trying easy Japanese, without scripts."""

import pytest

pytestmark = pytest.mark.django_db
PATH = "/kanri/easy/try/"
TEXT = "お知らせ\r\n令和8年に書類を提出してください。"


def test_a_text_is_judged_and_nothing_is_saved(admin_client):
    html = admin_client.post(PATH, {"text": TEXT}).content.decode()

    assert "「令和8年」を「2026年」に直す" in html
    assert "「提出」はむずかしい言葉です" in html


def test_an_offer_is_taken_and_taken_back(admin_client):
    taken = admin_client.post(PATH, {"text": TEXT, "take": "era-year:5:9"}).context
    back = admin_client.post(
        PATH, {"text": taken["form"].cleaned_data["text"], "before": taken["before"], "back": "1"}
    ).context

    assert taken["form"].cleaned_data["text"] == "お知らせ\n2026年に書類を提出してください。"
    assert taken["said"] == "「令和8年」を「2026年」に直しました。"
    assert back["form"].cleaned_data["text"] == "お知らせ\n令和8年に書類を提出してください。"
    assert back["before"] == ""


@pytest.mark.parametrize("offer", ["era-year:0:4", "nothing", "hard-word:x:y", "era-year:99999:2"])
def test_an_offer_that_does_not_fit_changes_nothing(admin_client, offer):
    context = admin_client.post(PATH, {"text": TEXT, "take": offer}).context

    assert context["form"].cleaned_data["text"] == TEXT.replace("\r\n", "\n")
    assert context["said"].startswith("文章が変わったため")


def test_spaces_are_put_in(admin_client):
    context = admin_client.post(PATH, {"text": "水を飲んでください。", "take": "spaces"}).context

    assert context["form"].cleaned_data["text"] == "水を 飲んでください。"


def test_odd_input_is_answered_in_words(admin_client):
    assert "日本語の文章がありません" in admin_client.post(PATH, {"text": "Hello."}).content.decode()
    assert "w-field__errors" in admin_client.post(PATH, {"text": ""}).content.decode()
    assert admin_client.post(PATH, {"text": "あ" * 10_001}).status_code == 200


def test_the_screen_is_for_the_staff(client):
    assert client.post(PATH, {"text": TEXT}).status_code == 302
