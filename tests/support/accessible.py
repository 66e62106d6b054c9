"""Prints what assistive technology is told of the window, a JSON object a line: role, name, whether it takes the focus."""

import json
import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def walk(it, depth=0):
    if it is None or depth > 60:
        return
    try:
        states = it.get_state_set()
        # The page's tree has only what shows; the boxes around the page say nothing of that.
        line = {
            "role": it.get_role_name(),
            "name": it.get_name() or "",
            "focusable": states.contains(Atspi.StateType.FOCUSABLE),
        }
        print(json.dumps(line))
        children = [it.get_child_at_index(at) for at in range(it.get_child_count())]
    except GLib.Error:
        return  # gone meanwhile: the caller looks again
    for child in children:
        walk(child, depth + 1)


desktop = Atspi.get_desktop(0)
for at in range(desktop.get_child_count()):
    program = desktop.get_child_at_index(at)
    if program is not None and program.get_name().startswith("nod-window"):
        walk(program)
