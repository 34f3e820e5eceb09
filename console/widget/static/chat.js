// The page of the chat: shows a thread and takes what is written. Everything that people wrote is set as text.
import { kept, recalled, Thread } from "./thread.js";

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const query = new URLSearchParams(location.search);
const language = document.documentElement.lang;
const locale = navigator.languages.find((each) => each.startsWith(language)) ?? (language === "en" ? "en-GB" : language);
// made once: a thread may be long
const dayName = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
const clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const log = $("log"), body = $("body");
let standing = { online: true }, shown = window.parent === window, readUpTo = 0, typingTimer = 0, typed = 0, identity = "";

dress();
const thread = new Thread({ language, changed: draw, typing: showTyping });
const parentSays = {
  start: ({ page, token }) => { thread.page = String(page || "").slice(0, 300); if (token) identify(token); },
  identify: ({ token }) => identify(token),
  shown: () => { shown = true; if (identity) identify(identity); draw(); look(); body.focus(); },
  hidden: () => { shown = false; },
};
addEventListener("message", ({ source, data }) => {
  if (source !== window.parent || source === window || !data || data.comptoir !== 1) return;
  if (Object.hasOwn(parentSays, data.type)) parentSays[data.type](data);
});
const tell = (message) => { if (window.parent !== window) window.parent.postMessage({ comptoir: 1, ...message }, "*"); };

function dress() {
  const colour = query.get("colour") || "";
  const theme = query.get("theme");
  if (["light", "dark"].includes(theme)) document.documentElement.dataset.theme = theme;
  if (!/^#([0-9a-f]{3}){1,2}$/i.test(colour)) return;
  const hex = colour.length === 4 ? colour.replace(/[0-9a-f]/gi, "$&$&") : colour;
  const parts = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  const bright = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  document.documentElement.style.setProperty("--brand", colour);
  document.documentElement.style.setProperty("--on-brand", bright > 0.179 ? "#000" : "#fff");
}

// A visitor is made when they say something, not when a page is looked at: until then the token waits.
function identify(token) {
  identity = String(token).slice(0, 2000);
  if (!thread.token && !shown) return;
  const asked = identity;
  identity = "";
  thread.identify(asked).then(() => thread.follow()).catch((error) => { if (!error.status) identity = asked; });
}

// --- what is shown

function draw() {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const rows = thread.entries.map((entry) => ({ ...entry, id: entry.id }));
  for (const each of thread.pending) rows.push({ ...each, id: each.key, mine: true, author: "", files: [], waits: true });
  const nodes = new Map([...log.children].map((node) => [node.dataset.id, node]));
  const wanted = [];
  if (!rows.length) wanted.push(line("note", "welcome", standing.online ? words.welcome : words.leave, nodes));
  let day = "";
  for (const row of rows) {
    const date = new Date(row.at), today = dayName.format(date);
    if (today !== day) wanted.push(line("day", `day-${today}`, date.toDateString() === new Date().toDateString() ? words.today : today, nodes));
    day = today;
    wanted.push(bubble(row, nodes));
  }
  if (thread.closed) wanted.push(line("note", "closed", words.closed, nodes));
  for (const [at, node] of wanted.entries()) if (log.children[at] !== node) log.insertBefore(node, log.children[at] ?? null);
  while (log.children.length > wanted.length) log.lastChild.remove();
  const last = thread.entries.findLast((entry) => entry.mine);
  if (last?.seq && last.seq <= thread.seen) mark(last, words.seen);
  $("earlier").hidden = !thread.earlier;
  if (atEnd || !draw.once) log.scrollTop = log.scrollHeight;
  draw.once = true;
  stand();
  unread();
  if (thread.closed && thread.score === null && thread.entries.length && !draw.asked) { draw.asked = true; open("survey", false); } // who writes goes on writing
}

function line(kind, id, text, nodes) {
  const node = nodes.get(id) ?? document.createElement("li");
  node.className = kind;
  node.dataset.id = id;
  if (node.textContent !== text) node.textContent = text;
  return node;
}

function bubble(row, nodes) {
  // what was pending goes on as the same line once it has arrived
  const node = nodes.get(row.id) ?? nodes.get(row.key) ?? document.createElement("li");
  node.dataset.id = row.id;
  node.className = `said ${row.mine ? "mine" : "theirs"}${row.failed ? " failed" : ""}`;
  if (!node.firstChild) {
    const who = document.createElement("span"), text = document.createElement("p"), foot = document.createElement("small");
    who.className = row.mine ? "who hidden" : "who";
    who.textContent = row.mine ? words.you : row.author;
    linked(text, row.body);
    text.hidden = !row.body;
    node.append(who, text, ...row.files.map(attachment), foot);
  }
  const said = node.querySelector("p");
  if (said.textContent !== row.body) { said.replaceChildren(); linked(said, row.body); } // what must not be kept is taken out there
  const foot = node.lastChild;
  if (row.failed) failed(foot, row);
  else if (row.waits) foot.textContent = words.sending;
  else {
    const at = clock.format(new Date(row.at));
    if (foot.textContent !== at) foot.textContent = at;
  }
  return node;
}

function mark(entry, text) {
  const node = log.querySelector(`[data-id="${CSS.escape(entry.id)}"]`);
  if (node) node.lastChild.textContent += ` · ${text}`;
}

function failed(foot, row) {
  const again = document.createElement("button");
  again.type = "button";
  again.className = "plain";
  again.textContent = words.again;
  again.addEventListener("click", () => thread.again(row.key));
  foot.replaceChildren(`${words.not_sent} ${row.failed} `, again);
}

function linked(node, text) {
  for (const [at, part] of text.split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)])/).entries()) {
    if (at % 2 === 0) { node.append(part); continue; }
    const link = document.createElement("a");
    Object.assign(link, { href: part, target: "_blank", rel: "noopener noreferrer nofollow", textContent: part });
    node.append(link);
  }
}

