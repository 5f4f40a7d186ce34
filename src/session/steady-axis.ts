/** The parameter of `steady --over`: one of the equations themselves, or any number of the document, which is then read anew for each value. */
import { type Complaint, LapicqueError } from "../base/index.ts";
import type { StationaryProblem, System, SystemQuantity } from "../contract/index.ts";
import { type Dial, dialsOf, type Experiment, rangeAxis } from "../model/index.ts";
import { axisOf } from "./axes.ts";
import { type Opened, reopen } from "./open.ts";
import { readRange } from "./range.ts";

/** A problem with the parameter that it is followed over. */
export interface SteadyAxis {
  readonly problem: StationaryProblem;
  /** Index of the parameter, and its range in internal units. */
  readonly parameter: number;
  readonly low: number;
  readonly high: number;
  close(): void;
}

/**
 * Reads `PATH=a:b`. Throws `bad-over`, `unknown-parameter-over`.
 *
 * @param problem  at the values of the document; closed by whoever opened it
 * @param build  the problem of the document with another value
 */
export function axisFor(
  opened: Opened,
  problem: StationaryProblem,
  build: (experiment: Experiment) => StationaryProblem,
  over: string,
): SteadyAxis {
  const at = over.indexOf("=");
  const [path, text] = [over.slice(0, Math.max(at, 0)).trim(), over.slice(at + 1)];
  if (at <= 0) throw new LapicqueError("bad-over", { given: over });
  const { system } = problem;
  const name = path.slice(path.lastIndexOf(".") + 1);
  // Inputs come last; where a parameter has the name of one, the input is meant.
  const parameter = system.parameters.findLastIndex((one) => one.name === name);
  if (parameter >= 0) {
    const quantity = system.parameters[parameter]!;
    const [low, high] = checked(readRange(text, quantity, system), over);
    return { problem, parameter, low: low * quantity.factor, high: high * quantity.factor, close() {} };
  }
  const dial = dialNamed(opened, path);
  if (dial === undefined) {
    const known = [...system.parameters.map((one) => one.name), ...numbersOf(opened).map((one) => one.path)];
    throw new LapicqueError("unknown-parameter-over", { name: path, population: system.name, known });
  }
  const [low, high] = checked(endsOf(opened, dial, text), over);
  const family = new Family(opened, problem.system, dial, build);
  return { problem: family.problem(problem), parameter: 0, low, high, close: () => family.close() };
}

function checked(range: readonly [number, number] | undefined, over: string): readonly [number, number] {
  if (!range || !(range[0] < range[1]) || !range.every(Number.isFinite)) throw new LapicqueError("bad-over", { given: over });
  return range;
}

/** Numbers of the document that equations may depend on. */
function numbersOf({ document }: Opened): readonly Dial[] {
  return dialsOf(document).filter(({ group, value }) => group !== "run" && group !== "initial" && value !== undefined);
}

/** The number of that path; else the only one of that name, the document's own parameter before others. */
function dialNamed(opened: Opened, path: string): Dial | undefined {
  const dials = numbersOf(opened);
  const ofName = dials.filter(({ name }) => name === path);
  const own = ofName.find(({ owner, group }) => owner === "" && group === "parameter");
  return dials.find((one) => one.path === path) ?? own ?? (ofName.length === 1 ? ofName[0] : undefined);
}

/** The ends in the unit of the dial, in which a number without unit is. */
function endsOf({ document }: Opened, dial: Dial, text: string): readonly [number, number] | undefined {
  const ends = text.split(":").map((end) => end.trim());
  if (ends.length !== 2) return undefined;
  const [low, high] = ends.map((end) => (end !== "" && Number.isFinite(Number(end)) ? written(Number(end), dial) : end));
  const axis = rangeAxis(document, dial.path, `${low}:${high}:2`);
  const values = axis && axisOf({ path: dial.path, values: axis.values });
  if (values === undefined || values.shown.unit !== bare(dial.unit)) return undefined;
  const [from, to] = values.shown.values;
  return typeof from === "number" && typeof to === "number" ? [from, to] : undefined;
}

/** A value as it would be typed. */
function written(value: number, { unit }: Pick<Dial, "unit">): string {
  return unit === "" || unit.startsWith("/") ? `${value}${unit}` : `${value} ${unit}`;
}

/** A unit as an axis has it: `/ms` stands for `1/ms`. */
function bare(unit: string): string {
  return unit.startsWith("/") ? `1${unit}` : unit;
}

/** Problems that are kept: a derivative by the parameter takes two beside the one at hand. */
const kept = 8;

/** The problems of a document over one of its numbers. */
class Family {
  readonly #opened: Opened;
  readonly #dial: Dial;
  readonly #build: (experiment: Experiment) => StationaryProblem;
  readonly #base: System;
  /** Of problems that are kept no longer. */
  readonly #gaps: Complaint[] = [];
  readonly #problems = new Map<number, { readonly problem: StationaryProblem; readonly p: Float64Array }>();

  constructor(opened: Opened, base: System, dial: Dial, build: (experiment: Experiment) => StationaryProblem) {
    this.#opened = opened;
    this.#base = base;
    this.#dial = dial;
    this.#build = build;
  }

  /** @param base  at the values of the document */
  problem(base: StationaryProblem): StationaryProblem {
    const { activities, complete, spectrum, starts, gaps } = base;
    const { name, value, unit, range } = this.#dial;
    const quantity: SystemQuantity = { name, unit: bare(unit), factor: 1, value: value!, ...(range ? { range } : {}) };
    const system: System = {
      ...this.#base,
      parameters: [quantity],
      inputCount: 0,
      rhs: (x, p, out) => this.#with(p, (one, own) => one.system.rhs(x, own, out)),
      jacobian: (x, p, out) => this.#with(p, (one, own) => one.system.jacobian(x, own, out)),
      close() {},
    };
    return {
      system,
      complete,
      activities: activities.map((activity, k) => ({
        ...activity,
        of: (x: Float64Array, p: Float64Array) => this.#with(p, (one, own) => one.activities[k]!.of(x, own)),
      })),
      ...(spectrum ? { spectrum: (x: Float64Array, p: Float64Array) => this.#with(p, (one, own) => one.spectrum!(x, own)) } : {}),
      ...(starts ? { starts: (p: Float64Array) => this.#with(p, (one, own) => one.starts!(own)) } : {}),
      ...(gaps ? { gaps: () => [...this.#gaps, ...[...this.#problems.values()].flatMap(({ problem }) => problem.gaps!())] } : {}),
    };
  }

  #with<T>(p: Float64Array, ask: (problem: StationaryProblem, own: Float64Array) => T): T {
    const value = p[0]!;
    const known = this.#problems.get(value);
    if (known) return ask(known.problem, known.p);
    const { experiment } = reopen(this.#opened, new Map([[this.#dial.path, written(value, this.#dial)]]));
    const problem = this.#build(experiment!);
    const one = { problem, p: Float64Array.from(problem.system.parameters, (parameter) => parameter.value) };
    for (const [key, oldest] of this.#problems) {
      if (this.#problems.size < kept) break;
      this.#gaps.push(...(oldest.problem.gaps?.() ?? []));
      oldest.problem.system.close();
      this.#problems.delete(key);
    }
    this.#problems.set(value, one);
    return ask(one.problem, one.p);
  }

  close(): void {
    for (const { problem } of this.#problems.values()) problem.system.close();
  }
}
