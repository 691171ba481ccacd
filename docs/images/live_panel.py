"""Pictures of the findings beside the page editor."""

from studio import Staff, mark, save, show, unmark

TEXT = """<p>日　時：２０２７／５／１２　午前9時から</p><p>電話：0794-63-1000</p>
<p>くわしい日程は、<a href="https://example.com/">こちら</a>をご覧ください。</p>"""
PASTE = """(field, html) => {
    const clipboard = new DataTransfer();
    clipboard.setData('text/html', html);
    clipboard.setData('text/plain', 'text');
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
}"""


def picture_live_panel(editor: Staff) -> None:
    """A page with some faults, and the way to one of them."""
    page = editor.page
    editor.open(f"{editor.find_list('健診・予防接種')}add_subpage/")
    page.locator("main a").filter(has_text="記事").first.click()
    editor.settle()
    page.fill("#id_title", "健康手帳を配ります")
    page.fill("#id_answer", "40歳以上の方に、市役所の健康課で配ります。")
    editor.add_block("文章")
    page.locator("[id*=body] [contenteditable=true]").last.evaluate(PASTE, TEXT)
    page.locator('[data-side-panel-toggle="checks"]').click()
    editor.settle(5000)
    page.mouse.move(600, 500)
    editor.settle()
    mark(page.locator('[data-side-panel-toggle="checks"]'))
    show(page, page.locator("#id_answer"))
    save(page, "live-panel")
    unmark(page)
    place = page.locator("[data-a11y-go]").filter(has_text="こちら").first
    show(page, place)
    place.click()
    editor.settle(1200)
    save(page, "live-place")
