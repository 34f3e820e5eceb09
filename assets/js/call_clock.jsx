// How long something has gone on: counted here, so that the server need not say it every second.
import { useEffect, useState } from "react";

const told = (since) => {
  const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(since)) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
};

export const CallClock = ({ since }) => {
  const [, tick] = useState(0);
  useEffect(() => {
    const every = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(every);
  }, []);
  return since ? <time className="num call-clock" dateTime={since}>{told(since)}</time> : null;
};
