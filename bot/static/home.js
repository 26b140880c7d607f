// The home page of whoever is played: what waits, what can be done, and what is theirs.

import { drawCard } from "./card.js";
import { byId } from "./dom.js";
import { send } from "./wire.js";

/** The home page's place among the rooms. */
export const HOME = "home";
export const homeRoom = (who) => ({ id: HOME, name: "ホーム", home: true, direct: false, members: [who] });

/** Asks for somebody's page; from then on the server tells when it changes. */
export async function openHome(who) {
  byId("home").replaceChildren();
  return (await send("/web/home", { who })).card;
}

/** Draws the page; the button that had the focus has it afterwards. */
export function drawHome(card, press) {
  const place = byId("home");
  const focused = place.contains(document.activeElement) ? document.activeElement.textContent : "";
  place.replaceChildren(drawCard(card, { press }).node);
  if (focused) [...place.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
}
