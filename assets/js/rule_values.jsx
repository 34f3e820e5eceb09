// The inputs for one value of a rule, by its kind. A value that cannot be read stays text: the server says what is wrong.
import { useEffect, useRef, useState } from "react";

export const within = (at, place) => at === place || at.startsWith(`${place}[`) || at.startsWith(`${place}.`);
export const Wrong = ({ refused, at, deep = true }) =>
  refused.at && (deep ? within(refused.at, at) : refused.at === at) ? <span className="wrong" role="alert">{refused.sentence}</span> : null;

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// What is typed and what it means are kept apart: "1." is on its way to a number.
const useTyped = (value, show) => {
  const [typed, setTyped] = useState(() => show(value));
  const last = useRef(value);
  useEffect(() => {
    if (same(value, last.current)) return;
    last.current = value;
    setTyped(show(value));
  }, [value]);
  return [typed, (next, meant) => { last.current = meant; setTyped(next); }];
};

export const scaled = (text, digits) => {
  const bare = text.replace(/[\s%]/g, "").replace(",", ".");
  if (bare === "") return undefined;
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(bare);
  if (!match || (match[3] ?? "").length > digits) return text;
  return Number(`${match[1]}${match[2]}${(match[3] ?? "").padEnd(digits, "0")}`);
};
const unscaled = (value, digits) => {
  if (typeof value !== "number") return value === undefined || value === null ? "" : String(value);
  const text = String(Math.abs(value)).padStart(digits + 1, "0");
  const fraction = digits ? text.slice(-digits).replace(/0+$/, "") : "";
  return `${value < 0 ? "-" : ""}${digits ? text.slice(0, -digits) : text}${fraction ? `.${fraction}` : ""}`;
};

const NumberInput = ({ value, write, digits, suffix, ...rest }) => {
  const [typed, setTyped] = useTyped(value, (each) => unscaled(each, digits));
  const type = (text) => {
    const meant = scaled(text, digits);
    setTyped(text, meant);
    write(meant);
  };
  const input = <input {...rest} className="field short" type="text" inputMode="decimal" autoComplete="off" maxLength={20} value={typed} onChange={(event) => type(event.target.value)} />;
  return suffix ? <span className="with-unit">{input}<span className="meta">{suffix}</span></span> : input;
};

const SPANS = [[86400, "days"], [3600, "hours"], [60, "minutes"], [1, "seconds"]];
const spanOf = (value) => {
  if (typeof value !== "number") return { number: value ?? "", size: 3600 };
  const [size] = SPANS.find(([each]) => value % each === 0 && (value || each === 1));
  return { number: String(value / size), size };
};
const SpanInput = ({ value, write, words, ...rest }) => {
  const [typed, setTyped] = useTyped(value, spanOf);
  const type = (next) => {
    const meant = /^\d{1,9}$/.test(next.number) ? Number(next.number) * next.size : next.number === "" ? undefined : next.number;
    setTyped(next, meant);
    write(meant);
  };
  return (
    <span className="with-unit">
      <input {...rest} className="field short" type="text" inputMode="numeric" autoComplete="off" maxLength={12} value={typed.number} onChange={(event) => type({ ...typed, number: event.target.value.trim() })} />
      <select className="field" aria-label={words.unit} value={typed.size} onChange={(event) => type({ ...typed, size: Number(event.target.value) })}>
        {SPANS.map(([size, name]) => <option key={size} value={size}>{words[name]}</option>)}
      </select>
    </span>
  );
};

// A moment is shown where the reader is; what is typed has no zone, and the server reads it there too.
const localTime = (value, zone) => {
  if (!value || !value.endsWith("Z")) return value ?? "";
  const parts = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(new Date(value));
  return parts.replace(" ", "T");
};
export const MomentInput = ({ value, write, vocabulary, ...rest }) => (
  <input {...rest} className="field" type="datetime-local" value={localTime(value, vocabulary.zone)} onChange={(event) => write(event.target.value || undefined)} />
);

const amountRows = (value) => {
  const rows = Object.entries(typeof value === "object" && value ? value : {});
  return rows.length ? rows : [["EUR", undefined]];
};
const AmountsInput = ({ value, write, vocabulary, words, ...rest }) => {
  const [rows, setRows] = useTyped(value, amountRows);
  const put = (next) => {
    const named = next.filter(([, amount]) => amount !== undefined);
    const meant = named.length ? Object.fromEntries(named) : undefined;
    setRows(next, meant);
    write(meant);
  };
  const currencies = [...new Set([...vocabulary.currencies, ...rows.map(([currency]) => currency)])];
  const digitsOf = (currency) => (currency === "*" ? 0 : vocabulary.digits[currency] ?? 2);
  const free = currencies.find((each) => !rows.some(([currency]) => currency === each));
  return (
    <span className="amounts">
      {rows.map(([currency, amount], i) => (
        <span className="with-unit" key={i}>
          <NumberInput {...rest} value={amount} digits={digitsOf(currency)} write={(next) => put(rows.map((row, at) => (at === i ? [currency, next] : row)))} />
          <select className="field" aria-label={words.currency} value={currency} onChange={(event) => put(rows.map((row, at) => (at === i ? [event.target.value, undefined] : row)))}>
            {currencies.map((each) => <option key={each} value={each} disabled={each !== currency && rows.some(([other]) => other === each)}>{each === "*" ? words.anyCurrency : each}</option>)}
          </select>
          {rows.length > 1 ? <button type="button" className="button quiet icon small" aria-label={words.remove} onClick={() => put(rows.filter((_, at) => at !== i))}>×</button> : null}
        </span>
      ))}
      {free ? <button type="button" className="button quiet small" onClick={() => put([...rows, [free, undefined]])}>{words.addCurrency}</button> : null}
    </span>
  );
};

