/** Euler's method as scripts write it: each line uses the new values of the lines above. */
import { binary, name, type Tree } from "../language/index.ts";
import type { Requirements, Unit } from "./machine.ts";
import { areFinite, type Body, limitOf, type Method, type Trouble } from "./method.ts";
import type { Evaluate } from "./module.ts";
import { type Program, trialSlot } from "./program.ts";

/**
 * y_i <- y_i + h f_i(t, y_0 new, ..., y_(i-1) new, y_i, ...), line by line, with everything that drives the neuron as it is at the
 * beginning of the step; a spike is seen at the end of the step and stamped with its beginning. Steps are not split at edges.
 *
 * @see Izhikevich 2004, IEEE Trans. Neural Netw. 15:1063, the published script
 */
export class SequentialMethod implements Method {
  readonly id = "euler-sequential";
  readonly isPolished = false;
  readonly isStiff = false;
  readonly isOnGrid = true;
  readonly step: number;
  trouble: Trouble = "not-finite";
  readonly made = 1;
  next = 0;
  nextSlope = 0;
  #unit: Unit | undefined;
  #lines: readonly Evaluate[] = [];

  constructor(step: number) {
    this.step = step;
  }

  readonly require = (program: Program): Requirements => ({
    functions: Object.fromEntries(
      program.rates.map((rate, i): [string, readonly Tree[]] => [
        `line${i}`,
        [binary("+", name(program.states[i]!), binary("*", name(trialSlot), rate))],
      ]),
    ),
  });

  restart(): void {}

  attempt(body: Body): number {
    const limit = limitOf(body);
    const { machine, unit, t, y, p, slope } = body;
    const { numbers, n, spare } = machine;
    numbers[p + machine.trialPlace] = this.step;
    this.next = spare;
    this.nextSlope = slope;
    for (let i = 0; i < n; i++) numbers[spare + i] = numbers[y + i]!;
    if (this.#unit !== unit) {
      this.#unit = unit;
      this.#lines = Array.from({ length: n }, (_, i) => unit.instance.evaluate(`line${i}`));
    }
    for (let i = 0; i < n; i++) this.#lines[i]!(t, 8 * spare, 8 * p, 8 * (spare + i));
    return areFinite(numbers, spare, n) ? limit : 0;
  }

  /** Values between the nodes of the grid are those at the last. */
  interpolate(body: Body, _theta: number, out: number): void {
    const { numbers, n } = body.machine;
    for (let i = 0; i < n; i++) numbers[out + i] = numbers[body.y + i]!;
  }

  shorten(): number {
    return this.next;
  }

  crossing(body: Body, j: number, sign: number, _from: number, _to: number): number {
    const value = sign * body.ends.value1[j]!;
    const { spike } = body.machine.program;
    return value > 0 || (value === 0 && spike?.atZero === true) ? 1 : 2;
  }
}
