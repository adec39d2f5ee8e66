/* The addresses of the service. The service may be under a path, such as /raffle. Only this module knows the path. */

import { element } from "./dom.js";

/** The path under which this file was loaded, without a slash at its end: "" or, for example, "/raffle". */
const BASE = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");

/** The address of a path of the service, such as `/assets/docs.css`. */
export const addressOf = (path) => BASE + path;

/** The path, such as `/raffles/`, in an address that the service has sent. The inverse of addressOf. */
export const pathIn = (address) => address.startsWith(`${BASE}/`) ? address.slice(BASE.length) : address;

/** The address of a page of this service for other people and devices. PUBLIC_URL names the host, if it is set. */
export const publicAddress = (page) =>
  new URL(page, document.querySelector('meta[name="public-url"]')?.content ?? location.origin).href;

export const rafflePage = (id) => addressOf(`/r/${id}`);

export const certificatePage = (id) => `${rafflePage(id)}/certificate`;

export const managePage = addressOf("/manage");

export const stagePage = (id) => `${rafflePage(id)}/stage`;

/** The id of the raffle in the address of its page or certificate. Chats write it in upper case, or add characters. */
export const raffleIdInAddress = () => /.*\/r\/([^/]*)/.exec(location.pathname)[1].slice(0, 36).toLowerCase();

/** Put the address of this page at the end of its content. It is seen only on paper, which has no address bar. */
export const showAddressOnPaper = (page) =>
  document.querySelector("main").append(element("p", { class: "on-paper" }, publicAddress(page)));
