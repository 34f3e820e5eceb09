// The condition of a rule: groups in groups, each of facts compared with something. Places are those of the document.
import { Compared, Wrong } from "./rule_values.jsx";

const KINDS = ["all", "any", "none"];
export const kindOf = (condition) => KINDS.find((kind) => condition && kind in condition);
const idOf = (place) => `at-${place.replace(/[^\w]/g, "-")}`;

const Comparison = ({ said, write, remove, place, vocabulary, words, refused }) => {
  const fact = vocabulary.facts.find((each) => each.key === said.fact);
  const operators = fact ? vocabulary.operators[fact.kind] : [];
  const operator = operators.find((each) => each.key === said.op);
  const chooseFact = (key) => {
    const next = vocabulary.facts.find((each) => each.key === key);
    if (!next) return write({ fact: "", op: "" });
    const known = vocabulary.operators[next.kind];
    const keeps = fact?.kind === next.kind && next.kind !== "choice";
    write({ fact: key, op: known.some((each) => each.key === said.op) ? said.op : known[0].key, ...(keeps ? { value: said.value } : {}) });
  };
  const chooseOperator = (key) => {
    const next = operators.find((each) => each.key === key);
    write({ fact: said.fact, op: key, ...(operator?.takes === next.takes ? { value: said.value } : {}) });
  };
  const label = fact ? `${fact.label} ${operator?.label ?? ""}` : words.value;
  return (
    <div className="comparison" role="group" aria-label={fact?.label ?? words.condition}>
      <select id={`${idOf(place)}-fact`} className="field" aria-label={words.fact} title={fact?.help} value={said.fact} onChange={(event) => chooseFact(event.target.value)}>
        <option value="">{words.chooseFact}</option>
        {vocabulary.facts.map((each) => <option key={each.key} value={each.key}>{each.label}</option>)}
      </select>
      {fact ? (
        <select className="field operator" aria-label={words.operator} value={said.op} onChange={(event) => chooseOperator(event.target.value)}>
          {operators.map((each) => <option key={each.key} value={each.key}>{each.label}</option>)}
        </select>
      ) : null}
      {operator ? <Compared of={fact} takes={operator.takes} value={said.value} write={(value) => write({ ...said, value })} vocabulary={vocabulary} words={words} id={`${idOf(place)}-value`} aria-label={label} /> : null}
      <button type="button" className="button quiet icon small" aria-label={`${words.remove}: ${label}`} title={words.remove} onClick={remove}>×</button>
      <Wrong refused={refused} at={place} />
    </div>
  );
};

export const Group = ({ said, write, remove, place, vocabulary, words, refused, depth = 1 }) => {
  const kind = kindOf(said);
  const members = said[kind];
  const inside = `${place}.${kind}`;
  const put = (i, member) => write({ [kind]: members.map((each, at) => (at === i ? member : each)) });
  const drop = (i) => write({ [kind]: members.filter((_, at) => at !== i) });
  const add = (member) => {
    write({ [kind]: [...members, member] });
    const next = `${inside}[${members.length}]`;
    setTimeout(() => document.getElementById(kindOf(member) ? `${idOf(next)}-kind` : `${idOf(next)}-fact`)?.focus(), 0);
  };
  return (
    <fieldset className="condition-group" data-kind={kind} aria-label={words[kind]}>
      <div className="group-head">
        <select id={`${idOf(place)}-kind`} className="field" aria-label={words.groupKind} value={kind} onChange={(event) => write({ [event.target.value]: members })}>
          {KINDS.map((each) => <option key={each} value={each}>{words[each]}</option>)}
        </select>
        {remove ? <button type="button" className="button quiet icon small" aria-label={words.removeGroup} title={words.removeGroup} onClick={remove}>×</button> : null}
      </div>
      {members.map((member, i) => {
        const shared = { said: member, place: `${inside}[${i}]`, write: (next) => put(i, next), remove: () => drop(i), vocabulary, words, refused };
        return kindOf(member) ? <Group {...shared} key={i} depth={depth + 1} /> : <Comparison {...shared} key={i} />;
      })}
      {depth === 1 && members.length === 0 ? <p className="meta">{words.always}</p> : null}
      <Wrong refused={refused} at={inside} deep={false} />
      {depth === 1 ? <Wrong refused={refused} at={place} deep={false} /> : null}
      <div className="group-foot">
        <button type="button" className="button small" onClick={() => add({ fact: "", op: "" })}>{words.addCondition}</button>
        {depth < 8 ? <button type="button" className="button quiet small" onClick={() => add({ any: [{ fact: "", op: "" }] })}>{words.addGroup}</button> : null}
      </div>
    </fieldset>
  );
};
