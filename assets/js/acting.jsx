// Tells that somebody is at the page: by a key, a click or the wheel, once for each offer that is before them, and
// every 20 s at most besides. What the page does by itself does not count. Renders nothing.
import { useEffect, useRef } from "react";
import { offerChanged } from "./stray.js";

const EVERY = 20_000;
const ACTS = ["keydown", "pointerdown", "wheel"];

export const Acting = ({ offer, there, onAct }) => {
  const told = useRef(-Infinity);
  const latest = useRef({ there, onAct });
  latest.current = { there, onAct };
  useEffect(() => {
    told.current = -Infinity;
    offerChanged(offer);
  }, [offer]);
  useEffect(() => {
    const note = () => {
      if (!latest.current.there || performance.now() - told.current < EVERY) return;
      told.current = performance.now();
      latest.current.onAct();
    };
    ACTS.forEach((kind) => document.addEventListener(kind, note, { capture: true, passive: true }));
    return () => ACTS.forEach((kind) => document.removeEventListener(kind, note, { capture: true }));
  }, []);
  return null;
};
