// The language of the page, known before the server answers, so that no word changes after the first paint.
import { useEffect, useSyncExternalStore } from "react";

const KEY = "comptoir.language";
const listeners = new Set();
let chosen = null;

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const current = () => {
  if (chosen === null) {
    const kept = stored();
    chosen = kept === "fr" || kept === "en" ? kept : navigator.language?.startsWith("fr") ? "fr" : "en";
  }
  return chosen;
};

const choose = (language) => {
  if (language !== "en" && language !== "fr") return;
  document.documentElement.lang = language;
  if (language === current()) return;
  chosen = language;
  listeners.forEach((listener) => listener());
};

const subscribe = (listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useLanguage = () => useSyncExternalStore(subscribe, current, () => "en");

// Follows what the server says, so that labels and rows change in the same frame.
export const LanguageFollower = ({ language }) => {
  useEffect(() => choose(language || current()), [language]);
  return null;
};
