"""What the scripts add, in a real browser: menu, printing, reading aloud, films. And that nothing is lost without them."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from cms.views.bundle import build_css_bundle

pytestmark = pytest.mark.browser

SITE_MODULE = '<script type="module" src="/js/site.js"></script>'
MENU = """
<header>
  <a href="#search" data-module="switch">さがす</a> <a href="#menu" data-module="switch">メニュー</a>
  <div class="site-header__search" id="search"><form><input name="q" aria-label="q"></form></div>
  <ul class="tools" data-module="tools"></ul>
  <nav class="site-nav" id="menu"><ul><li><a href="#a">くらし</a></li></ul></nav>
</header>
"""
ARTICLE = """
<main>
  <h1><ruby>粗大<rp>（</rp><rt>そだい</rt><rp>）</rp></ruby>ごみ</h1>
  <p>電話で申し込みます。<a href="#x">券</a>を買います！ 朝8時までに出します。</p>
  <p class="visually-hidden">読まない</p>
  <table><tr><td><span aria-hidden="true">＊</span><span style="display: none">料金</span>400円</td></tr></table>
  <details><summary>くわしく</summary><p>とじた所は読みません。</p></details>
  <p lang="en">Call us.</p>
</main>
"""
# A device with one Japanese and one English voice, which notes what it is told to say.
VOICES = """
window.spoken = [];
window.speechSynthesis.getVoices = () => [{lang: "ja-JP", localService: true}, {lang: "en-US", localService: true}];
window.speechSynthesis.cancel = () => {};
window.speechSynthesis.speak = (said) => { window.spoken.push([said.text, said.lang, said.rate]); window.last = said; };
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
END_OF_SENTENCE = "window.last.onend()"


def show(page: Page, body: str) -> None:
    """Put the body and the site's scripts into the page, and wait until they ran."""
    page.evaluate("html => { document.open(); document.write(html); document.close(); }", page_source(body))
    page.wait_for_load_state("load")


def page_source(body: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="ja"><head><title>x</title></head><body id="top">{body}{SITE_MODULE}</body></html>'
    )


def test_menu_says_whether_it_is_open_and_closes_on_escape(phone: Page):
    show(phone, MENU)
    link = phone.get_by_role("button", name="メニュー")
    states = [link.get_attribute("aria-expanded")]

    link.focus()
    phone.keyboard.press("Enter")
    states.append(link.get_attribute("aria-expanded"))
    focused_when_open = phone.evaluate("document.activeElement.textContent")
    phone.keyboard.press("Escape")
    states.append(link.get_attribute("aria-expanded"))

    assert states == ["false", "true", "false"]
    assert focused_when_open == "くらし"
    assert phone.evaluate("document.activeElement.textContent") == "メニュー"


def test_space_opens_the_menu_and_a_second_press_closes_it(phone: Page):
    show(phone, MENU)
    link = phone.get_by_role("button", name="メニュー")

    link.press(" ")
    opened = "is-open" in phone.locator("#menu").get_attribute("class")
    link.press(" ")

    assert (opened, "is-open" in phone.locator("#menu").get_attribute("class")) == (True, False)


def test_search_switch_puts_the_cursor_into_the_field(phone: Page):
    show(phone, MENU)

    phone.get_by_role("button", name="さがす").click()

    assert phone.evaluate("document.activeElement.name") == "q"


@pytest.mark.parametrize("width", [320, 390])
def test_opened_search_fits_the_screen(phone: Page, width: int):
    form = render_to_string("components/search_form.html", {"id": "q", "url": "/search/", "label": "さがす言葉"})
    header = f"""<div class="wrap site-header__row"><p class="site-header__jump">
      <a href="#search" data-module="switch">さがす</a></p><div class="site-header__search" id="search">{form}</div></div>"""
    phone.set_viewport_size({"width": width, "height": 844})
    show(phone, header)
    phone.add_style_tag(content=build_css_bundle())

    phone.locator("[data-module='switch']").click()

    field = phone.get_by_label("さがす言葉")
    assert field.is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == width


