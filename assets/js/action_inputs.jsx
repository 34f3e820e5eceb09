// The inputs of an action, drawn from their description. Every one has a name; the form gathers them.
import { useRef, useState } from "react";
import { Link } from "react-router";
import { isShown, picked, valueOf } from "./action_values.js";

const idOf = (name) => `in-${name.replace(/[^\w-]/g, "-")}`;

const Stepper = ({ field, value, write, words, wrong }) => {
  const most = Number(field.most), least = Number(field.least);
  const to = (number) => write(String(Math.min(most, Math.max(least, number || 0))));
  const now = Number(value) || 0;
  const onKeyDown = (event) => {
    if (event.ctrlKey || event.metaKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    to(now + (event.key === "ArrowUp" ? 1 : -1));
  };
  return (
    <span className="stepper">
      <button type="button" tabIndex={-1} disabled={now <= least} aria-label={`${words.fewer}: ${field.label}`} onClick={() => to(now - 1)}>−</button>
      <input name={field.name} id={idOf(field.name)} inputMode="numeric" autoComplete="off" value={value} aria-label={field.label} aria-invalid={wrong}
        onFocus={(event) => event.target.select()} onKeyDown={onKeyDown} onChange={(event) => to(Number(event.target.value.replace(/\D/g, "")))} />
      <button type="button" tabIndex={-1} disabled={now >= most} aria-label={`${words.more}: ${field.label}`} onClick={() => to(now + 1)}>+</button>
      {field.hint ? <span className="meta">{field.hint}</span> : null}
    </span>
  );
};

const Segments = ({ field, value, write }) => (
  <div className="segments choices" role="radiogroup" aria-label={field.label}>
    {field.choices.map((choice) => (
      <label key={choice.value}>
        <input type="radio" name={field.name} value={choice.value} checked={value === choice.value} onChange={() => write(choice.value)} />
        <span>{choice.label}</span>
      </label>
    ))}
  </div>
);

const Control = ({ field, value, write, wrong, describedBy, onEdge }) => {
  const common = {
    id: idOf(field.name), name: field.name, value, className: "field", autoComplete: "off", "aria-invalid": wrong,
    "aria-required": Boolean(field.must) || undefined, "aria-describedby": describedBy, onChange: (event) => write(event.target.value), onBlur: onEdge,
  };
  if (field.kind === "select") {
    return <select {...common} onBlur={undefined}>{field.choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}</select>;
  }
  if (field.kind === "note") return <textarea {...common} rows={2} maxLength={1000} />;
  if (field.kind === "date") return <input {...common} type="date" />;
  if (field.kind === "amount") {
    return <span className="with-suffix"><input {...common} type="text" inputMode="decimal" maxLength={30} />{field.amount ? <span aria-hidden="true">{field.amount}</span> : null}</span>;
  }
  const list = field.choices.length ? `${common.id}-list` : undefined;
  return (
    <>
      <input {...common} type="text" maxLength={500} list={list} />
      {list ? <datalist id={list}>{field.choices.map((choice) => <option key={choice.value} value={choice.value} />)}</datalist> : null}
    </>
  );
};

const Wrong = ({ id, sentence }) => (sentence ? <span className="wrong" id={id} role="alert">{sentence}</span> : null);

const Labelled = ({ field, value, write, wrong, onEdge }) => {
  const sentence = wrong.at === field.name ? wrong.sentence : "";
  const id = `${idOf(field.name)}-wrong`;
  if (field.kind === "check") {
    return (
      <div className="labelled check">
        <label><input type="checkbox" name={field.name} checked={value === "yes"} onChange={(event) => write(event.target.checked ? "yes" : "")} />{field.label}</label>
        <Wrong id={id} sentence={sentence} />
      </div>
    );
  }
  const segments = field.kind === "segments";
  return (
    <div className={field.half ? "labelled half" : "labelled"}>
      {segments ? <span className="label">{field.label}</span> : <label htmlFor={idOf(field.name)} data-must={field.must ? "" : undefined}>{field.label}</label>}
      {segments ? <Segments {...{ field, value, write }} /> : <Control {...{ field, value, write, onEdge, wrong: Boolean(sentence), describedBy: sentence ? id : undefined }} />}
      {field.hint || field.fills ? (
        <span className="meta">
          {field.hint} {field.fills ? <button type="button" className="fills" onClick={() => write(field.fills)}>{field.filler}</button> : null}
        </span>
      ) : null}
      <Wrong id={id} sentence={sentence} />
    </div>
  );
};

const Line = ({ field, entered, writing, wrong, words, onEdge }) => {
  const value = valueOf(field, entered.typed);
  const chosen = picked(field, entered.typed);
  const sentence = wrong.at === field.name ? wrong.sentence : "";
  return (
    <div className="action-line" data-chosen={Number(value) > 0} role="group" aria-label={field.label}>
      <div className="action-line-head">
        <span className="action-line-title">{field.label}</span>
        {Number(field.most) > Number(field.least)
          ? <Stepper {...{ field, value, write: writing(field.name), words, wrong: Boolean(sentence) }} />
          : field.hint ? <span className="meta">{field.hint}</span> : null}
        <span className="meta">{field.detail}</span>
        <span className="amount meta">{field.amount}</span>
      </div>
      {chosen && field.inner.length ? (
        <div className="action-inner">
          {field.inner.map((inner) => <Labelled key={inner.name} {...{ field: inner, value: valueOf(inner, entered.typed), write: writing(inner.name), wrong, onEdge }} />)}
        </div>
      ) : null}
      <Wrong id={`${idOf(field.name)}-wrong`} sentence={sentence} />
    </div>
  );
};

const Goods = ({ field, entered, enter, found, sought, words, wrong, onFind }) => {
  const [text, setText] = useState("");
  const timer = useRef(0);
  const search = useRef(null);
  const list = useRef(null);
  const type = (value) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onFind(value.trim().slice(0, 200)), 150);
  };
  const put = (sku, quantity, row) => enter((now) => {
    const line = { ...row, quantity };
    const known = now.added.some((each) => each.sku === sku);
    const added = known ? now.added.map((each) => (each.sku === sku ? line : each)) : [...now.added, line];
    return { ...now, added: added.filter((each) => each.quantity > 0) };
  });
  const remove = (row) => {
    put(row.sku, 0, row);
    search.current.focus();
  };
  const add = (row) => {
    put(row.sku, (entered.added.find((each) => each.sku === row.sku)?.quantity ?? 0) + 1, row);
    setText("");
    onFind("");
    search.current.focus();
  };
  const onKeyDown = (event) => {
    if (event.key === "ArrowDown") list.current?.querySelector("button")?.focus();
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && text && found.length) add(found[0]);
    else if (event.key === "Escape" && text) { setText(""); onFind(""); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onListKey = (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    const next = event.key === "ArrowDown" ? event.target.nextElementSibling : event.target.previousElementSibling;
    (next ?? (event.key === "ArrowUp" ? search.current : event.target)).focus();
  };
  const at = entered.added.find((goods) => wrong.at === `${field.name}.${goods.sku}`);
  const sentence = !at && (wrong.at === field.name || wrong.at?.startsWith(`${field.name}.`)) ? wrong.sentence : "";
  const nothing = text.trim().length > 1 && sought === text.trim() && found.length === 0;
  return (
    <div className="labelled">
      <label htmlFor={idOf(field.name)}>{field.label}</label>
      {entered.added.map((goods) => (
        <div className="action-line" key={goods.sku} data-chosen="true" role="group" aria-label={goods.label}>
          <div className="action-line-head">
            <span className="action-line-title">{goods.label}</span>
            <span className="line-tools">
              <Stepper field={{ name: `${field.name}.${goods.sku}`, label: goods.label, least: 1, most: 999 }} value={String(goods.quantity)} words={words} wrong={at === goods}
                write={(value) => put(goods.sku, Number(value), goods)} />
              <button type="button" className="button quiet icon small" aria-label={`${words.remove}: ${goods.label}`} title={words.remove} onClick={() => remove(goods)}>×</button>
            </span>
            <span className="meta"><span className="mono">{goods.sku}</span>{goods.detail ? ` · ${goods.detail}` : ""}</span>
            <span className="amount meta">{goods.amount}</span>
          </div>
          <Wrong id={`${idOf(field.name)}-${idOf(goods.sku)}-wrong`} sentence={at === goods ? wrong.sentence : ""} />
        </div>
      ))}
      <input ref={search} id={idOf(field.name)} className="field" type="text" value={text} placeholder={field.hint} autoComplete="off" maxLength={200}
        aria-invalid={Boolean(sentence)} aria-describedby={sentence ? `${idOf(field.name)}-wrong` : undefined} onChange={(event) => type(event.target.value)} onKeyDown={onKeyDown} />
      {text && found.length ? (
        <div className="goods-found" ref={list} onKeyDown={onListKey}>
          {found.map((row) => (
            <button type="button" key={row.sku} onClick={() => add(row)}>
              <span>{row.label}</span><span className="amount">{row.amount}</span><span className="meta mono">{row.sku}</span><span className="amount meta">{row.detail}</span>
            </button>
          ))}
        </div>
      ) : null}
      {nothing ? <span className="meta" role="status">{words.nothing}</span> : null}
      <Wrong id={`${idOf(field.name)}-wrong`} sentence={sentence} />
    </div>
  );
};

