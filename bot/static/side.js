// The people to be and the rooms to be in, with what is unread.

import { byId, el, icon } from "./dom.js";
import { portrait } from "./talk.js";

const narrow = matchMedia("(max-width: 860px)");
const total = (counts) => Object.values(counts || {}).reduce((sum, count) => sum + count, 0);

function badge(count) {
  if (!count) return null;
  return el("span", { class: "badge" }, el("span", { class: "sr" }, "未読"), String(count), el("span", { class: "sr" }, "件"));
}

/** One line under a name: where the person works and as what, without saying it twice. */
const place = ({ section, title }) => (section && !title.includes(section) ? `${section} ${title}` : title);

const NOTES = { home: "待っているもの", direct: "あなたとの会話" };

function note(room) {
  const text = NOTES[room.home ? "home" : room.direct ? "direct" : ""];
  return text ? el("span", { class: "small" }, text) : null;
}

/** Fills an element with buttons again; the one that had the focus has it afterwards. */
function refill(list, rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  list.replaceChildren(...rows.map((button) => el("li", {}, button)));
  if (focused) list.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus();
}

/** Draws both lists. `state`: {who, room, people, rooms, unread}; `go(who, room)` switches. */
export function drawSide(state, go) {
  const person = (one, at) => el(
    "button",
    { type: "button", "data-id": one.id, "aria-current": one.id === state.who ? "true" : null, onclick: () => go(one.id, "") },
    portrait(one, at),
    el("span", { class: "who" }, el("span", { class: "name" }, one.name), el("span", { class: "small" }, place(one))),
    el("span", { class: "part" }, one.part),
    badge(total(state.unread[one.id])),
  );
  const room = (one) => el(
    "button",
    { type: "button", "data-id": one.id, "aria-current": one.id === state.room ? "true" : null, onclick: () => go(state.who, one.id) },
    icon(one.home ? "home" : one.direct ? "bot" : "room"),
    el("span", { class: "who" }, el("span", { class: "name" }, one.name), note(one)),
    badge((state.unread[state.who] || {})[one.id]),
  );
  refill(byId("people"), state.people.map(person));
  refill(byId("rooms"), state.rooms.map(room));
  const all = Object.values(state.unread).reduce((sum, counts) => sum + total(counts), 0);
  byId("menu-badge").hidden = !all;
  byId("menu-badge").textContent = all || "";
}

/** On a narrow page the lists lie over the conversation: opened by the menu button, closed by Escape or a choice. */
export function openSide(open) {
  document.body.classList.toggle("side-open", open);
  byId("menu").setAttribute("aria-expanded", String(open));
  byId("side").inert = narrow.matches && !open;
  if (open) byId("people").querySelector("[aria-current]")?.focus();
}

/** Wires the menu button. */
export function startSide() {
  const isOpen = () => document.body.classList.contains("side-open");
  byId("menu").addEventListener("click", () => openSide(!isOpen()));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    openSide(false);
    byId("menu").focus();
  });
  document.querySelector(".talk").addEventListener("pointerdown", () => isOpen() && openSide(false));
  narrow.addEventListener("change", () => openSide(false));
  openSide(false);
}