def test_print_button_appears_and_prints(phone: Page):
    show(phone, '<button type="button" data-module="print" hidden>印刷</button>')
    phone.evaluate("window.print = () => { window.printed = true; }")

    phone.get_by_role("button", name="印刷").click()

    assert phone.evaluate("window.printed") is True


def test_reading_aloud_is_not_offered_without_a_voice(phone: Page):
    phone.evaluate("window.speechSynthesis.getVoices = () => [{lang: 'en-US', localService: true}]")

    show(phone, MENU + ARTICLE + render_to_string("components/speech.html"))

    assert phone.locator("[data-speech='start']").count() == 0


def test_reading_aloud_says_each_sentence_in_its_language_and_nothing_hidden(phone: Page):
    phone.add_init_script(VOICES)
    phone.evaluate(VOICES)
    show(phone, MENU + ARTICLE + render_to_string("components/speech.html"))

    phone.locator("[data-speech='start']").click()
    for _ in range(6):
        phone.evaluate(END_OF_SENTENCE)

    assert [said[:2] for said in phone.evaluate("window.spoken")] == [
        ["粗大ごみ", "ja"],
        ["電話で申し込みます。", "ja"],
        ["券を買います！", "ja"],
        ["朝8時までに出します。", "ja"],
        ["400円", "ja"],
        ["くわしく", "ja"],
        ["Call us.", "en"],
    ]


def test_voice_gets_names_in_kana_as_whole_words_only(phone: Page):
    phone.evaluate(VOICES)
    phone.route("**/readings/0/", lambda route: route.fulfill(json={"中町": "なかちょう", "好古館": "こうこかん"}))
    show(
        phone,
        MENU + "<main><p>好古館へ。</p><p>中町の田中町長。</p></main>" + render_to_string("components/speech.html"),
    )
    start = phone.locator("[data-speech='start']")

    with phone.expect_response("**/readings/0/"):
        start.focus()
    phone.evaluate("fetch('/readings/0/').then(response => response.json())")  # by then the first one is read
    start.click()
    phone.evaluate(END_OF_SENTENCE)

    assert [text for text, _lang, _rate in phone.evaluate("window.spoken")] == [
        "こうこかんへ。",
        "なかちょうの田中町長。",
    ]


def test_sentence_being_read_is_marked(phone: Page):
    phone.evaluate(VOICES)
    show(phone, MENU + ARTICLE + render_to_string("components/speech.html"))
    phone.locator("[data-speech='start']").click()
    marked = "[...CSS.highlights.get('speech')].map(range => range.toString())"

    phone.evaluate(END_OF_SENTENCE)
    phone.evaluate(END_OF_SENTENCE)

    assert phone.evaluate(marked) == ["券を買います！"]


def test_reading_aloud_stops_goes_back_slows_down_and_ends(phone: Page):
    phone.evaluate(VOICES)
    show(phone, MENU + ARTICLE + render_to_string("components/speech.html"))
    start = phone.locator("[data-speech='start']")

    start.click()
    phone.get_by_role("button", name="次の文").click()
    phone.get_by_role("button", name="止める").click()
    phone.evaluate(END_OF_SENTENCE)  # some browsers end a stopped sentence: nothing more may be said
    phone.get_by_role("button", name="続ける").click()
    phone.get_by_role("button", name="ゆっくり").click()
    phone.get_by_role("button", name="前の文").click()
    phone.keyboard.press("Escape")

    said = [[text, rate] for text, _lang, rate in phone.evaluate("window.spoken")]
    assert said == [
        ["粗大ごみ", 1],
        ["電話で申し込みます。", 1],
        ["電話で申し込みます。", 1],
        ["電話で申し込みます。", 0.75],
        ["粗大ごみ", 0.75],
    ]
    assert (phone.locator(".speech").count(), start.get_attribute("aria-pressed")) == (0, "false")
    assert phone.evaluate("document.activeElement.dataset.speech") == "start"
    assert phone.evaluate("CSS.highlights.has('speech')") is False


