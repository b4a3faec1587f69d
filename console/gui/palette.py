"""Owns the colours and sizes of both themes, read from the tokens. It refuses a colour that is not a token."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

RAMPS = frozenset({"series", "seq", "div", "risk", "risk_text", "risk_edge"})


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour tokens of one theme, as #RRGGBB (scrim as #RRGGBBAA)."""

    name: str  # light or dark
    canvas: str
    nav: str
    surface: str
    sunken: str
    hover: str
    line: str
    line_strong: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    accent_soft: str
    accent_line: str
    on_accent: str
    red: str
    red_fill: str
    red_soft: str
    red_line: str
    on_red: str
    yellow: str
    yellow_fill: str
    yellow_soft: str
    yellow_line: str
    on_yellow: str
    notice: str
    notice_fill: str
    notice_soft: str
    notice_line: str
    on_notice: str
    ok: str
    ok_fill: str
    ok_soft: str
    ok_line: str
    on_ok: str
    na: str
    na_soft: str
    shade: str
    scrim: str
    grid: str
    axis: str
    band: str
    ink: str
    ghost: str
    signal_bad: str
    signal_good: str
    series: tuple[str, ...]
    seq: tuple[str, ...]
    div: tuple[str, ...]
    risk: tuple[str, ...]
    risk_text: tuple[str, ...]
    risk_edge: tuple[str, ...]

    @property
    def dark(self) -> bool:
        """Whether letters are lighter than their ground."""
        return self.name == "dark"

    def color(self, role: str) -> str:
        """Return the colour of a token by its name."""
        found = getattr(self, role)
        assert isinstance(found, str), role
        return found

    def token(self, name: str) -> str:
        """Return the colour of a token as figures name it: a key, or a ramp's key, an underscore and a place ("seq_3")."""
        ramp, _, place = name.rpartition("_")
        if ramp in RAMPS and place.isdigit():
            colors: tuple[str, ...] = getattr(self, ramp)
            return colors[int(place) % len(colors)]
        return self.color(name)

    def mark(self, kind: str) -> str:
        """Return the text colour of a mark: red, yellow, notice, ok or na."""
        return self.color(kind)

    def soft(self, kind: str) -> str:
        """Return the soft ground of a mark."""
        return self.color(f"{kind}_soft")

    def ink_on(self, ground: str) -> str:
        """Return the ink that contrasts more with a filled cell (never below 4.5 on our ramps)."""
        other = self.on_accent if self.dark else "#FFFFFF"
        return max((self.text, other), key=lambda ink: contrast(ink, ground))

    def heightened(self) -> Palette:
        """Return the palette for people who asked the system for high contrast: no grey text, strong lines."""
        return replace(
            self,
            text2=self.text,
            text3=self.text,
            na=self.text,
            line=self.line_strong,
            line_strong=self.text3,
            accent_line=self.accent,
            ghost=self.axis,
            axis=self.text2,
        )


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything the tokens file says that the window uses."""

    light: Palette
    dark: Palette
    families: Mapping[str, tuple[str, ...]]
    sizes: Mapping[str, int]
    motion: Mapping[str, int]


def read_tokens(path: Path) -> Tokens:
    """Read the tokens file; a missing or unknown colour raises TypeError, since the file ships with the code."""
    told = tomllib.loads(path.read_text("utf-8"))
    families = {use: tuple(told["type"][use]) for use in ("ui", "mono", "editor", "law")}
    return Tokens(
        light=_palette("light", told),
        dark=_palette("dark", told),
        families=families,
        sizes=told["size"],
        motion=told["motion"],
    )


def _palette(name: str, told: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Palette:
    values = {**told["color"][name], **told["chart"][name]}
    frozen = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Palette(name=name, **frozen)  # type: ignore[arg-type]  # TOML values, checked by the token tests


@cache
def luminance(color: str) -> float:
    """Return the relative luminance of #RRGGBB as WCAG 2.2 defines it."""
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    first, second = luminance(one), luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
