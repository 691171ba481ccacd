"""Loads the demo city into an empty site. A second run changes nothing."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, Site

from a11y_checker.wagtail_app.site_check import find_addresses
from cms.demo.files import find_documents, find_images, load_documents, load_images
from cms.demo.languages import load_languages
from cms.demo.page_files import DEMO_DIR, PageFile, find_owners, read_page_files
from cms.demo.records import load_city_words, load_departments, load_glossary, load_phrases
from cms.demo.streams import BlockBuilder
from cms.demo.trees import fill_page, find_pages, make_pages
from cms.demo.yearly_test import load_yearly_test
from cms.models import (
    CitySettings,
    Department,
    EmergencyNotice,
    EmergencyPhrase,
    HomePage,
    PopularLink,
    TopTask,
)
from cms.roles import (
    EMERGENCY_DESK,
    TESTERS,
    TRANSLATION_CHECKERS,
    TRANSLATORS,
    WEB_OFFICERS,
    get_collection,
    make_city_groups,
    set_up_department,
)

# Where each department works: the pages below these paths are given to its editors and approvers.
DEPARTMENT_PATHS = {
    "shimin-service": ["kurashi/shomei", "kurashi/hikkoshi", "kurashi/gaikokujin"],
    "zeimu": ["kurashi/zei"],
    "joho-seisaku": ["shisei/keikaku/denshi-jichitai"],
    "bosai": ["bosai", "shisei/keikaku/bosai-keikaku"],
    "kenko": ["kenko/kenshin", "shisei/keikaku/kenko-keikaku"],
    "kosodate": ["kosodate"],
    "korei-kaigo": ["kenko/kaigo"],
    "seikatsu-kankyo": ["kurashi/gomi", "kurashi/bus"],
    "suido": ["kurashi/suido"],
    "ikiiki": ["koza", "kurashi/shisetsu"],
}
NOTICE_LENGTH = timedelta(days=14)
# Pages that header and footer link to: setting -> path.
FRAME_PATHS = {
    "settings_page": "settings",
    "accessibility_page": "accessibility",
    "privacy_page": "kojin-joho",
    "sitemap_page": "sitemap",
    "contact_page": "toiawase",
    "news_page": "news",
    "events_page": "koza/moyoshi",
}


def load(today: date) -> str:
    """Make the tree of pages, departments, files and staff groups; dates count from `today`.

    The pages get their bodies in `finish`, when the pages of other apps exist too. Returns what was loaded, for people
    to read.
    """
    if HomePage.objects.exists():
        return "the demo city is already there"
    departments = load_departments(DEMO_DIR / "departments.yaml")
    load_phrases(DEMO_DIR / "emergency_phrases.yaml")
    load_city_words(DEMO_DIR / "city_words.yaml")
    load_glossary(DEMO_DIR / "city_glossary.yaml")
    files = read_page_files(DEMO_DIR / "pages")
    folders = {name: get_collection(departments[slug].name) for name, slug in find_owners(files).items()}
    images = load_images(DEMO_DIR / "images", folders)
    documents = load_documents(DEMO_DIR / "documents", folders) | load_documents(DEMO_DIR / "films", folders)
    pages = make_pages(files, BlockBuilder(images, documents, departments), today)
    make_site(pages)
    make_city_groups()
    for slug, department in departments.items():
        set_up_department(department, [pages[path] for path in [*DEPARTMENT_PATHS[slug], f"shisei/soshiki/{slug}"]])
    return f"{len(pages)} pages, {len(departments)} departments, {len(documents)} files, {len(images)} pictures"


def finish(today: date) -> str:
    """Fill the pages that `load` made, and publish them; then those in other languages. Returns what people should know."""
    home = HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)
    if home.live:
        return ""
    files = read_page_files(DEMO_DIR / "pages")
    builder = BlockBuilder(
        find_images(DEMO_DIR / "images"),
        find_documents(DEMO_DIR / "documents") | find_documents(DEMO_DIR / "films"),
        {row.slug: row for row in Department.objects.all()},
    )
    builder.pages = find_pages()
    for path, file in files.items():
        page = builder.pages[path].specific
        fill_page(page, file.data, builder)
        if path == "":
            fill_home(page, file, builder.pages)
        page.save_revision(log_action=False).publish(log_action=False)
    load_yearly_test({url: page.title for url, page in find_addresses("").items()})
    make_notice(builder.pages["shisei/soshiki/suido/yakan-koji"])
    builder.pages = find_pages()  # as they are now that they are public
    return load_languages(builder)


def make_site(pages: Mapping[str, Page]) -> None:
    """Make the home page the root of the site and choose the pages that header and footer link to."""
    site = Site.objects.create(
        hostname="127.0.0.1",
        port=8000,
        root_page=pages[""],
        is_default_site=True,
        site_name="小野市ホームページ（見本）",
    )
    city = CitySettings.for_site(site)
    for setting, path in FRAME_PATHS.items():
        setattr(city, setting, Page.objects.get(pk=pages[path].pk))
    city.save()


def make_notice(action_page: Page) -> None:
    """Put the caution of the water works on every page for a fortnight."""
    EmergencyNotice.objects.create(
        phrase=EmergencyPhrase.objects.get(key="nigori-mizu"),
        place="王子町の一部",
        action_page_id=action_page.pk,
        action_text="時間と場所を見る",
        sender=Department.objects.get(slug="suido"),
        expires_at=timezone.now() + NOTICE_LENGTH,
    )


def fill_home(home: HomePage, file: PageFile, pages: Mapping[str, Page]) -> None:
    home.tasks.set(
        [
            TopTask(page=pages[task["page"]], name=task["name"], hint=task["hint"], icon=task["icon"])
            for task in file.data["tasks"]
        ]
    )
    home.popular_links.set([PopularLink(page=pages[link["page"]], text=link["text"]) for link in file.data["popular"]])


def make_demo_staff(password: str) -> list[str]:
    """Make an editor and an approver for each department, a web officer, a tester of accessibility, the emergency desk,
    a translator and a checker of translations.

    Returns the names of those that were not there yet.
    """
    people = [("web", WEB_OFFICERS), ("shiken", TESTERS), ("kinkyu", EMERGENCY_DESK)]
    people += [("honyaku", TRANSLATORS), ("honyaku-kakunin", TRANSLATION_CHECKERS)]
    for department in Department.objects.select_related("editors", "approvers"):
        people.append((f"{department.slug}-hensyu", department.editors.name))
        people.append((f"{department.slug}-syonin", department.approvers.name))
    hashed = make_password(password)  # once for all: hashing is slow on purpose
    return [username for username, group in people if make_person(username, group, hashed)]


def make_person(username: str, group: str, hashed: str) -> bool:
    users = get_user_model().objects
    if users.filter(username=username).exists():
        return False
    user = users.create(username=username, email=f"{username}@city.example.lg.jp", password=hashed)
    user.groups.add(Group.objects.get(name=group))
    return True
