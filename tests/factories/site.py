"""A site of two pages, and the root of the tree for tests that need one."""

from wagtail.models import Collection, Locale, Page, Site

from cms.models import ArticlePage, CitySettings, HomePage


def clear_tree() -> Page:
    """Return the root of the page tree, with nothing below it.

    After a test with real transactions the database is empty: root, locale and folder are then made again.
    """
    Locale.objects.get_or_create(language_code="ja")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
    for page in Page.objects.filter(depth=2):
        page.delete()
    return Page.objects.get(pk=root.pk)


def make_home(title: str = "市のくらしの案内") -> HomePage:
    """Return the home page of an otherwise empty site that answers at localhost."""
    home = clear_tree().add_child(instance=HomePage(title=title, slug="home", answer="市役所の案内です。"))
    site = Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="市")
    CitySettings.for_site(site).save()
    return home


def make_site() -> tuple[HomePage, ArticlePage]:
    """Return the home page and one article below it."""
    home = make_home()
    article = home.add_child(instance=ArticlePage(title="住民票の写し", slug="juminhyo", answer="窓口でとれます。"))
    return home, article
