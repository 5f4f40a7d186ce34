/** Neurons that have fired before the run begins are made as old as they are. */
import { longestMemory } from "./aging.ts";
import type { BlockMemory } from "./block-memory.ts";
import type { Block } from "./blocks.ts";
import type { PopulationKernels, PopulationModel } from "./model.ts";
import { type StepFunction, stepOf } from "./modules.ts";
import { leftState, ticksState } from "./scheme.ts";
import type { Workspace } from "./workspace.ts";

/** Steps between two looks whether anything moves still. */
const lookInterval = 64;

export class Aging {
  readonly #model: PopulationModel;
  readonly #memory: BlockMemory;
  readonly #workspace: Workspace;
  readonly #spike: StepFunction;
  readonly #older: StepFunction;
  /** Steps since the last spike of each neuron of a block, by its number. */
  readonly #ages = new Map<number, Float64Array>();

  /** Undefined where the population has not fired before, or that makes no difference. */
  static open(model: PopulationModel, { spike, older }: PopulationKernels, memory: BlockMemory, workspace: Workspace): Aging | undefined {
    const { memory: shared } = memory;
    return spike && older && new Aging(model, memory, workspace, stepOf(spike, shared), stepOf(older, shared));
  }

  private constructor(model: PopulationModel, memory: BlockMemory, workspace: Workspace, spike: StepFunction, older: StepFunction) {
    this.#model = model;
    this.#memory = memory;
    this.#workspace = workspace;
    this.#spike = spike;
    this.#older = older;
  }

  /** Uniform numbers that a neuron draws at the spike. */
  get uniforms(): number {
    return this.#model.aging!.spike.uniforms;
  }

  /** Notes how many steps ago a neuron has fired. */
  note(block: Block, neuron: number, steps: number): void {
    const ages = this.#ages.get(block.index) ?? new Float64Array(block.padded);
    ages[neuron - block.from] = steps;
    this.#ages.set(block.index, ages);
  }

  /** Lets all neurons of a block fire, and each make its steps since: until its age is reached, or nothing moves any more. */
  run(block: Block): void {
    const { inputs, uniforms, list } = this.#workspace;
    const before = -this.#model.step / 2;
    this.#spike(before, block.arrays, inputs, block.slots, block.padded, block.from, list);
    const ages = this.#ages.get(block.index)!;
    const toGo = this.#memory.from(uniforms, block.padded);
    toGo.set(ages.map((age) => Math.min(age, longestMemory)));
    let left = Math.max(...toGo);
    for (let step = 1; left > 0; step++, left--) {
      const seen = step % lookInterval === 0 && !this.#model.program.readsAge ? this.#moving(block) : undefined;
      this.#older(before, block.arrays, uniforms, block.slots, block.padded, block.from, list);
      for (let k = 0; k < toGo.length; k++) toGo[k]!--;
      if (seen?.every((numbers, i) => equal(numbers, this.#moving(block)[i]!))) break;
    }
    const ticks = this.#memory.all(block, ticksState);
    for (let k = 0; k < ticks.length; k++) ticks[k] = ages[k]!;
    this.#ages.delete(block.index);
  }

  /** What moves while neurons grow older, beside their age. */
  #moving(block: Block): readonly (Float32Array | Float64Array)[] {
    return [...this.#model.aging!.states, leftState].map((state) => this.#memory.all(block, state).slice());
  }
}

function equal(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  for (let k = 0; k < a.length; k++) if (!Object.is(a[k], b[k])) return false;
  return true;
}
