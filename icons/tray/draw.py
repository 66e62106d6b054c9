#!/usr/bin/env python3
"""Draws the tray icon as ARGB32 pixels in network byte order, as StatusNotifierItem takes them.

    python3 icons/tray/draw.py        writes tray-<size>.argb and tray-paused-<size>.argb beside itself

The drawing is Nod's mark on a 22-unit grid: an n whose right leg is a bowed head; while Nod is quiet the
head is two bars. Strokes keep to whole pixels at each size. The green has a luminance of 0.18, so that it stands at
about 4.6 : 1 against black and against white: panels are dark or light and do not say which. While Nod is quiet the
icon is the same, fainter.
"""

from math import hypot, pi, sin, cos
from pathlib import Path

GREEN = (0x4C, 0x80, 0x6A)
SIZES = (16, 22, 24, 32, 48)
SAMPLES = 8


def near_segment(x, y, x1, y1, x2, y2):
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    t = 0 if length == 0 else max(0, min(1, ((x - x1) * dx + (y - y1) * dy) / length))
    return hypot(x - x1 - t * dx, y - y1 - t * dy)


def arc_points(cx, cy, radius, start, end, steps=48):
    """Points along a circle, angles in half turns, clockwise from the left."""
    for step in range(steps + 1):
        angle = pi * (start + (end - start) * step / steps)
        yield cx - radius * cos(angle), cy - radius * sin(angle)


def strokes(paused, left, right, top, bottom):
    radius = (right - left) / 2
    centre, shoulder = (left + right) / 2, top + radius
    # The awake arch comes down past its shoulder; the quiet one stops short of it, to keep clear of the bars.
    arch = list(arc_points(centre, shoulder, radius, 0, 0.9 if paused else 1))
    if not paused:
        arch.append((right, shoulder + 0.5))
    line = [(left, bottom), *arch]
    return list(zip(line, line[1:]))


def covered(size, paused):
    unit = size / 22
    stroke = max(2, int(2.5 * unit + 0.5))
    snap = lambda value: round(value * unit - stroke / 2) + stroke / 2
    left, right, top, bottom = snap(4.75), snap(16.25), snap(3.5), snap(18.5)
    n = strokes(paused, left, right, top, bottom)
    if paused:
        bar = max(2, round(2.2 * unit))
        gap = max(1, round(1.8 * unit))
        first = round(16.1 * unit - bar - gap / 2)
        bars = [(first + bar / 2 + step, 12.9 * unit + bar / 4, 18.5 * unit) for step in (0, bar + gap)]
    dot = (right, 16.5 * unit, 3.25 * unit)

    def inside(x, y):
        if any(near_segment(x, y, *a, *b) <= stroke / 2 for a, b in n):
            return True
        if paused:
            return any(near_segment(x, y, bx, y1, bx, y2) <= bar / 2 for bx, y1, y2 in bars)
        return hypot(x - dot[0], y - dot[1]) <= dot[2]

    return inside


def draw(size, paused):
    inside = covered(size, paused)
    opacity = 0.78 if paused else 1.0
    pixels = bytearray()
    for row in range(size):
        for column in range(size):
            hits = sum(
                inside(column + (i + 0.5) / SAMPLES, row + (j + 0.5) / SAMPLES)
                for i in range(SAMPLES)
                for j in range(SAMPLES)
            )
            alpha = round(255 * opacity * hits / SAMPLES**2)
            pixels += bytes((alpha, *(GREEN if alpha else (0, 0, 0))))
    return bytes(pixels)


if __name__ == "__main__":
    folder = Path(__file__).parent
    for name, paused in (("tray", False), ("tray-paused", True)):
        for size in SIZES:
            (folder / f"{name}-{size}.argb").write_bytes(draw(size, paused))
