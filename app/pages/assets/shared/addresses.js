/* The addresses of the pages. */

import { element } from "./dom.js";

export const rafflePage = (id) => `/r/${id}`;

export const certificatePage = (id) => `${rafflePage(id)}/certificate`;

/** The id of the raffle in the address of its page or certificate. Chats write it in upper case, or add characters. */
export const raffleIdInAddress = () => location.pathname.split("/")[2].slice(0, 36).toLowerCase();

/** Put the address of this page at the end of its content. It is seen only on paper, where no address bar is. */
export const showAddressOnPaper = () =>
  document.querySelector("main").append(
    element("p", { class: "on-paper" }, location.origin + location.pathname),
  );
