/** The shape of a sentence table: code -> (data -> sentence and hint). */

/** Fills one gap of a sentence, in the user's own words. */
export type Word = string | number;

/** Fills a gap with names: those that are known, or those that are near. */
export type Names = readonly string[];

/** What a sentence is about. Each code says in its table which gaps it has. */
export type Data = Readonly<Record<string, Word | Names>>;

/** What a code says: the sentence, and what to do about it. */
export interface Message {
  readonly text: string;
  readonly hint: string;
}

/** A table of sentences. Each entry declares the gaps that its data must fill. */
export type MessageTable = Readonly<Record<string, (data: never) => Message>>;

/** A table without the codes of another: in an object of all tables, one of two equal codes would hide the other. */
export type Without<Other extends MessageTable> = { readonly [C in keyof Other]?: never };
