"""From pydantic's errors to problems: what is allowed at a key, and which key was meant.

Imported only when there are any.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kiosk.config.places import KeyPath, key_lines, line_of
from kiosk.config.problems import Problem, Refused, did_you_mean, dotted, nearest, shown
from kiosk.config.schema import Schema, config_schema, resolved

_SECRET: Final = (("source", "url"), ("source", "headers"), ("status", "token"))
"""Keys whose values may hold a password: neither they nor what contains them is quoted."""

_MOST: Final = 500
"""Mistakes that are told; each takes time to find what was meant."""
_MOST_OF_A_KEY: Final = 5
"""Mistakes at places of one list that are told."""

_Path = tuple[str | int, ...]


def problems(file: str, text: str, error: ValidationError) -> tuple[Problem, ...]:
    """The mistakes in a file, up to as many as anybody mends, in the order of its lines.

    Args:
        file: The file's name, as the problems are to name it.
        text: What the file holds.
        error: What validation said of it.
    """
    reporter = _Reporter(file, key_lines(text), _schema())
    told = islice(_first_of_each_key(error.errors(include_url=False)), _MOST)
    found = map(reporter.problem, told)
    return tuple(sorted(found, key=lambda problem: problem.line))


def _first_of_each_key(details: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """The errors without those that only say again what is wrong in one list."""
    told: Counter[tuple[str, ...]] = Counter()
    for detail in details:
        key = tuple(part for part in detail["loc"] if isinstance(part, str))
        told[key] += 1
        if told[key] <= _MOST_OF_A_KEY:
            yield detail


@cache
def _schema() -> Schema:
    return config_schema()


@dataclass(frozen=True, slots=True)
class _Reporter:
    file: str
    lines: Mapping[KeyPath, int]
    schema: Schema

    def problem(self, detail: ErrorDetails) -> Problem:
        """The problem that one of pydantic's errors tells of."""
        path: _Path = detail["loc"]
        if detail["type"] == "extra_forbidden":
            return self._unknown_key(path)
        if path[-2:] == (detail["input"], "[key]"):
            return self._unknown_key(path[:-1])
        if detail["type"] == "missing":
            return Problem(
                file=self.file,
                line=line_of(self.lines, path),
                key=dotted(path),
                message=f"missing; expected {self._allowed(self._node(path), path)}",
            )
        refused = detail.get("ctx", {}).get("error")
        if isinstance(refused, Refused):
            return self._refused(path, refused, detail["input"])
        node = self._node(path)
        return Problem(
            file=self.file,
            line=line_of(self.lines, path),
            key=dotted(path),
            found=_quoted(path, detail["input"]),
            message=f"expected {self._allowed(node, path)}",
            hint=_remedy(node, detail["input"]),
        )

    def _refused(self, path: _Path, refused: Refused, found: object) -> Problem:
        """What one of our own validators said; it quotes what it needs where it names keys."""
        places = [(*path[:-1], *key) for key in refused.keys]
        place = next((place for place in places if tuple(map(str, place)) in self.lines), path)
        return Problem(
            file=self.file,
            line=line_of(self.lines, place),
            key=dotted(place),
            found="" if places else _quoted(path, found),
            message=str(refused),
            hint=refused.hint,
        )

    def _unknown_key(self, path: _Path) -> Problem:
        """A key that is none. What stands there is not quoted: it may be a misspelt secret."""
        return Problem(
            file=self.file,
            line=line_of(self.lines, path),
            key=dotted(path),
            message="unknown key",
            hint=self._right_key(path),
        )

    def _right_key(self, path: _Path) -> str:
        """Which key was meant, here or in another table, else the keys that may stand here."""
        key = str(path[-1])
        node = self._node(path[:-1])
        names = resolved(self.schema, node.get("propertyNames", {}))
        here: list[str] = [*node["properties"]] if "properties" in node else names["enum"]
        elsewhere = {
            name: table
            for table, names in reversed([*self._tables(self.schema)])
            # Colors and actions are called by words that many a key is mistaken for.
            if path[0] in {"theme", "keys"} or not table.startswith(("theme.", "keys"))
            for name in names
        }
        if key in elsewhere:
            return f"«{key}» belongs in [{elsewhere[key]}]"
        if near := nearest(key, here):
            return f"did you mean «{near}»?"
        if near := nearest(key, elsewhere):
            return f"did you mean «{near}»? It belongs in [{elsewhere[near]}]"
        return f"the keys here are {', '.join(here)}"

    def _tables(self, node: Schema, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every table inside a node, with its properties."""
        for key, value in node["properties"].items():
            inner = resolved(self.schema, value)
            called = f"{name}.{key}" if name else key
            if "items" in inner:
                inner = resolved(self.schema, inner["items"])
                called = f"[{called}]"
            elif "properties" not in inner:
                inner = resolved(self.schema, inner.get("additionalProperties") or {})
                called = f"{called}.NAME"
            if "properties" in inner:
                yield called, inner["properties"]
                yield from self._tables(inner, called)

    def _node(self, path: _Path) -> Schema:
        """What the schema says of a key."""
        node: Schema = self.schema
        for part in path:
            if isinstance(part, int):
                inner = node["items"]
            else:
                inner = node.get("properties", {}).get(part) or node["additionalProperties"]
            node = {**inner, **resolved(self.schema, inner)}
        return node

    def _allowed(self, node: Schema, path: _Path) -> str:
        """In words what may stand at a key."""
        if "enum" in node:
            return f"one of {', '.join(map(shown, node['enum']))}"
        match node.get("type"):
            case "boolean":
                return "true or false"
            case "integer":
                return f"a whole number from {node['minimum']} to {node['maximum']}"
            case "number":
                return f"a number from {node['minimum']:g} to {node['maximum']:g}"
            case "array":
                return self._allowed_list(resolved(self.schema, node["items"]), path)
            case "object" if path == ("displays",):
                return "one table for each display, such as [displays.lobby]"
            case "object":
                return f"a table, written [{dotted(path)}]"
        if node.get("format") == "date":
            return "a date such as 2027-05-01"
        return "text in straight quotes" + (", not empty" if node.get("minLength") else "")

    def _allowed_list(self, items: Schema, path: _Path) -> str:
        """In words what a list may hold at a key."""
        if "properties" in items:
            return f"one table for each, written [[{dotted(path)}]]"
        if "enum" in items:
            return f"a list with at least one of {', '.join(map(shown, items['enum']))}"
        if items.get("format") == "date":
            return "a list of dates such as [2027-05-01, 2027-05-02]"
        return "a list of texts, each in straight quotes"


def _quoted(path: _Path, value: object) -> str:
    """What stands at a key, unless it may be secret."""
    for secret in _SECRET:
        shared = min(len(path), len(secret))
        if path[:shared] == secret[:shared]:
            return ""
    return shown(value)


def _remedy(node: Schema, found: object) -> str:
    """What to do about a value of the wrong kind; empty where the expectation says it all."""
    if not isinstance(found, str):
        return ""
    if "enum" in node:
        return did_you_mean(found, map(str, node["enum"]))
    bare = node.get("type") in {"boolean", "integer", "number"} or node.get("format") == "date"
    return "take off the quotes" if bare else ""
