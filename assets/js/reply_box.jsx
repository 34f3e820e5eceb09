// Writes into a conversation: a reply by a way that the customer can be reached, a note for staff, or a whisper for
// whoever has it. The draft is kept
// in the browser until the server has said that the message is kept; a key makes one of what is sent twice.
import { useEffect, useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router";

const LARGEST = 10_000_000;
const NONE = { reply: "", note: "", whisper: "" };
const newKey = () => crypto.getRandomValues(new Uint32Array(4)).join("-");
const slot = (conversation) => `comptoir.reply.${conversation}`;
const load = (conversation) => {
  try {
    return { ...NONE, ...JSON.parse(localStorage.getItem(slot(conversation)) ?? "{}") };
  } catch {
    return NONE;
  }
};
const store = (conversation, draft) => {
  try {
    draft.reply || draft.note || draft.whisper || draft.subject ? localStorage.setItem(slot(conversation), JSON.stringify(draft)) : localStorage.removeItem(slot(conversation));
  } catch { /* a private window keeps no drafts */ }
};

// As operators count: 7 bits where the alphabet allows it, else 16; a part of several carries a little less.
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[\]~|€]*$/;
const segments = (text) => {
  const plain = GSM.test(text);
  const length = plain ? text.length + (text.match(/[\^{}\\[\]~|€]/g)?.length ?? 0) : text.length;
  const [one, each] = plain ? [160, 153] : [70, 67];
  return length <= one ? 1 : Math.ceil(length / each);
};
const fill = (text, facts) => text.replace(/\{([a-z_]+)\}/g, (all, name) => (Object.hasOwn(facts, name) ? facts[name] : all));
const asked = (text, caret) => text.slice(0, caret).match(/(?:^|\s)\/([\p{L}\d-]*)$/u);

