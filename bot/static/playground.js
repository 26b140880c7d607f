// The page as a whole: who is played, which room is open, what is said and pressed.

import { openForm, sure } from "./dialog.js";
import { byId, el, grow, icon, sendsWithEnter, speak, toast } from "./dom.js";
import { HOME, drawHome, homeRoom, openHome } from "./home.js";
import { drawSide, openSide, startSide } from "./side.js";
import { Talk, inBrief } from "./talk.js";
import { Failed, Live, newId, send } from "./wire.js";

const EXAMPLES = [
  "昼休みにインスタを更新していい？",
  "チェック 窓口に来た山田一郎さん(090-1234-5678)、滞納があるらしい。",
  "条文 5-(1)",
  "申請",
  "ヘルプ",
];
const STEPS = [
  "下の例を押すか、質問をそのまま書くと、ガイドラインの条文で答えます。「チェック」に続けて下書きを書くと、投稿前に確認します。",
  "足りないときは、担当課に質問を送れます。人を切り替えると、届いた側の画面になります。",
  "上の「次の開庁日へ」で日付が進みます。その日は見本のアカウントの効果測定の日なので、田中さんと山本さんにお知らせが届きます。",
];
const NEAR = 80; // pixels from the end that still count as reading along
const MOMENT = 200; // milliseconds in which a scroll is our own
const NOW = new Intl.DateTimeFormat("ja-JP", {
  timeZone: "Asia/Tokyo", year: "numeric", month: "long", day: "numeric", weekday: "short", hour: "numeric", minute: "2-digit",
});

const state = { who: "", room: "", bot: "", people: [], rooms: [], unread: {}, messages: new Map(), ahead: 0 };
const drafts = new Map(); // person and room → what is typed there
const mentions = new Map(); // room → whether the box is ticked
const unsent = new Map(); // person, room and thread → {text, id} of what may have arrived
const scroll = byId("scroll");
const area = byId("compose-text");
let following = true;
let scrolledAt = 0;
let reading = 0;

const talk = new Talk(byId("messages"), {
  press: pressed, shortcut, reply: (root, text, mention) => say(text, root, mention),
});
const live = new Live(update, (connected) => (byId("offline").hidden = connected));
const room = () => state.rooms.find((one) => one.id === state.room);
const here = () => [...state.messages.values()].filter((one) => one.room === state.room).sort((a, b) => a.order - b.order);
const person = (id) => state.people.find((one) => one.id === id);
const nameOf = (message) => person(message.author)?.name || state.bot;

// What comes from the server

function update(told) {
  switch (told.type) {
    case "state": return begin(told);
    case "message": return arrived(told.message);
    case "gone": state.messages.delete(told.id); return show();
    case "unread": Object.assign(state.unread, told.unread); return side();
    case "clock": return setClock(told.now);
    case "home": return room()?.home && drawHome(told.card, pressedAtHome);
  }
}

function begin(told) {
  Object.assign(state, { who: told.who, bot: told.bot, people: told.people, unread: told.unread });
  state.rooms = [homeRoom(told.who), ...told.rooms];
  state.messages = new Map(told.messages.map((message) => [message.id, message]));
  if (!room()) state.room = told.rooms.find((one) => one.direct).id;
  byId("about-source").textContent = told.guideline.source;
  setClock(told.now);
  opened();
}

function arrived(message) {
  const isNew = !state.messages.has(message.id);
  state.messages.set(message.id, message);
  if (message.room !== state.room) return;
  show();
  if (message.author !== state.who) speak(inBrief(message, nameOf(message)));
  if (isNew && (following || message.author === state.who)) follow(message.id);
  else if (isNew) byId("newest").hidden = false;
}

// What is shown

function opened() {
  address();
  const { home } = room();
  byId("home").hidden = !home;
  byId("scroll").hidden = byId("compose").hidden = Boolean(home);
  if (home) return home_();
  byId("room-name").textContent = room().direct ? state.bot : `# ${room().name}`;
  byId("room-note").textContent = room().direct
    ? `${person(state.who).name}さんだけの会話です。`
    : `${room().members.map((id) => person(id).name.split(" ")[0]).join("、")}さんの部屋です。`;
  byId("compose-label").textContent = room().direct ? "SNS窓口に質問を書く" : `${room().name}に書く`;
  area.placeholder = byId("compose-label").textContent;
  byId("mention-row").hidden = room().direct;
  byId("mention").checked = mentions.get(state.room) ?? true;
  area.value = drafts.get(`${state.who} ${state.room}`) || "";
  grow(area);
  show();
  toEnd();
}

