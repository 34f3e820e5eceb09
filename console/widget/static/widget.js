// The chat of Comptoir on any page: <script src="https://HOST/widget.js" data-colour="#0b6" async></script>
(() => {
  "use strict";
  const tag = document.currentScript;
  if (!tag || window.ComptoirChat) return;
  const host = new URL(tag.src).origin;
  const given = tag.dataset;
  const asked = (given.language || document.documentElement.lang || navigator.language || "en").slice(0, 2);
  const french = asked.toLowerCase() === "fr";
  const words = french
    ? { open: "Discuter avec nous", close: "Fermer la discussion", frame: "Discussion", unread: "{n} non lus" }
    : { open: "Chat with us", close: "Close the chat", frame: "Chat", unread: "{n} unread" };
  const colour = /^#[0-9a-f]{3}([0-9a-f]{3})?$/i.test(given.colour || "") ? given.colour : "#3550d4";
  const side = given.position === "left" ? "left" : "right";
  const theme = ["light", "dark"].includes(given.theme) ? given.theme : "";
  let token = given.token || "";
  let frame = null, ready = false, shown = false;

  const box = document.createElement("div");
  const root = box.attachShadow({ mode: "open" });
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const ink = 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    button { position: fixed; z-index: 2147483000; bottom: 20px; ${side}: 20px; width: 56px; height: 56px; padding: 0;
      border: 0; border-radius: 50%; cursor: pointer; color: ${ink}; background: ${colour};
      box-shadow: 0 4px 16px rgb(0 0 0 / 24%); display: grid; place-items: center; }
    button:focus-visible { outline: 3px solid ${colour}; outline-offset: 3px; }
    b { position: absolute; top: -4px; right: -4px; min-width: 20px; height: 20px; padding: 0 5px; box-sizing: border-box;
      border-radius: 10px; background: #c2262e; color: #fff; font: 600 12px/20px system-ui, sans-serif; }
    b:empty { display: none; }
    iframe { position: fixed; z-index: 2147483000; bottom: 88px; ${side}: 20px; width: 380px; max-width: calc(100vw - 40px);
      height: 600px; max-height: calc(100dvh - 108px); border: 0; border-radius: 14px; background: transparent;
      box-shadow: 0 8px 40px rgb(0 0 0 / 28%); color-scheme: normal; }
    iframe[hidden] { display: none; }
    @media (max-width: 480px) {
      iframe { inset: 0; width: 100%; max-width: none; height: 100%; max-height: none; border-radius: 0; }
      button[aria-expanded="true"] { display: none; }
    }`);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement("button");
  button.type = "button";
  button.innerHTML = '<svg width="26" height="26" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" ' +
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M21 12a8 8 0 0 1-8 8H4l2-3a8 8 0 1 1 15-5z"/></svg><b></b>';
  const badge = button.querySelector("b");
  root.append(button);

  const say = (message) => { if (frame && ready) frame.contentWindow.postMessage({ comptoir: 1, ...message }, host); };
  const label = (unread) => {
    badge.textContent = unread && !shown ? (unread > 9 ? "9+" : String(unread)) : "";
    const more = unread && !shown ? `, ${words.unread.replace("{n}", unread)}` : "";
    button.setAttribute("aria-label", (shown ? words.close : words.open) + more);
    button.setAttribute("aria-expanded", String(shown));
  };
  const load = () => {
    if (frame) return;
    frame = document.createElement("iframe");
    const query = new URLSearchParams({ lang: french ? "fr" : "en", colour, theme });
    frame.src = `${host}/widget?${query}`;
    frame.title = words.frame;
    frame.hidden = true;
    root.append(frame);
  };
  const remember = (value) => { try { localStorage.setItem("comptoir-chat", value); } catch { /* not allowed here */ } };
  const open = () => {
    load();
    shown = true;
    frame.hidden = false;
    label(0);
    remember("used");
    say({ type: "shown" });
    frame.focus();
  };
  const close = () => {
    if (!shown) return;
    shown = false;
    frame.hidden = true;
    label(0);
    say({ type: "hidden" });
    button.focus();
  };
  const identify = (fresh) => { token = fresh || ""; if (token) say({ type: "identify", token }); };

  button.addEventListener("click", () => (shown ? close() : open()));
  addEventListener("message", (event) => {
    const told = event.data;
    if (!frame || event.source !== frame.contentWindow || event.origin !== host || !told || told.comptoir !== 1) return;
    if (told.type === "ready") {
      ready = true;
      say({ type: "start", page: location.origin + location.pathname, token });
      if (shown) say({ type: "shown" });
    } else if (told.type === "close") close();
    else if (told.type === "unread") label(Number(told.count) || 0);
  });
  label(0);
  const begin = () => {
    document.body.append(box);
    let used = null;
    try { used = localStorage.getItem("comptoir-chat"); } catch { /* not allowed here */ }
    if (given.open === "1") open();
    else if (used) load(); // so that an answer is seen while the chat is closed
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
  window.ComptoirChat = { open, close, identify };
})();