// The values that may be typed, each with what people call it; a name that two share stands for neither.
const optionsOf = (of, vocabulary) => [...new Set([...(vocabulary.lists[of.list]?.values ?? []), ...Object.keys(of.called ?? {})])];
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();
const nameOf = (key, called) => {
  const name = called[key];
  return name && Object.values(called).filter((each) => folded(each) === folded(name)).length === 1 ? name : key;
};
// What was typed, as a value: the name of one stands for it, anything else for itself.
export const keyNamed = (text, options, called) => (options.includes(text) ? text : options.find((each) => folded(nameOf(each, called)) === folded(text)) ?? text);
export const choiceNamed = (text, choices) => choices.find((each) => folded(each.label) === folded(text) || each.value === text.trim())?.value ?? text;
const Options = ({ id, options, called }) => <datalist id={id}>{options.map((each) => <option key={each} value={nameOf(each, called)} label={nameOf(each, called) === each ? undefined : each} />)}</datalist>;

const TextInput = ({ value, write, options = [], called = {}, ...rest }) => {
  const [typed, setTyped] = useTyped(value, (each) => nameOf(each ?? "", called));
  const type = (text) => {
    const meant = text ? keyNamed(text, options, called) : undefined;
    setTyped(text, meant);
    write(meant);
  };
  const list = options.length ? `${rest.id}-list` : undefined;
  return (
    <>
      <input {...rest} className="field" type="text" autoComplete="off" maxLength={500} list={list} value={typed} onChange={(event) => type(event.target.value)} />
      {list ? <Options id={list} {...{ options, called }} /> : null}
    </>
  );
};

// A value that is no choice any more stays to be seen until another is taken.
const Pick = ({ value, write, choices, words, ...rest }) => (
  <select {...rest} className="field" value={value ?? ""} onChange={(event) => write(event.target.value || undefined)}>
    <option value="">{words.choose}</option>
    {value && !choices.some((each) => each.value === value) ? <option value={value}>{String(value)}</option> : null}
    {choices.map((each) => <option key={each.value} value={each.value}>{each.label}</option>)}
  </select>
);

const Ticks = ({ value, write, choices, label }) => {
  const chosen = Array.isArray(value) ? value : [];
  const toggle = (key, on) => write(choices.map((each) => each.value).filter((each) => (each === key ? on : chosen.includes(each))));
  return (
    <span className="ticks-line" role="group" aria-label={label}>
      {choices.map((each) => <label key={each.value}><input type="checkbox" checked={chosen.includes(each.value)} onChange={(event) => toggle(each.value, event.target.checked)} />{each.label}</label>)}
    </span>
  );
};

const Several = ({ value, write, options, called, number, words, ...rest }) => {
  const [text, setText] = useState("");
  const chosen = Array.isArray(value) ? value : [];
  const add = (typed) => {
    const fresh = typed.split(/[,;\t\n]/).map((each) => each.trim()).filter(Boolean).map((each) => (number ? scaled(each, 0) : keyNamed(each, options, called)));
    setText("");
    if (fresh.length) write([...new Set([...chosen, ...fresh])]);
  };
  const onKeyDown = (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && text.trim()) { event.preventDefault(); add(text); }
    else if (event.key === "Backspace" && !text && chosen.length) write(chosen.slice(0, -1));
  };
  const list = options.length ? `${rest.id}-list` : undefined;
  return (
    <span className="chips">
      {chosen.map((each) => <span className="chip" key={each} title={String(each)}>{called[each] ?? String(each)}<button type="button" aria-label={`${words.remove}: ${each}`} onClick={() => write(chosen.filter((other) => other !== each))}>×</button></span>)}
      <input {...rest} className="field" type="text" autoComplete="off" list={list} placeholder={words.addValue} value={text} onKeyDown={onKeyDown} onBlur={() => add(text)}
        onChange={(event) => (/[,;\t\n]/.test(event.target.value) ? add(event.target.value) : setText(event.target.value))} />
      {list ? <Options id={list} {...{ options, called }} /> : null}
    </span>
  );
};

const Sentence = ({ value, write, words, ...rest }) => (
  <span className="both-languages">
    {["en", "fr"].map((language) => (
      <span className="with-unit" key={language}>
        <span className="meta">{language.toUpperCase()}</span>
        <input {...rest} id={`${rest.id}-${language}`} aria-label={`${rest["aria-label"]} (${language.toUpperCase()})`} lang={language} className="field" type="text" maxLength={500} autoComplete="off" value={value?.[language] ?? ""}
          onChange={(event) => write({ ...value, [language]: event.target.value })} />
      </span>
    ))}
  </span>
);

