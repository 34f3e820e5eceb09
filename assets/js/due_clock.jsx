// What is due next, counted in the browser. The colour comes of the clock's own time: amber once it warns, red once it is over.
import { useEffect, useState } from "react";

const two = (number) => String(number).padStart(2, "0");
export const span = (seconds, days) => {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 3600) return `${Math.floor(s / 60)}:${two(s % 60)}`;
  if (s < 86400) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))}`;
  return `${Math.floor(s / 86400)} ${days}`;
};

// Each second where seconds are shown, else every twenty.
export const useNow = (moment) => {
  const [now, setNow] = useState(() => Math.floor(Date.now() / 1000));
  const near = Math.abs(moment - now) < 3620;
  useEffect(() => {
    setNow(Math.floor(Date.now() / 1000));
    const timer = setInterval(() => setNow(Math.floor(Date.now() / 1000)), near ? 1000 : 20000);
    return () => clearInterval(timer);
  }, [near, moment]);
  return now;
};

export const DueClock = ({ clock, named, short, labels }) => {
  const now = useNow(clock.due);
  if (!clock.due) return null;
  const late = clock.paused ? clock.left < 0 : now >= clock.due;
  const tone = clock.paused ? "paused" : late ? "red" : now >= clock.warn ? "amber" : "green";
  const seconds = clock.paused ? Math.abs(clock.left) : Math.abs(clock.due - now);
  return (
    <span className={`due-clock num ${tone}`} title={clock.title} role="timer" aria-live="off">
      {named ? <span className="due-what">{clock.what}</span> : <span className="unseen">{clock.what} </span>}
      <span className="due-mark" aria-hidden="true">{clock.paused ? "‖" : late ? "!" : "◷"}</span>
      {clock.paused ? <span>{labels.paused}{named ? ` · ${span(seconds, labels.days)}${late ? ` ${labels.late}` : ""}` : ""}</span>
        : <span>{span(seconds, labels.days)}{late ? <span className={short ? "unseen" : undefined}> {labels.late}</span> : ""}</span>}
    </span>
  );
};
