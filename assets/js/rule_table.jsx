// A decision table: every cell is typed by its column; a block copied from a spreadsheet is pasted from the cell on.
import { Names, Shared } from "./rule_form.jsx";
import { Compared, Literal, Wrong, choiceNamed, keyNamed, scaled } from "./rule_values.jsx";

const WIDE = 5; // columns; a table that has more is set closer

export const tableOf = (part) => ({ hit_policy: "first", inputs: [], outputs: [], rows: [], ...part });
export const tableSaid = (table) => table;

// What a cell of a spreadsheet means in a column; what is not understood stays text, and the server says what is wrong.
const meant = (text, of, takes) => {
  const bare = text.trim();
  if (bare === "") return null;
  const called = (each) => keyNamed(each, Object.keys(of.called ?? {}), of.called ?? {});
  if (takes === "nothing") return true;
  if (takes === "several") return bare.split(/[,;]/).map((each) => each.trim()).filter(Boolean).map((each) => (of.choices.length ? choiceNamed(each, of.choices) : of.kind === "integer" ? scaled(each, 0) : called(each)));
  if (of.kind === "choice") return choiceNamed(bare, of.choices);
  if (of.kind === "integer") return scaled(bare, 0);
  if (of.kind === "decimal") return scaled(bare, 4);
  if (of.kind === "flag") return /^(yes|oui|true|vrai|x|1)$/i.test(bare) ? true : /^(no|non|false|faux|0)$/i.test(bare) ? false : bare;
  return of.kind === "text" ? called(bare) : bare;
};

const lowered = (label) => (/^.[A-Z.]/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1));
const joined = (effect, of, vocabulary) => `${effect.label}${vocabulary.colon}${lowered(of.label)}`;

const columnsOf = (table, vocabulary) => {
  const inputs = table.inputs.map(({ fact, op }) => {
    const of = vocabulary.facts.find((each) => each.key === fact);
    const operator = vocabulary.operators[of.kind].find((each) => each.key === op);
    return { of, takes: operator.takes, label: `${of.label} ${operator.label}` };
  });
  const outputs = table.outputs.map(({ effect, parameter, fact }) => {
    const kind = vocabulary.effects.find((each) => each.key === effect);
    const of = fact ? vocabulary.facts.find((each) => each.key === fact) : kind.parameters.find((each) => each.key === parameter);
    const name = fact || !of || kind.parameters.length === 1 ? (fact ? of.label : kind.label) : joined(kind, of, vocabulary);
    return { of: of ?? { kind: "flag", choices: [] }, takes: of ? "literal" : "nothing", label: name };
  });
  return { inputs, outputs };
};

// Everything that a column may say, in one list: an effect with its parameter, or a fact that is concluded.
const sayings = (vocabulary) => vocabulary.effects.flatMap((effect) => {
  if (effect.key === "derive") return vocabulary.facts.filter((each) => each.derived).map((each) => ({ column: { effect: "derive", fact: each.key }, label: joined(effect, each, vocabulary) }));
  if (!effect.parameters.length) return [{ column: { effect: effect.key }, label: effect.label }];
  return effect.parameters.map((each) => ({ column: { effect: effect.key, parameter: each.key }, label: effect.parameters.length > 1 ? joined(effect, each, vocabulary) : effect.label }));
});
const sameColumn = (a, b) => a.effect === b.effect && a.parameter === b.parameter && a.fact === b.fact;

const Heading = ({ column, table, at, change, remove, vocabulary, words }) => {
  const input = at < table.inputs.length ? table.inputs[at] : null;
  return (
    <th scope="col" className={input ? "" : "says-column"}>
      <span className="column-head">
        <span>{input ? column.of.label : column.label}</span>
        <button type="button" className="button quiet icon small" aria-label={`${words.removeColumn}: ${column.label}`} title={words.removeColumn} onClick={remove}>×</button>
      </span>
      {input ? (
        <select className="field" aria-label={`${words.operator}: ${column.of.label}`} value={input.op} onChange={(event) => change({ ...input, op: event.target.value })}>
          {vocabulary.operators[column.of.kind].map((each) => <option key={each.key} value={each.key}>{each.label}</option>)}
        </select>
      ) : null}
    </th>
  );
};

const Columns = ({ said, put, vocabulary, words, refused }) => {
  const free = sayings(vocabulary).filter((each) => !said.outputs.some((output) => sameColumn(output, each.column)));
  const widen = (half) => put("rows", said.rows.map((row) => ({ ...row, [half]: [...row[half], null] })));
  const addInput = (key) => {
    const operators = vocabulary.operators[vocabulary.facts.find((each) => each.key === key).kind];
    put("inputs", [...said.inputs, { fact: key, op: (operators.find((each) => each.key === "eq") ?? operators[0]).key }]);
    widen("when");
  };
  const addOutput = (i) => {
    put("outputs", [...said.outputs, free[i].column]);
    widen("then");
  };
  return (
    <div className="form-pair">
      <div className="labelled">
        <label htmlFor="add-input">{words.addInput}</label>
        <select id="add-input" className="field" value="" onChange={(event) => event.target.value && addInput(event.target.value)}>
          <option value="">{words.chooseFact}</option>
          {vocabulary.facts.map((each) => <option key={each.key} value={each.key}>{each.label}</option>)}
        </select>
        <Wrong refused={refused} at="inputs" />
      </div>
      <div className="labelled">
        <label htmlFor="add-output">{words.addOutput}</label>
        <select id="add-output" className="field" value="" onChange={(event) => event.target.value && addOutput(Number(event.target.value))}>
          <option value="">{words.chooseEffect}</option>
          {free.map((each, i) => <option key={each.label} value={i}>{each.label}</option>)}
        </select>
        <Wrong refused={refused} at="outputs" />
      </div>
    </div>
  );
};

