/**
 * A document on the bench: opened once, then turned at its dials. Reading the YAML, checking its shape and loading what it names is
 * done once; a change of a value only binds anew.
 */
import { encodeUtf8, LapicqueError } from "../base/index.ts";
import { documentText, textEditor } from "../model/index.ts";
import { type Environment, type Opened, openText, reopen } from "./open.ts";

/** Values by path that are set in a text, in their order. */
export type Values = ReadonlyMap<string, string>;

/** A document with its text. */
export interface Turned {
  readonly opened: Opened;
  readonly text: string;
}

/** Owns the text that was last opened, with what was read from it. */
export class Workbench {
  readonly #environment: Environment;
  #base: { readonly text: string; readonly name: string; readonly opened: Opened; edit?: (values: Values) => string } | undefined;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Opens a text whole, or finds it on the bench. */
  async open(text: string, name: string): Promise<Opened> {
    if (this.#base?.text === text && this.#base.name === name) return this.#base.opened;
    const opened = await openText(this.#environment, text, name);
    this.#base = { text, name, opened };
    return opened;
  }

  /**
   * The text `base` with values set, as `setValues` does. Every number that is computed from it is the same, bit for bit, as from that text
   * opened whole, which is what happens where a value is wrong. Throws a LapicqueError where the text has no place for a value.
   */
  async turn(base: string, values: Values, name: string): Promise<Turned> {
    const before = await this.open(base, name);
    const held = this.#base!;
    if (values.size === 0) return { opened: before, text: base };
    held.edit ??= textEditor(base);
    const text = held.edit(values);
    if (before.errors.length > 0 || ![...values.keys()].every(isPlace)) return this.#whole(text, name);
    try {
      return { opened: await this.#signed(reopen(before, values), before.yaml === base, text, name), text };
    } catch (error) {
      if (error instanceof LapicqueError) return this.#whole(text, name);
      throw error;
    }
  }

  async #whole(text: string, name: string): Promise<Turned> {
    return { opened: await openText(this.#environment, text, name), text };
  }

  /** The document with the text and the hash that it would have, had it been opened whole. */
  async #signed(opened: Opened, isAsWritten: boolean, text: string, name: string): Promise<Opened> {
    const { host } = this.#environment;
    const yaml = isAsWritten ? text : documentText(opened.document.root, (file) => host.resolve(name, file));
    return { ...opened, yaml, provenance: { ...opened.provenance, document_sha256: await host.sha256(encodeUtf8(yaml)) } };
  }
}

/** An input has a path of two steps: its stimuli give way to one, which the text may write in another order. */
function isPlace(path: string): boolean {
  return path.split(".").length !== 2 || /^(run|parameters)\./.test(path);
}
