/* The addresses of the pages. */

export const rafflePage = (id) => `/r/${id}`;

export const certificatePage = (id) => `${rafflePage(id)}/certificate`;

/** The id of the raffle in the address of the page of a raffle or of its certificate. */
export const raffleIdInAddress = () => decodeURIComponent(location.pathname.split("/")[2] ?? "");
