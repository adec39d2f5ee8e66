/* The characters of texts and names, as the service counts and checks them. */

const VISIBLE = /[^\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a text has a character that people can see. */
export const isVisible = (text) => VISIBLE.test(text);

/** The number of code points, as the service counts. `length` counts an emoji as two. */
export const lengthOf = (text) => [...text].length;

/** The code point of the first character of a text, such as "U+200B". */
export const codePoint = (text) => `U+${text.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
