"""The body of a page: heading levels by place, and what an editor is asked for."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import BodyStreamBlock
from cms.blocks.body import place_blocks
from cms.blocks.links import LinkBlock
from cms.blocks.media import MapPlaceBlock
from cms.blocks.text import TableBlock


def stream(*names: str):
    return BodyStreamBlock().to_python([{"type": name, "value": "見出し"} for name in names])


@pytest.mark.parametrize(
    ("names", "levels"),
    [
        (["heading", "subheading", "subheading", "heading"], [2, 3, 3, 2]),
        (["subheading", "subheading", "heading", "subheading"], [2, 2, 2, 3]),
        (["text", "heading", "text", "subheading", "text"], [2, 2, 3, 3, 4]),
        ([], []),
    ],
)
def test_no_heading_level_is_skipped(names, levels):
    assert [placed.level for placed in place_blocks(stream(*names))] == levels


def test_anchors_are_unique():
    anchors = [placed.anchor for placed in place_blocks(stream("heading", "text", "heading"))]

    assert anchors == ["part-1", "part-2", "part-3"]


def test_third_notice_is_refused():
    notice = {"type": "notice", "value": {"kind": "plain", "title": "題", "text": "<p>文</p>"}}
    block = BodyStreamBlock()

    block.clean(block.to_python([notice] * 2))
    with pytest.raises(StreamBlockValidationError):
        block.clean(block.to_python([notice] * 3))


def table(caption="手数料", headings=("名前", "金額"), rows=1) -> dict:
    return {
        "row_header": True,
        "table": {
            "caption": caption,
            "columns": [{"type": "text", "heading": heading} for heading in headings],
            "rows": [{"values": ["住民票", "300円"]}] * rows,
        },
    }


@pytest.mark.parametrize("wrong", [table(caption=""), table(caption="  "), table(headings=("名前", "")), table(rows=0)])
def test_table_needs_caption_headings_and_rows(wrong):
    block = TableBlock()

    block.clean(block.to_python(table()))
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python(wrong))


@pytest.mark.parametrize(
    ("link", "wrong"),
    [
        ({"page": None, "url": "", "text": "名前", "note": ""}, "page"),
        ({"page": None, "url": "https://city.example.lg.jp/", "text": "", "note": ""}, "text"),
    ],
)
def test_link_needs_a_target_and_a_name(link, wrong):
    block = LinkBlock()

    with pytest.raises(StructBlockValidationError) as refusal:
        block.clean(block.to_python(link))

    assert list(refusal.value.block_errors) == [wrong]


def test_place_needs_both_coordinates_or_none():
    block = MapPlaceBlock()
    place = {
        "name": "図書館",
        "address": "中島町",
        "route": "<p>駅から歩いて5分です。</p>",
        "latitude": 34.8,
        "longitude": None,
    }

    with pytest.raises((StructBlockValidationError, ValidationError)):
        block.clean(block.to_python(place))
