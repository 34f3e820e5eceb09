// Seconds that pass without a word from the server: down to nothing for what ends, up for what waits.
import { useEffect, useRef, useState } from "react";

const two = (number) => String(number).padStart(2, "0");
const said = (seconds) => {
  const left = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(left / 3600), minutes = Math.floor((left % 3600) / 60);
  if (left < 60) return `${left} s`;
  if (hours >= 48) return `${Math.floor(hours / 24)} ${document.documentElement.lang === "fr" ? "j" : "d"}`;
  return hours ? `${hours} h ${two(minutes)}` : `${minutes}:${two(left % 60)}`;
};

const usePassed = (key) => {
  const from = useRef({ key: null, at: 0 });
  const [, tick] = useState(0);
  if (from.current.key !== key) from.current = { key, at: performance.now() };
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (performance.now() - from.current.at) / 1000;
};

// `seconds` as they were when the server spoke; `total` draws a bar of what is left of it.
export const Ticker = ({ seconds, total, down, label, onOver }) => {
  const passed = usePassed(`${seconds}:${total}`);
  const now = down ? seconds - passed : seconds + passed;
  const over = Boolean(down && onOver && now < 0);
  useEffect(() => {
    if (over) onOver();
  }, [over]);
  return (
    <span className={down && now < 6 ? "ticker soon" : "ticker"} role="timer" aria-live="off" aria-label={label || undefined}>
      <span className="num">{said(now)}</span>
      {total ? <span className="ticker-bar" aria-hidden="true"><i style={{ width: `${Math.min(100, Math.max(0, (now / total) * 100))}%` }} /></span> : null}
    </span>
  );
};
