/* The addresses of the service. The service may be under a path, such as /raffle. Only this module knows the path. */

import { element } from "./dom.js";

/** The path of the service, without a slash at its end: "" or, for example, "/raffle". */
const BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");

/** Return the address for a path in the service, such as `/assets/docs.css`. */
export const addressOf = (path) => BASE + path;

/** Return the path, such as `/raffles/`, in an address that the service has sent. This is the inverse of addressOf. */
export const pathIn = (address) => address.startsWith(`${BASE}/`) ? address.slice(BASE.length) : address;

/** Return the address of a page for other people and devices. If PUBLIC_URL is set, the address begins with it. */
export const publicAddress = (page) =>
  new URL(page, document.querySelector('meta[name="public-url"]')?.content ?? location.origin).href;

export const rafflePage = (id) => addressOf(`/r/${id}`);

export const certificatePage = (id) => `${rafflePage(id)}/certificate`;

export const managePage = addressOf("/manage");

export const stagePage = (id) => `${rafflePage(id)}/stage`;

/** Return the id of the raffle in the address of this page. Chats can write an id in upper case, or add characters. */
export const raffleIdInAddress = () => /.*\/r\/([^/]*)/.exec(location.pathname)[1].slice(0, 36).toLowerCase();

/** Put the address of this page at the end of its content. The address is seen only if the page is printed. */
export const showAddressOnPaper = (page) =>
  document.querySelector("main").append(element("p", { class: "on-paper" }, publicAddress(page)));
