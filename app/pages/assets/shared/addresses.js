/* The addresses of the pages. */

export const rafflePage = (id) => `/r/${id}`;

export const certificatePage = (id) => `${rafflePage(id)}/certificate`;

/** The id of the raffle in the address of its page or certificate. Chats write it in upper case, or add characters. */
export const raffleIdInAddress = () => location.pathname.split("/")[2].slice(0, 36).toLowerCase();
