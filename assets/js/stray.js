// Words that missed their field are no commands. Whoever clicks just beside a field and writes does not look at the
// screen until the word is typed, and each of its letters would press what it is the key of. The rule is simple: a
// command is one letter that stands alone. So
// - letters that follow each other within `PAUSE`, after one that opened something, after a capital, or after a click
//   that just missed a field, are a word: they press nothing, and do not go into the field that came up meanwhile;
// - a click on anything that can be pressed or written in, or any other key, ends the word;
// - what such letters may have opened is not done by key at once: see `action_form.jsx`.
const PAUSE = 600;
const AFTER_MISS = 2000; // the hand goes from the mouse to the keys
const NEAR = 60; // pixels: further away nobody aimed at the field
const NEW_OFFER = 800; // nobody has read it, and a hand may be on its way to the one before

const FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable=true]";
const CONTROLS = `${FIELDS}, a, button, label, summary, dialog, [data-row], [role=option], [role=tab]`;
const SILENT = ["Shift", "CapsLock", "AltGraph", "Dead"];

let wordUntil = 0;
let lastLetter = -Infinity;
let offerAt = -Infinity;
let offerShown = "";

const now = () => performance.now();
const isLetter = ({ key }) => key.length === 1 && /[\p{L} ]/u.test(key);

// Whether this key is part of a word that missed its field.
export const isStray = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (!isLetter(event)) {
    if (event.key.length > 1 && !SILENT.includes(event.key)) wordUntil = 0;
    return false;
  }
  const capital = event.shiftKey && event.key !== " " && !event.target.closest?.(`${FIELDS}, dialog`);
  if (!capital && now() > wordUntil) return false;
  lastLetter = now();
  wordUntil = lastLetter + PAUSE;
  return true;
};

// A letter has opened something: what follows at once was not meant for it.
export const openedByKey = () => { wordUntil = now() + PAUSE; };

// A click: did it just miss a field?
export const onPointer = (event) => {
  wordUntil = 0;
  if (event.button || event.target.closest?.(CONTROLS)) return;
  const near = [...document.querySelectorAll(FIELDS)].some((field) => {
    const { left, right, top, bottom, width } = field.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    return width > 0 && x > left - NEAR && x < right + NEAR && y > top - NEAR && y < bottom + NEAR;
  });
  if (near) wordUntil = now() + AFTER_MISS;
};

// When the last letter came that pressed nothing, in the time of the page.
export const lastStray = () => lastLetter;

// Another offer, or none any more, stands where one stood: its key waits until somebody can have seen that.
export const offerChanged = (offer) => {
  if (offer !== offerShown) offerAt = now();
  offerShown = offer;
};
export const isNewOffer = () => now() - offerAt < NEW_OFFER;