function attachment(file) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "file";
  const size = file.size < 1e6 ? `${Math.max(1, Math.round(file.size / 1e3))} kB` : `${(file.size / 1e6).toFixed(1)} MB`;
  button.textContent = `${file.name} · ${size}`;
  button.addEventListener("click", async () => {
    const blob = await (await thread.call("GET", `files/${file.id}`, null, { raw: true })).blob();
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: file.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });
  return button;
}

function showTyping(who) {
  clearTimeout(typingTimer);
  $("typing").textContent = who ? fill(words.typing, { name: who }) : "";
  if (who) typingTimer = setTimeout(() => showTyping(""), 6000);
}

// When somebody is there again: today and tomorrow are said so, another day by its name.
function dayAndTime(at) {
  const midnight = (day) => new Date(day.getFullYear(), day.getMonth(), day.getDate());
  const days = Math.round((midnight(at) - midnight(new Date())) / 864e5);
  const near = () => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
  const day = days < 2 ? near() : at.toLocaleDateString(locale, { weekday: "long" });
  return `${day} ${at.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" })}`;
}

function stand() {
  const { online, busy, answers_in: seconds, opens_at: opens } = standing;
  const when = opens && dayAndTime(new Date(opens));
  let text = words.online;
  if (thread.agent) text = fill(words.with, { name: thread.agent });
  else if (!online && opens) text = `${words.away}. ${fill(words.opens, { when })}`;
  else if (!online) text = words.away;
  else if (busy) text = words.busy;
  else if (seconds !== null && seconds !== undefined) text = seconds < 90 ? words.moments : fill(words.minutes, { count: Math.round(seconds / 60) });
  if ($("standing").textContent !== text) $("standing").textContent = text;
  document.body.dataset.online = String(online);
  $("details").hidden = online || thread.entries.length > 0 || thread.pending.length > 0;
}

function unread() {
  const theirs = thread.entries.filter((entry) => !entry.mine);
  const last = theirs.at(-1)?.seq ?? 0;
  if (shown && !document.hidden) {
    if (last > readUpTo) { readUpTo = last; thread.call("POST", "read", { seq: last }).catch(() => {}); kept("read", `${thread.conversation}.${last}`); }
    tell({ type: "unread", count: 0 });
  } else {
    const [of, upTo] = (recalled("read") || "").split(".");
    const known = of === thread.conversation ? Number(upTo) : 0;
    tell({ type: "unread", count: theirs.filter((entry) => entry.seq > known).length });
  }
}
document.addEventListener("visibilitychange", unread);

// --- what is written

