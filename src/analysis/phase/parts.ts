/** Options and parts of a portrait. */
import type { Curve, FixedPoint, PhasePortrait } from "../../contract/index.ts";
import type { Rectangle } from "./scalar-field.ts";

/** What may be chosen of a portrait; without anything it chooses for itself. */
export interface PortraitOptions {
  readonly title?: string;
  /** Names of the states on the axes; the first two without. */
  readonly x?: string;
  readonly y?: string;
  /** Ranges of the axes in the user's units. */
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  /** Names of states that stay where the run begins instead of being slaved. */
  readonly frozen?: readonly string[];
  /** Parameters and inputs in internal units, and where the run begins; those of the system without. */
  readonly p?: ArrayLike<number>;
  readonly start?: ArrayLike<number>;
  /** Also the orbit from the start, for as long as the run. */
  readonly orbit?: boolean;
  /** Also the nullclines and fixed points while the inputs have other values. */
  readonly moments?: boolean;
}

/** What a plane shows at one value of the parameters, in internal units. */
export interface Scenery {
  readonly nullclines: readonly { readonly state: number; readonly branches: readonly Curve[] }[];
  readonly fixedPoints: readonly FixedPoint[];
}

/** All of a plane, in internal units but for the field; the window of a line has no height. */
export type PlanePortrait = Scenery & { readonly window: Rectangle } & Pick<PhasePortrait, "field" | "threshold" | "reset">;
