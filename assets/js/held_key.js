// A command that comes while the page is still being filled waits for what it is the key of. It is one letter: another
// letter, a click or Escape takes it back, and nobody remembers it for longer than `LONGEST`. What is pressed before
// this file runs is gathered by the page's head (console/ui/early_keys.py).
const LONGEST = 8000;
const TOLD = 2500;
const BEGINS = 800; // at the most, from the press on a link until the page says that it waits
const LOOK = 40;

let held = null;
let leftAt = -Infinity;
const now = () => performance.now();
const page = () => document.documentElement;

export const leaves = () => { leftAt = now(); };
export const arrived = () => { leftAt = -Infinity; };
export const isLoading = () => page().hasAttribute("data-waiting") || now() - leftAt < BEGINS;

// Keeps `key`, and calls `press` with it once the page is there.
export const hold = (key, press) => {
  forget();
  const until = now() + LONGEST;
  const look = () => {
    if (now() > until) forget();
    else if (!isLoading() && forget()) press(key);
  };
  held = setInterval(look, LOOK);
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
  clearInterval(held);
  say("");
  held = null;
  return true;
};

// What was pressed before the page could listen.
export const earlyKeys = () => window.earlyKeys?.() ?? [];
