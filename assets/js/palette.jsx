// The command palette: every action there is, found by a few letters. A command follows a link or presses a button of the page.
import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

// Every word typed must begin a word of the label (or stand in it): the earlier, the better.
const score = (label, words) => {
  const text = plain(label);
  let sum = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return -1;
    sum += at === 0 || /[^a-z0-9]/.test(text[at - 1]) ? at : at + 100;
  }
  return sum;
};

const matching = (commands, typed) => {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return commands
    .map((command) => ({ command, score: score(`${command.label} ${command.also ?? ""}`, words) }))
    .filter((entry) => entry.score >= 0)
    .sort((a, b) => (words.length ? a.score - b.score : 0))
    .map((entry) => entry.command);
};

const available = (command) => !command.needs || Boolean(document.querySelector(command.needs));

export const Palette = ({ commands, label, placeholder, none }) => {
  const dialog = useRef(null);
  const list = useRef(null);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const [opened, setOpened] = useState(0);
  const navigate = useNavigate();
  const shown = useMemo(() => (opened ? matching(commands.filter(available), typed) : []), [commands, typed, opened]);

  useEffect(() => {
    const node = dialog.current;
    const watch = new MutationObserver(() => {
      if (!node.open) return;
      setTyped("");
      setAt(0);
      setOpened((count) => count + 1);
    });
    watch.observe(node, { attributes: true, attributeFilter: ["open"] });
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, shown]);

  const run = (command) => {
    if (!command) return;
    dialog.current.close();
    if (command.href) navigate(command.href);
    else if (command.focus) requestAnimationFrame(() => document.querySelector(command.focus)?.focus());
    else if (command.press) requestAnimationFrame(() => document.querySelector(command.press)?.click());
  };
  const onKeyDown = (event) => {
    if (event.key === "ArrowDown") setAt(Math.min(shown.length - 1, at + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
    else if (event.key === "Enter") run(shown[at]);
    else return;
    event.preventDefault();
  };

  return (
    <dialog id="palette" className="palette" ref={dialog} aria-label={label} onClick={(event) => event.target === dialog.current && dialog.current.close()}>
      <div className="palette-input">
        <svg width="16" height="16" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" aria-hidden="true">
          <path d="m8 6 6 6-6 6" />
        </svg>
        <input
          autoFocus value={typed} placeholder={placeholder} aria-label={placeholder} role="combobox" aria-expanded="true" aria-controls="palette-list"
          aria-activedescendant={shown[at] ? `command-${shown[at].id}` : undefined} onKeyDown={onKeyDown} spellCheck={false}
          onChange={(event) => { setTyped(event.target.value); setAt(0); }}
        />
        <kbd>Esc</kbd>
      </div>
      <div id="palette-list" className="palette-list" role="listbox" aria-label={label} ref={list}>
        {shown.map((command, index) => [
          !typed && command.group !== shown[index - 1]?.group ? <div className="group" role="presentation" key={`group-${command.group}`}>{command.group}</div> : null,
          <div
            key={command.id} id={`command-${command.id}`} role="option" aria-selected={index === at}
            onMouseMove={() => at !== index && setAt(index)} onClick={() => run(command)}
          >
            <span className="cut">{command.label}</span>
            {command.keys ? <span className="palette-keys">{command.keys.split(" ").map((key) => <kbd key={key}>{key}</kbd>)}</span> : null}
          </div>,
        ])}
        {shown.length === 0 ? <div className="palette-none">{none}</div> : null}
      </div>
    </dialog>
  );
};
