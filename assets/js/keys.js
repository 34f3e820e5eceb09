// One listener for every shortcut of the page. Nothing is sent to the server: keys move the focus or press what is there.
import { useEffect } from "react";
import { earlyKeys, forget, hold, isLoading, leaves, tellAbsent } from "./held_key.js";
import { isNewOffer, isStray, onPointer, openedByKey } from "./stray.js";

const byData = (name, root = document) => [...root.querySelectorAll(`[data-${name}]`)].filter((node) => node.offsetParent !== null);
const writing = (node) => node?.closest?.("input, textarea, select, [contenteditable=true]");
const page = () => document.documentElement;

export const openDialog = (id) => {
  const dialog = document.getElementById(id);
  if (dialog && !document.querySelector("dialog[open]")) dialog.showModal();
};

const focusOn = (selector) => {
  const node = document.querySelector(selector);
  node?.focus();
  node?.select?.();
  return Boolean(node);
};

// Rows are walked within the pane that has the focus, else within the first pane that has rows.
const step = (by) => {
  const from = document.activeElement;
  const pane = document.querySelector("details.menu[open] [data-rows]") ?? from?.closest?.("[data-rows]") ?? byData("rows").find((area) => byData("row", area).length);
  if (!pane) return;
  const rows = byData("row", pane);
  const at = rows.indexOf(from?.closest?.("[data-row]"));
  const started = at >= 0 ? at + by : Math.max(0, rows.findIndex((row) => row.getAttribute("aria-current") === "true"));
  const next = rows[Math.min(rows.length - 1, Math.max(0, started))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
};

const back = (from) => {
  const open = document.querySelector("details.menu[open]");
  if (open) {
    open.open = false;
    open.querySelector("summary").focus();
  } else if (openPanel(from)) {
    const panel = openPanel(from);
    panel.querySelector("[data-panel-close]")?.click();
    document.getElementById(panel.dataset.panel)?.focus();
  } else if (leftIsOver()) delete page().dataset.left;
  else if (writing(from)) from.blur();
  else document.querySelector("[data-back]")?.click();
};

// The one that somebody is in; else one that is open, before anything is left.
const openPanel = (from) => from?.closest?.("[data-panel]") ?? (writing(from) ? null : byData("panel")[0]);

// On narrow screens the list lies over the rest while `data-left` is set.
const leftIsOver = () => page().dataset.left !== undefined && matchMedia("(max-width: 1140px)").matches;

// What is folded away in a menu can be pressed as well; what another pane hides cannot.
const press = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)]
  .find((node) => !node.disabled && (node.closest("details") ?? node).offsetParent !== null);

const onKey = (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const from = event.target;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.getElementById("palette")?.open ? document.getElementById("palette").close() : openDialog("palette");
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") return forget() || back(from);
  if (event.ctrlKey || event.metaKey || event.altKey || writing(from)) return;
  if (command(event.key)) event.preventDefault();
};

const ACTS = {
  "/": () => { page().dataset.left = ""; focusOn("#search"); },
  "?": () => openDialog("keys"),
  j: () => step(1),
  k: () => step(-1),
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
};

// Whether the key is a command. While the page is being filled, what it is the key of may not be there yet, or still
// belong to the order before: it waits. An offer belongs to no page.
const command = (pressed) => {
  if (ACTS[pressed]) {
    ACTS[pressed]();
    return true;
  }
  const key = pressed.toLowerCase();
  if (key === "a" && isNewOffer()) return false; // it may have been meant for the offer before
  if (isLoading() && /^[a-z]$/.test(key) && !press(key)?.matches("[data-offer]")) {
    hold(key, doneLater);
    openedByKey(); // a letter that follows makes it a word
    return true;
  }
  return done(key);
};

const done = (key) => {
  if (key === "n") {
    if (page().dataset.pane) page().dataset.pane = "timeline";
    const talk = document.querySelector('[data-talk="note"]');
    talk ? talk.click() : focusOn("#note");
    return true;
  }
  const target = press(key);
  if (!target) return tellAbsent(key);
  target.click();
  if (target.matches("summary")) target.focus();
  else if (key !== "r") openedByKey(); // an answer is written at once
  return true;
};

// A held key never answers an offer: none stood there when it was pressed.
const doneLater = (key) => document.querySelector("dialog[open]") || press(key)?.matches("[data-offer]") || done(key);

// One letter alone is a command, several are a word.
const doEarly = () => {
  const keys = earlyKeys();
  if (keys.length !== 1) return;
  if (/^[a-z]$/i.test(keys[0])) hold(keys[0].toLowerCase(), doneLater);
  else ACTS[keys[0]]?.();
};

const onAnyKey = (event) => {
  if (!isStray(event)) return;
  forget();
  event.preventDefault();
  event.stopPropagation();
};

const onDown = (event) => {
  forget();
  onPointer(event);
};

const onClick = (event) => {
  const from = event.target;
  if (from.closest?.("a[href]")) leaves();
  const shown = document.getElementById(from.closest?.("[data-shows]")?.dataset.shows ?? "");
  shown?.scrollIntoView({ block: "start" });
  shown?.focus({ preventScroll: true });
  const opener = from.closest?.("[data-opens]");
  if (opener) openDialog(opener.dataset.opens);
  const closer = from.closest?.("[data-closes]");
  if (closer) closer.closest("dialog")?.close();
  const pane = from.closest?.("[data-show-pane]");
  if (pane) showPane(pane.dataset.showPane);
  if (from.closest?.("[data-toggle-left]")) page().toggleAttribute("data-left");
  else if (page().hasAttribute("data-left") && !from.closest?.(".pane-left, .bar-search")) page().removeAttribute("data-left");
  if (from.closest?.("[data-row]") && from.closest?.(".pane-left")) page().removeAttribute("data-left");
  const copied = from.closest?.("[data-copy]");
  if (copied) navigator.clipboard?.writeText(copied.dataset.copy);
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(from) || from.closest?.(".menu-item, .menu [data-row]")) menu.open = false;
  });
};

// What would be lost is asked about: a key that was just made and not kept.
const unkept = () => document.querySelector("[data-unkept]");
const onLeave = (event) => {
  const link = unkept() && event.target.closest?.("a[href]");
  if (!link || confirm(unkept().dataset.unkept)) return;
  event.preventDefault();
  event.stopPropagation();
};
const onUnload = (event) => { if (unkept()) event.preventDefault(); };

const showPane = (name) => {
  page().dataset.pane = name;
  document.querySelectorAll("[data-show-pane]").forEach((tab) => tab.setAttribute("aria-selected", String(tab.dataset.showPane === name)));
};

export const Keys = () => {
  useEffect(() => {
    setTimeout(doEarly); // the page says by then that it waits
    document.addEventListener("keydown", onAnyKey, true);
    document.addEventListener("pointerdown", onDown, true);
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", onClick);
    document.addEventListener("click", onLeave, true);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      document.removeEventListener("click", onLeave, true);
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("keydown", onAnyKey, true);
      document.removeEventListener("pointerdown", onDown, true);
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("click", onClick);
    };
  }, []);
  return null;
};
