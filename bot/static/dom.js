// Elements without markup: every text becomes a text node, so nothing that anybody typed can be read as HTML.

export const byId = (id) => document.getElementById(id);

/** An element with attributes (true: empty, false or null: none; `on…`: a listener) and children. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** An icon of the page's own sheet. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Says something in a corner for some seconds; the same said again takes the place of what is there. */
export function toast(text) {
  for (const old of [...byId("toasts").children]) if (old.firstElementChild.textContent === text) old.remove();
  const note = el("div", { class: "toast" }, el("p", {}, text));
  const close = el("button", { type: "button", class: "toast-close", "aria-label": "閉じる" }, icon("close"));
  close.addEventListener("click", () => note.remove());
  note.append(close);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), 12000);
}

/** Has a screen reader say something. */
export function speak(text) {
  const spoken = byId("spoken");
  spoken.append(el("p", {}, text));
  while (spoken.childElementCount > 5) spoken.firstElementChild.remove();
}

/** Sends with Enter, breaks the line with Shift+Enter; the Enter that ends an IME's conversion does neither. */
export function sendsWithEnter(area, send) {
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    send();
  });
  area.addEventListener("input", () => grow(area));
}

/** As high as its text, up to what the stylesheet allows. */
export function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}
