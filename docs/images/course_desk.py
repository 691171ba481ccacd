"""Pictures of the course desk and the training for docs/ja; make_screenshots.py calls picture_course_desk."""

from playwright.sync_api import Browser, Page
from studio import Staff, save

# Somebody invented, as typed on the telephone.
TYPED = {
    "id_name-name": "見本　花子",
    "id_name-reading": "みほん はなこ",
    "id_birth-year": "22",
    "id_birth-month": "3",
    "id_birth-day": "5",
    "id_phone-phone": "0794001234",
}


def picture_course_desk(browser: Browser, address: str, password: str) -> None:
    """Work lists, entry, reading back, the page of an application, the draw, circles, the overview of the training."""
    clerk = Staff(browser, address, "koza-tanto", password).log_in()
    open_run(clerk, "先着順")
    clerk.page.get_by_role("link", name="申込みを入力する").click()
    clerk.settle()
    for name, text in TYPED.items():
        clerk.page.fill(f"#{name}", text)
    save(clerk.page, "desk-entry")
    clerk.page.locator("#id_phone-phone").press("Enter")
    clerk.settle()
    clerk.page.locator(".desk-read").scroll_into_view_if_needed()
    save(clerk.page, "desk-readback")
    for box in clerk.page.locator(".desk-said input").all():
        box.check()
    clerk.page.get_by_role("button", name="保存する").click()
    clerk.settle()
    clerk.page.get_by_role("link", name="この申込みを見る").click()
    clerk.settle()
    save(clerk.page, "desk-enrolment")
    clerk.open("/kanri/courses/")
    save(clerk.page, "desk-work")
    clerk.open("/kanri/courses/circles/")
    save(clerk.page, "circles-desk")
    picture_draw(clerk)
    officer = Staff(browser, address, "kenshu-tanto", password).log_in()
    officer.open("/kanri/kenshu/overview/")
    save(officer.page, "training-overview")


def open_run(staff: Staff, policy: str) -> None:
    """Open the first run of that kind that takes applications now."""
    staff.open("/kanri/courses/runs/")
    paths = [str(link.get_attribute("href")) for link in staff.page.locator(".desk-table a").all()]
    for path in paths:
        staff.open(path)
        takes = staff.page.get_by_role("link", name="申込みを入力する").count()
        if takes and policy in staff.page.locator(".desk-facts").inner_text():
            return
    raise SystemExit(f"{policy}の講座がありません。/ No run of that kind takes applications.")


def picture_draw(staff: Staff) -> None:
    """The draw that waits for its digits and the second person."""
    page: Page = staff.page
    staff.open("/kanri/courses/")
    page.locator("section[aria-labelledby=to-draw] a").first.click()
    staff.settle()
    page.get_by_role("link", name="抽選", exact=True).click()
    staff.settle()
    save(page, "desk-draw")
