// A list of conversations. The waiting times tick here; everything else is as the server said it last.
import { Link } from "react-router";
import { DueClock, span, useNow } from "./due_clock.jsx";

const ICONS = {
  chat: "M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z",
  phone: "M22 16.92v3a2 2 0 0 1-2.18 2 19.8 19.8 0 0 1-8.63-3.07 19.5 19.5 0 0 1-6-6A19.8 19.8 0 0 1 2.12 4.18 2 2 0 0 1 4.11 2h3a2 2 0 0 1 2 1.72c.13.96.36 1.9.7 2.81a2 2 0 0 1-.45 2.11L8.09 9.91a16 16 0 0 0 6 6l1.27-1.27a2 2 0 0 1 2.11-.45c.91.34 1.85.57 2.81.7A2 2 0 0 1 22 16.92z",
  sms: "M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM11 18h2",
  email: "M4 4h16a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM22 7l-10 6L2 7",
  store: "M3 9l1.5-5h15L21 9M4 9v11h16V9M3 9h18M9 20v-6h6v6",
};

export const ChannelIcon = ({ channel, label, size = 14 }) => (
  <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round"
    role="img" aria-label={label}><title>{label}</title><path d={ICONS[channel] ?? ICONS.chat} /></svg>
);

// How long the customer waits, in the colour of what was promised.
const Waiting = ({ row, labels }) => {
  const now = useNow(row.since);
  const { due, warn, paused, title } = row.clock;
  const tone = !due || paused ? "" : now >= due ? "red" : now >= warn ? "amber" : "";
  return (
    <span className={`inbox-wait due-clock num ${tone}`} title={due ? `${labels.waits} · ${title}` : labels.waits}>
      {tone === "red" ? <span className="due-mark" aria-hidden="true">!</span> : null}{span(now - row.since, labels.days)}
    </span>
  );
};

const Row = ({ row, open, byDue, labels }) => (
  <Link to={row.href} role="option" aria-selected={open} aria-current={open ? "true" : "false"} className="row inbox-row" data-row="" data-conversation={row.id} id={`talk-${row.id}`}>
    <span className="inbox-sign"><ChannelIcon channel={row.channel} label={labels[row.channel]} /></span>
    <span className="inbox-name">
      <span className={row.unread ? "cut strong" : "cut"} title={row.name}>{row.name}</span>
    </span>
    {row.since && !byDue ? <Waiting row={row} labels={labels} /> : row.clock.due ? <DueClock clock={row.clock} labels={labels} short /> : row.since ? <Waiting row={row} labels={labels} /> : <span className="meta inbox-wait">{row.at}</span>}
    <span className="inbox-line">
      <span className="cut meta inbox-text" title={row.preview ? `${row.subject} – ${row.preview}` : row.subject}>{row.preview || row.subject}</span>
      {row.urgent ? <span className="inbox-urgent" title={labels.urgent}>▲<span className="unseen">{labels.urgent}</span></span> : null}
      {row.whisper ? <span className="inbox-whisper" title={labels.whisper}>⁂<span className="unseen">{labels.whisper}</span></span> : null}
      {row.unread ? <span className="count" title={labels.unread}>{row.unread > 99 ? "99+" : row.unread}</span> : null}
      {row.state ? <span className="meta cut inbox-state">{row.state}</span> : row.owner ? <span className="meta inbox-owner" title={labels.owner}>{row.owner}</span> : null}
    </span>
  </Link>
);

export const InboxList = ({ rows, current, sort, labels }) => (
  <div role="listbox" aria-label={labels.list} className="inbox-rows" id="inbox">
    {rows.map((row) => <Row key={row.id} row={row} open={row.id === current} byDue={sort === "due"} labels={labels} />)}
  </div>
);
