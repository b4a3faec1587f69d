"""Owns how words are looked for in texts of many rows. It refuses a pattern that is more than words: that one stays as written.

A text that many rows share is looked at once where the function cannot fail; of ``regexp_matches`` the engine does not know
that, of ``regexp_extract`` it does. Both say the same of words, none of which is empty.
"""

from __future__ import annotations

import copy
import functools
import re
from typing import Any

from console.engine.subset import parsed, walk

Node = dict[str, Any]

LOOKS = "regexp_matches"
WORDS = re.compile(r"\w+(?:\|\w+)*")


def looked_up_once(tree: Node) -> Node:
    """Return an expression whose searches for words are written so that each text is looked at once."""
    found = copy.deepcopy(tree)
    for node in walk(found):
        if node.get("function_name") == LOOKS and _only_words(node["arguments"]):
            searched = copy.deepcopy(_searched())
            searched["left"]["arguments"] = node["arguments"]
            node.clear()
            node.update(searched)
    return found


def _only_words(arguments: list[Node]) -> bool:
    """Say whether one pattern, written out, is all that is asked of a text."""
    if len(arguments) != 2 or arguments[1]["expression"]["class"] != "CONSTANT":
        return False
    literal = arguments[1]["expression"]["literal"]
    return literal["kind"] == "STRING" and WORDS.fullmatch(literal["text"]) is not None


@functools.lru_cache(maxsize=1)
def _searched() -> Node:
    tree = parsed("", "SELECT regexp_extract(told, 'word') <> ''")
    found: Node = tree["statements"][0]["node"]["select_list"][0]
    return found
