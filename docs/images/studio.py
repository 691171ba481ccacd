"""What make_screenshots.py works with: a throwaway site, a camera, and a member of staff at the screen."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
DEMO = ROOT / "cms" / "demo"
PORT = 8139
PASSWORD = "throwaway-site-only"
SIZE = {"width": 1280, "height": 900}
# Our choice: a page of the manual with six pictures stays below 1 MB.
MAXIMUM_BYTES = 120 * 1024
MAXIMUM_BYTES_PUBLIC = 150 * 1024
PALETTES = (256, 128, 64, 32)
MARK_COLOUR = "#d6006f"

SETTINGS = """\
from pathlib import Path
from cms.settings.dev import *
DATABASES["default"]["NAME"] = Path({folder!r}) / "db.sqlite3"
MEDIA_ROOT = Path({folder!r}) / "media"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
"""
LOAD = """\
import django; django.setup()
from django.core.management import call_command
from cms.demo.city import make_demo_staff
from courses.demo.staff import make_demo_staff as make_course_staff
call_command("migrate", verbosity=0); call_command("load_demo"); make_demo_staff({password!r}); make_course_staff({password!r})
"""


# --- A site of its own -------------------------------------------------------------------------------------------
@contextmanager
def throwaway_site(prepare: str = "") -> Iterator[str]:
    """Load the demo city into a temporary folder, serve it, and give its address. prepare: a program that changes it first."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "screenshot_settings.py").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([folder, str(ROOT)]),
            "DJANGO_SETTINGS_MODULE": "screenshot_settings",
        }
        subprocess.run(
            [sys.executable, "-c", LOAD.format(password=PASSWORD) + prepare],
            env=environment,
            cwd=ROOT,
            check=True,
            timeout=900,
        )
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "cms.wsgi", "-b", f"127.0.0.1:{PORT}", "--threads", "4"],
            env=environment,
            cwd=ROOT,
        )
        try:
            address = f"http://127.0.0.1:{PORT}"
            wait_for(address)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def wait_for(address: str) -> None:
    for _attempt in range(60):
        try:
            urllib.request.urlopen(f"{address}/kanri/login/", timeout=30).close()
        except OSError:
            time.sleep(1)
        else:
            return
    raise SystemExit(f"{address} がこたえません。/ {address} does not answer.")


# --- Pictures ----------------------------------------------------------------------------------------------------
def save(page: Page, name: str, *, maximum: int = MAXIMUM_BYTES, clip: Locator | None = None) -> None:
    """Write the window, or one element, as a PNG with as many colours as fit into `maximum` bytes."""
    raw = (clip or page).screenshot(animations="disabled")
    pack(Image.open(BytesIO(raw)).convert("RGB"), name, maximum)


def pack(picture: Image.Image, name: str, maximum: int) -> None:
    """Write a picture as a PNG with as many colours as fit into `maximum` bytes."""
    for colours in PALETTES:
        packed = BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(packed, "PNG", optimize=True)
        if packed.tell() <= maximum:
            break
    else:
        raise SystemExit(f"{name}: {packed.tell()} バイトは大きすぎます。/ too large.")
    (FOLDER / f"{name}.png").write_bytes(packed.getvalue())
    print(f"{name}.png  {packed.tell() // 1024} KB, {colours} colours")


def mark(*targets: Locator) -> None:
    """Draw a frame around each element, numbered in the order given when there are several."""
    for number, target in enumerate(targets, start=1):
        target.evaluate(
            """(element, [number, colour]) => {
                const box = element.getBoundingClientRect(), frame = document.createElement('div');
                frame.className = 'manual-mark';
                frame.style.cssText = `position:fixed;z-index:99999;pointer-events:none;border:3px solid ${colour};
                    border-radius:6px;left:${box.left - 5}px;top:${box.top - 5}px;
                    width:${box.width + 10}px;height:${box.height + 10}px;box-sizing:border-box`;
                const label = document.createElement('b');
                label.textContent = number;
                label.style.cssText = `position:absolute;left:-14px;top:-14px;width:26px;height:26px;border-radius:13px;
                    background:${colour};color:#fff;font:bold 16px/26px sans-serif;text-align:center`;
                if (number) frame.append(label);
                document.body.append(frame);
            }""",
            [number if len(targets) > 1 else 0, MARK_COLOUR],
        )


def show(page: Page, target: Locator) -> None:
    """Scroll so that the element stands in the middle of the window, and nothing is scrolled sideways."""
    target.evaluate("element => element.scrollIntoView({block: 'center', inline: 'end', behavior: 'instant'})")
    page.wait_for_timeout(400)


def unmark(page: Page) -> None:
    page.evaluate("document.querySelectorAll('.manual-mark').forEach(frame => frame.remove())")


# --- Doing things in the admin -----------------------------------------------------------------------------------
class Staff:
    """A member of staff at the screen."""

    def __init__(self, browser: Browser, address: str, name: str, password: str) -> None:
        context = browser.new_context(
            base_url=address, viewport=SIZE, locale="ja-JP", timezone_id="Asia/Tokyo", reduced_motion="reduce"
        )
        self.page = context.new_page()
        self.page.set_default_timeout(60_000)
        self.open("/kanri/login/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", password)

    def log_in(self) -> "Staff":
        self.page.click("button[type=submit]")
        self.settle()
        return self

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.settle()

    def settle(self, pause_ms: int = 600) -> None:
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(pause_ms)

    def button(self, text: str) -> Locator:
        """The last visible button or link with exactly this text."""
        return self.page.locator("button:visible, a:visible").filter(has_text=text).last

    def add_block(self, name: str) -> None:
        plus = self.page.locator("[id*=body] button.c-sf-add-button:visible").last
        plus.click()
        self.page.locator(".w-combobox__option").filter(has_text=name).first.click()
        self.settle(400)

    def open_actions(self) -> Locator:
        """Open the menu beside the big button at the foot and return the menu."""
        self.page.locator("footer button[aria-expanded]").last.click()
        self.settle(300)
        return self.page.locator("footer")

    def find_list(self, title: str) -> str:
        """The address of the list of pages below the section with this title."""
        self.open("/kanri/")
        href = self.page.locator("main a").filter(has_text=title).first.get_attribute("href")
        return str(href).replace("/edit/", "/")