def test_voice_that_fails_can_be_started_again(phone: Page):
    phone.evaluate(VOICES)
    show(phone, MENU + ARTICLE + render_to_string("components/speech.html"))
    phone.locator("[data-speech='start']").click()

    phone.evaluate("window.last.onerror({error: 'network'})")
    phone.get_by_role("button", name="続ける").click()

    assert [text for text, _lang, _rate in phone.evaluate("window.spoken")] == ["粗大ごみ", "粗大ごみ"]


def test_bar_goes_away_after_the_last_sentence(phone: Page):
    phone.evaluate(VOICES)
    show(phone, MENU + "<main><p>一つだけ。</p></main>" + render_to_string("components/speech.html"))

    phone.locator("[data-speech='start']").click()
    phone.evaluate(END_OF_SENTENCE)

    assert (phone.locator(".speech").count(), phone.evaluate("window.spoken.length")) == (0, 1)


def test_film_is_fetched_only_after_the_button_is_pressed(phone: Page, script_server: str):
    film = {
        "url": "/film",
        "embed_url": f"{script_server}/js/print.js",
        "title": "避難",
        "duration": "3分",
        "captions_note": "字幕",
    }
    show(phone, render_to_string("components/video.html", film))
    before = phone.locator("iframe").count()

    phone.get_by_role("button", name="ここで再生する").click()

    assert before == 0
    assert phone.locator("iframe").get_attribute("title") == "避難"


def test_without_a_player_only_the_link_stands_there(phone: Page):
    film = {"url": "/film", "embed_url": "", "title": "避難", "duration": "3分", "captions_note": "字幕"}

    show(phone, render_to_string("components/video.html", film))

    assert phone.get_by_role("link", name="「避難」を動画のサイトで見る").is_visible()
    assert phone.get_by_role("button").count() == 0


def test_without_scripts_menu_and_search_open_by_their_links(chromium, script_server: str):
    context = chromium.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    styles = "".join(
        f'<link rel="stylesheet" href="{script_server}/css/components/{name}.css">' for name in ("header", "site_nav")
    )
    page.set_content(page_source(MENU).replace("</head>", f"{styles}</head>"))
    page.wait_for_load_state("networkidle")
    closed = (page.locator("#menu").is_visible(), page.locator("#search").is_visible())

    page.get_by_role("link", name="メニュー").click()
    menu_open = page.locator("#menu").is_visible()
    page.get_by_role("link", name="さがす").click()

    assert (closed, menu_open, page.locator("#search").is_visible()) == ((False, False), True, True)
    context.close()


NAME = """
<main><label for="name">名前</label><input id="name" data-module="reading" data-reading="reading">
<label for="reading">ふりがな</label><input id="reading"></main>
"""
# What an input method tells the page while somebody types みほん and chooses 見本.
COMPOSE = """([steps, written]) => {
  const name = document.getElementById("name");
  for (const data of steps) name.dispatchEvent(new CompositionEvent("compositionupdate", {data}));
  name.value += written;
  name.dispatchEvent(new CompositionEvent("compositionend", {data: written}));
}"""


def test_ux_18_the_kana_typed_for_a_name_are_offered_as_its_reading(phone: Page):
    show(phone, NAME)
    phone.evaluate("import('/js/site.js')")  # by then it has run
    reading = phone.locator("#reading")

    phone.evaluate(COMPOSE, [["ｍ", "み", "みほん", "見本"], "見本"])
    phone.evaluate(COMPOSE, [["はなこ", "花子"], "花子"])
    offered = reading.input_value()
    reading.fill("みもと はなこ")
    phone.evaluate(COMPOSE, [["さん", "産"], "産"])

    assert (offered, reading.input_value()) == ("みほん はなこ", "みもと はなこ")
