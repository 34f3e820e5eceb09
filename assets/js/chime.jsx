// Two short notes when something new is told, if the person wants to hear them; and the count before the page's title.
import { useEffect, useRef } from "react";

const NOTES = [880, 1174.66];

function play() {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!Context) return;
  const context = new Context();
  NOTES.forEach((hertz, place) => {
    const at = context.currentTime + place * 0.14;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.32);
  });
  setTimeout(() => context.close(), 1000);
}

export function Chime({ count, sound }) {
  const before = useRef(null);
  useEffect(() => {
    if (before.current !== null && count > before.current && sound) {
      window.comptoirChimes = (window.comptoirChimes || 0) + 1;
      play();
    }
    before.current = count;
    const plain = document.title.replace(/^\(\d+\) /, "");
    document.title = count > 0 ? `(${count}) ${plain}` : plain;
  }, [count, sound]);
  return null;
}
