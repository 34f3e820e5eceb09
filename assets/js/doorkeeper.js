// What only the page can notice: navigation that waits, a line that is lost, a session that ended meanwhile.
import { useEffect } from "react";
import { arrived } from "./held_key.js";

const signedOut = async () => {
  try {
    const answer = await fetch(window.location.href, { redirect: "manual", headers: { accept: "text/html" }, cache: "no-store" });
    return answer.type === "opaqueredirect";
  } catch {
    return false;
  }
};

const leave = () => window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);

// The server answers a page's request without a session with the way to sign in; a screen that stays empty asks once.
export const Doorkeeper = ({ ready, connected, over }) => {
  useEffect(() => {
    if (over) leave();
  }, [over]);
  useEffect(() => {
    if (ready && connected) return;
    const ask = async () => (await signedOut()) && leave();
    const timer = setInterval(ask, 2500);
    return () => clearInterval(timer);
  }, [ready, connected]);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-waiting", !ready);
    if (ready) arrived();
  }, [ready]);
  useEffect(() => {
    document.documentElement.toggleAttribute("data-offline", ready && !connected);
  }, [ready, connected]);
  return null;
};
