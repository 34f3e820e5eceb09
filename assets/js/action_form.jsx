// The form of an action: plain inputs, gathered and sent as one text. The server answers with what would happen.
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { Inputs } from "./action_inputs.jsx";
import { gathered, missingOf } from "./action_values.js";
import { lastStray } from "./stray.js";

const WAIT = 250;
const MOMENT = 400; // a preview that stands for less was not read
const BEFORE = 2000; // letters that were typed blindly may have opened the form

const kept = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
};
const keep = (key, entered) => {
  try {
    entered ? sessionStorage.setItem(key, JSON.stringify(entered)) : sessionStorage.removeItem(key);
  } catch { /* a private window keeps nothing */ }
};

const inView = (node) => node && node.offsetParent !== null && node.checkVisibility?.() !== false;

// Where the focus goes when the panel is gone: to what opened it, unless the person has gone elsewhere meanwhile.
const giveFocusBack = (opener) => {
  if (document.activeElement && document.activeElement !== document.body) return;
  const one = document.querySelector(`[data-opener="${CSS.escape(opener)}"]`);
  const next = [one, document.querySelector("#more-actions"), document.querySelector('[data-opener]'), document.querySelector('.order[aria-expanded="true"]')];
  next.find(inView)?.focus();
};

// The customer's header knows how; once it is done the panel is filled anew by itself.
const checkIdentity = () => {
  const button = document.querySelector('#check-identity[aria-expanded="false"]');
  button?.click();
  (button ?? document.querySelector("#identity-panel"))?.scrollIntoView({ block: "center" });
};

