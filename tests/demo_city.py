"""Which pages of the demo city stand for all page types, blocks and views."""

from urllib.parse import quote

# One page at least of every page type, every block and every view. tests/cms/test_public_pages.py refuses a page
# type or a block that stands on none of them.
PAGES = {
    "home": "/",
    "section_main": "/kurashi/",
    "section": "/kurashi/gomi/",
    "article": "/kurashi/gomi/sodai-gomi/",
    "article_picture": "/kurashi/gomi/wakekata/",
    "article_accordion": "/kurashi/shomei/koseki/",
    "article_map": "/bosai/hinanjo/",
    "news": "/shisei/soshiki/zeimu/sumaho-nofu/",
    "news_index": "/news/",
    "news_of_one_kind": "/news/?kind=kenko",
    "event": "/shisei/soshiki/bosai/bosai-kunren/",
    "event_index": "/koza/moyoshi/",
    "event_index_past": "/koza/moyoshi/?past=1",
    "department": "/shisei/soshiki/kenko/",
    "department_index": "/shisei/soshiki/",
    "forms": "/kurashi/shomei/shinseisho/",
    "plan": "/shisei/keikaku/denshi-jichitai/",
    "video": "/bosai/kunren-doga/",
    "faq": "/bosai/bosai-faq/",
    "contact": "/toiawase/",
    "site_map": "/sitemap/",
    "accessibility": "/accessibility/",
    "accessibility_policy": "/accessibility/hoshin/",
    "accessibility_result": "/accessibility/kekka-2025/",
    "settings": "/settings/",
    "catalogue": "/koza/ict/",
    "catalogue_filtered": "/koza/ict/?device=phone&open=1",
    "catalogue_by_date": "/koza/ict/?view=date",
    "catalogue_empty": "/koza/ict/?device=computer&level=advanced&weekday=7",
    "course": "/koza/ict/hajimete-sumaho/",
    "lesson_index": "/koza/manabu/",
    "lesson": "/koza/manabu/sawaru/",
    "practice_index": "/practice/",
    "practice_typing": "/practice/typing/",
    "search_start": "/search/",
    "search_found": "/search/?q=" + quote("ごみ"),
    "search_nothing": "/search/?q=" + quote("ぬぬぬ"),
}
# Answers 404 and still is a page that people read.
NOT_FOUND = "/nai-page/"
# Pages that no page of the tree stands behind: no canonical address, no department.
OUTSIDE_THE_TREE = {
    "practice_index",
    "practice_typing",
    "search_start",
    "search_found",
    "search_nothing",
}
