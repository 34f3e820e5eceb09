// Search as you type. Typing is answered here; the server hears one word at most every `wait` milliseconds.
import { useEffect, useRef, useState } from "react";

const options = () => [...document.querySelectorAll("#found [data-row]")];

export const SearchBox = ({ onSearch, answered, label, placeholder, clear, wait = 90 }) => {
  const [text, setText] = useState("");
  const [active, setActive] = useState(-1);
  const timer = useRef(0);
  const enterWhen = useRef(null);
  const input = useRef(null);
  const typed = useRef(false);

  const mark = (index) => {
    options().forEach((row, at) => row.setAttribute("aria-selected", String(at === index)));
    options()[index]?.scrollIntoView({ block: "nearest" });
    setActive(index);
  };
  // The keys of the page are wanted next (N for a note, J and K for orders), so the field lets go of them.
  const open = (index) => {
    const row = options()[index];
    row?.click();
    if (row?.href) input.current.blur();
  };
  const type = (value) => {
    typed.current = true;
    setText(value);
    setActive(-1);
    enterWhen.current = null;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(value.trim().slice(0, 200)), value.trim() ? wait : 0);
  };

  // After a reload the server still shows what was searched: the field then says so too.
  useEffect(() => {
    if (!typed.current) setText(answered);
  }, [answered]);

  // Whoever turns to a list of the inbox has done with the search.
  const away = useRef(null);
  away.current = () => { if (text || answered) type(""); };
  useEffect(() => {
    const leave = (event) => {
      const back = event.target.closest?.("[data-search-away]");
      if (!back && !event.target.closest?.('button[data-list-part="inbox"]')) return;
      away.current();
      if (back) document.querySelector('button[data-list-part="inbox"]')?.focus(); // the button goes with the results
    };
    document.addEventListener("click", leave);
    return () => document.removeEventListener("click", leave);
  }, []);

  // Enter pressed before the answer came: open the first result as soon as it does.
  useEffect(() => {
    options().forEach((row) => row.removeAttribute("aria-selected"));
    setActive(-1);
    if (enterWhen.current !== null && enterWhen.current === answered) {
      enterWhen.current = null;
      requestAnimationFrame(() => open(0));
    }
  }, [answered]);

  const onKeyDown = (event) => {
    const last = options().length - 1;
    if (event.key === "ArrowDown") mark(Math.min(last, active + 1));
    else if (event.key === "ArrowUp") mark(Math.max(0, active - 1));
    else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      if (answered === text.trim()) open(Math.max(0, active));
      else enterWhen.current = text.trim();
    } else if (event.key === "Escape" && text) type("");
    else return;
    event.preventDefault();
  };

  return (
    <div className="search" role="search">
      <svg width="15" height="15" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
        <circle cx="11" cy="11" r="7" /><path d="m20 20-4-4" />
      </svg>
      <input
        ref={input} id="search" className="field" type="text" value={text} placeholder={placeholder} aria-label={label}
        role="combobox" aria-expanded="true" aria-controls="found" aria-autocomplete="list" autoComplete="off" spellCheck={false}
        aria-activedescendant={active >= 0 ? options()[active]?.id : undefined}
        onChange={(event) => type(event.target.value)} onKeyDown={onKeyDown} maxLength={200}
        onFocus={() => { document.documentElement.dataset.left = ""; }}
      />
      <kbd aria-hidden="true">/</kbd>
      <button type="button" aria-label={clear} onClick={() => { type(""); input.current.focus(); }}>×</button>
    </div>
  );
};