export const ReplyBox = ({ conversation, ways, facts, canned, language, macros, lastSeq, closed, mayWrite, observes, labels, most = 20000, onTyping, onMacro }) => {
  const [draft, setDraft] = useState(NONE);
  const [kind, setKind] = useState("reply");
  const [way, setWay] = useState("");
  const [files, setFiles] = useState([]);
  const [busy, setBusy] = useState("");
  const [problem, setProblem] = useState(null);
  const [at, setAt] = useState(0);
  const [begun, setBegun] = useState(false);
  const [caret, setCaret] = useState(0);
  const [shut, setShut] = useState(false);
  const area = useRef(null);
  const picker = useRef(null);
  const told = useRef(0);
  const opened = useRef({ conversation: "", seq: 0 });
  const shown = useRef(conversation);
  const text = draft[kind];

  useEffect(() => {
    shown.current = conversation;
    setDraft(load(conversation));
    setFiles([]);
    setBusy("");
    setBegun(false);
    setProblem(null);
    setKind(observes ? "whisper" : "reply");
    opened.current = { conversation, seq: lastSeq };
  }, [conversation]);
  // Whoever has taken it over writes to the customer; whoever begins to listen in does not by accident.
  useEffect(() => {
    const written = draft[kind];
    if (!observes && kind === "whisper") setKind("reply");
    else if (observes && kind === "reply" && !written) setKind("whisper");
  }, [observes]);
  useEffect(() => { if (!text) opened.current = { conversation, seq: lastSeq }; }, [lastSeq, text]);
  // What was put in before anybody knew who it is, is filled once it is known; not while it is being sent.
  useEffect(() => {
    setDraft((now) => (now.key ? now : { ...now, reply: fill(now.reply, facts) }));
  }, [facts]);
  useEffect(() => { setProblem((now) => (now?.braces ? null : now)); }, [text]);
  useEffect(() => { if (!ways.some((each) => each.key === way)) setWay(ways[0]?.key ?? ""); }, [ways]);

  const chosen = ways.find((each) => each.key === way);
  // Letters that were exchanged go on under their own subject; the first one may have another than the case.
  const subject = kind === "reply" && !begun ? chosen?.subject ?? "" : "";
  const call = kind === "reply" && !shut ? asked(text, caret) : null;
  const found = useMemo(() => {
    if (!call) return [];
    const part = call[1].toLowerCase();
    const hits = canned.filter((each) => each.shortcut.includes(part) || each.title.toLowerCase().includes(part));
    const best = hits.sort((a, b) => Number(b.shortcut.startsWith(part)) - Number(a.shortcut.startsWith(part))).slice(0, 6);
    const order = language === "FR" ? ["fr", "en"] : ["en", "fr"];
    return best.flatMap((each) => order.filter((tongue) => each[tongue]).map((tongue) => ({ ...each, tongue, text: each[tongue] })));
  }, [canned, language, call?.[1], Boolean(call)]);
  const chosenAt = Math.min(at, Math.max(0, found.length - 1));
  useEffect(() => { document.getElementById(`canned-${chosenAt}`)?.scrollIntoView({ block: "nearest" }); }, [chosenAt, found]);

  const write = (value, where = kind) => {
    const next = { ...draft, [where]: value, key: "" };
    if (!draft[where]) opened.current = { conversation, seq: lastSeq };
    setDraft(next);
    store(conversation, next);
    if (where === "reply" && value && Date.now() - told.current > 3000) { told.current = Date.now(); onTyping(); }
  };
  const choose = (each) => {
    const start = caret - call[1].length - 1;
    const filled = fill(each.text, facts);
    write(text.slice(0, start) + filled + text.slice(caret));
    setAt(0);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(start + filled.length, start + filled.length);
      setCaret(start + filled.length);
    });
  };
  const turn = (to) => {
    setKind(to);
    setProblem(null);
    if (document.documentElement.dataset.pane) document.documentElement.dataset.pane = "timeline";
    requestAnimationFrame(() => area.current?.focus());
  };
  // A ready answer goes into the box, after what stands there. Nothing is sent by itself.
  const ready = useRef(null);
  ready.current = (answer) => {
    if (busy || !mayWrite) return;
    turn("reply");
    const before = draft.reply.trimEnd();
    const whole = before.endsWith(answer) ? draft.reply : before ? `${before}\n\n${answer}` : answer;
    write(whole, "reply");
    requestAnimationFrame(() => area.current?.setSelectionRange(whole.length, whole.length));
  };
  useEffect(() => {
    const put = (event) => {
      const answer = event.target.closest?.("[data-answer]")?.dataset.answer;
      if (answer) ready.current(answer);
    };
    document.addEventListener("click", put);
    return () => document.removeEventListener("click", put);
  }, []);
  const take = (list) => {
    const large = [...list].find((file) => file.size > LARGEST);
    setProblem(large ? { text: `${large.name}: ${labels.tooLarge}` } : null);
    setFiles((before) => [...before, ...[...list].filter((file) => file.size <= LARGEST)].slice(0, 10));
    if (picker.current) picker.current.value = "";
  };

  const post = async (form) => {
    for (;;) {
      try {
        return await fetch(`/threads/${conversation}/messages`, { method: "POST", body: form });
      } catch {
        if (shown.current !== conversation) return null;
        setBusy("waits");
        await new Promise((resolve) => setTimeout(resolve, 1500));
      }
    }
  };
  const send = async (anyway = false) => {
    const body = text.trim();
    if (busy || (!body && !files.length)) return;
    if (kind === "reply" && /\{[a-z_]+\}/.test(body) && !anyway) return setProblem({ text: labels.notFilled, anyway: true, braces: true });
    const key = draft.key || newKey();
    store(conversation, { ...draft, key });
    setDraft((now) => ({ ...now, key }));
    setBusy("sends");
    setProblem(null);
    const form = new FormData();
    for (const [name, value] of Object.entries({ kind, body, way, client_key: key })) form.append(name, value);
    if (kind === "reply" && !anyway) form.append("seen_seq", String(opened.current.seq));
    if (subject && draft.subject?.trim()) form.append("subject", draft.subject.trim());
    if (kind === "reply") files.forEach((file) => form.append("file", file));
    const answer = await post(form);
    if (answer?.status === 201) {
      const rest = { ...load(conversation), [kind]: "", key: "", ...(subject ? { subject: undefined } : {}) };
      store(conversation, rest);
      if (shown.current !== conversation) return;
      setDraft(rest);
      setFiles([]);
      if (subject) setBegun(true);
      opened.current = { conversation, seq: Infinity };
      told.current = 0;
    } else if (answer && shown.current === conversation) {
      const said = await answer.json().catch(() => ({}));
      setProblem({ text: said.detail ?? labels.failed, anyway: said.code === "answered_since" });
    }
    if (shown.current === conversation) setBusy("");
    area.current?.focus();
  };

  const onKeyDown = (event) => {
    if (event.nativeEvent.isComposing) return;
    if (found.length && ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"].includes(event.key) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (event.key === "ArrowDown") setAt((chosenAt + 1) % found.length);
      else if (event.key === "ArrowUp") setAt((chosenAt + found.length - 1) % found.length);
      else if (event.key === "Escape") setShut(true);
      else choose(found[chosenAt]);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.target.blur();
    }
  };
  const follow = (event) => { setCaret(event.target.selectionStart ?? 0); };

  const sms = kind === "reply" && chosen?.channel === "sms" && text ? segments(text) : 0;
  const none = kind === "reply" && !ways.length;
  return (
    <form className={`composer reply ${kind}`} onSubmit={(event) => { event.preventDefault(); send(); }}
      onDragOver={(event) => event.preventDefault()} onDrop={(event) => { event.preventDefault(); take(event.dataTransfer.files); }}>
      <div className="reply-kinds">
        {observes ? <button type="button" data-talk="whisper" aria-pressed={kind === "whisper"} onClick={() => turn("whisper")}>{labels.whisper}</button> : null}
        {mayWrite ? <>
        <button type="button" data-key="r" aria-pressed={kind === "reply"} onClick={() => turn("reply")} title="R">{labels.reply}</button>
        <button type="button" data-talk="note" aria-pressed={kind === "note"} onClick={() => turn("note")} title="N">{labels.note}</button>
        </> : null}
        {kind === "reply" && ways.length ? (
          <select className="field reply-way" aria-label={labels.way} value={way} onChange={(event) => setWay(event.target.value)}>
            {ways.map((each) => <option key={each.key} value={each.key}>{each.label}</option>)}
          </select>
        ) : null}
        {macros.length && mayWrite ? (
          <select className="field reply-macro" aria-label={labels.macros} value="" onChange={(event) => event.target.value && onMacro(event.target.value)}>
            <option value="">{labels.macros}</option>
            {macros.map((each) => <option key={each.value} value={each.value}>{each.label}</option>)}
          </select>
        ) : null}
      </div>
      {problem ? (
        <div className="reply-problem" role="alert"><span>{problem.text}</span>
          {problem.anyway ? <button type="button" className="button small" onClick={() => send(true)}>{labels.anyway}</button> : null}
        </div>
      ) : null}
      {found.length ? (
        <ul className="reply-canned" role="listbox" aria-label={labels.canned} id="canned">
          {found.map((each, place) => (
            <li key={`${each.shortcut}:${each.tongue}`} lang={each.tongue} role="option" id={`canned-${place}`} aria-selected={place === chosenAt}
              onMouseDown={(event) => { event.preventDefault(); choose(each); }}>
              <span className="mono">/{each.shortcut}</span> <span className="badge">{each.tongue.toUpperCase()}</span> <span className="strong">{each.title}</span>
              <span className="cut meta">{fill(each.text, facts)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {subject ? (
        <label className="reply-subject"><span>{labels.subject}</span>
          <input id="reply-subject" className="field" value={draft.subject ?? subject} maxLength={200} readOnly={busy !== ""} autoComplete="off"
            onChange={(event) => { const next = { ...draft, subject: event.target.value, key: "" }; setDraft(next); store(conversation, next); }}
            onBlur={(event) => event.target.value.trim() || setDraft((now) => ({ ...now, subject: undefined }))} />
        </label>
      ) : null}
      <div className="composer-box">
        <textarea id="reply" ref={area} value={text} maxLength={most} rows={2} readOnly={busy !== ""} disabled={none || (closed && kind === "reply")}
          aria-label={labels[kind]}
          aria-autocomplete="list" aria-controls={found.length ? "canned" : undefined} aria-activedescendant={found.length ? `canned-${chosenAt}` : undefined}
          placeholder={none ? labels.noWay : closed && kind === "reply" ? labels.isClosed : labels[`${kind}Hint`]}
          onChange={(event) => { setShut(false); setAt(0); follow(event); write(event.target.value); }} onKeyDown={onKeyDown} onSelect={follow}
          onPaste={(event) => event.clipboardData.files.length && (event.preventDefault(), take(event.clipboardData.files))} />
        {files.length && kind === "reply" ? (
          <ul className="reply-files">{files.map((file, place) => (
            <li key={place}><span className="cut" title={file.name}>{file.name}</span>
              <button type="button" className="button quiet icon small" aria-label={`${labels.remove} ${file.name}`} onClick={() => setFiles(files.filter((_, each) => each !== place))}>×</button></li>
          ))}</ul>
        ) : null}
        <div className="composer-foot">
          {kind === "reply" ? (
            <>
              <input ref={picker} className="unseen" type="file" multiple tabIndex={-1} aria-label={labels.attach} onChange={(event) => take(event.target.files)} />
              <button type="button" className="button quiet small" onClick={() => picker.current.click()} disabled={none}><svg width="13" height="13" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"><path d="m21.44 11.05-9.19 9.19a6 6 0 0 1-8.49-8.49l8.57-8.57A4 4 0 1 1 18 8.84l-8.59 8.57a2 2 0 0 1-2.83-2.83l8.49-8.48" /></svg> {labels.attach}</button>
              <span className="meta reply-slash">{labels.slash}</span>
            </>
          ) : <span className={`meta reply-aside${closed && text ? " unkept" : ""}`} role="status">{text ? (closed ? labels.notAdded : labels.staffOnly) : ""}</span>}
          {sms ? <span className="meta num">{sms} SMS</span> : null}
          <span className="meta">{text.length > most * 0.9 ? `${text.length} / ${most}` : ""}</span>
          <button className="button primary" type="submit" disabled={(!text.trim() && !(files.length && kind === "reply")) || busy !== "" || none}>
            {busy === "waits" ? labels.waits : busy ? labels.sending : kind === "note" ? labels.addNote : kind === "whisper" ? labels.addWhisper : labels.send}<kbd aria-hidden="true">Ctrl ↵</kbd>
          </button>
        </div>
      </div>
    </form>
  );
};

// Links beside an open conversation keep it open; what the state asks to be shown is gone to.

export const KeepOpen = ({ conversation, customer, summons }) => {
  const navigate = useNavigate();
  useEffect(() => {
    if (!summons || (summons.endsWith("!") && document.visibilityState !== "visible")) return;
    navigate(summons.split("#")[0]);
  }, [summons]);
  // A narrow screen shows one pane: that of what was opened.
  useEffect(() => {
    if (!conversation) return;
    const show = (pane) => document.querySelector(`[data-show-pane="${pane}"]`)?.click();
    show("timeline");
    return () => show("record");
  }, [conversation]);
  useEffect(() => {
    if (!conversation) return;
    const keep = (event) => {
      if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target.closest?.(customer ? ".pane-right a[href]" : ".pane-right a[href], #found a[href]");
      if (!link || link.hasAttribute("data-leaves") || link.hasAttribute("data-back")) return;
      const to = new URL(link.href, location.href);
      if (to.origin !== location.origin || to.pathname !== "/" || to.searchParams.has("conversation")) return;
      if (!to.searchParams.has("customer") || (customer && to.searchParams.get("customer") !== customer)) return;
      to.searchParams.set("conversation", conversation);
      event.preventDefault();
      event.stopPropagation();
      if (link.closest(".pane-left")) document.documentElement.removeAttribute("data-left");
      navigate(`${to.pathname}${to.search}`);
    };
    document.addEventListener("click", keep, true);
    return () => document.removeEventListener("click", keep, true);
  }, [conversation, customer]);
  return null;
};
