/** How large a text and what it makes may be: beyond this an error says so, and no stage overflows the stack or runs for ever. */

/** Characters of one expression or block. */
export const longestText = 200_000;

/** Parentheses, calls and prefixes inside one another. */
export const deepestNesting = 200;

/** Depth of a tree: a sum of n terms has depth n. Every recursion over trees is bounded by a small multiple of this. */
export const deepestTree = 500;

/** Nodes of a tree after the document's own functions were put in: functions that call one another twice grow like 2^n. */
export const largestTree = 100_000;

/** Errors that are told of one block: nobody reads more, and each costs time. */
export const mostErrors = 100;
