// The thread of a visitor: what was said, what waits to be sent, and the live line. Knows no page.
const KEEP = "comptoir";
const memory = new Map();

function recall(name) {
  try { return localStorage.getItem(`${KEEP}-${name}`); } catch { return memory.get(name) ?? null; }
}
function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(`${KEEP}-${name}`);
    else localStorage.setItem(`${KEEP}-${name}`, value);
  } catch {
    if (value === null) memory.delete(name); else memory.set(name, value);
  }
}
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

export const recalled = recall;
export const kept = keep;

export class Refused extends Error {
  constructor(status, told) { super(told.detail || ""); this.status = status; this.code = told.code; this.told = told; }
}

export class Thread {
  // `changed()` is called whenever something is to be shown anew, `typing(who)` while somebody of staff writes.
  constructor({ language, changed, typing }) {
    Object.assign(this, { language, changed, typing });
    this.token = recall("token");
    this.pending = JSON.parse(recall("pending") || "[]");
    this.page = "";
    this.forgetThread();
    this.live = false;
    this.line = null;
    this.sending = null;
    this.asleep = new Set();
    addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.hurry(); });
  }

  forgetThread() {
    Object.assign(this, { entries: [], cursor: "", conversation: null, earlier: null, seen: 0, closed: false, score: null, agent: "" });
  }

  async call(method, path, body, { raw = false, signal } = {}) {
    const headers = { "accept-language": this.language };
    if (this.token) headers.authorization = `Bearer ${this.token}`;
    let sent = body;
    if (body && !(body instanceof FormData)) { headers["content-type"] = "application/json"; sent = JSON.stringify(body); }
    const answer = await fetch(`/widget/${path}`, { method, headers, body: sent, signal, cache: "no-store" });
    if (answer.ok) return raw ? answer : answer.json();
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 401) this.forget({ unsent: true }); // what was not sent yet goes with the next token
    throw new Refused(answer.status, told);
  }

  forget({ unsent = false } = {}) {
    this.token = null;
    if (!unsent) this.pending = [];
    this.line?.abort();
    for (const name of unsent ? ["token"] : ["token", "pending", "draft"]) keep(name, null);
    this.forgetThread();
    this.changed();
  }

  async begin() {
    if (this.token) return;
    this.starting ??= this.call("POST", "visitors", { language: this.language, page: this.page })
      .then(({ token }) => { this.token = token; keep("token", token); })
      .finally(() => { this.starting = null; });
    await this.starting;
  }

  async identify(token) {
    await this.begin();
    try {
      await this.call("POST", "identity", { token });
    } catch (error) {
      if (error.code !== "other_customer") throw error;
      this.forget(); // somebody else signed in on this browser
      await this.begin();
      await this.call("POST", "identity", { token });
    }
  }

  // Sending: kept until the server has it, one after the other, each with a key by which it is taken once.
  say(body, more = {}) {
    this.pending.push({ key: crypto.randomUUID?.() ?? String(Math.random()).slice(2), body, at: new Date().toISOString(), ...more });
    this.keepPending();
    this.changed();
    this.flush();
  }

  again(key) {
    const found = this.pending.find((each) => each.key === key);
    if (found) { delete found.failed; this.changed(); this.flush(); }
  }

  keepPending() { keep("pending", JSON.stringify(this.pending)); }

  flush() { this.sending ??= this.sendAll().finally(() => { this.sending = null; }); return this.sending; }

  async sendAll() {
    for (let tries = 0; ;) {
      const next = this.pending.find((each) => !each.failed);
      if (!next) return;
      try {
        await this.begin();
        const { key, body, email, name } = next;
        const told = email
          ? await this.call("POST", "leave", { key, body, email, name })
          : await this.call("POST", "messages", { key, body });
        tries = 0;
        this.sent(next, told);
      } catch (error) {
        const lasting = error instanceof Refused && error.status < 500 && ![401, 408, 429].includes(error.status);
        if (lasting) { next.failed = error.message || " "; this.keepPending(); this.changed(); continue; }
        tries += 1;
        const asked = error.told?.retry_after;
        await this.pause(asked ? asked * 1000 : Math.min(500 * 2 ** tries, 15000));
      }
    }
  }

  sent(message, { id, seq, conversation }) {
    if (this.conversation && conversation !== this.conversation) this.line?.abort(); // another one has begun: follow that
    this.pending = this.pending.filter((each) => each.key !== message.key);
    this.keepPending();
    if (!this.entries.some((entry) => entry.id === id)) {
      this.entries.push({ id, seq, mine: true, author: "", body: message.body, at: message.at, key: message.key, files: [] });
    }
    this.changed();
    this.follow();
  }

  async sendFile(file) {
    await this.begin();
    const form = new FormData();
    form.append("key", crypto.randomUUID?.() ?? String(Math.random()).slice(2));
    form.append("file", file);
    await this.call("POST", "files", form);
    this.follow();
  }

  // Hearing: a live line from the last place on; where lines do not hold, asking every few seconds.
  // Whoever asks while a line is about to end is not forgotten: another is begun then.
  follow() {
    if (!this.token) return;
    if (this.following) { this.wanted = true; return; }
    this.wanted = false;
    this.following = this.stay().finally(() => { this.following = null; if (this.wanted) this.follow(); });
  }

  hurry() { for (const wake of this.asleep) wake(); this.follow(); }

  // Sending and hearing may both be asleep: `hurry` wakes both.
  async pause(ms) {
    let wake;
    const woken = new Promise((done) => { wake = done; });
    this.asleep.add(wake);
    await Promise.race([wait(ms), woken]);
    this.asleep.delete(wake);
  }

  async stay() {
    for (let broken = 0; this.token;) {
      try {
        let told = true;
        if (broken >= 3 && broken % 10) await this.ask(); // a proxy may not let lines through
        else { told = await this.hold(); broken = told ? 0 : broken + 1; }
        if (told && !this.conversation) return; // followed once something was said; a line that broke says nothing of it
        if (broken >= 3) { broken += 1; await this.pause(4000); } else if (broken) await this.pause(500 * 2 ** broken);
      } catch (error) {
        if (error instanceof Refused && error.status === 401) return;
        this.live = false;
        broken += 1;
        await this.pause(Math.min(500 * 2 ** Math.min(broken, 3) * (0.75 + Math.random() / 2), 5000));
      }
    }
  }

  async ask() {
    let heard;
    do {
      heard = await this.call("GET", `thread?after=${encodeURIComponent(this.cursor)}`);
      this.hear(heard);
    } while (heard.more);
  }

  // Whether the line held: something came over it.
  async hold() {
    const line = this.line = new AbortController();
    let timer = setTimeout(() => line.abort(), 40000), held = false;
    try {
      const answer = await this.call("GET", `events?after=${encodeURIComponent(this.cursor)}`, null, { raw: true, signal: line.signal });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let left = ""; ;) {
        const { value, done } = await reader.read();
        if (done) return held;
        clearTimeout(timer);
        timer = setTimeout(() => line.abort(), 40000); // it beats every eight seconds
        left += value;
        for (let end; (end = left.indexOf("\n\n")) >= 0; left = left.slice(end + 2)) {
          if (this.event(left.slice(0, end))) held = this.live = true;
        }
      }
    } catch (error) {
      if (error instanceof Refused) throw error;
      return held;
    } finally {
      clearTimeout(timer);
      line.abort();
      this.live = false;
    }
  }

  event(text) {
    const fields = Object.fromEntries(text.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]));
    if (!fields.event) return false;
    const data = JSON.parse(fields.data);
    if (fields.event === "typing") this.typing(data.who);
    else this.hear(data);
    return true;
  }

  hear(heard) {
    if (heard.whole) {
      this.entries = [];
      this.earlier = heard.earlier;
    }
    const { cursor, conversation, seen, closed, score, agent } = heard;
    Object.assign(this, { cursor, conversation, seen, closed, score, agent });
    const known = new Map(this.entries.map((entry) => [entry.id, entry]));
    for (const entry of heard.entries) {
      if (known.has(entry.id)) Object.assign(known.get(entry.id), entry);
      else this.entries.push(entry);
    }
    this.sort();
    const arrived = new Set(this.entries.map((entry) => entry.key));
    const before = this.pending.length;
    this.pending = this.pending.filter((each) => !arrived.has(each.key));
    if (this.pending.length !== before) this.keepPending();
    if (heard.entries.some((entry) => !entry.mine)) this.typing("");
    this.changed();
  }

  sort() {
    this.entries.sort((a, b) => (a.seq && b.seq ? a.seq - b.seq : a.at < b.at ? -1 : 1));
  }

  async more() {
    const heard = await this.call("GET", `thread?before=${encodeURIComponent(this.earlier)}`);
    const known = new Set(this.entries.map((entry) => entry.id));
    this.entries = [...heard.entries.filter((entry) => !known.has(entry.id)), ...this.entries];
    this.earlier = heard.earlier;
    this.changed();
  }
}