const Says = ({ field, closeTo }) => (
  <div className="says">
    {field.leads_to ? <Link to={`${closeTo}&do=${field.leads_to}${field.begun ? `&of=${field.begun}` : ""}`} replace className={field.kind === "way" ? "button" : undefined}>{field.label}</Link> : <span>{field.label}</span>}
    {field.hint ? <span className="meta">{field.hint}</span> : null}
  </div>
);

export const Inputs = ({ fields, entered, enter, found, sought, words, wrong, closeTo, onFind, onEdge }) => {
  const writing = (name) => (value) => enter((now) => ({ ...now, typed: { ...now.typed, [name]: value } }));
  const shown = fields.filter((field) => isShown(field, fields, entered.typed));
  const draw = (field) => {
    if (field.kind === "says" || field.kind === "way") return <Says key={field.name} {...{ field, closeTo }} />;
    if (field.kind === "line") return <Line key={field.name} {...{ field, entered, writing, wrong, words }} />;
    if (field.kind === "goods") return <Goods key={field.name} {...{ field, entered, enter, found, sought, words, wrong, onFind }} />;
    return <Labelled key={field.name} {...{ field, value: valueOf(field, entered.typed), write: writing(field.name), wrong, onEdge: undefined }} />;
  };
  return <div className="action-inputs">{shown.map(draw)}</div>;
};
