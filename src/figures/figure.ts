/** What a figure is: a pure function from a result and its options to a picture. */
import type { Agreement, Continuation, FiringCurve, PhasePortrait, Result, SteadyResult, SweepResult, Table } from "../contract/index.ts";
import type { OptionKinds, Options } from "./options.ts";
import type { PageSize, Scene } from "./scene/scene.ts";

/** A scene, and the numbers it shows: the CSV file beside the picture. */
export interface Picture {
  readonly scene: Scene;
  /** Made when it is asked for: a picture that moves writes no files. */
  table(): Table;
}

/** How a picture is shown: the size of its page, and what a picture that moves keeps still. */
export interface View extends PageSize {
  /** Values that the axes of signals cover at least, by label. */
  readonly reach?: Readonly<Record<string, readonly [number, number]>>;
  /** The page cannot grow: pictures that would make it higher make their parts smaller. */
  readonly fits?: boolean;
  /** Room on the left of the plotting areas at least [points]: the axes of pictures on top of one another agree. */
  readonly left?: number;
  /** Left, right, bottom and top end of the axes of a plane instead of what the data say. */
  readonly window?: readonly [number, number, number, number];
}

/**
 * A kind of figure. `draw` throws `figure-nothing` when the result has nothing for it, and `figure-no-such` for a name that was
 * not recorded; `options` have passed `readOptions`. Without a `view` the picture has the size of every file.
 */
export interface Figure<From = Result> {
  readonly id: string;
  readonly options: OptionKinds;
  /** It has one plane, of which it shows the window of a view. */
  readonly isPlane?: true;
  draw(from: From, options: Options, view?: View): Picture;
}

/** The line of a figure in the registry: of one run, of a sweep, of a phase portrait, of a continuation, of stationary states, of an f-I curve, or of scales compared. */
export type FigureEntry =
  | { readonly id: string; readonly title: string; readonly of: "run"; readonly load: () => Promise<Figure> }
  | { readonly id: string; readonly title: string; readonly of: "sweep"; readonly load: () => Promise<Figure<SweepResult>> }
  | { readonly id: string; readonly title: string; readonly of: "portrait"; readonly load: () => Promise<Figure<PhasePortrait>> }
  | { readonly id: string; readonly title: string; readonly of: "continuation"; readonly load: () => Promise<Figure<Continuation>> }
  | { readonly id: string; readonly title: string; readonly of: "steady"; readonly load: () => Promise<Figure<SteadyResult>> }
  | { readonly id: string; readonly title: string; readonly of: "firing"; readonly load: () => Promise<Figure<FiringCurve>> }
  | { readonly id: string; readonly title: string; readonly of: "agreement"; readonly load: () => Promise<Figure<Agreement>> };
