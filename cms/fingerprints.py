"""What a page is made of, as one hash: while it stays the same, the nightly check need not even fetch the page.

Only for kinds of pages whose making is known to the last part (STEADY_PAGES): the page's own rows, its department, the
names above and beside it, everything it refers to, the frame, and the program. A list of news, events or courses shows
what others write and is fetched every night, and so is a page in another language. Reading rows is far cheaper than
rendering pages (docs/decisions, 0034).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import ForeignKey, Model, QuerySet
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, Page, PageViewRestriction, ReferenceIndex, Site

from cms.departments import find_named_departments, find_nearest, find_places_above
from cms.models import (
    ArticlePage,
    CitySettings,
    CityWords,
    Department,
    EmergencyNotice,
    EmergencyPhrase,
    FAQPage,
    FormsPage,
    NewsPage,
    PlanPage,
    VideoPage,
)
from cms.models.base import HOME_DEPTH, BasePage
from cms.models.emergency import find_current_notice

STEADY_PAGES: tuple[type[BasePage], ...] = (ArticlePage, FAQPage, FormsPage, NewsPage, PlanPage, VideoPage)
# Columns that change without any visitor seeing it.
UNSEEN = frozenset({"draft_title", "has_unpublished_changes", "locked", "locked_at", "locked_by", "owner", "review_on"})
PROGRAM_FOLDERS = ("a11y_checker", "cms", "courses", "templates", "translations")
PROGRAM_FILES = frozenset({".css", ".html", ".js", ".mo", ".py", ".svg", ".toml", ".tsv", ".yaml"})
# The menu's pages stand right below the home page.
MENU_DEPTH = HOME_DEPTH + 1


@dataclass(frozen=True, slots=True)
class Name:
    """What other pages show of a page."""

    title: str
    url_path: str
    live: bool
    show_in_menus: bool
    locale_id: int


def find_fingerprints() -> Mapping[int, str]:
    """Return the fingerprint of every public page of a steady kind, by its key."""
    names, paths, versions = read_names()
    beside = find_names_beside(names, paths)
    departments = dict(hash_rows(Department.objects.all()))
    named = find_named_departments()
    referred = find_referred(names)
    frame = hash_frame(names, paths)
    key_at = {path: key for key, path in paths.items()}
    found = {}
    for key, own in hash_steady_pages():
        path = paths[key]
        above = find_places_above(path)
        parts = (
            *(frame, own, departments.get(find_nearest(named, path)), referred.get(key)),
            [names[key_at[place]] for place in above],
            beside[path[: -Page.steplen]],
            [names[other] for other in versions[key]],
        )
        found[key] = digest(parts)
    return found


def digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()


def read_names() -> tuple[dict[int, Name], dict[int, str], dict[int, list[int]]]:
    """Return of every page, by its key: what others show of it, its place in the tree, and the keys of its translations."""
    names, paths, of_text = {}, {}, defaultdict(list)
    fields = ("pk", "path", "translation_key", "title", "url_path", "live", "show_in_menus", "locale_id")
    rows = list(Page.objects.order_by("path").values_list(*fields))
    for key, path, text, *name in rows:
        names[key], paths[key] = Name(*name), path
        of_text[text].append(key)
    return names, paths, {key: of_text[text] for key, _path, text, *_name in rows}


def find_names_beside(names: Mapping[int, Name], paths: Mapping[int, str]) -> Mapping[str, str]:
    """Return for each place in the tree a hash of the names of the public pages right below it."""
    below = defaultdict(list)
    for key, path in paths.items():
        if names[key].live:
            below[path[: -Page.steplen]].append(names[key])
    return defaultdict(str, {path: digest(found) for path, found in below.items()})


def hash_steady_pages() -> Iterator[tuple[int, str]]:
    """Give the key of each public page of a steady kind, and a hash of its rows: its own and those of its parts."""
    for model in STEADY_PAGES:
        parts = defaultdict(list)
        for relation in get_all_child_relations(model):
            if relation.related_model._meta.app_label != "wagtailcore":  # remarks of colleagues, beside the page
                owner = relation.field.attname
                for row in read_rows(relation.related_model._base_manager.order_by("pk"), first=owner):
                    parts[row[0]].append(row)
        for row in read_rows(model.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE)):
            yield row[0], digest((row, parts[row[0]]))


def hash_rows(rows: QuerySet) -> Iterator[tuple[Any, str]]:
    for row in read_rows(rows):
        yield row[0], digest(row)


def read_rows(rows: QuerySet, *, first: str = "pk") -> Iterator[tuple[Any, ...]]:
    """Give the visible columns of each row as the database stores them: nothing is parsed. first: what each begins with."""
    columns = [field.attname for field in rows.model._meta.concrete_fields if field.name not in UNSEEN]
    sql, parameters = rows.values_list(first, *columns).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        yield from cursor.fetchall()


def find_referred(names: Mapping[int, Name]) -> dict[int, str]:
    """Return for each page that refers to something a hash of all of that: names of pages, rows of pictures, files and others."""
    of_pages = ReferenceIndex.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))
    rows = list(of_pages.order_by("pk").values_list("object_id", "to_content_type", "to_object_id").distinct())
    wanted = defaultdict(set)
    for _page, kind, key in rows:
        wanted[kind].add(key)
    hashes = {kind: hash_targets(ContentType.objects.get_for_id(kind), keys, names) for kind, keys in wanted.items()}
    found = defaultdict(set)
    for page, kind, key in rows:
        found[int(page)].add((kind, key, hashes[kind].get(key)))
    return {page: digest(sorted(parts, key=repr)) for page, parts in found.items()}


def hash_targets(kind: ContentType, keys: set[str], names: Mapping[int, Name]) -> dict[str, str]:
    """Return a hash of each of the records of a kind, with the names of the pages that these refer to."""
    model: type[Model] | None = kind.model_class()
    if model is None:
        return {}
    if issubclass(model, Page):
        return {key: digest(names.get(int(key))) for key in keys}
    rows = model._base_manager.all()
    to_pages = [field.attname for field in model._meta.concrete_fields if is_to_page(field)]
    linked = (
        {row[0]: [names.get(key) for key in row[1:]] for row in rows.values_list("pk", *to_pages)} if to_pages else {}
    )
    hashed = ((key, own) for key, own in hash_rows(rows) if str(key) in keys)
    return {str(key): digest((own, linked.get(key))) for key, own in hashed}


def is_to_page(field: Any) -> bool:
    return isinstance(field, ForeignKey) and issubclass(field.related_model, Page)


def hash_frame(names: Mapping[int, Name], paths: Mapping[int, str]) -> str:
    """Return a hash of what stands on every page, and of the program that makes it."""
    models = (Site, CitySettings, CityWords, Locale, PageViewRestriction, EmergencyNotice, EmergencyPhrase)
    dictionary = apps.get_model("translations", "Reading")
    notice = find_current_notice(timezone.now())
    menu = [names[key] for key, path in paths.items() if len(path) <= MENU_DEPTH * Page.steplen]
    linked = [
        names.get(getattr(city, field.attname))
        for city in CitySettings.objects.order_by("pk")
        for field in CitySettings._meta.concrete_fields
        if is_to_page(field)
    ]
    rows = [list(hash_rows(model._base_manager.order_by("pk"))) for model in (*models, dictionary)]
    return digest((hash_program(), rows, notice and notice.pk, menu, linked))


@cache
def hash_program() -> str:
    """Return a hash of the files that make pages, and of the settings that change them."""
    found = hashlib.sha256()
    root = Path(settings.BASE_DIR)
    for folder in PROGRAM_FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in PROGRAM_FILES and path.is_file():
                found.update(f"{path.relative_to(root)}\n".encode() + path.read_bytes())
    chosen = (settings.LANGUAGE_CODE, settings.WAGTAILADMIN_BASE_URL, settings.FURIGANA_BY_PAGE_TYPE)
    return digest((found.hexdigest(), chosen, django.VERSION, wagtail.VERSION))
