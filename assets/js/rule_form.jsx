// The form of a rule: its condition, what it says, and when it counts.
import { Group, kindOf } from "./rule_condition.jsx";
import { Literal, MomentInput, Wrong } from "./rule_values.jsx";

const Effect = ({ said, write, remove, place, vocabulary, words, refused }) => {
  const effect = vocabulary.effects.find((each) => each.key === said.effect);
  const derived = vocabulary.facts.find((each) => each.key === said.fact);
  const put = (key, value) => {
    const { [key]: _, ...rest } = said;
    write(value === undefined ? rest : { ...rest, [key]: value });
  };
  const id = `at-${place.replace(/[^\w]/g, "-")}`;
  return (
    <div className="effect" role="group" aria-label={effect?.label ?? words.effect}>
      <select id={`${id}-effect`} className="field" aria-label={words.effect} title={effect?.help} value={said.effect} onChange={(event) => write({ effect: event.target.value })}>
        <option value="">{words.chooseEffect}</option>
        {vocabulary.effects.map((each) => <option key={each.key} value={each.key}>{each.label}</option>)}
      </select>
      {effect?.key === "derive" ? (
        <select className="field" aria-label={words.fact} value={said.fact ?? ""} onChange={(event) => write({ effect: "derive", fact: event.target.value })}>
          <option value="">{words.chooseFact}</option>
          {vocabulary.facts.filter((each) => each.derived).map((each) => <option key={each.key} value={each.key}>{each.label}</option>)}
        </select>
      ) : null}
      {effect?.key === "derive" && derived ? <Literal of={derived} value={said.value} write={(value) => put("value", value)} vocabulary={vocabulary} words={words} id={`${id}-value`} aria-label={derived.label} /> : null}
      {effect?.parameters.map((each) => (
        <span className="parameter" key={each.key}>
          {effect.parameters.length > 1 ? <span className="meta" aria-hidden="true">{each.label}</span> : null}
          <Literal of={each} value={said[each.key]} write={(value) => put(each.key, value)} vocabulary={vocabulary} words={words} id={`${id}-${each.key}`} aria-label={each.label} />
        </span>
      ))}
      <button type="button" className="button quiet icon small" aria-label={`${words.remove}: ${effect?.label ?? words.effect}`} title={words.remove} onClick={remove}>×</button>
      <Wrong refused={refused} at={place} />
    </div>
  );
};

export const Names = ({ said, put, words, refused, most = 200 }) => (
  <div className="form-pair">
    {["en", "fr"].map((language) => (
      <div className="labelled" key={language}>
        <label htmlFor={`name-${language}`}>{words[`name_${language}`]}</label>
        <input id={`name-${language}`} className="field" lang={language} type="text" maxLength={most} autoComplete="off" value={said.name?.[language] ?? ""} onChange={(event) => put("name", { ...said.name, [language]: event.target.value })} />
        <Wrong refused={refused} at={`name.${language}`} />
      </div>
    ))}
    <Wrong refused={refused} at="name" deep={false} />
  </div>
);

export const Shared = ({ said, put, vocabulary, words, refused }) => (
  <div className="shared">
    <div className="labelled">
      <label htmlFor="priority">{words.priority}</label>
      <input id="priority" className="field" type="number" step={1} value={said.priority ?? 0} onChange={(event) => put("priority", event.target.value === "" ? 0 : Number(event.target.value))} />
      <Wrong refused={refused} at="priority" />
    </div>
    {["from", "to"].map((key) => (
      <div className="labelled" key={key}>
        <label htmlFor={`in-force-${key}`}>{words[key]}</label>
        <MomentInput id={`in-force-${key}`} value={said[key]} write={(value) => put(key, value)} vocabulary={vocabulary} />
        <Wrong refused={refused} at={key} />
      </div>
    ))}
    <div className="labelled check">
      <label><input type="checkbox" id="enabled" checked={said.enabled !== false} onChange={(event) => put("enabled", event.target.checked)} />{words.enabled}</label>
    </div>
    <div className="labelled note">
      <label htmlFor="note">{words.note}</label>
      <textarea id="note" className="field" rows={2} maxLength={2000} value={said.note ?? ""} onChange={(event) => put("note", event.target.value)} />
      <Wrong refused={refused} at="note" />
    </div>
  </div>
);

const grouped = (when) => (when ? (kindOf(when) ? when : { all: [when] }) : { all: [] });
export const ruleOf = (part) => ({ ...part, when: grouped(part.when), then: part.then ?? [{ effect: "" }] });
// What the server reads: a condition without members is none at all.
export const ruleSaid = ({ when, ...rest }) => (when[kindOf(when)].length ? { ...rest, when } : rest);

export const RuleForm = ({ said, put, vocabulary, words, refused }) => {
  const effects = said.then;
  const shared = { vocabulary, words, refused };
  const addEffect = () => {
    put("then", [...effects, { effect: "" }]);
    setTimeout(() => document.getElementById(`at-then-${effects.length}--effect`)?.focus(), 0);
  };
  return (
    <>
      <Names {...{ said, put, words, refused }} />
      <section aria-label={words.if}>
        <h3>{words.if}</h3>
        <Group said={said.when} place="when" write={(when) => put("when", when)} {...shared} />
      </section>
      <section aria-label={words.then}>
        <h3>{words.then}</h3>
        {effects.map((effect, i) => (
          <Effect key={i} said={effect} place={`then[${i}]`} write={(next) => put("then", effects.map((each, at) => (at === i ? next : each)))} remove={() => put("then", effects.filter((_, at) => at !== i))} {...shared} />
        ))}
        <Wrong refused={refused} at="then" deep={false} />
        <button type="button" className="button small" onClick={addEffect}>{words.addEffect}</button>
      </section>
      <Shared {...{ said, put, vocabulary, words, refused }} />
    </>
  );
};
