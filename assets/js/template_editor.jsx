// Writes the words of a message, and shows what they become. The server writes them out, counts and finds the faults.
import { useEffect, useId, useRef, useState } from "react";

const PARTS = ["subject", "text", "sms"];
const WAIT = 300; // ms without a key before the server is asked

const read = (value) => {
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
};

/** Puts the cursor at the beginning of a line, with the line chosen. */
const choose = (area, line) => {
  const lines = area.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus();
  area.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
};

const Part = ({ name, label, value, faults, labels, areas, onChange, onFocus }) => {
  const id = useId();
  const props = {
    id, className: "field mono", value: value ?? "", spellCheck: true, "data-part": name,
    "aria-invalid": faults.length ? "true" : "false", "aria-describedby": faults.length ? `${id}-faults` : undefined,
    ref: (node) => { areas.current[name] = node; },
    onChange: (event) => onChange(event.target.value), onFocus,
  };
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {name === "subject" ? <input autoComplete="off" maxLength={200} {...props} /> : <textarea rows={name === "text" ? 12 : 4} maxLength={name === "text" ? 8000 : 1000} {...props} />}
      {faults.length ? (
        <ul className="template-faults" id={`${id}-faults`} role="alert">
          {faults.map((fault) => (
            <li key={`${fault.line}${fault.says}`}><button type="button" className="wrong" onClick={() => choose(areas.current[name], fault.line)}>{labels.line} {fault.line}: {fault.says}</button></li>
          ))}
        </ul>
      ) : null}
    </div>
  );
};

const Values = ({ names, labels, onPut }) => (
  <details className="template-values" open>
    <summary>{labels.values} <span className="meta">{labels.hint}</span></summary>
    <ul>
      {names.map((each) => (
        <li key={each.name}>
          <button type="button" className="button small mono" data-value={each.name} onClick={() => onPut(each)}>{each.name}</button>
          <span className="template-help">{each.help} {each.example ? <span className="meta">{each.example}</span> : null}</span>
        </li>
      ))}
    </ul>
  </details>
);

const Shown = ({ trial, labels }) => (
  <div className="template-shown" aria-live="polite">
    <h3 className="group">{labels.preview} <span className="meta">{trial.about ? `${labels.of} ${trial.about}` : labels.sample}</span></h3>
    <div className="template-mail">
      <p className="meta">{labels.phone}</p>
      <p className="strong" id="shown-subject">{trial.subject}</p>
      {trial.html ? <iframe title={labels.phone} sandbox="" srcDoc={trial.html} id="shown-mail" /> : <p className="meta amber">{labels.mend}</p>}
    </div>
    <details><summary className="meta">{labels.plain}</summary><pre className="template-plain" id="shown-text">{trial.text}</pre></details>
    <p className="meta">{labels.sms}</p>
    <p className="template-sms" id="shown-sms">{trial.sms}</p>
    <p className="meta num" id="shown-size">{trial.size}</p>
    {trial.warns ? <p className="meta amber">{trial.warns}</p> : null}
  </div>
);

export const TemplateEditor = ({ subject, value, names, trial, answered, problem, labels, onLook, onSave }) => {
  const [form, setForm] = useState(() => read(value));
  const [order, setOrder] = useState("");
  const [last, setLast] = useState("text");
  const areas = useRef({});
  const ticket = useRef(0);
  const timer = useRef(null);
  const orderId = useId();
  const stands = read(value);
  const changed = PARTS.some((part) => (form[part] ?? "") !== (stands[part] ?? ""));
  const look = (words, of, wait = WAIT) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onLook(++ticket.current, JSON.stringify(words), of), wait);
  };
  useEffect(() => {
    setForm(read(value));
    setOrder("");
    return () => clearTimeout(timer.current);
  }, [subject]);
  const set = (part, text) => {
    const next = { ...form, [part]: text };
    setForm(next);
    look(next, order);
  };
  const put = ({ name, yes_no }) => {
    const area = areas.current[last];
    const words = yes_no ? `{% if ${name} %}…{% endif %}` : `{{ ${name} }}`;
    const [from, to] = [area.selectionStart ?? area.value.length, area.selectionEnd ?? area.value.length];
    set(last, area.value.slice(0, from) + words + area.value.slice(to));
    requestAnimationFrame(() => { area.focus(); area.setSelectionRange(from + words.length, from + words.length); });
  };
  return (
    <form className="form template-form" id="template-form" data-answered={answered} onSubmit={(event) => { event.preventDefault(); clearTimeout(timer.current); onSave(JSON.stringify(form)); }}>
      <div className="template-write">
      {PARTS.map((part) => (
        <Part key={part} name={part} label={labels[part]} value={form[part]} labels={labels} areas={areas}
          faults={(trial.faults ?? []).filter((fault) => fault.part === part)} onFocus={() => setLast(part)} onChange={(text) => set(part, text)} />
      ))}
      {problem ? <p className="wrong" role="alert">{problem}</p> : null}
      <div className="form-foot">
        {changed ? <span className="meta">{labels.unsaved}</span> : null}
        <button className="button primary" type="submit" id="save-template" disabled={!changed}>{labels.save}</button>
      </div>
      <Values names={names} labels={labels} onPut={put} />
      </div>
      <div className="template-see">
      <div className="with-button template-try">
        <div className="labelled"><label htmlFor={orderId}>{labels.order}</label>
          <input id={orderId} className="field" name="order" autoComplete="off" maxLength={60} value={order} onChange={(event) => setOrder(event.target.value)}
            onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); look(form, order, 0); } }} />
        </div>
        <button type="button" className="button" id="try-order" onClick={() => look(form, order, 0)}>{labels.try}</button>
      </div>
      <Shown trial={trial} labels={labels} />
      </div>
    </form>
  );
};
