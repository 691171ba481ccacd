"""Pictures of what the web officer watches over, for docs/ja/web-officer.md; make_screenshots.py calls picture_web_officer.

They need a city with faults: PREPARE makes them on the throwaway site before it is served.
"""

from playwright.sync_api import Browser
from studio import Staff, save, show

# Seven faults past every door, two earlier months, a page that others link to taken off, a check of pages and links.
PREPARE = """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from tests.a11y_checker.wagtail_app.damaged_city import damage
from tests.factories.check_runs import make_run
from a11y_checker.wagtail_app.models import SiteLink
from wagtail.models import Page
for days, score in ((70, 91), (40, 95)):
    make_run(days_ago=days, score=score)
for address in damage():
    page = next(page for page in Page.objects.live() if page.relative_url(None) == address)
    page.specific.save_revision()
call_command("check_site", "--no-browser")
targets = SiteLink.objects.filter(is_internal=True, places__isnull=False).exclude(url__in=["/", "/toiawase/"])
paths = {link.url for link in targets}
page = next(p for p in Page.objects.live().filter(depth__gt=4) if p.relative_url(None) in paths)
page.unpublish()
SiteLink.objects.filter(is_internal=False).update(due_at=timezone.now() + timedelta(days=30))
call_command("check_links")
"""
REASON = "窓口の混雑を早く知らせるためです。電話でも同じことを聞けます。"


def picture_web_officer(browser: Browser, address: str, password: str) -> None:
    """The report and one page of it, a refused publication, letting it through, dead links."""
    officer = Staff(browser, address, "web", password).log_in()
    page = officer.page
    officer.open("/kanri/reports/accessibility/")
    save(page, "officer-report")
    worst = page.locator("main table td.title a").first
    officer.open(str(worst.get_attribute("href")))
    save(page, "officer-result")
    show(page, page.locator("main a").filter(has_text="直す").first)
    page.locator("main a").filter(has_text="直す").first.click()
    officer.settle()
    officer.open_actions().get_by_text("公開", exact=True).first.click()
    officer.settle(2500)
    save(page, "officer-refused")
    page.get_by_role("link", name="期限を決めて公開を許す").first.click()
    officer.settle()
    page.fill("[name=reason]", REASON)
    # Typing the day would open a calendar over the picture.
    page.locator("[name=expires_on]").evaluate("(field, day) => { field.value = day; }", "2027-01-31")
    officer.settle()
    save(page, "officer-waive")
    page.locator("main form button[type=submit]").last.click()
    officer.settle()
    officer.open("/kanri/reports/let-through/")
    save(page, "officer-waivers")
    officer.open("/kanri/reports/dead-links/")
    save(page, "officer-dead-links")