body.value = recalled("draft") || "";
body.addEventListener("input", () => {
  body.style.height = "auto";
  body.style.height = `${Math.min(body.scrollHeight, 120)}px`;
  kept("draft", body.value || null);
  if (thread.conversation && body.value && Date.now() - typed > 3000) { typed = Date.now(); thread.call("POST", "typing").catch(() => {}); }
});
body.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); $("composer").requestSubmit(); }
});
$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = body.value.trim(), wrong = event.target.querySelector(".wrong");
  wrong.textContent = "";
  if (!text) return body.focus();
  const away = !$("details").hidden, email = $("email").value.trim();
  if (away && (!email || !$("email").checkValidity())) {
    wrong.textContent = $("email").validationMessage || words.leave;
    return $("email").focus();
  }
  thread.say(text, away ? { email, name: $("name").value.trim() } : {});
  body.value = "";
  body.dispatchEvent(new Event("input"));
  log.scrollTop = log.scrollHeight;
  if (away) wrong.parentNode.querySelector(".wrong").textContent = "", $("standing").textContent = fill(words.left, { email });
});
$("file").addEventListener("change", async ({ target }) => {
  const file = target.files[0], wrong = $("composer").querySelector(".wrong");
  wrong.textContent = file ? words.sending : "";
  try { if (file) await thread.sendFile(file); wrong.textContent = ""; } catch (error) { wrong.textContent = error.message || words.file_wrong; }
  target.value = "";
});
$("earlier").addEventListener("click", async () => {
  const before = log.scrollHeight;
  await thread.more();
  log.scrollTop += log.scrollHeight - before;
});

// --- the menu and its cards

function menu(visible) { $("menu").hidden = !visible; $("menu-button").setAttribute("aria-expanded", String(visible)); if (visible) $("menu").querySelector("button:not([disabled])")?.focus(); }
function open(card, focused = true) {
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  menu(false);
  for (const each of ["transcript", "survey"]) $(each).hidden = each !== card;
  if (card && shown && focused) $(card).querySelector("input").focus();
  if (atEnd) log.scrollTop = log.scrollHeight; // its last words stay in sight
}
$("menu-button").addEventListener("click", () => {
  for (const id of ["ask-transcript", "ask-survey"]) $(id).disabled = !thread.conversation;
  menu($("menu").hidden);
});
$("ask-transcript").addEventListener("click", () => open("transcript"));
$("ask-survey").addEventListener("click", () => open("survey"));
$("forget").addEventListener("click", () => { thread.forget(); kept("read", null); open(""); body.focus(); });
for (const cancel of document.querySelectorAll(".cancel")) cancel.addEventListener("click", () => { open(""); body.focus(); });
card("transcript", () => ({ email: $("transcript-email").value.trim() }), ({ email }) => fill(words.transcript_sent, { email }));
card("survey", (form) => ({ score: Number(new FormData(form).get("score")) || 0, words: $("survey-words").value }), () => words.thanks);
function card(name, read, thanks) {
  $(name).addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target, said = read(form), wrong = form.querySelector(".wrong");
    wrong.textContent = "";
    try {
      await thread.call("POST", name, said);
      open("");
      $("typing").textContent = thanks(said);
      body.focus();
    } catch (error) { wrong.textContent = error.message || words.failed; }
  });
}
$("close").hidden = window.parent === window;
$("close").addEventListener("click", () => tell({ type: "close" }));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!$("menu").hidden) { menu(false); $("menu-button").focus(); } else if (!$("survey").hidden || !$("transcript").hidden) { open(""); body.focus(); } else tell({ type: "close" });
});

async function look() {
  if (Date.now() - look.last < 5000) return;
  look.last = Date.now();
  try { standing = await thread.call("GET", "status"); stand(); if (!thread.entries.length) draw(); } catch { /* next time */ }
}
draw();
$("writing").disabled = false; // what was typed before this script was here would be lost
tell({ type: "ready" });
thread.follow();
if (thread.pending.length) thread.flush();
look();
// Whoever waits sees within ten seconds that somebody came; a chat that nobody looks at asks once a minute.
setInterval(() => { if ((shown && !document.hidden) || Date.now() - look.last > 55000) look(); }, 8000);
addEventListener("visibilitychange", () => { if (shown && !document.hidden) look(); });
