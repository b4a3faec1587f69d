"""Owns line breaking: Chinese between characters under the rules of punctuation, other scripts between words.

It refuses to hyphenate, and to start a line with closing or end it with opening punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

NO_START = frozenset("，。、；：？！）》」』】〉〕”’％%…·—～,.;:?!)]}°℃‰")
NO_END = frozenset("（《「『【〈〔“‘([{￥$¥§№")
_HAN = (
    "\u2e80-\u303f\u3040-\u30ff\u3100-\u31ff\u3200-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U000323af“”‘’…"
)
_TOKEN = re.compile(rf"[ \t\n]+|[{_HAN}]|[^ \t\n{_HAN}]+")
WESTERN = "“”‘’…·"
"""Signs two scripts share: as wide as a character in Chinese, part of a word elsewhere."""
_WESTERN_HAN = "".join(sign for sign in _HAN if sign not in WESTERN)
_WESTERN_TOKEN = re.compile(rf"[ \t\n]+|[{_WESTERN_HAN}]|[^ \t\n{_WESTERN_HAN}]+")
_ONE_HAN = re.compile(rf"[{_HAN}]")
_LETTER = re.compile(r"[A-Za-z]")

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line: its tokens (spaces are tokens), its natural width, and whether the paragraph ends with it."""

    tokens: tuple[str, ...]
    width: float
    last: bool

    @property
    def text(self) -> str:
        """Return the line as one string."""
        return "".join(self.tokens)

    @property
    def running(self) -> str:
        """Return the line with the space that parts its last word from the next line's, where a reader needs one."""
        parted = not self.last and bool(self.tokens) and not is_han(self.tokens[-1])
        return self.text + " " if parted else self.text


def is_han(token: str) -> bool:
    """Say whether a token is a single character between which lines may break."""
    return len(token) == 1 and _ONE_HAN.fullmatch(token) is not None


def wrap(
    text: str, width: float, measure: Measure, indent: float = 0.0, western: bool = False
) -> tuple[TextLine, ...]:
    """Return the lines of a paragraph, the first ``indent`` narrower; a word wider than the line is cut between characters.

    ``western`` says that quotes belong to the words beside them.
    """
    lines: list[TextLine] = []
    held: list[str] = []
    used, room = 0.0, width - indent
    for cluster in _fitting(_clusters(text, western), width, room, measure):
        wide = measure("".join(cluster))
        if held and used + wide > room + 0.01 and not cluster[0].isspace():
            lines.append(_line(held, measure))
            held, used, room = [], 0.0, width
        if not held and cluster[0].isspace():
            continue
        held.extend(cluster)
        used += wide
    lines.append(_line(held, measure))
    return (*lines[:-1], TextLine(lines[-1].tokens, lines[-1].width, last=True))


def longest(text: str, measure: Measure, western: bool = False) -> float:
    """Return the width below which some word would have to be cut."""
    return max((measure("".join(cluster)) for cluster in _clusters(text, western)), default=0.0)


def _line(tokens: list[str], measure: Measure) -> TextLine:
    while tokens and tokens[-1].isspace():
        tokens.pop()
    return TextLine(tuple(tokens), measure("".join(tokens)), last=False)


def _clusters(text: str, western: bool) -> list[list[str]]:
    """Cut into stretches between which a line may break."""
    found: list[list[str]] = []
    for token in _tokens(text, western):
        clings = bool(found) and (token[0] in NO_START or found[-1][-1][-1] in NO_END)
        if clings and not token.isspace() and not found[-1][-1].isspace():
            found[-1].append(token)
        else:
            found.append([token])
    return found


def _tokens(text: str, western: bool) -> list[str]:
    """Cut into spaces, Han characters and words; an apostrophe or quote within a Latin word belongs to it."""
    found: list[str] = []
    for token in (_WESTERN_TOKEN if western else _TOKEN).findall(text):
        joins = found and ((token == "’" and _LETTER.match(found[-1][-1])) or found[-1].endswith("’"))
        if joins and not token.isspace() and (token == "’" or _LETTER.match(token)):
            found[-1] += token
        else:
            found.append(token)
    return found


def _fitting(clusters: list[list[str]], width: float, room: float, measure: Measure) -> list[list[str]]:
    """Cut what no line can hold between characters."""
    narrowest = min(width, room)
    found: list[list[str]] = []
    for cluster in clusters:
        word = "".join(cluster)
        if measure(word) <= narrowest or word.isspace():
            found.append(cluster)
            continue
        piece = ""
        for sign in word:
            if piece and measure(piece + sign) > narrowest:
                found.append([piece])
                piece = ""
            piece += sign
        found.append([piece])
    return found
