"""Strings as translators see them: marks in braces for links and bold words, everything else text."""

import pytest

from translations.wagtail_app.marked_text import MarkError, from_marked, to_marked

SOURCE = 'くわしくは<a id="a1"><b>市役所</b></a>へ &amp; お待ちください。<br/>次の行'


def test_marks_stand_for_elements_and_come_back():
    marked = to_marked(SOURCE)

    assert marked == "くわしくは{a1}{b}市役所{/b}{/a1}へ & お待ちください。\n次の行"
    assert from_marked(marked, SOURCE) == SOURCE


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a < b & {c} {1}", "a &lt; b &amp; {c} {1}"),
        ('<script>x</script> <a href="y">', '&lt;script&gt;x&lt;/script&gt; &lt;a href="y"&gt;'),
        ("one\r\ntwo", "one<br/>two"),
        ("{a1}x{/a1}", '<a id="a1">x</a>'),
    ],
)
def test_all_that_is_no_mark_is_text(text, html):
    assert from_marked(text, SOURCE) == html


@pytest.mark.parametrize("text", ["{a1}x", "x{/a1}", "{a1}{b}x{/a1}{/b}", "{a2}x{/a2}", "{em}x{/em}", "{a1}x{/b}"])
def test_marks_that_do_not_nest_or_are_not_in_the_source_are_named(text):
    with pytest.raises(MarkError, match=r"\{"):
        from_marked(text, SOURCE)


def test_characters_that_neither_files_nor_databases_hold_are_left_out():
    assert from_marked("A\x00\x0bB\nC", "あ") == "AB<br/>C"
