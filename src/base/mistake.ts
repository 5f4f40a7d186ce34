/** Mistakes of the program itself. Kept apart from misuse, so that a part of the page that only asserts does not load every sentence for users. */
/** Something that the program itself must never let happen. */
export class InternalError extends Error {
  constructor(what: string) {
    super(`${what}. This is a mistake in lapicque, not in your document: please report it with the document.`);
    this.name = "InternalError";
  }
}

/** The `never` check at the end of a switch over a union. */
export function unreachable(value: never): never {
  throw new InternalError(`unexpected value ${JSON.stringify(value)}`);
}
