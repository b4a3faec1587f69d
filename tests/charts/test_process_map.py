"""The map of a process: a forbidden transition is always there, labels cover nothing, what is not drawn is counted."""

from __future__ import annotations

import itertools

import pytest

from console.charts.figure import Figure, Line, Polygon, Rect, Text
from console.charts.parts import Hit, hit_at, shortened
from console.charts.process_map import drawn_lawful, hidden_transitions, process_map
from console.charts.process_plan import MapEdge, MapStep, MapWords

PATH = ("submit", "accept", "review", "decide", "deliver", "close")
WORDS = MapWords(
    "verdict", "about", "cases", "refused 3", "width", "forbidden", "stay", ("a", "b", "c", "d", "e")
)
SIZES = ((740.0, 268.0), (700.0, 152.0), (1100.0, 330.0))


def measure(words: str, size: float, bold: bool) -> float:
    """A typeface in which every letter is as wide as a Han character."""
    return len(words) * size


def step(key: str, count: int = 100, detour: bool = False) -> MapStep:
    return MapStep(key, key, count, str(count), 1, detour)


def lawful(before: str, after: str, count: int) -> MapEdge:
    return MapEdge(before, after, count, str(count), "1 d")


def forbidden(before: str, after: str) -> MapEdge:
    return MapEdge(before, after, 0, "0", "", 1, f"1 {before}")


STEPS = (*(step(key) for key in PATH), step("supplement", 9, True))
USUAL = tuple(lawful(a, b, 50_000 - n) for n, (a, b) in enumerate(itertools.pairwise(PATH)))
DETOUR = (lawful("submit", "supplement", 5000), lawful("supplement", "accept", 4900))
BROKEN = (
    forbidden("accept", "decide"),
    forbidden("review", "deliver"),
    forbidden("decide", "review"),
    forbidden("close", "supplement"),
    forbidden("supplement", "supplement"),
    forbidden("supplement", "decide"),
    forbidden("review", "review"),
)


def drawn(edges: tuple[MapEdge, ...], size: tuple[float, float] = SIZES[0]) -> tuple[Figure, tuple[Hit, ...]]:
    return process_map(STEPS, edges, PATH, WORDS, size, measure)


@pytest.mark.parametrize("size", SIZES)
def test_every_forbidden_transition_is_drawn_with_its_label(size: tuple[float, float]) -> None:
    figure, hits = drawn((*USUAL, *DETOUR, *BROKEN), size)
    keys = {hit.key for hit in hits}
    assert {f"{one.before}→{one.after}" for one in BROKEN} <= keys
    dashed = [
        line
        for line in figure.primitives
        if isinstance(line, Line) and line.colour == "red_fill" and line.dash
    ]
    assert len(dashed) == len(BROKEN) + 1  # and the key in the legend


@pytest.mark.parametrize("size", SIZES[::2])
def test_labels_cover_neither_steps_nor_each_other(size: tuple[float, float]) -> None:
    figure, hits = drawn((*USUAL, *DETOUR, *BROKEN[:3]), size)
    pills = [part for part in figure.primitives if isinstance(part, Rect) and part.stroke == "red_line"]
    steps = [hit for hit in hits if hit.key in PATH or hit.key == "supplement"]
    assert len(pills) == 3
    boxes = [(one.x, one.y, one.width, one.height) for one in pills]
    boxes += [(one.x, one.y, one.width, one.height) for one in steps]
    for (x, y, wide, high), (u, v, across, tall) in itertools.combinations(boxes, 2):
        assert x + wide <= u or u + across <= x or y + high <= v or v + tall <= y
    assert all(one.x >= 0 and one.x + one.width <= size[0] for one in pills)


@pytest.mark.parametrize("size", SIZES)
def test_steps_stay_inside_and_apart(size: tuple[float, float]) -> None:
    crowded = tuple(
        edge
        for n in range(4)
        for edge in (lawful("close", f"late-{n}", 3000), lawful(f"late-{n}", "close", 3000))
    )
    steps = (*STEPS, *(step(f"late-{n}", 3000) for n in range(4)))
    figure, hits = process_map(steps, (*USUAL, *crowded), PATH, WORDS, size, measure)
    boxes = [hit for hit in hits if "→" not in hit.key]
    assert len(boxes) == 10
    for one, other in itertools.combinations(boxes, 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    assert all(hit.x >= -0.01 and hit.x + hit.width <= size[0] + 0.01 for hit in boxes)
    assert max(text.y for text in figure.texts()) <= size[1]


def test_rare_lawful_transitions_are_counted_and_not_drawn() -> None:
    rare = lawful("accept", "close", 3)
    edges = (*USUAL, rare, lawful("review", "review", 7))
    assert rare not in drawn_lawful(edges, PATH)
    assert hidden_transitions(edges, PATH) == 2
    figure, _hits = drawn(edges)
    assert len(figure.rows) == len(edges)


def test_wider_means_more() -> None:
    figure, _hits = drawn(USUAL)
    few, _ = drawn((lawful("submit", "accept", 50_000), lawful("accept", "review", 5_000)))
    widths = [
        line.width for line in few.primitives if isinstance(line, Line) and line.colour == "accent_line"
    ]
    assert widths[0] > 2 * widths[1] > 0
    assert any(isinstance(part, Polygon) for part in figure.primitives)


def test_a_step_that_is_joined_to_nothing_drawn_is_left_out() -> None:
    _figure, hits = process_map((*STEPS, step("alone", 50)), USUAL, PATH, WORDS, SIZES[0], measure)
    assert "alone" not in {hit.key for hit in hits}


def test_nothing_at_all_is_an_empty_map() -> None:
    figure, hits = process_map((), (), (), WORDS, SIZES[0], measure)
    assert hits == ()
    assert figure.n == 0


def test_the_topmost_hit_answers() -> None:
    hits = (Hit(0, 0, 10, 10, "below"), Hit(5, 5, 10, 10, "above"))
    assert [hit_at(hits, *at) for at in ((1, 1), (6, 6), (99, 0))] == ["below", "above", ""]


def test_free_words_are_shortened_to_what_fits() -> None:
    assert shortened("abc", 36.0, measure) == "abc"
    assert shortened("abcdef", 36.0, measure) == "ab…"
    assert isinstance(drawn(USUAL)[0].texts()[0], Text)
