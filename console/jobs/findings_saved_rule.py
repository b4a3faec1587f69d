"""Owns the next version of a rule's file with other values of its parameters, as a preview showed them.

It refuses to change the rule in force: the file it makes takes effect only where somebody puts it in the rule's place.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from console.errors import DefinitionError, UsageError

_VERSION = re.compile(r"(?m)^version = (\d+)$")


def next_version(path: Path, parameters: Mapping[str, float]) -> bytes:
    """Return a rule's file with these values and a version one higher; every other byte stays.

    Raises DefinitionError rule-not-saved where the file is not written as the console's own are, UsageError where nothing
    differs from the values in force.
    """
    text = path.read_text("utf-8")
    before = tomllib.loads(text)
    told = _VERSION.sub(lambda found: f"version = {int(found[1]) + 1}", text, count=1)
    for name, value in parameters.items():
        pattern = re.compile(rf"(?m)^({re.escape(name)} = \{{ value = )[^,}}]+")
        told = pattern.sub(rf"\g<1>{float(value)!r}", told, count=1)
    after = tomllib.loads(told)
    if {name: before["parameters"][name]["value"] for name in parameters} == dict(parameters):
        raise UsageError("rule-unchanged", rule=before["id"])
    wanted = {**before, "version": before["version"] + 1}
    wanted["parameters"] = {
        name: {**held, "value": parameters.get(name, held["value"])}
        for name, held in before["parameters"].items()
    }
    if after != wanted:
        raise DefinitionError("rule-not-saved", file=path.name)
    return told.encode()
