"""Addresses made of Japanese titles."""

import pytest

from cms.slugs import SLUG_LENGTH_CHARS, find_free_slug, make_slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("公民館の使い方", "kouminkan-tsukaikata"),
        ("転入届（引っこし）", "tennyuutodoke-hikkoshi"),
        ("マイナンバーカード", "mainanbakado"),
        ("ｶﾀｶﾅ", "katakana"),
        ("Wi-Fiの使い方", "wifi-tsukaikata"),
        ("！？", "page"),
        ("", "page"),
    ],
)
def test_title_is_read_out(title, slug):
    assert make_slug(title) == slug


def test_long_title_is_cut_between_words():
    slug = make_slug("市のホームページが新しくなりましたのでお知らせします")

    assert len(slug) <= SLUG_LENGTH_CHARS
    assert slug == "shi-homupeji-atarashikunarimashita"


def test_taken_address_gets_a_number():
    taken = {"page", "page-2"}

    assert find_free_slug("！", lambda slug: slug not in taken) == "page-3"
