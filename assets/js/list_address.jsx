// The address names the list at the left: what is pressed or chosen there is gone to, so that back, a reload and a link
// show the same list. While nobody has turned to another list, nothing is named.
import { useEffect, useRef } from "react";
import { useLocation, useNavigate, useNavigationType } from "react-router";

const PARTS = ["inbox", "queue", "channel", "sort"];
const FIRST = "inbox=mine";
let named = ""; // by an address of this page, last

const listIn = (search) => {
  const given = new URLSearchParams(search), list = new URLSearchParams();
  if (given.has("inbox")) PARTS.forEach((part) => given.get(part) && list.set(part, given.get(part)));
  return list.toString();
};
const withList = (list) => {
  const to = new URLSearchParams(window.location.search);
  PARTS.forEach((part) => to.delete(part));
  new URLSearchParams(list).forEach((value, part) => to.set(part, value));
  return `/?${to}`;
};
// In place: the page is there already.
const note = (list) => window.history.replaceState(window.history.state, "", withList(list));

export const ListAddress = ({ address }) => {
  const { key, pathname } = useLocation();
  const type = useNavigationType();
  const navigate = useNavigate();
  const shown = useRef(address);
  shown.current = address;

  // A link or the server leads on with the list that is there; back leads to where none was named yet.
  useEffect(() => {
    if (pathname !== "/") return;
    const list = listIn(window.location.search);
    if (list) named = list;
    else if (named && type === "POP") navigate(withList(FIRST), { replace: true });
    else if (named) note(named);
  }, [key, pathname]);

  useEffect(() => {
    const turn = (part, value) => {
      const list = new URLSearchParams(named || shown.current);
      value ? list.set(part, value) : list.delete(part);
      const wanted = listIn(`?${list}`);
      if (wanted === (named || shown.current)) return;
      if (!listIn(window.location.search)) note(shown.current);
      navigate(withList(wanted));
    };
    const onClick = (event) => {
      const node = event.target.closest?.("button[data-list-part]");
      if (node) turn(node.dataset.listPart, node.dataset.listValue);
    };
    const onChange = (event) => {
      const node = event.target.closest?.("select[data-list-part]");
      if (node) turn(node.dataset.listPart, node.value);
    };
    document.addEventListener("click", onClick);
    document.addEventListener("change", onChange, true);
    return () => {
      document.removeEventListener("click", onClick);
      document.removeEventListener("change", onChange, true);
    };
  }, []);
  return null;
};
