// Writing a note. The draft belongs to its subject and survives reloads; it goes once the server has the note.
import { useEffect, useRef, useState } from "react";

const keyOf = (subject) => `comptoir.draft.${subject}`;
const kept = (subject) => {
  try {
    return localStorage.getItem(keyOf(subject)) ?? "";
  } catch {
    return "";
  }
};
const keep = (subject, text) => {
  try {
    text ? localStorage.setItem(keyOf(subject), text) : localStorage.removeItem(keyOf(subject));
  } catch { /* a private window keeps no drafts */ }
};

export const Composer = ({ subject, accepted, onSend, label, placeholder, pin, send, sending, most = 4000 }) => {
  const [text, setText] = useState("");
  const [pinned, setPinned] = useState(false);
  const [waiting, setWaiting] = useState(null);
  const shown = useRef(subject);

  useEffect(() => {
    shown.current = subject;
    setText(kept(subject));
    setPinned(false);
    setWaiting(null);
  }, [subject]);
  useEffect(() => {
    if (waiting === null || !accepted.startsWith(`${waiting}:`)) return;
    setWaiting(null);
    if (!accepted.endsWith(":kept")) return;
    setText("");
    setPinned(false);
    keep(subject, "");
  }, [accepted]);

  const write = (value) => {
    setText(value);
    keep(subject, value);
  };
  const submit = () => {
    if (!text.trim() || waiting !== null) return;
    const ticket = crypto.getRandomValues(new Uint32Array(2)).join("-");
    setWaiting(ticket);
    onSend(ticket, text, pinned);
  };
  const onKeyDown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.target.blur();
    }
  };

  return (
    <form className="composer" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <div className="composer-box">
        <textarea id="note" value={text} maxLength={most} aria-label={label} placeholder={placeholder} rows={2}
          onChange={(event) => write(event.target.value)} onKeyDown={onKeyDown} />
        <div className="composer-foot">
          <label><input type="checkbox" checked={pinned} onChange={(event) => setPinned(event.target.checked)} />{pin}</label>
          <span className="meta">{text.length > most * 0.9 ? `${text.length} / ${most}` : ""}</span>
          <button className="button primary" type="submit" disabled={!text.trim() || waiting !== null}>
            {waiting !== null ? sending : send}<kbd aria-hidden="true">Ctrl ↵</kbd>
          </button>
        </div>
      </div>
    </form>
  );
};
