"""An editor pastes from Word, mends what the panel shows with the help it gives, and the page is published after approval."""

import re
import subprocess
import sys
from io import BytesIO

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfWriter

from tests.demo_build import ROOT, city_environment

pytestmark = pytest.mark.e2e
PASSWORD = "only-for-this-test"
PREPARE = f"""
import django; django.setup()
from cms.demo.city import make_demo_staff
make_demo_staff({PASSWORD!r})
"""
# What Word puts on the clipboard, in our own words: its classes and tags, and five faults that are typical of it.
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-unhide:no; font-size:10.5pt;} --></style></head>
<body lang=JA><!--StartFragment-->
<p class=MsoNormal><b><span style='font-size:14.0pt;font-family:"游ゴシック"'>手帳を受け取るには<o:p></o:p></span></b></p>
<p class=MsoNormal><span style='mso-bidi-font-weight:bold'>日　時：午前9時から午後5時まで<o:p></o:p></span></p>
<p class=MsoNormal><span lang=EN-US>２０２７／５／１２</span>から配ります。手帳は、市役所の窓口でお渡しします。<o:p></o:p></p>
<p class=MsoListParagraph>・申請書<o:p></o:p></p>
<p class=MsoListParagraph>・本人を確かめられるもの<o:p></o:p></p>
<p class=MsoNormal>健診の日程は<a href="https://example.com/nittei">こちら</a>です。<o:p></o:p></p>
<!--EndFragment--></body></html>"""
PASTE = """(field, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData('text/html', html);
    clipboard.setData('text/plain', 'text of Word');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(scope="module")
def staff(city_files, city_url) -> None:
    """The editor and the approver of 健康課."""
    command = [sys.executable, "-c", PREPARE]
    done = subprocess.run(
        command, cwd=ROOT, env=city_environment(city_files), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def log_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/kanri/login/")
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/kanri/$"))


def add_block(page: Page, name: str, *, first: bool = False) -> None:
    buttons = page.locator("[id*=body] button.c-sf-add-button:visible")
    (buttons.first if first else buttons.last).click()
    page.locator(".w-combobox__option").filter(has_text=name).first.click()


def find_item(page: Page, what: str) -> Locator:
    """The finding in the panel that says this."""
    return page.locator(".a11y-live__item").filter(has_text=what).first


def go_to(page: Page, what: str, words: str) -> None:
    """Press the place of a finding: its words are selected in the form then."""
    find_item(page, what).locator("[data-a11y-go]").first.click()
    page.wait_for_function("words => getSelection().toString() === words", arg=words)


def settle(page: Page, what: str) -> None:
    """Wait until the panel does not show a finding any more."""
    expect(page.locator(".a11y-live__item").filter(has_text=what)).to_have_count(0)


def write_page(page: Page) -> None:
    page.fill("#id_title", "健康手帳の申請書")
    page.fill("#id_answer", "健康手帳は、市役所の健康課で受け取れます。")
    add_block(page, "文章")
    field = page.locator("[id*=body] [contenteditable=true]").last
    field.click()
    field.evaluate(PASTE, FROM_WORD)
    expect(field).to_contain_text("手帳を受け取るには")
    page.locator('[data-side-panel-toggle="checks"]').click()


def mend_at_a_press(page: Page) -> None:
    """Blanks in a word, taken back once, and a date in full width."""
    field = page.locator("[id*=body] [contenteditable=true]").last
    go_to(page, "言葉の途中に空白", "日　時")
    find_item(page, "言葉の途中に空白").get_by_role("button", name="「日　時」を「日時」に直す").click()
    expect(field).to_contain_text("日時：午前9時から")
    page.locator("[data-a11y-done]").get_by_role("button", name="元に戻す").click()
    expect(field).to_contain_text("日　時：午前9時から")
    find_item(page, "言葉の途中に空白").get_by_role("button", name="「日　時」を「日時」に直す").click()
    settle(page, "言葉の途中に空白")
    go_to(page, "記号で区切ってあります", "２０２７／５／１２")
    find_item(page, "記号で区切ってあります").get_by_role("button", name="「2027年5月12日」に直す").click()
    expect(field).to_contain_text("2027年5月12日から配ります。")
    settle(page, "記号で区切ってあります")


def mend_by_hand(page: Page) -> None:
    """A link that says nothing, a list of dots, a bold line in the place of a heading: as the panel advises."""
    field = page.locator("[id*=body] [contenteditable=true]").last
    go_to(page, "こちら", "こちら")
    item = find_item(page, "こちら")
    item.get_by_label("リンクの新しい文字").fill("健診の日程の表")
    item.get_by_role("button", name="この文字にする").click()
    expect(field.locator("a, [class*=Tooltip]").filter(has_text="健診の日程の表")).to_have_count(1)
    settle(page, "「こちら」だけ")
    go_to(page, "箇条書き", "・申請書")
    make_list_item(page)
    field.get_by_text("・本人を確かめられるもの").click(click_count=3)
    make_list_item(page)
    settle(page, "箇条書き")
    go_to(page, "見出し", "手帳を受け取るには")
    page.keyboard.press("Backspace")
    page.keyboard.press("Delete")
    add_block(page, "見出し", first=True)
    page.locator("input[name^='body-'][name$='-value'][type=text]").fill("手帳を受け取るには")
    settle(page, "太字だけの行")


def make_list_item(page: Page) -> None:
    """Press the list button of the bar that stands over selected text, and take the dot away."""
    page.locator(".Draftail-Toolbar:visible button, .Draftail-FloatingToolbar button").filter(visible=True).nth(
        1
    ).click()
    page.keyboard.press("Home")
    page.keyboard.press("Delete")


def make_untagged_pdf() -> bytes:
    """A PDF as a printer's driver writes it."""
    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(file)
    return file.getvalue()


def upload_form(page: Page) -> None:
    """Bring the untagged PDF along: the upload tells at once what is wrong with it, and asks what it says."""
    page.locator("#id_forms-0-document-chooser button").filter(has_text="選択").first.click()
    upload = page.locator("#tab-upload")
    page.locator(".modal-content").get_by_role("tab").last.click()
    upload.locator("input[type=file]").set_input_files(
        {"name": "techo.pdf", "mimeType": "application/pdf", "buffer": make_untagged_pdf()}
    )
    upload.get_by_label("題名").fill("健康手帳の申請書")
    upload.get_by_role("button", name="アップロード").click()
    expect(upload).to_contain_text("「techo.pdf」を受け取りました。")
    expect(upload).to_contain_text("PDF にタグ")
    upload.get_by_label("書いてあること").fill("健康手帳を受け取るための申請書です。名前と住所を書きます。")
    upload.get_by_role("button", name="このファイルを使う").click()
    expect(page.locator("#id_forms-0-document-chooser")).to_contain_text("健康手帳の申請書")


def add_form(page: Page) -> None:
    """Name the untagged PDF; the panel tells it and leads to the field for what it says."""
    page.fill("#id_forms-0-name", "健康手帳の申請書")
    page.fill("#id_forms-0-purpose", "健康手帳がほしいとき")
    page.fill("#id_forms-0-who", "40歳以上の市民")
    upload_form(page)
    item = find_item(page, "PDF にタグ")
    item.locator("[data-a11y-go]").last.click()
    page.keyboard.type("名前、住所、生まれた日を書いて、健康課の窓口に出します。")
    expect(item).to_contain_text("ファイルを開けない方のための文章がある場所")


def choose_action(page: Page, name: str) -> None:
    page.locator("footer button[aria-expanded]").last.click()
    page.locator("footer").get_by_text(name, exact=True).click()


def submit(page: Page) -> None:
    expect(page.locator("[data-a11y-findings]")).to_contain_text("確かめるところは残っていません。")
    expect(page.get_by_text("保存しました").first).to_be_visible()
    choose_action(page, "健康課の承認に提出する")
    expect(page.get_by_text("承認に出しました").first).to_be_visible()


def approve(page: Page) -> None:
    page.locator("main table a").filter(has_text="健康手帳の申請書").first.click()
    choose_action(page, "承認")
    page.wait_for_url(re.compile(r"/pages/\d+/$"))


def test_editor_pastes_from_word_mends_and_the_page_is_published(make_visitor, staff):
    editor, approver, reader = (make_visitor(1280, 1000) for _ in range(3))
    page = editor.page
    log_in(page, editor.city_url, "kenko-hensyu")
    section = page.locator("main a").filter(has_text="健診・予防接種").first.get_attribute("href")
    number = re.search(r"/pages/(\d+)/", section)[1]
    page.goto(f"{editor.city_url}/kanri/pages/add/cms/formspage/{number}/")

    write_page(page)
    mend_at_a_press(page)
    mend_by_hand(page)
    add_form(page)
    submit(page)
    log_in(approver.page, approver.city_url, "kenko-syonin")
    approve(approver.page)

    public = reader.open("/kenko/kenshin/")
    public.locator("main a").filter(has_text="健康手帳の申請書").first.click()
    main = public.locator("main")
    expect(main.locator("h2").filter(has_text="手帳を受け取るには")).to_have_count(1)
    expect(main).to_contain_text("日時：午前9時から午後5時まで")
    expect(main).to_contain_text("2027年5月12日から配ります。")
    expect(main.locator(".text li")).to_have_text(["申請書", "本人を確かめられるもの"])
    expect(main.locator("a[href='https://example.com/nittei']")).to_have_text("健診の日程の表")
    expect(main).to_contain_text("名前、住所、生まれた日を書いて、健康課の窓口に出します。")