async function home_() {
  const { who } = state;
  byId("room-name").textContent = room().name;
  byId("room-note").textContent = "待っているもの、できること、自分のアカウントと案件。変わると、すぐに書き換わります。";
  byId("newest").hidden = true;
  side();
  try {
    const card = await openHome(who);
    if (room().home && who === state.who) drawHome(card, pressedAtHome);
  } catch (error) {
    failed(error);
  }
}

function show() {
  const messages = here();
  talk.show({ who: state.who, bot: state.bot, people: state.people, room: room(), messages });
  welcome(messages);
  side();
  read();
}

function side() {
  if (!state.rooms.length) return;
  drawSide(state, go);
  const mine = Object.values(state.unread[state.who] || {}).reduce((sum, count) => sum + count, 0);
  document.title = `${mine ? `(${mine}) ` : ""}${person(state.who).name} — SNSガイドライン窓口`;
}

function welcome(messages) {
  const first = room().direct && !messages.length;
  byId("welcome").hidden = !first;
  if (first && !byId("welcome").childElementCount) {
    byId("welcome").append(
      el("span", { class: "portrait bot large", "aria-hidden": "true" }, icon("bot")),
      el("h2", {}, "SNSの決まりを、条文の言葉でお答えします"),
      el("ol", {}, ...STEPS.map((step) => el("li", {}, step))),
    );
  }
  const said = new Set(messages.filter((one) => one.author === state.who).map((one) => one.text));
  const left = room().direct ? EXAMPLES.filter((example) => !said.has(example)) : [];
  const chip = (text) => el("button", { type: "button", class: "chip", onclick: () => chosen(text) }, text);
  byId("chips").hidden = !left.length;
  byId("chips").replaceChildren(...left.map(chip));
}

async function chosen(text) {
  area.focus();
  await say(text, "", false);
}

function follow(id) {
  const node = talk.node(id);
  if (!node) return;
  scrolledAt = Date.now();
  following = true;
  const tall = node.offsetHeight > scroll.clientHeight - 40;
  node.scrollIntoView({ block: tall ? "start" : "nearest" });
  if (!tall && isLast(node)) scroll.scrollTop = scroll.scrollHeight;
  read();
}

const isLast = (node) => node === byId("messages").lastElementChild;

function toEnd() {
  scrolledAt = Date.now();
  following = true;
  scroll.scrollTop = byId("welcome").hidden ? scroll.scrollHeight : 0;
  byId("newest").hidden = true;
  read();
}

function setClock(now) {
  state.ahead = new Date(now) - Date.now();
  tick();
}

function tick() {
  const now = new Date(Date.now() + state.ahead);
  byId("now").textContent = NOW.format(now);
  byId("now").dateTime = now.toISOString();
}

// Who and where

function go(who, wanted) {
  keepDraft();
  openSide(false);
  const another = who !== state.who;
  state.room = wanted || landing(who);
  if (!another) return switched();
  state.who = who;
  talk.clear();
  live.listen(who);
}

function switched() {
  talk.clear();
  opened();
}

/** Where another person begins: where something is unread, else in the same room if they are in it. */
function landing(who) {
  if (state.room === HOME) return HOME;
  const unread = Object.keys(state.unread[who] || {});
  if (unread.length) return unread.includes(state.room) ? state.room : unread[0];
  return room() && !room().direct && room().members.includes(who) ? state.room : "";
}

function address() {
  const query = new URLSearchParams({ who: state.who, room: state.room });
  if (location.search !== `?${query}`) history.replaceState(null, "", `?${query}`);
}

function keepDraft() {
  drafts.set(`${state.who} ${state.room}`, area.value);
  mentions.set(state.room, byId("mention").checked);
}

function read() {
  clearTimeout(reading);
  const { who, room: id } = state;
  if (!following || document.visibilityState !== "visible" || !(state.unread[who] || {})[id]) return;
  const upto = Math.max(0, ...here().map((one) => one.order));
  reading = setTimeout(() => send("/web/read", { who, room: id, upto }).catch(() => {}), 150);
}

// What is said and pressed

