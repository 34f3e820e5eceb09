// A command that comes while the page is still being filled waits for what it is the key of. It is one letter: another
// letter, a click or Escape takes it back, and nobody remembers it for longer than `LONGEST`. What is pressed before
// this file runs is gathered by the page's head (console/ui/early_keys.py).
const LONGEST = 8000;
const TOLD = 2500;

let held = null;
const page = () => document.documentElement;

export const isLoading = () => page().hasAttribute("data-waiting");

export const hold = (key) => {
  forget();
  held = { key, timer: setTimeout(forget, LONGEST) };
  say(`${key.toUpperCase()} …`);
};

// The key of an action that the open order does not allow: that is said, so that nobody waits for it.
export const tellAbsent = (key) => {
  const bar = document.querySelector("[data-action-keys]");
  if (!bar?.dataset.actionKeys.includes(key)) return false;
  say(`${key.toUpperCase()}: ${bar.dataset.absent}`);
  setTimeout(() => held || say(""), TOLD);
  return true;
};

const say = (text) => {
  if (text) page().dataset.heldKey = text;
  else delete page().dataset.heldKey;
};

// Whether there was one.
export const forget = () => {
  if (!held) return false;
  clearTimeout(held.timer);
  say("");
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
