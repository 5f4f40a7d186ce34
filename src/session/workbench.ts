/**
 * A document on the bench: opened once, then turned at its dials. Reading the YAML, checking its shape and loading what it names is
 * done once; a change of a value only binds anew.
 */
import { encodeUtf8, LapicqueError } from "../base/index.ts";
import { documentText } from "../model/index.ts";
import { type Environment, type Opened, openText, reopen } from "./open.ts";

/** Values set by path since the document was opened whole. */
export type Values = ReadonlyMap<string, string>;

/** Owns the document that was last opened whole. */
export class Workbench {
  readonly #environment: Environment;
  #base: { readonly text: string; readonly opened: Opened } | undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Opens a document whole. */
  async open(text: string, name: string): Promise<Opened> {
    const opened = await openText(this.#environment, text, name);
    this.#base = { text, opened };
    return opened;
  }

  /**
   * The document `text`, which is `base` with these values set (`setValue`). Every number that is computed from it is the same, bit for
   * bit, as from `open(text)`, which is what happens where `base` is not on the bench or a value is wrong.
   */
  async turn(base: string, values: Values, text: string, name: string): Promise<Opened> {
    const before = this.#base;
    // A path of two steps is an input: its stimuli give way to one, which the text may write in another order.
    const isDirect = [...values.keys()].every((path) => path.split(".").length !== 2 || /^(run|parameters)\./.test(path));
    if (before?.text !== base || before.opened.errors.length > 0 || !isDirect) return this.open(text, name);
    try {
      const turned = reopen(before.opened, values);
      const { host } = this.#environment;
      const isAsWritten = before.opened.yaml === base;
      const yaml = isAsWritten ? text : documentText(turned.document.root, (file) => host.resolve(name, file));
      return { ...turned, yaml, provenance: { ...turned.provenance, document_sha256: await host.sha256(encodeUtf8(yaml)) } };
    } catch (error) {
      if (error instanceof LapicqueError) return this.open(text, name);
      throw error;
    }
  }
}
