/** The shape of a sentence table: code -> (data -> sentence and hint). */

/** What a sentence is about, in the user's own words. */
export type Data = Readonly<Record<string, string | number | readonly string[]>>;

/** What a code says: the sentence, and what to do about it. */
export interface Message {
  readonly text: string;
  readonly hint?: string;
}

export type MessageTable = Readonly<Record<string, (data: Data) => Message>>;
