// The thread of a conversation: what was read last (`base`) with what came since (`fresh`), by id; before them the
// pages of earlier entries, each of which was sent once (`older`) and is laid out only while it is in sight.
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

const URLS = /(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/g;
const LONG = 900;
const TICKS = { wait: "◷", sent: "✓", delivered: "✓✓", read: "✓✓", failed: "!", unknown: "?" };

// Text stays text: links are made of what begins like one, and lead away in a page of their own.
const Linked = ({ text }) => text.split(URLS).map((part, place) => place % 2
  ? <a key={place} href={part} target="_blank" rel="noopener noreferrer nofollow">{part}</a>
  : part);

const Body = ({ text, labels }) => {
  const [whole, setWhole] = useState(false);
  const long = text.length > LONG || text.split("\n").length > 16;
  const shown = !long || whole ? text : text.split("\n").slice(0, 16).join("\n").slice(0, LONG);
  return (
    <div className="said-text">
      <Linked text={shown} />{long && !whole ? "…" : ""}
      {long ? <button type="button" className="said-more" onClick={() => setWhole(!whole)}>{whole ? labels.less : labels.more}</button> : null}
    </div>
  );
};

const Files = ({ files }) => files.length ? (
  <ul className="said-files">{files.map((file) => (
    <li key={file.href}><a href={file.href} download className="file-name"><svg width="13" height="13" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d="m21.44 11.05-9.19 9.19a6 6 0 0 1-8.49-8.49l8.57-8.57A4 4 0 1 1 18 8.84l-8.59 8.57a2 2 0 0 1-2.83-2.83l8.49-8.48" /></svg> <span className="cut" title={file.name}>{file.name}</span> <span className="meta num">{file.size}</span></a></li>
  ))}</ul>
) : null;

const Menu = ({ line, labels, onSplit }) => line.seq && onSplit ? (
  <button type="button" className="said-split button quiet small" title={labels.split} aria-label={labels.split} onClick={() => onSplit(line.seq)}><svg width="12" height="12" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true"><path d="M16 3h5v5M8 3H3v5M12 22v-8.3a4 4 0 0 0-1.2-2.9L3 3M15 9l6-6" /></svg></button>
) : null;

const Line = memo(({ line, labels, onSplit, onAgain }) => {
  if (line.side === "line") {
    return (
      <article className="said line" data-kind={line.kind} data-entry={line.id}>
        <span className="said-line"><b>{line.who}</b>{line.text ? <> · <Linked text={line.text} /></> : null} · <time title={line.exact}>{line.time}</time></span>
        <Files files={line.files} />
      </article>
    );
  }
  return (
    <article className={`said ${line.side}${line.kind === "whisper" ? " whisper" : ""}`} data-entry={line.id}>
      <header>
        <span className="cut said-who" title={line.who}>{line.side === "note" ? `${line.kind === "whisper" ? labels.whisper : labels.note} · ${line.who}` : line.who}</span>
        <span>{line.side === "note" ? "" : `${line.channel} · `}<time title={line.exact}>{line.time}</time></span>
        <Menu line={line} labels={labels} onSplit={onSplit} />
      </header>
      {line.subject ? <div className="said-subject">{line.subject}</div> : null}
      {line.text ? <Body text={line.text} labels={labels} /> : null}
      {line.hidden ? <div className="meta">{line.hidden}</div> : null}
      <Files files={line.files} />
      {line.tick ? (
        <footer className={`said-tick ${line.tick}`}>
          <span aria-hidden="true">{TICKS[line.tick]}</span> <span className={line.tick === "failed" || line.tick === "unknown" ? "" : "unseen"}>{line.ticked}</span>
          {line.tick === "failed" || line.tick === "unknown" ? null : <span className="said-ticked" aria-hidden="true">{line.ticked}</span>}
          {line.again && onAgain ? <button type="button" className="button small" onClick={() => onAgain(line.id)}>{labels.again}</button> : null}
        </footer>
      ) : null}
    </article>
  );
});

const Lines = ({ lines, after, ...more }) => {
  let day = after;
  return lines.map((line) => {
    const heading = line.day !== day ? <h3 key={`day-${line.id}`} className="day thread-day">{line.day}</h3> : null;
    day = line.day;
    return [heading, <Line key={line.id} line={line} {...more} />];
  });
};
const Page = memo((props) => (
  <div className="thread-page" style={{ containIntrinsicHeight: `auto ${props.lines.length * 64}px` }}><Lines {...props} /></div>
));
const NONE = [];

// The pages before the newest, oldest first. None is empty; what is known already is left out. `anchor` is told where
// the first line stood before another page is put above it.
const usePages = (conversation, older, pane, anchor) => {
  const [kept, setKept] = useState({ of: "", pages: NONE });
  useEffect(() => {
    const first = older.length ? pane.current?.querySelector("[data-entry]") : null;
    anchor.current = first ? { first, top: first.getBoundingClientRect().top } : null;
    setKept((was) => {
      if (!older.length || was.of !== conversation) return { of: conversation, pages: older.length ? [older] : NONE };
      const known = new Set(was.pages.flat().map((line) => line.id));
      const page = older.filter((line) => !known.has(line.id));
      return page.length ? { of: conversation, pages: [page, ...was.pages] } : was;
    });
  }, [conversation, older]);
  return kept.of === conversation ? kept.pages : NONE;
};

const merged = (base, fresh) => {
  if (!fresh.length) return base;
  const newer = new Map(fresh.map((line) => [line.id, line]));
  const kept = base.map((line) => { const to = newer.get(line.id); newer.delete(line.id); return to ?? line; });
  return [...kept, ...newer.values()];
};

export const Thread = ({ conversation, base, fresh, older, earlier, unread, lastSeq, typing, labels, mayWrite, onEarlier, onSplit, onAgain, onSeen, onStay }) => {
  const pane = useRef(null);
  const anchor = useRef(null);
  const pages = usePages(conversation, older, pane, anchor);
  const lines = useMemo(() => merged(base, fresh), [base, fresh]);
  const atEnd = useRef(true);
  const before = useRef({ conversation: "", height: 0 });
  const seen = useRef("");
  const [newer, setNewer] = useState(false);
  const [types, setTypes] = useState("");

  // Newest at the bottom; earlier ones appear above without moving what is read.
  useLayoutEffect(() => {
    const node = pane.current;
    if (!node) return;
    const was = before.current;
    const held = anchor.current;
    anchor.current = null;
    if (was.conversation !== conversation) atEnd.current = true;
    else if (held?.first.isConnected && !atEnd.current) node.scrollTop += held.first.getBoundingClientRect().top - held.top;
    else if (!atEnd.current && node.scrollHeight > was.height) setNewer(true);
    if (atEnd.current) { node.scrollTop = node.scrollHeight; setNewer(false); }
    before.current = { conversation, height: node.scrollHeight };
  }, [lines, pages, conversation]);

  // Whoever scrolls up reads on without asking; the button is for the keyboard.
  const asked = useRef("");
  const readOn = () => {
    const upTo = (pages[0] ?? lines)[0]?.id ?? "";
    if (!earlier || asked.current === upTo) return;
    asked.current = upTo;
    setTimeout(() => { if (asked.current === upTo) asked.current = ""; }, 3000); // the line may have been down
    onEarlier();
  };
  const onScroll = () => {
    const node = pane.current;
    atEnd.current = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
    if (atEnd.current) setNewer(false);
    else if (node.scrollTop < 500) readOn();
  };

  // Read is what is shown to somebody who looks.
  useEffect(() => {
    const look = () => {
      const key = `${conversation}:${lastSeq}`;
      if (!mayWrite || !unread || seen.current === key || document.visibilityState !== "visible" || !document.hasFocus()) return;
      seen.current = key;
      onSeen(lastSeq);
    };
    look();
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => { window.removeEventListener("focus", look); document.removeEventListener("visibilitychange", look); };
  }, [conversation, lastSeq, unread, mayWrite]);
  useEffect(() => {
    if (!conversation) return;
    const timer = setInterval(() => onStay(), 20000);
    const leave = () => navigator.sendBeacon?.(`/threads/${conversation}/away`);
    window.addEventListener("pagehide", leave);
    return () => { clearInterval(timer); window.removeEventListener("pagehide", leave); };
  }, [conversation]);
  useEffect(() => {
    if (!typing) return setTypes("");
    setTypes(typing.split(":")[1]);
    const timer = setTimeout(() => setTypes(""), 5000);
    return () => clearTimeout(timer);
  }, [typing]);
  const last = lines[lines.length - 1];
  useEffect(() => setTypes(""), [last?.id]);

  const shared = { labels, onSplit: mayWrite ? onSplit : null, onAgain: mayWrite ? onAgain : null };
  const stable = useRef(shared); // what Reflex hands over is made anew each time
  stable.current = shared;
  const calls = useMemo(() => ({
    labels,
    onSplit: mayWrite ? (seq) => stable.current.onSplit(seq) : null,
    onAgain: mayWrite ? (id) => stable.current.onAgain(id) : null,
  }), [JSON.stringify(labels), mayWrite]);
  const dayBefore = (place) => pages[place - 1]?.at(-1).day ?? "";
  return (
    <div className="pane-body thread" ref={pane} onScroll={onScroll} id="thread" tabIndex={0} role="log" aria-label={labels.thread}>
      {earlier ? <div className="pager"><button type="button" className="button quiet" onClick={() => onEarlier()}>{labels.earlier}</button></div> : null}
      {pages.map((page, place) => <Page key={page[0].id} lines={page} after={dayBefore(place)} {...calls} />)}
      <Lines lines={lines} after={dayBefore(pages.length)} {...calls} />
      {lines.length ? null : <p className="meta thread-none">{labels.nothing}</p>}
      <div className="thread-typing meta" aria-live="polite">{types === "customer" ? labels.customerTypes : types === "staff" ? labels.staffTypes : ""}</div>
      {newer ? <button type="button" className="button thread-newer" onClick={() => { atEnd.current = true; pane.current.scrollTop = pane.current.scrollHeight; setNewer(false); }}>{labels.newer}</button> : null}
    </div>
  );
};
