// What time it is elsewhere, while the page stays open.
import { useEffect, useState } from "react";

const told = (zone) => {
  try {
    return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(new Date());
  } catch {
    return ""; // a zone that this browser does not know
  }
};

// `words` hold {time} where it goes.
export const LocalClock = ({ zone, words }) => {
  const [, tick] = useState(0);
  useEffect(() => {
    const every = setInterval(() => tick((count) => count + 1), 5000);
    return () => clearInterval(every);
  }, []);
  const time = told(zone);
  return time ? <span className="num" title={zone}>{words.replace("{time}", time)}</span> : null;
};
