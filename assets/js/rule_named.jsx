// Lists and calendars that rules name. What is typed keeps its empty lines until it is kept: somebody may be about to fill them.
import { Names } from "./rule_form.jsx";
import { Wrong } from "./rule_values.jsx";

const lines = (text) => text.split("\n");
const said = (texts) => texts.map((each) => each.trim()).filter(Boolean);

// Lists of the vocabulary keep their names; the others are called as their writers say, in both languages.
const OwnName = ({ said, put, words, refused }) => (said.name === undefined ? null : <Names {...{ said, put, words, refused }} most={60} />);

export const ListForm = ({ said: list, put, words, refused }) => (
  <>
    <OwnName said={list} {...{ put, words, refused }} />
    <div className="labelled">
      <label htmlFor="list-values">{words.values}</label>
      <textarea id="list-values" className="field" rows={16} value={list.values.join("\n")} onChange={(event) => put("values", lines(event.target.value))} />
    </div>
  </>
);

// The hours of a day are typed in one field: "09:00-12:00, 14:00-18:00".
export const calendarOf = (part) => ({
  ...part,
  hours: Object.fromEntries(Object.entries(part.hours ?? {}).map(([day, spans]) => [day, spans.join(", ")])),
  holidays: part.holidays ?? [],
});
export const calendarSaid = ({ hours, holidays, ...rest }) => ({
  ...rest,
  hours: Object.fromEntries(Object.entries(hours).map(([day, text]) => [day, said(text.split(","))]).filter(([, spans]) => spans.length)),
  holidays: said(holidays),
});

export const CalendarForm = ({ said: calendar, put, vocabulary, words, refused }) => (
  <>
    <OwnName said={calendar} {...{ put, words, refused }} />
    <div className="labelled">
      <label htmlFor="time-zone">{words.timeZone}</label>
      <input id="time-zone" className="field" type="text" list="zones" maxLength={60} value={calendar.time_zone} onChange={(event) => put("time_zone", event.target.value)} />
      <datalist id="zones">{Intl.supportedValuesOf("timeZone").map((each) => <option key={each} value={each} />)}</datalist>
      <Wrong refused={refused} at="time_zone" />
    </div>
    <fieldset className="open-hours">
      <legend>{words.openOn}</legend>
      {vocabulary.weekdays.map(({ value: day, label }) => (
        <div className="labelled" key={day}>
          <label htmlFor={`hours-${day}`}>{label}</label>
          <input id={`hours-${day}`} className="field" type="text" maxLength={60} autoComplete="off" placeholder={words.hoursHint} value={calendar.hours[day] ?? ""} onChange={(event) => put("hours", { ...calendar.hours, [day]: event.target.value })} />
          <Wrong refused={refused} at={`hours.${day}`} />
        </div>
      ))}
    </fieldset>
    <div className="labelled">
      <label htmlFor="holidays">{words.closedOn}</label>
      <textarea id="holidays" className="field" rows={6} value={calendar.holidays.join("\n")} onChange={(event) => put("holidays", lines(event.target.value))} />
      <Wrong refused={refused} at="holidays" />
    </div>
  </>
);
