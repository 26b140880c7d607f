// What goes to the server and what comes from it.

const TRIES = 3;
const LONGEST_WAIT = 5000;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const wellFormed = (key, value) => (typeof value === "string" && value.toWellFormed ? value.toWellFormed() : value);

/** A failure with a text for the user. */
export class Failed extends Error {}

/** An id for one action: the server does an action with the same id once. */
export const newId = () => crypto.randomUUID();

/** Posts a body with its id; a lost answer is asked for again under the same id. Throws Failed. */
export async function send(path, body) {
  for (let tries = 1; ; tries += 1) {
    let response;
    try {
      const text = JSON.stringify(body, wellFormed);
      response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: text });
    } catch {
      if (tries < TRIES) {
        await sleep(300 * tries);
        continue;
      }
      throw new Failed("サーバーに届きませんでした。動いているかを確かめて、もう一度お試しください。");
    }
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw new Failed(answer.error || `うまく処理できませんでした（エラー番号 ${response.status}）。もう一度お試しください。`);
  }
}

/** Listens to everything that one person sees ("": the first); connects again by itself, beginning with the whole state. */
export class Live {
  constructor(update, connected) {
    this.update = update;
    this.connected = connected;
    this.who = "";
    this.wait = 300;
    this.socket = null;
    this.timer = 0;
    addEventListener("online", () => this.again());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.again());
  }

  listen(who) {
    this.who = who;
    this.close();
    this.open();
  }

  again() {
    if (this.socket?.readyState === WebSocket.CLOSED) this.open();
  }

  close() {
    clearTimeout(this.timer);
    if (!this.socket) return;
    this.socket.onclose = this.socket.onmessage = null;
    this.socket.close();
    this.socket = null;
  }

  open() {
    clearTimeout(this.timer);
    const socket = new WebSocket(`ws://${location.host}/web/live?who=${encodeURIComponent(this.who)}`);
    this.socket = socket;
    socket.onmessage = (event) => {
      this.wait = 300;
      this.connected(true);
      this.update(JSON.parse(event.data));
    };
    socket.onclose = () => {
      this.connected(false);
      this.timer = setTimeout(() => this.open(), this.wait * (0.75 + Math.random() / 2));
      this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
    };
  }
}
