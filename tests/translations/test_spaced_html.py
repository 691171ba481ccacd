"""Spaces between phrases in HTML: put in between, and nothing else changed."""

import pytest

from translations import add_ruby, add_spaces


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>雨がたくさん降っています。</p>", "<p>雨が たくさん 降っています。</p>"),
        ("<p>すぐににげてください。</p>", "<p>すぐに にげてください。</p>"),
        ("<p><b>市役所</b>へ行ってください。</p>", "<p><b>市役所</b>へ 行ってください。</p>"),
        ("<p>水を<b>飲みます</b>。</p>", "<p>水を<b> 飲みます</b>。</p>"),
        ("<p>水を 飲みます。</p>", "<p>水を 飲みます。</p>"),
        ('<p><a href="/水を飲みます">紙を出す</a></p>', '<p><a href="/水を飲みます">紙を 出す</a></p>'),
        ("<p>水&amp;紙を出す&#x3002;</p>", "<p>水&amp;紙を 出す&#x3002;</p>"),
        ('<p lang="en">水を飲みます</p><textarea>水を飲みます</textarea>',) * 2,
        ("<script>'水を飲みます'</script><p title=\"水を飲みます\">OK</p>",) * 2,
        ("<p>水を<!-- 紙を出す -->飲みます。", "<p>水を<!-- 紙を出す --> 飲みます。"),
        ("<p>市役所に問い合わせてください。</p>", "<p>市役所に 問い合わせてください。</p>"),
        ("",) * 2,
    ],
)
def test_spaces_stand_between_phrases_only(html, expected):
    assert add_spaces(html) == expected


@pytest.mark.parametrize("html", ["<p>今日は、<i>小野市役所</i>に行きます。</p>", "<ul><li>本を読む人<li>歩く人</ul>"])
def test_taking_the_spaces_out_gives_the_source(html):
    assert add_spaces(html).replace(" ", "") == html.replace(" ", "")


def test_readings_come_on_top():
    assert "<rt>みず</rt><rp>）</rp></ruby>を <ruby>飲" in add_ruby(add_spaces("<p>水を飲みます。</p>"))
