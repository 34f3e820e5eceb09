// The language of the page, known before the server answers, so that no word changes after the first paint.
import { useEffect, useSyncExternalStore } from "react";

const KEY = "comptoir.language";
const COOKIE = "comptoir_language"; // the sign-in page reads and writes it: both speak the language chosen last
const A_YEAR = 365 * 24 * 3600;
const listeners = new Set();
let chosen = null;

const inCookie = () => new RegExp(`(?:^|; )${COOKIE}=(en|fr)(?:;|$)`).exec(document.cookie)?.[1];

const stored = () => {
  try {
    const agreed = inCookie();
    if (agreed) localStorage.setItem(KEY, agreed);
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const tellSignIn = (language) => {
  if (inCookie() === language) return;
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${COOKIE}=${language}; path=/; max-age=${A_YEAR}; samesite=lax${secure}`;
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
  useEffect(() => {
    choose(language || current());
    if (language) tellSignIn(language);
  }, [language]);
  return null;
};
