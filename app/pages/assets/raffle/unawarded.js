/* The prizes for which there were not enough claimed tickets. */

/** Return the prizes that nobody wins, because there are fewer winners than prizes: [{prize, amount}]. */
export function unawarded(prizes, winners) {
  let end = 0;
  return prizes.flatMap(({ name, amount }) => {
    end += amount;
    const rest = Math.min(amount, end - winners);
    return rest > 0 ? [{ prize: name, amount: rest }] : [];
  });
}
