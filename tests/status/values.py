"""Statuses with other texts in them, and what a browser finds in a page."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from html.parser import HTMLParser
from typing import Any

Element = tuple[str, tuple[str, ...]]


def with_texts(value: Any, text: str) -> Any:
    """The same value with every text that it holds, however deep, replaced by another."""
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{field.name: with_texts(getattr(value, field.name), text) for field in fields(value)},
        )
    if isinstance(value, tuple):
        return tuple(with_texts(item, text) for item in value)
    return text if isinstance(value, str) and not isinstance(value, Enum) else value


class Found(HTMLParser):
    """The elements of a page with the names of their attributes, its addresses, and its texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[Element] = set()
        self.addresses: set[str] = set()
        self.texts: list[str] = []
        self.depth = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, tuple(name for name, _ in attrs)))
        self.addresses |= {str(value) for name, value in attrs if name in {"href", "src"}}
        self.depth += tag not in {"img", "link", "meta"}

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
