// Writes a canned reply, or a macro with its steps. What is saved is checked by the server, which says what is wrong.
import { useEffect, useId, useState } from "react";

const read = (value) => {
  try {
    return JSON.parse(value);
  } catch {
    return {};
  }
};

const Field = ({ label, value, onChange, lines, most }) => {
  const id = useId();
  const props = { id, className: "field", value: value ?? "", maxLength: most, onChange: (event) => onChange(event.target.value) };
  return <div className="labelled"><label htmlFor={id}>{label}</label>{lines ? <textarea rows={lines} {...props} /> : <input autoComplete="off" {...props} />}</div>;
};

const Choice = ({ label, value, choices, onChange }) => {
  const id = useId();
  return (
    <div className="labelled"><label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value ?? ""} onChange={(event) => onChange(event.target.value)}>
        {Object.entries(choices).map(([code, text]) => <option key={code} value={code}>{text}</option>)}
      </select>
    </div>
  );
};

const fresh = (kind, labels) => ({ kind, ...(kind === "close" ? { wrap_up: Object.keys(labels.wrap_ups)[0] } : {}) });

const Step = ({ step, place, labels, onChange, onRemove, onUp }) => (
  <fieldset className="kit-step">
    <legend>{labels.step} {place + 1}</legend>
    <div className="kit-step-head">
      <Choice label={labels.step} value={step.kind} choices={labels.kinds} onChange={(kind) => onChange(fresh(kind, labels))} />
      {place ? <button type="button" className="button small" onClick={onUp}>{labels.up}</button> : null}
      <button type="button" className="button small" onClick={onRemove}>{labels.remove}</button>
    </div>
    {step.kind === "tag" ? <Field label={labels.tagged} value={step.tag} most={40} onChange={(tag) => onChange({ ...step, tag })} /> : null}
    {step.kind === "note" ? <Field label={labels.noted} lines={3} value={step.body} most={20000} onChange={(body) => onChange({ ...step, body })} /> : null}
    {step.kind === "close" ? <Choice label={labels.wrap_up} value={step.wrap_up} choices={labels.wrap_ups} onChange={(wrap_up) => onChange({ ...step, wrap_up })} /> : null}
    {step.kind === "reply" ? (
      <>
        <Field label={labels.body_en} lines={3} value={step.en} most={20000} onChange={(en) => onChange({ ...step, en })} />
        <Field label={labels.body_fr} lines={3} value={step.fr} most={20000} onChange={(fr) => onChange({ ...step, fr })} />
      </>
    ) : null}
  </fieldset>
);

export const KitForm = ({ kind, subject, value, names, labels, onSave }) => {
  const [form, setForm] = useState(() => read(value));
  useEffect(() => setForm(read(value)), [kind, subject, value]);
  const set = (name) => (text) => setForm((before) => ({ ...before, [name]: text }));
  const steps = form.steps ?? [];
  const put = (next) => setForm((before) => ({ ...before, steps: next }));
  return (
    <form className="form" id="kit-form" onSubmit={(event) => { event.preventDefault(); onSave(JSON.stringify(form)); }}>
      {kind === "reply" ? <Field label={labels.shortcut} value={form.shortcut} most={30} onChange={set("shortcut")} /> : null}
      <Field label={labels.title} value={form.title} most={80} onChange={set("title")} />
      <Field label={labels.title_fr} value={form.title_fr} most={80} onChange={set("title_fr")} />
      {kind === "reply" ? (
        <>
          <Field label={labels.body_en} lines={5} value={form.body_en} most={20000} onChange={set("body_en")} />
          <Field label={labels.body_fr} lines={5} value={form.body_fr} most={20000} onChange={set("body_fr")} />
        </>
      ) : (
        <div className="kit-steps">
          {steps.map((step, place) => (
            <Step key={place} step={step} place={place} labels={labels}
              onChange={(next) => put(steps.map((each, at) => (at === place ? next : each)))}
              onRemove={() => put(steps.filter((_, at) => at !== place))}
              onUp={() => put(steps.map((each, at) => (at === place ? steps[place - 1] : at === place - 1 ? step : each)))} />
          ))}
          <button type="button" className="button" onClick={() => put([...steps, fresh("reply", labels)])}>{labels.add}</button>
        </div>
      )}
      <p className="meta">{labels.names} {names.map((name) => <code key={name} className="mono">{`{${name}} `}</code>)}</p>
      <div className="form-foot"><button type="submit" className="button primary">{labels.save}</button></div>
    </form>
  );
};
