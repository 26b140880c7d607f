// The messages of one room, threads under their first message, days between them.

import { drawCard } from "./card.js";
import { el, icon, sendsWithEnter } from "./dom.js";

const ZONE = { timeZone: "Asia/Tokyo" };
const TIME = new Intl.DateTimeFormat("ja-JP", { ...ZONE, hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ja-JP", { ...ZONE, month: "long", day: "numeric", weekday: "short" });
const HUES = 8;

/** A round picture of somebody: the first character of the name, in a colour of their own. */
export function portrait(person, at) {
  if (!person) return el("span", { class: "portrait bot", "aria-hidden": "true" }, icon("bot"));
  return el("span", { class: `portrait hue-${at % HUES}`, "aria-hidden": "true" }, [...person.name][0]);
}

/** What a screen reader says of a new message. */
export const inBrief = (message, name) => `${name}：${message.card ? message.card.title : message.text}`;

export class Talk {
  /** `acts`: press(message, button, form, element), shortcut(message, action, element), reply(root, text, mention). */
  constructor(list, acts) {
    this.list = list;
    this.acts = acts;
    this.items = new Map();
    this.days = new Map();
  }

  /** Begins anew, for another person or room. */
  clear() {
    this.items.clear();
    this.days.clear();
    this.list.replaceChildren();
  }

  /** Draws what changed; `view` is {who, bot, people, room, messages}, the messages oldest first. */
  show(view) {
    this.view = view;
    const known = new Map(view.messages.map((message) => [message.id, message]));
    for (const id of [...this.items.keys()]) if (!known.has(id)) this.forget(id);
    const replies = new Map();
    const sequence = [];
    let day = "";
    for (const message of view.messages) {
      const item = this.item(message);
      if (known.has(message.thread)) {
        replies.set(message.thread, [...(replies.get(message.thread) || []), item.node]);
        continue;
      }
      const itsDay = DAY.format(new Date(message.at));
      if (itsDay !== day) sequence.push(this.day((day = itsDay)));
      sequence.push(item.node);
    }
    arrange(this.list, sequence);
    for (const [id, item] of this.items) {
      arrange(item.thread, replies.get(id) || []);
      item.thread.hidden = !replies.has(id);
    }
  }

  /** The element of a message, if it is shown. */
  node(id) {
    return this.items.get(id)?.node;
  }

  forget(id) {
    this.items.get(id).node.remove();
    this.items.delete(id);
  }

  day(text) {
    if (!this.days.has(text)) this.days.set(text, el("li", { class: "day" }, el("span", {}, text)));
    return this.days.get(text);
  }

  item(message) {
    const written = JSON.stringify(message);
    const item = this.items.get(message.id) || this.make(message);
    if (item.written !== written) {
      const focused = item.article.contains(document.activeElement);
      const article = this.article(message);
      item.article.replaceWith(article);
      Object.assign(item, { written, article });
      if (focused) article.focus({ preventScroll: true });
    }
    return item;
  }

  make(message) {
    const article = el("article");
    const thread = el("ol", { class: "thread", hidden: true, "aria-label": "返信" });
    const node = el("li", { class: "message", "data-id": message.id }, article, thread);
    const item = { node, article, thread, written: "" };
    this.items.set(message.id, item);
    return item;
  }

  article(message) {
    const { people, who, bot, room } = this.view;
    const at = people.findIndex((person) => person.id === message.author);
    const name = at < 0 ? bot : people[at].name;
    const meta = el("p", { class: "meta" }, el("span", { class: "name" }, name));
    if (at < 0) meta.append(el("span", { class: "tag" }, "ボット"));
    if (message.author === who) meta.append(el("span", { class: "tag you" }, "あなた"));
    meta.append(el("time", { datetime: message.at }, TIME.format(new Date(message.at))));
    if (message.edited) meta.append(el("span", { class: "edited" }, "更新済み"));
    if (message.private && !room.direct) meta.append(el("span", { class: "only" }, icon("lock"), "あなただけに表示"));
    const body = el("div", { class: "body" }, meta, this.content(message));
    const inThread = this.items.has(message.thread);
    if (!room.direct && !message.private && !inThread) body.append(this.replyButton(message.id));
    if (message.text && at >= 0) body.append(this.checkButton(message));
    const kind = message.private && !room.direct ? "whisper" : null;
    return el("article", { class: kind, tabindex: "-1", "aria-label": inBrief(message, name) }, portrait(people[at], at), body);
  }

  content(message) {
    if (message.card) {
      const press = (button, form, element) => this.acts.press(message, button, form, element);
      return drawCard(message.card, { press }).node;
    }
    const mention = message.mention ? el("span", { class: "mention" }, `@${this.view.bot}`) : null;
    return el("p", { class: "said" }, mention, mention ? ` ${message.text}` : message.text);
  }

  replyButton(root) {
    return el("button", { type: "button", class: "reply", onclick: () => this.openReply(root) }, icon("reply"), "返信");
  }

  /** What Slack and Teams offer in the menu of a message. */
  checkButton(message) {
    const chosen = (event) => this.acts.shortcut(message, "check.message", event.currentTarget);
    return el("button", { type: "button", class: "reply", onclick: chosen }, icon("check"), "投稿前チェック");
  }

  openReply(root) {
    const { node } = this.items.get(root);
    let form = node.querySelector(":scope > .reply-form");
    if (!form) node.append((form = this.replyForm(root, node)));
    form.querySelector("textarea").focus();
    form.scrollIntoView({ block: "nearest" });
  }

  replyForm(root, node) {
    const area = el("textarea", { rows: 1, "aria-label": "スレッドへの返信", placeholder: "スレッドに返信を書く" });
    const box = el("input", { type: "checkbox" });
    const closed = () => {
      form.remove();
      node.querySelector(":scope > article .reply")?.focus();
    };
    const submit = async () => {
      if (await this.acts.reply(root, area.value, box.checked)) closed();
    };
    const form = el(
      "form", { class: "reply-form compose-box" }, area,
      el("div", { class: "compose-row" },
        el("label", { class: "check" }, box, ` ${this.view.bot}に聞く`),
        el("button", { type: "button", onclick: closed }, "やめる"),
        el("button", { type: "submit", class: "primary" }, "返信する"),
      ),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    form.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && closed());
    sendsWithEnter(area, submit);
    return form;
  }
}

/** Puts nodes into a parent in this order, and touches only what is out of place (focus and typing survive). */
function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] || null);
  });
}