/** Says something; true when the server took it. A text that failed is sent again under the same id. */
async function say(text, thread, mention, files = []) {
  if (!text.trim() && !files.length) return false;
  const key = `${state.who} ${state.room} ${thread}`;
  const before = unsent.get(key);
  const id = before && before.text === text ? before.id : newId();
  unsent.set(key, { text, id });
  try {
    await send("/web/say", { id, who: state.who, room: state.room, text, thread, mention, files });
    unsent.delete(key);
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}

async function sayWritten() {
  const text = area.value;
  const key = `${state.who} ${state.room}`;
  if ((!text.trim() && !chosenFiles().length) || area.readOnly) return;
  area.readOnly = true;
  const taken = await say(text, "", !room().direct && byId("mention").checked, await readFiles());
  area.readOnly = false;
  if (!taken) return;
  byId("files").value = "";
  showFiles();
  drafts.delete(key);
  if (key === `${state.who} ${state.room}`) area.value = "";
  grow(area);
}

const chosenFiles = () => [...byId("files").files];

/** The chosen files as {name, data}, data in base64. */
function readFiles() {
  return Promise.all(chosenFiles().map((file) => new Promise((done, broken) => {
    const reader = new FileReader();
    reader.onload = () => done({ name: file.name, data: reader.result.slice(reader.result.indexOf(",") + 1) });
    reader.onerror = () => broken(new Failed(`${file.name}を読み取れませんでした。`));
    reader.readAsDataURL(file);
  })));
}

function showFiles() {
  byId("files-chosen").textContent = chosenFiles().map((file) => file.name).join("、");
}

/** A choice from a message's menu. */
async function shortcut(message, action, element) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  try {
    const wanted = { id: newId(), who: state.who, room: message.room, message: message.id, action };
    const answer = await send("/web/shortcut", wanted);
    if (answer.dialog) openForm(state.who, answer.dialog, submitting(message));
  } catch (error) {
    failed(error);
  } finally {
    element.removeAttribute("aria-busy");
  }
}

async function pressed(message, button, form, element) {
  if (element.getAttribute("aria-busy") === "true") return;
  if (button.style === "primary" && !form.check()) return;
  if (button.confirm && !(await sure(button.confirm, button.label))) return;
  element.setAttribute("aria-busy", "true");
  try {
    const answer = await press(message, button, form.values());
    if (answer.dialog) openForm(state.who, answer.dialog, submitting(message));
  } catch (error) {
    failed(error);
  } finally {
    element.removeAttribute("aria-busy");
  }
}

/** The button of a form that was opened from a message. */
function submitting(message) {
  const who = state.who;
  return async (button, values) => (await press(message, button, values, who)).dialog || null;
}

/** What is opened from the home page is said in the person's own conversation, which is shown then. */
async function pressedAtHome(button, form, element) {
  if (element.getAttribute("aria-busy") === "true") return;
  element.setAttribute("aria-busy", "true");
  const { who } = state;
  const direct = state.rooms.find((one) => one.direct).id;
  const message = { id: "", room: direct };
  const submit = submitting(message);
  const submitted = async (sent, values) => {
    const next = await submit(sent, values);
    if (!next) go(who, direct);
    return next;
  };
  try {
    const answer = await press(message, button, form.values());
    if (answer.dialog) return openForm(who, answer.dialog, submitted);
    go(who, direct);
    if (answer.message) follow(answer.message);
  } catch (error) {
    failed(error);
  } finally {
    element.removeAttribute("aria-busy");
  }
}

function press(message, button, inputs, who = state.who) {
  const form = { action: button.action, value: button.value, nonce: button.nonce, inputs };
  return send("/web/press", { id: newId(), who, room: message.room, message: message.id, form });
}

async function advance(button) {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  try {
    const { now } = await send("/web/advance", { id: newId(), seconds: Number(button.dataset.advance) });
    setClock(now);
    toast("業務時刻を進めました。");
  } catch (error) {
    failed(error);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function failed(error) {
  if (!(error instanceof Failed)) throw error;
  toast(error.message);
}

// Start

function start() {
  const query = new URLSearchParams(location.search);
  state.room = query.get("room") || "";
  state.who = query.get("who") || "";
  startSide();
  live.listen(state.who);
}

scroll.addEventListener("scroll", () => {
  const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
  if (near) byId("newest").hidden = true;
  if (near || Date.now() - scrolledAt > MOMENT) following = near;
  if (near) read();
});
sendsWithEnter(area, sayWritten);
byId("attach").addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", showFiles);
byId("compose").addEventListener("submit", (event) => {
  event.preventDefault();
  sayWritten();
});
byId("newest").addEventListener("click", toEnd);
document.querySelectorAll("[data-advance]").forEach((button) => button.addEventListener("click", () => advance(button)));
document.addEventListener("visibilitychange", read);
setInterval(tick, 10000);
start();
