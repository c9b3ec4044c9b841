"""Whether values fit shapes of a model: botocore's own validation, and what botocore leaves to the services."""

import re
from datetime import datetime

from botocore.validate import ParamValidator, ValidationErrors


class Report(ValidationErrors):
    """Collects misfits as sentences; those of botocore itself are in its own words."""

    def sentences(self):
        return [self._format_error(error) for error in self._errors]

    def _format_error(self, error):
        reason, name, more = error
        if reason != "misfit":
            return super()._format_error(error)
        return f"{self._get_name(name)} is {more['value']!r:.60}, but {more['rule']}"


class Validator(ParamValidator):
    """Also checks upper limits, patterns and enums, and that no value is missing or null."""

    def validate(self, params, shape):
        errors = Report()
        self._validate(params, shape, errors, name="")
        return errors.sentences()

    def _validate(self, value, shape, errors, name):
        super()._validate(value, shape, errors, name)
        size = len(value) if isinstance(value, (str, bytes, list, dict)) else value
        if "max" in shape.metadata and isinstance(size, (int, float)) and size > shape.metadata["max"]:
            errors.report(name, "misfit", value=value, rule=f"{shape.name} has at most {shape.metadata['max']}")
        if not isinstance(value, str):
            return
        if shape.metadata.get("enum", []) and value not in shape.metadata["enum"]:
            errors.report(name, "misfit", value=value, rule=f"{shape.name} is one of {', '.join(shape.metadata['enum'])}")
        if "pattern" in shape.metadata and not re.fullmatch(inner(shape.metadata["pattern"]), value):
            errors.report(name, "misfit", value=value, rule=f"{shape.name} is like {shape.metadata['pattern']}")

    def _shape_has_constraints(self, shape):
        return True


def inner(pattern):
    """Returns a pattern of a model as Python's: models have Java's, in which a class may hold another."""
    return re.sub(r"\\p\{\w+\}", r"\\w\\W", pattern).replace("[^[:ascii:]]", "[^\\x00-\\x7f]")


def unknown_in_json(value, shape, name=""):
    """Returns what a JSON value has that its shape has not, and every null."""
    if value is None:
        return [f"{name} is null"]
    if shape.type_name == "structure" and isinstance(value, dict):
        known = {member.serialization.get("name", key): member for key, member in shape.members.items()}
        return [
            found
            for key, inside in value.items()
            for found in (unknown_in_json(inside, known[key], f"{name}.{key}") if key in known else [f"{shape.name} has no {key}"])
        ]
    if shape.type_name == "list" and isinstance(value, list):
        return [found for item in value for found in unknown_in_json(item, shape.member, f"{name}[]")]
    if shape.type_name == "map" and isinstance(value, dict):
        return [found for key, item in value.items() for found in unknown_in_json(item, shape.value, f"{name}.{key}")]
    if shape.type_name == "timestamp":
        return [] if isinstance(value, (int, float)) else [f"{name} is {value!r}, not seconds since 1970"]
    return []


def unknown_in_xml(node, shape):
    """Returns what an element has that its shape has not: other elements, or one of them twice."""
    if shape.type_name == "structure":
        known = {member.serialization.get("name", key): member for key, member in shape.members.items()}
    elif shape.type_name == "list":
        known = {shape.member.serialization.get("name", "member"): shape.member}
    elif shape.type_name == "map":
        return [found for entry in node for found in unknown_in_entry(entry, shape)]
    else:
        return [f"{shape.name} holds elements"] if len(node) else unknown_in_text(node.text or "", shape)
    names = [local(child) for child in node]
    twice = shape.type_name == "structure" and len(set(names)) < len(names)
    return [f"{shape.name} has an element twice"] * twice + [
        found
        for child in node
        for found in (unknown_in_xml(child, known[local(child)]) if local(child) in known else [f"{shape.name} has no {local(child)}"])
    ]


def unknown_in_entry(entry, shape):
    if [local(entry), *map(local, entry)] == ["entry", "key", "value"]:
        return unknown_in_xml(entry[1], shape.value)
    return [f"{shape.name} has an entry that is no key with a value"]


def unknown_in_text(text, shape):
    if shape.type_name == "timestamp" and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", text):
        return [f"{shape.name} is {text!r}, not a date in ISO 8601"]
    if shape.type_name == "boolean" and text not in ("true", "false"):
        return [f"{shape.name} is {text!r}, not true or false"]
    return []


def local(node):
    """Returns the name of an element without its namespace."""
    return node.tag.split("}")[-1]
