"""The list of keys is whole and true."""

import re

from console.ui.shortcuts import SHORTCUTS
from console.workspace.actions.registry import CUSTOMER_PANELS, PANELS
from tests.support.server import CHECKOUT


def test_every_key_of_the_console_is_listed() -> None:
    listed = {key.lower() for group in SHORTCUTS.values() for shortcut in group for key in shortcut.keys.split()}
    pressed = {panel.key for panel in (*PANELS.values(), *CUSTOMER_PANELS.values()) if panel.key}
    for folder, kind in (("console", "*.py"), ("assets/js", "*.js*")):
        for path in (CHECKOUT / folder).rglob(kind):
            pressed.update(re.findall(r"""data-key"?[=:] ?"(\w)\"""", path.read_text(encoding="utf-8")))
    assert {"a", "i", "r", "c", "g", "x", "o", "b"} <= pressed
    assert pressed - listed == set()
