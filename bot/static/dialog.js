// Forms and questions over the conversation.

import { drawCard } from "./card.js";
import { el, grow, icon } from "./dom.js";
import { Failed } from "./wire.js";

const drafts = new Map();
let opened = 0;

/**
 * Shows a form until it is sent or closed. What was typed is kept until it is sent.
 * `submit(button, values)` resolves to {card, errors} when the form has to be shown again, else to null.
 */
export function openForm(who, form, submit) {
  const id = `dialog-${(opened += 1)}`;
  const dialog = el("dialog", { class: "form", "aria-labelledby": id });
  document.body.append(dialog);
  let shown = null;
  let busy = false;

  const show = ({ card, errors }) => {
    const button = card.parts.flatMap((part) => (part.kind === "buttons" ? part.buttons : []))[0];
    const key = button ? `${who} ${button.action} ${button.value}` : "";
    const typed = shown ? shown.form.values() : drafts.get(key) || {};
    shown = { ...drawCard(card, { press: (pressed) => sent(pressed), title: "h2", titleId: id, typed }), key };
    const trouble = el("p", { class: "trouble", role: "alert", hidden: true });
    const close = el("button", { type: "button", class: "dialog-close", "aria-label": "閉じる", onclick: () => dialog.close() }, icon("close"));
    dialog.replaceChildren(close, shown.node, trouble);
    shown.trouble = trouble;
    shown.node.querySelector(".buttons")?.append(
      el("button", { type: "button", onclick: () => dialog.close() }, "キャンセル"),
    );
    for (const area of dialog.querySelectorAll("textarea")) grow(area);
    if (shown.form.show(errors)) dialog.querySelector("input, select, textarea, .buttons button")?.focus();
  };

  const keep = () => shown.key && drafts.set(shown.key, shown.form.values());

  const sent = async (button) => {
    if (busy || !shown.form.check()) return;
    keep();
    busy = true;
    dialog.setAttribute("aria-busy", "true");
    shown.trouble.hidden = true;
    try {
      const again = await submit(button, shown.form.values());
      if (again) {
        show(again);
        return;
      }
      drafts.delete(shown.key);
      shown.key = "";
      dialog.close();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      shown.trouble.textContent = error.message;
      shown.trouble.hidden = false;
    } finally {
      busy = false;
      dialog.removeAttribute("aria-busy");
    }
  };

  dialog.addEventListener("close", () => {
    keep();
    dialog.remove();
  });
  dialog.addEventListener("keydown", (event) => {
    const inLine = event.target.matches("input:not([type=checkbox]):not([type=radio])");
    if (event.key === "Enter" && inLine && !event.isComposing) {
      event.preventDefault();
      dialog.querySelector(".buttons button")?.click();
    }
  });
  dialog.showModal();
  show(form);
}

/** Asks before something is done; resolves to whether it may be. */
export function sure(text, label) {
  return new Promise((decided) => {
    const dialog = el("dialog", { class: "form", "aria-label": "確認" }, el("p", {}, text));
    const yes = el("button", { type: "button", class: "primary", onclick: () => dialog.close("yes") }, label);
    const no = el("button", { type: "button", onclick: () => dialog.close("") }, "やめる");
    dialog.append(el("div", { class: "buttons" }, yes, no));
    dialog.addEventListener("close", () => {
      decided(dialog.returnValue === "yes");
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  });
}