export const ActionForm = (props) => {
  const { name, opener, title, says, fields, found, sought, answered, stage, button, quote, danger, drafts, asks, refused, closeTo, words, children } = props;
  const store = `comptoir.action.${name}`;
  const [entered, setEntered] = useState(() => ({ typed: {}, added: [], ...kept(store) }));
  const [note, setNote] = useState("");
  const [wanted, setWanted] = useState(0);
  const [sent, setSent] = useState(0);
  const [tried, setTried] = useState(false);
  const [judged, setJudged] = useState({ typed: {}, added: [] });
  const latest = useRef(entered);
  const ticket = useRef(Math.floor(Math.random() * 2 ** 40));
  const timer = useRef(0);
  const committing = useRef(null);
  const finished = useRef(false);
  const before = useRef("");
  const form = useRef(null);
  const began = useRef(performance.now());
  const touched = useRef(-Infinity);
  const [settled, setSettled] = useState(false);
  const [held, setHeld] = useState(false);
  const navigate = useNavigate();
  const waiting = wanted !== answered;
  const busy = sent > answered;
  const impossible = stage === "impossible"; // the form says why, and what else there is
  const missing = missingOf(fields, entered.typed);
  // Nothing can be done yet: something is not filled in, or what is cannot be done.
  const idle = !refused.identity && (Boolean(missing) || (!waiting && stage === "refused"));

  const say = (handler, ...more) => {
    clearTimeout(timer.current);
    handler(ticket.current, gathered(fields, latest.current), ...more);
  };
  const ask = (delay) => {
    clearTimeout(timer.current);
    ticket.current += 1;
    setWanted(ticket.current);
    timer.current = setTimeout(() => say(props.onChange), delay);
  };
  const enter = (change) => {
    const next = change(latest.current);
    latest.current = next;
    touch();
    setEntered(next);
    keep(store, next);
    ask(WAIT);
  };
  const touch = () => {
    touched.current = performance.now();
    setHeld(false);
  };
  // By key only what stands on the screen for a moment is done, and not in a form that came up under somebody's words
  // and that they have not touched since. Once that is said, they may press again.
  const commitByKey = () => {
    if (busy || document.documentElement.hasAttribute("data-offline")) return;
    const blind = lastStray() > Math.max(began.current - BEFORE, touched.current);
    if (!waiting && (stage !== "ready" || (settled && !blind))) return commit();
    touch();
    setTried(true);
    setHeld(true);
    if (waiting) say(props.onChange);
  };
  // `how` is what is done with what is shown: the action itself, or a quote of it.
  const commit = (how = "act") => {
    if (impossible) return;
    if (document.documentElement.hasAttribute("data-offline")) return;
    setTried(true);
    if (!waiting && refused.identity) return checkIdentity();
    if (missing) return form.current.querySelector(`[name="${CSS.escape(missing.name)}"]`)?.focus();
    if (waiting) {
      committing.current = how;
      say(props.onChange);
      return;
    }
    if (stage === "review") return ask(0);
    if (busy) return;
    ticket.current += 1;
    setWanted(ticket.current);
    setSent(ticket.current);
    finished.current = true;
    how === "quote" ? say(props.onQuote) : say(props.onCommit, note);
  };
  const close = () => {
    finished.current = true;
    keep(store, null);
    navigate(closeTo, { replace: true });
  };

  useEffect(() => {
    ask(0);
    form.current.closest(".order-box, .customer-action")?.scrollIntoView({ block: "start" });
    const first = [".action-inputs :is(input, select, textarea), .primary", ".action-inputs a", ".action-head .button"];
    first.map((one) => form.current.querySelector(one)).find(Boolean)?.focus({ preventScroll: true });
    return () => {
      clearTimeout(timer.current);
      if (!drafts || finished.current) keep(store, null);
      setTimeout(() => giveFocusBack(opener), 0);
    };
  }, []);
  // Pressed while the preview was still being worked out: do it as soon as it is there, if it may be done.
  useEffect(() => {
    if (waiting) return;
    finished.current = false;
    setJudged(latest.current);
    const how = committing.current;
    if (!how) return;
    committing.current = null;
    if (stage === "ready") commit(how);
  }, [answered]);
  // What it comes to is looked at before the button: once it is there, and once the identity is checked.
  const seen = stage === "" || stage === "identity" ? stage : "shown";
  useEffect(() => {
    const box = form.current.closest(".action-panel"), pane = form.current.closest(".pane-body");
    if (seen === "shown" && box && pane && box.offsetHeight <= pane.clientHeight - 48) box.scrollIntoView({ block: "nearest" });
    else if (seen === "shown" && before.current === "identity") form.current.querySelector(".preview").scrollIntoView({ block: "nearest" });
    before.current = seen;
  }, [seen, answered]);

  useEffect(() => {
    setSettled(false);
    if (waiting || stage !== "ready") return;
    const timer = setTimeout(() => setSettled(true), MOMENT);
    return () => clearTimeout(timer);
  }, [answered, waiting, stage]);

  const onKeyDown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) commitByKey();
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target.matches("input")) ask(0);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Nobody is told off for what they have not begun to say.
  const begun = Object.keys(judged.typed).length + judged.added.length > 0;
  const loud = tried || refused.identity || (refused.at ? refused.at in judged.typed : begun);
  const quiet = refused.sentence && !loud;
  const wrong = tried && missing ? { at: missing.name, sentence: missing.must } : loud ? refused : {};

  return (
    <form className="action-form" ref={form} noValidate aria-busy={busy} data-unread={stage === "ready" && !settled} onKeyDown={onKeyDown} onPointerDown={touch} onSubmit={(event) => { event.preventDefault(); commit(); }}>
      <div className="action-head">
        <h3>{title}</h3>
        <button type="button" className="button quiet" onClick={close} aria-label={words.close}><kbd aria-hidden="true">Esc</kbd><span aria-hidden="true">×</span></button>
      </div>
      {says ? <p className="meta action-says">{says}</p> : null}
      <Inputs {...{ fields, entered, enter, found, sought, words, wrong, closeTo, onFind: props.onFind, onEdge: () => ask(0) }} />
      {impossible ? null : <div className="preview" data-stale={stage === "refused" ? "refused" : waiting && stage !== "" ? "waiting" : "false"} aria-live="polite">
        {children}
        {quiet ? <p className="meta">{refused.sentence}</p> : stage === "refused" && !waiting ? <p className="meta">{words.unseen}</p> : null}
      </div>}
      {asks ? (
        <div className="labelled">
          <label htmlFor="action-note">{words.note}</label>
          <textarea id="action-note" className="field" rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </div>
      ) : null}
      {impossible ? null : <div className="action-foot">
        {refused.sentence && !refused.at && loud ? <div className="refused" role="alert"><span>{refused.sentence}</span></div> : null}
        <button type="submit" id="do-it" disabled={busy} aria-disabled={idle} className={`button primary ${idle ? "idle" : stage === "review" ? "review" : danger && !refused.identity ? "danger" : ""}`}>
          <span>{busy ? words.busy : stage === "review" ? words.review : refused.identity ? words.identity : button}</span><kbd aria-hidden="true">Ctrl ↵</kbd>
        </button>
        {held && stage === "ready" && !busy ? <span className="meta" role="status">{words.held}</span> : null}
        {quote && stage !== "review" && !refused.identity ? <button type="button" id="make-quote" disabled={busy} className="button" onClick={() => commit("quote")}>{quote}</button> : null}
      </div>}
    </form>
  );
};
