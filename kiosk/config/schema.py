"""The configuration's JSON Schema, for editors and for whoever writes a configuration.

Imported only where it is asked for: it costs more than all the rest of a start.
"""

import ast
import datetime as dt
import inspect
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final, get_args

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core.core_schema import WithDefaultSchema

from kiosk.config.base import Table
from kiosk.config.whole import Config
from kiosk.resources import DEFAULT_CONFIG

Schema = dict[str, Any]

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_REFERENCE: Final = "#/$defs/"


class _Generator(GenerateJsonSchema):
    """Leaves defaults to `_set_defaults`: in the models they are absolute paths and the like."""

    def default_schema(self, schema: WithDefaultSchema) -> Schema:
        """The schema of a field without its default."""
        return self.generate_inner(schema["schema"])


def config_schema() -> Schema:
    """JSON Schema of `config.toml`.

    Dates are strings of format `date`, as editors for TOML see them. A property's description
    is the text under the field; its default is what the shipped file says.
    """
    schema = Config.model_json_schema(schema_generator=_Generator)
    _describe(schema)
    shipped = tomllib.loads(DEFAULT_CONFIG.read_text(encoding="utf-8"))
    _set_defaults(schema, schema, shipped)
    return {"$schema": _DIALECT, **schema, "title": "config.toml"}


def resolved(schema: Schema, node: Schema) -> Schema:
    """A node, or what it refers to in the schema's definitions."""
    reference = node.get("$ref", "")
    found: Schema = schema["$defs"][reference.removeprefix(_REFERENCE)] if reference else node
    return found


def _describe(schema: Schema) -> None:
    """Give each property its field's text, and take off the titles made of names."""
    # A model may be that of several tables.
    models: Iterable[type[Table]] = dict.fromkeys([Config, *_tables(Config)])
    for model in models:
        node = schema["$defs"].get(model.__name__, schema)
        texts = _field_texts(model)
        node.pop("title")
        for name, field in model.model_fields.items():
            value = node["properties"][field.alias or name]
            value.pop("title", None)
            value["description"] = texts[name]
            if value.get("anyOf", [])[1:] == [{"type": "null"}]:
                value.update(value.pop("anyOf")[0])


def _tables(model: type[Table]) -> Iterator[type[Table]]:
    """The models inside a model."""
    for field in model.model_fields.values():
        for kind in (field.annotation, *get_args(field.annotation)):
            if isinstance(kind, type) and issubclass(kind, Table):
                yield kind
                yield from _tables(kind)


def _field_texts(model: type[Table]) -> dict[str, str]:
    """Field to the text that stands under it in the model's source."""
    (body,) = ast.parse(inspect.getsource(model)).body
    statements = list(ast.iter_child_nodes(body))
    return {
        field.target.id: inspect.cleandoc(str(text.value.value))
        for field, text in pairwise(statements)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


def _set_defaults(schema: Schema, node: Schema, table: Mapping[str, Any]) -> None:
    """Set the defaults of a table's properties to what the table holds, as it is written.

    Tables of the user's own names have the defaults of the first that is shipped.
    """
    for key, value in node["properties"].items():
        inner = resolved(schema, value)
        named = resolved(schema, inner.get("additionalProperties") or {})
        if "properties" in inner:
            _set_defaults(schema, inner, table[key])
        elif "properties" in named:
            _set_defaults(schema, named, next(iter(table[key].values())))
        elif key in table:
            default = table[key]
            value["default"] = default.isoformat() if isinstance(default, dt.date) else default
