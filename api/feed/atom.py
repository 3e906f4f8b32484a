"""A feed as Atom (RFC 4287, with pages as RFC 5005 has them), built as a tree: no text is ever glued to text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from uuid import UUID

# It builds a document and never reads one.
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring  # nosec B405

from api.feed.shapes import Feed, Item

ATOM: Final = "http://www.w3.org/2005/Atom"
TYPE: Final = "application/atom+xml"
# What XML 1.0 cannot hold at all, not even by its number: it would break the whole feed.
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

register_namespace("", ATOM)


def to_atom(feed: Feed, *, feed_id: str, updated: datetime) -> bytes:
    """Return a feed as the bytes of its document; ``updated`` is that of its newest entry."""
    root = Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    _text(root, "id", feed_id)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.description)
    _text(root, "updated", updated.isoformat())
    _link(root, "self", feed.feed_url, TYPE)
    _link(root, "alternate", feed.home_page_url, "text/html")
    if feed.next_url:
        _link(root, "next", feed.next_url, TYPE)
    for item in feed.items:
        _entry(root, item)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def feed_id(household: UUID | None, account: UUID) -> str:
    """Return by what a feed is known, wherever it stands: the house, or the account with all of them."""
    return (household or account).urn


def _entry(root: Element, item: Item) -> None:
    entry = SubElement(root, _name("entry"))
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "published", item.date_published.isoformat())
    _text(entry, "updated", (item.date_modified or item.date_published).isoformat())
    for author in item.authors:
        _text(SubElement(entry, _name("author")), "name", author.name)
    _link(entry, "alternate", item.url, "text/html")
    for tag in item.tags:
        SubElement(entry, _name("category"), {"term": tag})
    _text(entry, "content", item.content_text).set("type", "text")


def _text(parent: Element, name: str, text: str) -> Element:
    child = SubElement(parent, _name(name))
    child.text = NOT_XML.sub("\ufffd", text)
    return child


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, _name("link"), {"rel": rel, "href": href, "type": kind})


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"
