// Rules from a file or from what was pasted: sent as a form of the browser's own; every fault comes back with its place.
import { useRef, useState } from "react";
import { useNavigate } from "react-router";

const LARGEST = 8_000_000;

export const RulesFile = ({ name, action, version, words }) => {
  const [file, setFile] = useState(null);
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState(null);
  const form = useRef(null);
  const input = useRef(null);
  const since = useRef(0); // the version that was seen when the file was begun: a change in between is refused, and told
  const navigate = useNavigate();

  const send = async () => {
    const { title, text } = form.current.elements;
    const content = file ?? (text.value.trim() ? new File([text.value], "pasted.txt", { type: "text/plain" }) : null);
    if (!content) return { detail: words.nothing };
    if (content.size > LARGEST) return { detail: words.tooLarge };
    const parcel = new FormData();
    version ? parcel.append("version", String(since.current || version)) : parcel.append("title", title.value);
    parcel.append("file", content);
    try {
      const answer = await fetch(action, { method: "POST", body: parcel });
      return { detail: words.failed, ...(await answer.json().catch(() => ({}))) };
    } catch {
      return { detail: words.failed };
    }
  };
  const submit = async (event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setTold(null);
    const answer = await send();
    setBusy(false);
    since.current = 0;
    if (!answer.to) return setTold(answer);
    form.current.reset();
    setFile(null);
    const shown = new URL(location.href);
    // The address may be the one that is shown already: a draft in place is then read again by the live channel.
    if (shown.pathname + shown.search !== answer.to) navigate(answer.to);
    else form.current.closest("details")?.removeAttribute("open");
  };
  const begun = () => {
    since.current ||= version;
  };
  const take = (files) => {
    begun();
    setTold(null);
    setFile(files[0] ?? null);
  };
  return (
    <form className="rules-file" ref={form} noValidate aria-busy={busy} onSubmit={submit}
      onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); take(event.dataTransfer.files); }}>
      {version ? <p className="meta">{words.replaces}</p> : (
        <>
          <label htmlFor={`${name}-title`} className="label">{words.title}</label>
          <input id={`${name}-title`} name="title" className="field" maxLength={200} autoComplete="off" />
        </>
      )}
      <label htmlFor={`${name}-text`} className="label">{words.text}</label>
      <textarea id={`${name}-text`} name="text" className="field" rows={6} spellCheck={false} placeholder={words.hint} disabled={file !== null} onInput={begun} />
      <input ref={input} id={`${name}-file`} className="unseen" type="file" accept=".yaml,.yml,.json" tabIndex={-1} aria-label={words.choose} onChange={(event) => take(event.target.files)} />
      <div className="rules-file-foot">
        <button type="button" className="button small" onClick={() => input.current.click()}>{words.choose}</button>
        {file ? <span className="meta wrap">{words.chosen} {file.name} <button type="button" className="button quiet icon small" aria-label="×" onClick={() => { input.current.value = ""; take([]); }}>×</button></span> : null}
      </div>
      {told ? (
        <div role="alert" id={`${name}-wrong`}>
          {told.faults?.length ? (
            <>
              <p className="strong">{words.faults}</p>
              <ol className="faults">{told.faults.map((each, i) => <li key={i} className="wrong wrap">{each.sentence}</li>)}</ol>
            </>
          ) : <p className="wrong">{told.detail}</p>}
        </div>
      ) : null}
      <button type="submit" className="button primary" disabled={busy} id={`${name}-send`}>{busy ? words.busy : version ? words.replace : words.start}</button>
    </form>
  );
};