const Cell = ({ column, value, write, vocabulary, words, ...rest }) => {
  const put = (next) => write(next === undefined ? null : next);
  const common = { of: column.of, value: value ?? undefined, write: put, vocabulary, words: { ...words, choose: "–" }, ...rest };
  if (column.takes === "nothing") return <input type="checkbox" {...rest} checked={value === true} onChange={(event) => put(event.target.checked ? true : undefined)} />;
  return column.takes === "literal" ? <Literal {...common} /> : <Compared {...common} takes={column.takes} alone />;
};

export const TableForm = ({ said, put, vocabulary, words, refused }) => {
  const { inputs, outputs } = columnsOf(said, vocabulary);
  const columns = [...inputs, ...outputs];
  const cellsOf = (row) => [...row.when, ...row.then];
  const withCells = (row, cells) => ({ ...row, when: cells.slice(0, inputs.length), then: cells.slice(inputs.length) });
  const fresh = () => ({ when: inputs.map(() => null), then: outputs.map(() => null) });
  const without = (list, at) => list.filter((_, i) => i !== at);
  const halves = (c) => (c < inputs.length ? ["inputs", "when", c] : ["outputs", "then", c - inputs.length]);
  const dropColumn = (c) => {
    const [columnsKey, half, i] = halves(c);
    put(columnsKey, without(said[columnsKey], i));
    put("rows", said.rows.map((row) => ({ ...row, [half]: without(row[half], i) })));
  };
  // What was compared otherwise does not fit any more.
  const changeInput = (c, next) => {
    put("inputs", said.inputs.map((each, i) => (i === c ? next : each)));
    put("rows", said.rows.map((row) => ({ ...row, when: row.when.map((cell, i) => (i === c ? null : cell)) })));
  };
  const putCell = (r, c, value) => put("rows", said.rows.map((row, at) => (at === r ? withCells(row, cellsOf(row).map((each, i) => (i === c ? value : each))) : row)));
  const paste = (event, r, c) => {
    const lines = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
    if (lines.length === 1 && lines[0].length === 1) return;
    event.preventDefault();
    const rows = [...said.rows];
    lines.forEach((line, down) => {
      const cells = cellsOf(rows[r + down] ?? fresh());
      line.forEach((text, right) => { if (c + right < columns.length) cells[c + right] = meant(text, columns[c + right].of, columns[c + right].takes); });
      rows[r + down] = withCells(rows[r + down] ?? fresh(), cells);
    });
    put("rows", rows);
  };
  const place = (r, c) => (c < inputs.length ? `rows[${r}].when[${c}]` : `rows[${r}].then[${c - inputs.length}]`);
  return (
    <>
      <Names {...{ said, put, words, refused }} />
      <div className="labelled">
        <label htmlFor="hit-policy">{words.policy}</label>
        <select id="hit-policy" className="field" value={said.hit_policy} onChange={(event) => put("hit_policy", event.target.value)}>
          {["first", "collect", "priority"].map((each) => <option key={each} value={each}>{words[`policy_${each}`]}</option>)}
        </select>
      </div>
      <Columns {...{ said, put, vocabulary, words, refused }} />
      <p className="meta">{words.pasteHint}</p>
      <div className="grid-scroll">
        <table className={columns.length > WIDE ? "grid editing dense" : "grid editing"}>
          <thead><tr><th className="num" scope="col">#</th>{columns.map((each, c) => <Heading key={c} column={each} table={said} at={c} change={(next) => changeInput(c, next)} remove={() => dropColumn(c)} {...{ vocabulary, words }} />)}{said.hit_policy === "priority" ? <th scope="col">{words.priority}</th> : null}<th aria-label={words.remove} /></tr></thead>
          <tbody>
            {said.rows.map((row, r) => (
              <tr key={r}>
                <td className="num meta">{r + 1}</td>
                {cellsOf(row).map((value, c) => (
                  <td key={c} className={c < inputs.length ? "" : "says-column"} onPaste={(event) => paste(event, r, c)}>
                    <Cell column={columns[c]} value={value} write={(next) => putCell(r, c, next)} vocabulary={vocabulary} words={words} id={`cell-${r}-${c}`} aria-label={`${columns[c].label}, ${r + 1}`} />
                    <Wrong refused={refused} at={place(r, c)} />
                  </td>
                ))}
                {said.hit_policy === "priority" ? <td><input className="field short" type="number" aria-label={`${words.priority}, ${r + 1}`} value={row.priority ?? 0} onChange={(event) => put("rows", said.rows.map((each, at) => (at === r ? { ...each, priority: Number(event.target.value) } : each)))} /></td> : null}
                <td><button type="button" className="button quiet icon small" aria-label={`${words.removeRow} ${r + 1}`} title={words.removeRow} onClick={() => put("rows", said.rows.filter((_, at) => at !== r))}>×</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {said.rows.map((_, r) => ["when", "then"].map((half) => <Wrong key={`${r}${half}`} refused={refused.at === `rows[${r}].${half}` ? { at: refused.at, sentence: `${r + 1}: ${refused.sentence}` } : {}} at={`rows[${r}].${half}`} deep={false} />))}
      <Wrong refused={refused} at="rows" deep={false} />
      <div><button type="button" className="button small" onClick={() => put("rows", [...said.rows, fresh()])}>{words.addRow}</button></div>
      <Shared {...{ said, put, vocabulary, words, refused }} />
    </>
  );
};
