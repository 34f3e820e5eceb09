// A command that comes while the page is still being filled waits for what it is the key of. It is one letter: another
// letter, a click or Escape takes it back, and nobody remembers it for longer than `LONGEST`. What is pressed before
// this file runs is gathered by the page's head (console/ui/early_keys.py).
const LONGEST = 8000;

let held = null;
const page = () => document.documentElement;

export const isLoading = () => page().hasAttribute("data-waiting");

export const hold = (key) => {
  forget();
  held = { key, timer: setTimeout(forget, LONGEST) };
  page().dataset.heldKey = `${key.toUpperCase()} …`;
};

// Whether there was one.
export const forget = () => {
  if (!held) return false;
  clearTimeout(held.timer);
  delete page().dataset.heldKey;
  held = null;
  return true;
};

// Calls `press` with the key that was held, once the page is there.
export const whenReady = (press) => {
  const watch = new MutationObserver(() => {
    if (isLoading() || !held) return;
    requestAnimationFrame(() => {
      const key = held?.key;
      if (!isLoading() && forget()) press(key);
    });
  });
  watch.observe(page(), { attributes: true, attributeFilter: ["data-waiting"] });
  return () => watch.disconnect();
};

// What was pressed before the page could listen.
export const earlyKeys = () => window.earlyKeys?.() ?? [];
