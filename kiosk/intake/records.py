"""The rows of a list API: where they stand in a decoded JSON value, and where the next page is."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

USUAL_NAMES: Final = (
    *("results", "records", "list", "items", "data", "value"),
    *("rows", "result", "content", "values"),
)
"""Keys that list APIs keep their rows under, in the order they are tried (rules, section 1)."""

_ROW_HOLDERS: Final = (*USUAL_NAMES, "page", "body")
"""Keys under which an object may stand that has the rows."""

NEXT_NAMES: Final = (
    *("next", "next_page_url", "nextPageUrl", "next_url", "nextUrl"),
    *("nextLink", "next_link", "@odata.nextLink"),
)
"""Keys under which a list API gives the address of the next page."""

_LINK_HOLDERS: Final = (
    *("links", "_links", "paging", "pagination", "page", "meta", "data", "result", "body"),
)
_DEEPEST: Final = 4
"""How many objects within one another are searched: `{"data": {"page": {"list": []}}}`."""


def find_records(value: object, path: str = "") -> list[Any] | None:
    """Find the rows in a decoded JSON value (rules, section 1).

    Args:
        value: The decoded document.
        path: Dotted path of the rows, such as `result.rows`; a number is a place in a list.
            Empty looks for a list at the top, then under the usual names, outermost first.

    Returns:
        The rows; None where there is no list at the path or under a usual name.
    """
    if path:
        found = _at(value, path)
        return found if isinstance(found, list) else None
    if isinstance(value, list):
        return value
    for holder in _objects(value, _ROW_HOLDERS):
        for name in USUAL_NAMES:
            rows = holder.get(name)
            if isinstance(rows, list):
                return rows
    return None


def next_link(value: object) -> str | None:
    """The address of the next page that a page's body names, absolute or relative.

    Returns:
        The address as it stands (`next`, `links.next`, `next_page_url`, ...; it may be an
        object with an `href` or `url`); None on the last page.
    """
    for holder in _objects(value, _LINK_HOLDERS):
        for name in NEXT_NAMES:
            link = holder.get(name)
            if isinstance(link, Mapping):
                link = link.get("href") or link.get("url")
            if isinstance(link, str) and link.strip():
                return link.strip()
    return None


def _objects(value: object, names: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    """The object itself, then those under the given names, level by level."""
    level = [value]
    for _ in range(_DEEPEST):
        objects = [candidate for candidate in level if isinstance(candidate, Mapping)]
        yield from objects
        level = [held[name] for held in objects for name in names if name in held]


def _at(value: Any, path: str) -> object:
    """What stands at a dotted path; None where nothing does."""
    for name in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value
