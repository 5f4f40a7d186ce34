/** What every part of `bind` shares: the document, how it is read, and where complaints go. */
import { type Code, type DataOf, LapicqueError, type Span } from "../../base/index.ts";
import type { ParseOptions } from "../../language/index.ts";
import { noUnit, type Unit, unitNamed } from "../../units/index.ts";
import type { MapNode } from "../document/node.ts";
import type { Names } from "../names.ts";

/** A thing that the document names and this version does not have. */
export interface Missing {
  readonly kind: "figure" | "feature";
  readonly name: string;
}

/** The state of one `bind`. Owns the lists of complaints. */
export class Context {
  readonly root: MapNode;
  readonly names: Names;
  readonly units: "physical" | "none";
  /** The fixed step of the run, which `dt` stands for [internal unit of time]. */
  step: number | undefined;
  readonly errors = new Set<LapicqueError>();
  readonly warnings = new Set<LapicqueError>();
  readonly notes = new Set<LapicqueError>();
  /** What keeps a document that is right from being run: no population, no duration. */
  readonly unfinished = new Set<LapicqueError>();
  private readonly missingByName = new Map<string, Missing>();

  constructor(root: MapNode, names: Names, units: "physical" | "none") {
    this.root = root;
    this.names = names;
    this.units = units;
  }

  /** How texts of this document are parsed. */
  parsing(declared?: ReadonlySet<string>): ParseOptions {
    return declared ? { units: this.units, declared } : { units: this.units };
  }

  /** The unit of time: ms, or 1 under `units: none`. */
  get time(): Unit {
    return this.units === "none" ? noUnit : unitNamed("ms");
  }

  /** Runs `body`; its LapicqueError is kept, once, and undefined comes back. */
  attempt<T>(body: () => T): T | undefined {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof LapicqueError)) throw error;
      this.errors.add(error);
      return undefined;
    }
  }

  error<C extends Code>(code: C, data: DataOf<C>, span?: Span): void {
    this.errors.add(new LapicqueError(code, data, span));
  }

  warn<C extends Code>(code: C, data: DataOf<C>, span?: Span): void {
    this.warnings.add(new LapicqueError(code, data, span));
  }

  note<C extends Code>(code: C, data: DataOf<C>, span?: Span): void {
    this.notes.add(new LapicqueError(code, data, span));
  }

  lack(kind: Missing["kind"], name: string): void {
    this.missingByName.set(`${kind} ${name}`, { kind, name });
  }

  get missing(): readonly Missing[] {
    return [...this.missingByName.values()];
  }
}

/**
 * Errors as they are read: in the order of their places, file by file, and without repetitions (a neuron may serve several
 * populations, and each of them makes the same complaint).
 */
export function distinct(errors: Iterable<LapicqueError>): LapicqueError[] {
  const files: string[] = [];
  const found = new Map<string, { readonly error: LapicqueError; readonly place: readonly number[] }>();
  for (const error of errors) {
    const { file = "", line = 0, column = 0 } = error.span?.source.locate(error.span.start) ?? {};
    if (!files.includes(file)) files.push(file);
    const key = [error.code, error.message, file, line, column].join("\n");
    if (!found.has(key)) found.set(key, { error, place: [files.indexOf(file), line, column] });
  }
  const later = (a: readonly number[], b: readonly number[]) => a.map((value, i) => value - b[i]!).find((gap) => gap !== 0) ?? 0;
  return [...found.values()].sort((a, b) => later(a.place, b.place)).map(({ error }) => error);
}
