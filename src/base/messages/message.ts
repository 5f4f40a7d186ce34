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

type CodeOf<Table> = Table extends unknown ? keyof Table : never;

/** Codes that stand in two tables. */
type Repeated<Tables> = Tables extends readonly [infer First, ...infer Rest]
  ? (keyof First & CodeOf<Rest[number]>) | Repeated<Rest>
  : never;

type Together<Tables extends readonly MessageTable[]> = (
  Tables[number] extends infer Table
    ? Table extends unknown
      ? (table: Table) => void
      : never
    : never
) extends (all: infer All) => void
  ? All
  : never;

/** All tables in one. A code that stands in two of them, of which one would hide the other, is a mistake of types. */
export function joinTables<const Tables extends readonly MessageTable[]>(
  tables: [Repeated<Tables>] extends [never] ? Tables : `two tables have ${Repeated<Tables> & string}`,
): Together<Tables> {
  return Object.assign({}, ...tables);
}
