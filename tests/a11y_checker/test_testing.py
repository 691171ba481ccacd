"""assert_accessible without a browser: HTML and responses."""

from importlib.metadata import entry_points
from types import SimpleNamespace

import pytest

from a11y_checker import Settings
from a11y_checker.testing import assert_accessible, check

GOOD = "<!DOCTYPE html><html lang=ja><title>図書館 | みどり市</title><h1>図書館</h1>"
BAD = GOOD + "<img src=a.png>"
QUESTION = GOOD + "<p><a href='/a/'>こちら</a></p>"


def test_html_and_responses() -> None:
    assert_accessible(GOOD)
    assert_accessible(GOOD.encode())
    assert_accessible(SimpleNamespace(content=GOOD.encode("cp932")))
    with pytest.raises(AssertionError, match="画像に代替テキストがある"):
        assert_accessible(SimpleNamespace(content=BAD.encode()))


def test_settings_and_questions() -> None:
    assert_accessible(BAD, Settings(skip=("image-alt",)))
    assert_accessible(QUESTION)
    with pytest.raises(AssertionError, match="link-text"):
        assert_accessible(QUESTION, questions=True)
    with pytest.raises(AssertionError, match="Images have a text alternative"):
        assert_accessible(BAD, Settings(language="en"))


def test_check_gives_the_report() -> None:
    assert check(BAD).score == 59


def test_other_things_are_refused() -> None:
    with pytest.raises(TypeError, match="not int"):
        assert_accessible(3)


def test_fixture_takes_the_settings_of_the_project(pytester: pytest.Pytester) -> None:
    pytester.makepyprojecttoml('[tool.a11y_checker]\nskip = ["image-alt"]\n')
    pytester.makepyfile(
        f"""
        import pytest

        def test_project(assert_accessible):
            assert_accessible({BAD!r})

        def test_difference(assert_accessible):
            with pytest.raises(AssertionError, match="The page is not accessible"):
                assert_accessible({BAD!r}, skip=())
        """
    )

    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:django")

    result.assert_outcomes(passed=2)


def test_plugin_is_found_by_itself() -> None:
    [point] = entry_points(group="pytest11", name="a11y_checker")

    assert point.value == "a11y_checker.pytest_plugin"
