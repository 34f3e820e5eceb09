// An answer that was asked for and stands out of sight is brought into view, and the keyboard goes on from there.
import { useEffect, useRef } from "react";

export const IntoView = ({ counted, targets }) => {
  const before = useRef(counted);
  useEffect(() => {
    if (counted <= before.current) {
      before.current = counted;
      return;
    }
    before.current = counted;
    const frame = requestAnimationFrame(() => {
      const found = document.querySelector(targets);
      found?.scrollIntoView({ block: "start" });
      found?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, [counted]);
  return null;
};
