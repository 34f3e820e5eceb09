// Drop a file or choose one: it goes to the server as a form of the browser's own, with the session's cookie.
import { useRef, useState } from "react";

const LARGEST = 10_000_000;

export const FileDrop = ({ name, subject, order, label, sending, tooLarge, failed, to, onKept }) => {
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState("");
  const input = useRef(null);

  const send = async (file) => {
    if (file.size > LARGEST) return tooLarge;
    const form = new FormData();
    if (subject) form.append("customer_id", subject);
    if (order) form.append("order_id", order);
    form.append("file", file);
    try {
      const answer = await fetch(to || "/files", { method: "POST", body: form });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) {
        if (onKept) onKept(told.id);
        return "";
      }
      return told.detail ?? failed;
    } catch {
      return failed;
    }
  };
  const take = async (files) => {
    setBusy(true);
    setWrong("");
    for (const file of files) {
      const problem = await send(file);
      if (problem) setWrong(`${file.name}: ${problem}`);
    }
    setBusy(false);
    if (input.current) input.current.value = "";
  };

  return (
    <div className="file-drop" data-over={over}
      onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
      onDrop={(event) => { event.preventDefault(); setOver(false); take([...event.dataTransfer.files]); }}>
      <input ref={input} id={name} className="unseen" type="file" multiple tabIndex={-1} aria-label={label} onChange={(event) => take([...event.target.files])} />
      <button type="button" className="button small" id={`${name}-button`} disabled={busy} onClick={() => input.current.click()}>{busy ? sending : label}</button>
      {wrong ? <span className="wrong" role="alert">{wrong}</span> : null}
    </div>
  );
};
