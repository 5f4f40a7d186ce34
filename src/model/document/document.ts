/** A document with everything included: what overrides, sweeps and binding work on. */
import type { LapicqueError } from "../../base/index.ts";
import type { Model } from "../catalogue/model.ts";
import type { MapNode } from "./node.ts";

/** Other documents and catalogue models that entries may begin from. */
export interface Library {
  /** Files by name, with their own top-level includes merged in. */
  readonly files: ReadonlyMap<string, MapNode>;
  readonly models: ReadonlyMap<string, Model>;
}

/** A document in memory. Immutable. */
export interface Document {
  /** As the user named it; file names in the document are relative to its folder. */
  readonly name: string;
  /** What the user wrote, with top-level includes merged in: what overrides change. */
  readonly own: MapNode;
  /** `own`, with every entry's `include` and `model` put under it. */
  readonly root: MapNode;
  readonly loaded: Library;
  /** What was wrong while reading and including; binding adds its own. */
  readonly errors: readonly LapicqueError[];
  /** Entries (`neurons.cell`) that could not be put together. */
  readonly broken: readonly string[];
}
