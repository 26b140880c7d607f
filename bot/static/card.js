// A card as elements: heading, quoted clause, facts, remarks, buttons, inputs.

import { el, grow } from "./dom.js";

let drawn = 0;
const CHARACTERS = new Intl.NumberFormat("ja-JP");
const length = (text) => [...text].length;

/** Draws a card. `press(button, form)` is called with a button and the card's fields; `typed` are values to keep. */
export function drawCard(card, { press, title = "h3", typed = {}, titleId = null }) {
  const form = new Fields(typed);
  const heading = el(title, { class: "card-title", id: titleId }, card.title);
  const parts = card.parts.map((part) => drawPart(part, form, press));
  return { node: el("div", { class: "card" }, heading, ...parts), form };
}

function drawPart(part, form, press) {
  switch (part.kind) {
    case "text": return drawText(part);
    case "facts": return drawFacts(part);
    case "image": return el("img", { class: "picture", alt: part.alt, src: `data:image/png;base64,${part.png_base64}` });
    case "input": return form.draw(part);
    case "item": return drawItem(part, form, press);
    case "file": return drawFile(part);
    case "buttons": return drawButtons(part.buttons, form, press);
    default: return el("p", {}, JSON.stringify(part));
  }
}

function drawText({ style, text }) {
  if (style === "quote") return el("blockquote", {}, el("p", {}, text));
  if (style === "heading") return el("h4", {}, text);
  return el("p", { class: style === "plain" ? "plain" : style }, text);
}

function drawFacts({ pairs }) {
  const row = ([name, value]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value));
  return el("table", { class: "facts" }, el("tbody", {}, ...pairs.map(row)));
}

function drawItem({ text, button }, form, press) {
  const kind = button.style === "plain" ? "" : button.style;
  const open = el("button", { type: "button", class: kind, onclick: (event) => press(button, form, event.target) }, button.label);
  return el("div", { class: "item" }, el("p", {}, text), open);
}

function drawFile({ name, url }) {
  if (!url) return el("p", { class: "small" }, `📎 ${name}`);
  return el("p", {}, el("a", { class: "file", href: url, download: name }, `📎 ${name}`));
}

function drawButtons(buttons, form, press) {
  const draw = (button) => {
    const kind = button.style === "plain" ? "" : button.style;
    return el("button", { type: "button", class: kind, onclick: (event) => press(button, form, event.target) }, button.label);
  };
  return el("div", { class: "buttons" }, ...buttons.map(draw));
}

/** The inputs of one card: their values, and what is wrong with them. */
export class Fields {
  constructor(typed) {
    this.typed = typed;
    this.fields = new Map();
  }

  /** Input id → text; `checks` joined by line breaks. */
  values() {
    return Object.fromEntries([...this.fields].map(([id, field]) => [id, field.read()]));
  }

  draw(input) {
    const id = `field-${(drawn += 1)}`;
    const value = this.typed[input.id] ?? input.value;
    const several = input.type === "radio" || input.type === "checks";
    const field = several ? choices(input, id, value) : single(input, id, value);
    const error = el("p", { class: "field-error", id: `${id}-error`, hidden: true });
    const hint = input.hint ? el("p", { class: "hint", id: `${id}-hint` }, input.hint) : null;
    const label = [input.label, input.required ? el("span", { class: "must", "aria-hidden": "true" }, "必須") : null].filter(Boolean);
    const about = [hint && hint.id, error.id].filter(Boolean).join(" ");
    this.fields.set(input.id, { ...field, input, error });
    if (several) {
      return el("fieldset", { class: "field", "aria-describedby": about }, el("legend", {}, ...label), hint, field.node, error);
    }
    field.control.setAttribute("aria-describedby", about);
    const count = counter(input, field.control);
    return el("div", { class: "field" }, el("label", { for: id }, ...label), hint, field.node, count, error);
  }

  /** Shows messages at fields (id → message) and goes to the first; true if there is none. */
  show(errors) {
    let first = null;
    for (const [id, field] of this.fields) {
      const message = errors[id] || "";
      field.error.textContent = message;
      field.error.hidden = !message;
      field.control.setAttribute("aria-invalid", message ? "true" : "false");
      if (message) first ??= field.control;
    }
    first?.focus();
    return first === null;
  }

  /** Checks what the page itself can know: something is there, and it is not too long. */
  check() {
    const errors = {};
    for (const [id, field] of this.fields) {
      const text = field.read();
      const { required } = field.input;
      const limit = allowed(field.input);
      if (required && !text.trim()) errors[id] = `「${field.input.label}」を入力してください。`;
      else if (length(text) > limit) errors[id] = tooLong(length(text), limit);
    }
    return this.show(errors);
  }
}

const allowed = (input) => input.limit || input.max_length;
const tooLong = (count, limit) => `${CHARACTERS.format(limit)}字までです（いまは${CHARACTERS.format(count)}字）。`;

function single(input, id, value) {
  const common = { id, name: input.id, "aria-required": input.required ? "true" : null };
  let control;
  if (input.type === "select") {
    control = el("select", common);
    if (!input.required || !value) control.append(el("option", { value: "" }, input.required ? "選んでください" : "選ばない"));
    control.append(...input.options.map((one) => el("option", { value: one.value }, one.label)));
  } else if (input.type === "lines") {
    control = el("textarea", { ...common, rows: 4, placeholder: input.placeholder || null });
    control.addEventListener("input", () => grow(control));
  } else {
    control = el("input", { ...common, type: input.type === "date" ? "date" : "text", placeholder: input.placeholder || null });
  }
  control.value = value;
  return { node: control, control, read: () => control.value };
}

function choices(input, id, value) {
  const chosen = new Set(value.split("\n"));
  const type = input.type === "radio" ? "radio" : "checkbox";
  const boxes = input.options.map((one) => {
    const box = el("input", { type, name: id, value: one.value });
    box.checked = chosen.has(one.value);
    return { box, label: el("label", { class: "check" }, box, ` ${one.label}`) };
  });
  const read = () => boxes.filter(({ box }) => box.checked).map(({ box }) => box.value).join("\n");
  return { node: el("div", { class: "choices" }, ...boxes.map(({ label }) => label)), control: boxes[0].box, read };
}

function counter(input, control) {
  if (input.type !== "lines") return null;
  const count = el("p", { class: "count" });
  const update = () => {
    const used = length(control.value);
    count.textContent = `${CHARACTERS.format(used)}／${CHARACTERS.format(allowed(input))}字`;
    count.classList.toggle("over", used > allowed(input));
  };
  control.addEventListener("input", update);
  update();
  return count;
}
