/** The conditions in the equations of a system in flight: held within a step, changed where their levels pass zero. */
import type { Switching, System } from "../../contract/index.ts";
import { Passage } from "./passage.ts";
import type { Stepper } from "./stepper.ts";
import type { Rates } from "./variation.ts";

/** Share of a step within which two changes are at one moment; levels are met to some 1e-12 of it. */
const together = 1e-10;

/** What ends the present value of a condition: it becomes true or false, or a whole number goes up or down by 1. */
interface Guard {
  readonly condition: number;
  readonly by: "truth" | "up" | "down";
  readonly passage: Passage;
  /** Its level has been negative since it last was at zero. */
  isBelow: boolean;
}

/** The conditions of one flight. Evaluates the rates with their values held or, where the flow slides along a condition, as they stand. */
export class Conditions implements Rates {
  private readonly system: System;
  private readonly switching: Switching;
  private readonly p: Float64Array;
  private readonly values: Float64Array;
  private readonly levels: Float64Array;
  private readonly gradients: Float64Array;
  private guards: readonly Guard[] = [];
  private met: readonly Guard[] = [];
  private slides = false;
  private stepper!: Stepper;

  constructor(system: System, switching: Switching, p: Float64Array) {
    const [n, k] = [system.states.length, switching.conditions.length];
    [this.system, this.switching, this.p] = [system, switching, p];
    [this.values, this.levels, this.gradients] = [new Float64Array(k), new Float64Array(k), new Float64Array(k * n)];
  }

  rhs(y: Float64Array, p: Float64Array, out: Float64Array): void {
    if (this.slides) this.system.rhs(y, p, out);
    else this.switching.rhs(y, p, this.values, out);
  }

  jacobian(y: Float64Array, p: Float64Array, out: Float64Array): void {
    if (this.slides) this.system.jacobian(y, p, out);
    else this.switching.jacobian(y, p, this.values, out);
  }

  /** The stepper whose steps are watched; it integrates these rates. */
  watch(stepper: Stepper): void {
    this.stepper = stepper;
    this.guards = this.switching.conditions.flatMap(({ kind }, condition) =>
      (kind === "truth" ? (["truth"] as const) : (["up", "down"] as const)).map((by): Guard => {
        const level = (y: Float64Array) => this.level(condition, by, y);
        const gradient = (y: Float64Array, out: Float64Array) => this.levelGradient(condition, by, y, out);
        return { condition, by, passage: new Passage(stepper, this.system.states.length, level, gradient), isBelow: false };
      }),
    );
  }

  /** Sets every condition to what holds at the state of the stepper, and the rates there. A level at zero counts by where the flow goes. */
  settle(): void {
    const { switching, stepper, values, levels, p } = this;
    this.slides = false;
    // The level of one condition may depend on the values of others.
    for (let pass = 0; pass < values.length; pass++) {
      switching.levels(stepper.y, p, values, levels);
      switching.conditions.forEach(({ kind, atZero }, k) => {
        const level = levels[k]!;
        values[k] = kind === "floor" ? Math.floor(level) : level > 0 || (level === 0 && atZero) ? 1 : 0;
      });
    }
    stepper.begin();
    const turned = this.guards.filter((guard) => this.level(guard.condition, guard.by, stepper.y) === 0 && this.climbOf(guard) > 0);
    for (const guard of turned) this.turn(guard);
    if (turned.length > 0) stepper.begin();
    this.pass();
  }

  /** Length of the step last made up to the first change within it, if there is one; the step is then cut there. */
  first(length: number): number | undefined {
    if (this.slides) return undefined;
    let least: number | undefined;
    for (const guard of this.guards) {
      const most = least ?? length;
      if (this.isMet(guard, most)) continue;
      least = guard.passage.find(most, guard.isBelow, true) ?? least;
    }
    return least;
  }

  /** Whether conditions change at the end of a step of this length. */
  meets(length: number): boolean {
    this.met = this.slides ? [] : this.guards.filter((guard) => this.isMet(guard, length));
    return this.met.length > 0;
  }

  /** Notes which levels have become negative with the step. */
  pass(): void {
    for (const guard of this.guards) guard.isBelow = this.level(guard.condition, guard.by, this.stepper.y) < 0;
  }

  /** The level that is met: its rate of change [1/ms], written behind its derivatives by the states; and how it depends on parameters. */
  leading(gradient: Float64Array): number {
    const guard = this.met[0]!;
    this.levelGradient(guard.condition, guard.by, this.stepper.y, gradient);
    return this.climbOf(guard);
  }

  levelInto(out: Float64Array): void {
    const { condition, by } = this.met[0]!;
    out[0] = this.level(condition, by, this.stepper.y);
  }

  /** Gives the conditions that are met their new values, and sets the rates. */
  change(): void {
    for (const guard of this.met) this.turn(guard);
    this.stepper.begin();
    const opposite = { truth: "truth", up: "down", down: "up" } as const;
    this.slides = this.met.some(({ condition, by }) =>
      this.guards.some((other) => other.condition === condition && other.by === opposite[by] && this.climbOf(other) > 0),
    );
    if (this.slides) this.stepper.begin();
    this.pass();
  }

  private turn({ condition, by }: Guard): void {
    const value = this.values[condition]!;
    this.values[condition] = by === "truth" ? 1 - value : by === "up" ? value + 1 : value - 1;
  }

  private isMet({ condition, by, passage }: Guard, length: number): boolean {
    const { next, nextSlope } = this.stepper;
    const climb = passage.climb(next, nextSlope);
    return climb > 0 && Math.abs(this.level(condition, by, next)) <= together * length * climb;
  }

  private climbOf({ passage }: Guard): number {
    return passage.climb(this.stepper.y, this.stepper.slope);
  }

  /** Becomes positive where the condition changes. */
  private level(condition: number, by: Guard["by"], y: Float64Array): number {
    this.switching.levels(y, this.p, this.values, this.levels);
    const [level, value] = [this.levels[condition]!, this.values[condition]!];
    return by === "truth" ? (value === 0 ? level : -level) : by === "up" ? level - (value + 1) : value - level;
  }

  private levelGradient(condition: number, by: Guard["by"], y: Float64Array, out: Float64Array): void {
    this.switching.levelGradients(y, this.p, this.values, this.gradients);
    const sign = by === "down" || (by === "truth" && this.values[condition] === 1) ? -1 : 1;
    const n = this.system.states.length;
    for (let i = 0; i < n; i++) out[i] = sign * this.gradients[condition * n + i]!;
  }
}
