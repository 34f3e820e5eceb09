"""Keys that are pressed while the page's own script is still on its way: gathered in the head, read by `keys.js`."""

# Reflex makes vars of state attributes and components of functions when it compiles a page; types cannot say so.
# mypy: disable-error-code="no-any-return"

from typing import Final

import reflex as rx

_SCRIPT: Final = """
(() => {
    const keys = [];
    const note = (event) => {
        const { ctrlKey, metaKey, altKey, key, target } = event;
        const written = target?.closest?.("input, textarea, select");
        if (!ctrlKey && !metaKey && !altKey && !written && key.length === 1) keys.push(key);
    };
    document.addEventListener("keydown", note, true);
    window.earlyKeys = () => {
        document.removeEventListener("keydown", note, true);
        return keys.splice(0);
    };
})();
"""


def early_keys() -> rx.Component:
    return rx.el.script(_SCRIPT)
