// Edits one rule or table of a draft. What is typed stays in the browser until it is saved: nothing that is refused is lost.
import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { CalendarForm, ListForm, calendarOf, calendarSaid } from "./rule_named.jsx";
import { RuleForm, ruleOf, ruleSaid } from "./rule_form.jsx";
import { TableForm, tableOf, tableSaid } from "./rule_table.jsx";

const WAIT = 300;
const kept = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
};
const keep = (key, held) => {
  try {
    held ? sessionStorage.setItem(key, JSON.stringify(held)) : sessionStorage.removeItem(key);
  } catch { /* a private window keeps nothing */ }
};

const asIs = (said) => said;
const KINDS = {
  rules: { Form: RuleForm, of: ruleOf, saidOf: ruleSaid, unfinished: "unfinished" },
  tables: { Form: TableForm, of: tableOf, saidOf: tableSaid, unfinished: "unfinishedTable" },
  lists: { Form: ListForm, of: asIs, saidOf: asIs, unfinished: "unfinishedList" },
  calendars: { Form: CalendarForm, of: calendarOf, saidOf: calendarSaid, unfinished: "unfinishedCalendar" },
};

export const PartEditor = (props) => {
  const { name, kind, part, version, vocabulary, sentence, refused, answered, saved, stale, theirs, closeTo, words } = props;
  const store = `comptoir.rules.${name}`;
  const { Form, of, saidOf, unfinished } = KINDS[kind];
  const plain = () => of(part);
  const textOf = (said) => JSON.stringify(saidOf(said));
  // `base`: what it was when the writing began, so that a change of somebody else's is told from one's own.
  const begin = () => ({ version, said: plain(), base: textOf(plain()) });
  const [before] = useState(() => kept(store));
  const [held, setHeld] = useState(() => before ?? begin());
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState(0);
  const [conflict, setConflict] = useState(null);
  const latest = useRef(held);
  const ticket = useRef(Math.floor(Math.random() * 2 ** 40));
  const timer = useRef(0);
  const form = useRef(null);
  const navigate = useNavigate();
  const busy = sent > answered;
  const shown = tried ? refused : {};
  const text = () => textOf(latest.current.said);

  const look = (delay) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => props.onLook((ticket.current += 1), text()), delay);
  };
  const hold = (next) => {
    latest.current = next;
    setHeld(next);
    keep(store, next);
    look(WAIT);
  };
  const put = (key, value) => hold({ ...latest.current, said: { ...latest.current.said, [key]: value } });
  const save = (over) => {
    if (busy || document.documentElement.hasAttribute("data-offline")) return;
    clearTimeout(timer.current);
    setTried(true);
    ticket.current += 1;
    setSent(ticket.current);
    props.onSave(ticket.current, over ? stale : latest.current.version, text());
  };
  const close = () => {
    keep(store, null);
    navigate(closeTo);
  };
  const startOver = () => {
    keep(store, null);
    const next = begin();
    latest.current = next;
    setHeld(next);
    setTried(false);
    setConflict(null);
    look(0);
  };
  const rebase = () => {
    latest.current = { ...latest.current, version, base: textOf(plain()) };
    setHeld(latest.current);
    if (text() !== latest.current.base) keep(store, latest.current);
  };
  const goOn = () => {
    rebase();
    setConflict(null);
  };
  // Somebody changed the draft: what is untouched follows, what was typed stays and is told what became of the part.
  const follow = () => {
    const [now, mine, base] = [textOf(plain()), text(), latest.current.base];
    if (version === latest.current.version || sent > answered || (sent && saved === sent)) return; // its own save: it closes
    if (theirs?.gone) setConflict(theirs);
    else if (now === base || now === mine) rebase();
    else if (mine === base) startOver();
    else setConflict(theirs?.by ? theirs : { by: "", before: [], after: [] });
  };

  useEffect(() => {
    look(0);
    if (!before) form.current.querySelector("#name-en, #list-values, #time-zone")?.focus();
    return () => clearTimeout(timer.current);
  }, []);
  useEffect(() => {
    if (sent && saved === sent) close();
  }, [saved]);
  useEffect(follow, [version]);
  useEffect(() => {
    if (tried && refused.at) form.current.querySelector(".wrong")?.scrollIntoView({ block: "nearest" });
  }, [answered]);

  const onKeyDown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const known = /^(name|when|then|priority|from|to|note|inputs|outputs|rows|time_zone|hours|holidays)\b/;
  return (
    <form className="part-editor" ref={form} noValidate aria-busy={busy} onKeyDown={onKeyDown} onSubmit={(event) => { event.preventDefault(); save(); }}>
      <div className="part-fields">
        {before ? <p className="remark">{words.kept} <button type="button" className="button quiet small" onClick={startOver}>{words.startOver}</button></p> : null}
        <Form said={held.said} {...{ put, vocabulary, words, refused: shown }} />
      </div>
      <div className="part-foot">
        <div className="read-back" id="read-back" aria-live="polite">
          {sentence.en ? <><p lang="en">{sentence.en}</p><p lang="fr">{sentence.fr}</p></> : <p className="meta">{refused.sentence && tried ? words.mend : words[unfinished]}</p>}
        </div>
        {tried && refused.sentence && !known.test(refused.at) ? <p className="wrong" role="alert">{refused.sentence}</p> : null}
        {conflict?.by && !stale ? (
          <div className="remark amber" role="alert" id="theirs">
            <p><span className="strong">{conflict.by}</span> {conflict.gone ? words.goneBy : words.changedBy}</p>
            {conflict.before.length ? <p className="sentence side-before">{conflict.before.map((each, i) => (each.marked ? <del key={i}>{each.text}</del> : <span key={i}>{each.text}</span>))}</p> : null}
            {conflict.after.length ? <p className="sentence side-after">{conflict.after.map((each, i) => (each.marked ? <ins key={i}>{each.text}</ins> : <span key={i}>{each.text}</span>))}</p> : null}
            <div className="theirs-foot">
              <button type="button" className="button small" onClick={conflict.gone ? close : startOver}>{words.takeTheirs}</button>
              <button type="button" className="button small" onClick={goOn}>{words.goOn}</button>
            </div>
          </div>
        ) : null}
        {stale ? (
          <p className="remark amber" role="alert" id="stale"><span>{words.stale}</span>
            <button type="button" className="button small" onClick={close}>{words.look}</button>
            <button type="button" className="button small" onClick={() => save(true)}>{words.over}</button>
          </p>
        ) : null}
        <div className="form-foot">
          <button type="button" className="button" onClick={close}>{words.cancel}</button>
          <button type="submit" className="button primary" id="save-part" disabled={busy}>{busy ? words.busy : words.save}<kbd aria-hidden="true">Ctrl ↵</kbd></button>
        </div>
      </div>
    </form>
  );
};
