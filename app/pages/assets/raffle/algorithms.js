/* The names of the algorithms of draws. New raffles are drawn by `raffle-draw/2`. */

export const ALGORITHM = "raffle-draw/1";
export const ALGORITHM_2 = "raffle-draw/2";
