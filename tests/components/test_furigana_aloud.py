"""What a screen reader gets of text with furigana: Chromium's accessibility tree, as NVDA and others read it.

Each word stands there once, as it is written; its reading is a description of the ruby and no text of its own.
"""

import pytest
from playwright.sync_api import Page

from tests.translations.ruby_removal import OUR_RUBY
from translations import add_ruby

pytestmark = pytest.mark.browser

BODY = """
<main>
  <h1>小野市の図書館</h1>
  <p>大人は1日に三百円です。取り引きを行う。</p>
  <ul><li><a href="#a">住民票の写し</a></li></ul>
  <button type="button">申し込む</button>
  <table><caption>料金表</caption><tr><th scope="col">区分</th></tr><tr><td>大人</td></tr></table>
  <fieldset><legend>支払い方法</legend><label><input type="radio" name="r">窓口</label></fieldset>
  <label for="code">郵便番号</label><p id="code-hint">半角の数字</p><p id="code-error">番号が要ります。</p>
  <input id="code" aria-describedby="code-error code-hint">
</main>
<script type="module" src="/js/site.js"></script>
"""
NAMED = {"heading", "link", "button", "table", "columnheader", "cell", "group", "radio", "textbox"}


@pytest.fixture
def nodes(phone: Page) -> list[dict]:
    """The nodes of the tree that a screen reader sees, the page's script having run."""
    html = add_ruby(f'<!DOCTYPE html><html lang="ja"><head><title>x</title></head><body>{BODY}</body></html>')
    assert len(OUR_RUBY.findall(html)) > 10
    phone.evaluate("html => { document.open(); document.write(html); document.close(); }", html)
    phone.wait_for_load_state("load")
    phone.wait_for_selector("#code-hint-plain", state="attached")
    tree = phone.context.new_cdp_session(phone).send("Accessibility.getFullAXTree")["nodes"]
    return [node for node in tree if not node["ignored"]]


def value(node: dict, key: str) -> str:
    return node.get(key, {}).get("value", "")


def test_names_hold_each_word_once(nodes):
    found = {value(node, "role"): value(node, "name") for node in nodes if value(node, "role") in NAMED}

    assert found == {
        "heading": "小野市の図書館",
        "link": "住民票の写し",
        "button": "申し込む",
        "table": "料金表",
        "columnheader": "区分",
        "cell": "大人",
        "group": "支払い方法",
        "radio": "窓口",
        "textbox": "郵便番号",
    }


def test_text_holds_no_reading(nodes):
    said = {value(node, "name") for node in nodes if value(node, "role") == "StaticText"}

    assert {"大人", "三", "取", "り", "引", "きを", "行", "う。"} <= said
    assert said.isdisjoint({"おとな", "さん", "と", "ひ", "おこな", "（", "）"})


def test_reading_describes_its_word(nodes):
    readings = [value(node, "description") for node in nodes if value(node, "role").lower() == "ruby"]

    assert {"おとな", "にち", "さん", "びゃく", "おこな"} <= set(readings)
    assert "" not in readings


def test_description_of_a_field_is_read_once(nodes):
    (field,) = [node for node in nodes if value(node, "role") == "textbox"]

    assert value(field, "description") == "番号が要ります。 半角の数字"
