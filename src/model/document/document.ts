/** A document with everything included: what overrides, sweeps and binding work on. */
import type { LapicqueError } from "../../base/index.ts";
import type { MapNode } from "./node.ts";

/** A document in memory. Immutable. */
export interface Document {
  /** As the user named it; file names in the document are relative to its folder. */
  readonly name: string;
  readonly root: MapNode;
  /** What was wrong while reading and including; binding adds its own. */
  readonly errors: readonly LapicqueError[];
}
