/** When a neuron fires: the spike condition in time, with and without a reset. */
import { uses } from "../language/index.ts";
import type { Program } from "./program.ts";

/**
 * - `none`: no condition.
 * - `whenever`: with a reset or a hazard the neuron fires whenever the condition holds and it is not refractory.
 * - `rising`: without one it fires when the condition becomes true.
 * - `noted`: the same where nothing follows from a spike, so that it need not end the step.
 */
export type SpikeKind = "none" | "whenever" | "rising" | "noted";

/** Spacings of the time within which a crossing counts as now: a crossing is polished to one, and read with as much rounding. */
const now = 4;

/** Whether a level is at zero as far as times can be told apart; then it counts by where it is going. */
export function isAtZero(value: number, flow: number, resolution: number): boolean {
  return Math.abs(value) <= now * resolution * Math.abs(flow);
}

/**
 * The spike condition of one neuron. A spike without reset is one upward crossing: the next needs a downward crossing first. Therefore a
 * crossing that was located is believed, and the sign of the level, which rounding may turn at the crossing itself, is read again only
 * where the level can have jumped.
 */
export class SpikeRule {
  readonly kind: SpikeKind;
  /** Of `rising` and `noted`: the condition holds. */
  isAbove = false;
  isRefractory = false;
  readonly #atZero: boolean;
  readonly #mayJump: boolean;

  constructor(program: Program) {
    const { spike } = program;
    this.kind = kindOf(program);
    this.#atZero = spike?.atZero ?? false;
    this.#mayJump = spike !== undefined && mayJump(program);
  }

  /** The sign in which the level is watched for becoming positive, or 0. */
  get sign(): number {
    switch (this.kind) {
      case "none":
        return 0;
      case "whenever":
        return this.isRefractory ? 0 : 1;
      default:
        return this.isAbove ? -1 : 1;
    }
  }

  /** At the beginning of a run: whether the neuron fires at once. */
  begin(value: number): boolean {
    const holds = this.#holds(value);
    this.isAbove = holds;
    return this.kind === "whenever" && holds && !this.isRefractory;
  }

  /** The level was located at zero, in the direction of `sign`; whether the neuron fires. */
  cross(): boolean {
    if (this.kind === "whenever") return true;
    this.isAbove = !this.isAbove;
    return this.isAbove && !this.isRefractory;
  }

  /** Anything else has happened, and may have made the states jump; whether the neuron fires at once. */
  look(value: number, flow: number, resolution: number, hasJumped: boolean): boolean {
    if (this.kind === "whenever") return this.#holds(value) && !this.isRefractory;
    if (this.kind === "none" || !(this.#mayJump || hasJumped)) return false;
    const was = this.isAbove;
    this.isAbove = isAtZero(value, flow, resolution) ? flow > 0 || (flow === 0 && this.#holds(value)) : value > 0;
    return this.isAbove && !was && !this.isRefractory;
  }

  /** The state is an earlier one than that of the last crossing. */
  recall(value: number, flow: number, resolution: number): void {
    this.isAbove = isAtZero(value, flow, resolution) ? flow > 0 : value > 0;
  }

  /** After a spike and its reset: whether the neuron would fire again at once, without having moved. */
  isStuck(value: number, flow: number, resolution: number): boolean {
    if (this.kind !== "whenever" || this.isRefractory) return false;
    return this.#holds(value) || (isAtZero(value, flow, resolution) && flow > 0);
  }

  #holds(value: number): boolean {
    return value > 0 || (value === 0 && this.#atZero);
  }
}

function kindOf({ spike, flow, readsAge }: Program): SpikeKind {
  if (spike === undefined) return "none";
  if (flow.reset !== undefined || flow.hazard !== undefined) return "whenever";
  return flow.refractory !== undefined || readsAge ? "rising" : "noted";
}

/** Whether the level can change without the states: through what drives the neuron, switches, clamps or the age. */
function mayJump({ spike, definitions, clamps, slots, flow }: Program): boolean {
  const steady = new Set([...flow.parameters.map((parameter) => parameter.name), "index", "size"]);
  const jumping = new Set([...slots.filter((slot) => !steady.has(slot)), ...clamps.map((clamp) => clamp.state)]);
  // A definition uses only those before it.
  for (const { name, tree } of definitions) if (uses(tree, jumping)) jumping.add(name);
  return uses(spike!.tree, jumping);
}