// A value of the kind of a fact or a parameter (`of`).
export const Literal = ({ of, value, write, vocabulary, words, ...rest }) => {
  const common = { value, write, words, vocabulary, ...rest };
  const options = optionsOf(of, vocabulary);
  if (of.kind === "choice") return <Pick {...rest} {...{ value, write, words }} choices={of.choices} />;
  if (of.kind === "flag") {
    return <Pick {...rest} words={words} value={value === true ? "yes" : value === false ? "no" : ""} write={(each) => write(each && each === "yes")} choices={[{ value: "yes", label: words.yes }, { value: "no", label: words.no }]} />;
  }
  if (of.kind === "integer") return <NumberInput {...rest} {...{ value, write }} digits={0} suffix={of.unit} />;
  if (of.kind === "decimal") return <NumberInput {...rest} {...{ value, write }} digits={4} suffix="%" />;
  if (of.kind === "duration") return <SpanInput {...rest} {...{ value, write, words }} />;
  if (of.kind === "money") return <AmountsInput {...common} />;
  if (of.kind === "instant") return <MomentInput {...rest} {...{ value, write, vocabulary }} />;
  if (of.kind === "words") return <Sentence {...rest} {...{ value, write, words }} />;
  return <TextInput {...rest} {...{ value, write, options }} called={of.called ?? {}} />;
};

const OtherFact = ({ of, value, write, vocabulary, words, ...rest }) => {
  const others = vocabulary.facts.filter((each) => each.kind === of.kind && each.key !== of.key);
  return (
    <span className="with-unit">
      <Pick {...rest} words={words} value={value.fact} write={(fact) => write({ ...value, fact: fact ?? "" })} choices={others.map((each) => ({ value: each.key, label: each.label }))} />
      {["integer", "decimal", "money", "duration"].includes(of.kind) ? (
        <><span className="meta">×</span><NumberInput aria-label={words.times} value={value.times_millionths ?? 1000000} digits={6} write={(times) => write({ fact: value.fact, ...(times === 1000000 || times === undefined ? {} : { times_millionths: times }) })} /></>
      ) : null}
    </span>
  );
};

// The right-hand side of a comparison of `of` by an operator that takes `takes`.
export const Compared = ({ of, takes, value, write, vocabulary, words, alone = false, ...rest }) => {
  const common = { of, value, write, vocabulary, words, ...rest };
  if (takes === "nothing") return null;
  if (takes === "span") return <SpanInput {...rest} {...{ value, write, words }} />;
  if (takes === "part") return <TextInput {...rest} {...{ value, write }} options={optionsOf(of, vocabulary)} called={of.called ?? {}} />;
  if (takes === "named_list") return <Pick {...rest} {...{ value, write, words }} choices={Object.entries(vocabulary.lists).filter(([, list]) => list.kept).map(([key, list]) => ({ value: key, label: list.label }))} />;
  if (takes === "calendar") return <Pick {...rest} {...{ value, write, words }} choices={vocabulary.calendars} />;
  if (takes === "weekdays") {
    return (
      <span className="with-unit">
        <Ticks value={value?.days} label={words.days} choices={vocabulary.weekdays} write={(days) => write({ time_zone: vocabulary.zone, ...value, days })} />
        <input className="field short" aria-label={words.zone} value={value?.time_zone ?? vocabulary.zone} maxLength={60} onChange={(event) => write({ days: [], ...value, time_zone: event.target.value })} />
      </span>
    );
  }
  if (takes === "several") {
    if (of.choices.length) return <Ticks {...{ value, write }} choices={of.choices} label={rest["aria-label"]} />;
    return <Several {...rest} {...{ value, write, words }} number={of.kind === "integer"} options={optionsOf(of, vocabulary)} called={of.called ?? {}} />;
  }
  if (takes === "two") {
    const both = Array.isArray(value) ? value : [undefined, undefined];
    return (
      <span className="with-unit">
        <Literal {...common} value={both[0]} write={(low) => write([low ?? null, both[1] ?? null])} />
        <span className="meta">{words.and}</span>
        <Literal {...common} id={`${rest.id}-to`} value={both[1] ?? undefined} write={(high) => write([both[0] ?? null, high ?? null])} />
      </span>
    );
  }
  const other = typeof value === "object" && value !== null && "fact" in value;
  const comparable = (other || !alone) && takes === "one" && vocabulary.facts.some((each) => each.kind === of.kind && each.key !== of.key);
  return (
    <span className="with-unit">
      {other ? <OtherFact {...common} /> : <Literal {...common} />}
      {comparable ? <button type="button" className="button quiet small" title={other ? words.withValue : words.withFact} onClick={() => write(other ? undefined : { fact: "" })}>{other ? words.aValue : words.otherFact}</button> : null}
    </span>
  );
};
