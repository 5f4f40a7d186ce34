/** A field that is the same everywhere, as equations of one place. */
import { InternalError } from "../../../base/index.ts";
import type { System } from "../../../contract/index.ts";
import { type FieldTransforms, fieldTransforms, systemOf } from "../../../kernels/index.ts";
import { binary, evaluate, name, namesIn, sortByNeed, type Tree } from "../../../language/index.ts";
import type { Definition, Experiment, Field, Flow, Parameter } from "../../../model/index.ts";
import { placedStimuli } from "./alike.ts";

const offset = (operator: string) => `${operator}.offset`;
const gain = (operator: string) => `${operator}.gain`;

/**
 * The equations in which every operator is offset + gain * (what it acts on): of a homogeneous state the offset is 0 and the gain that of the
 * wave number 0, and around it waves have other gains, with the offset that leaves the state what it is.
 */
export class Homogeneous {
  readonly system: System;
  readonly transforms: FieldTransforms;
  readonly field: Field;
  readonly #full: System;
  /** Parameters of the document: the first of the parameters; then offsets and gains, then inputs. */
  readonly #own: number;
  readonly #all: Float64Array;

  constructor(experiment: Experiment, field: Field) {
    this.field = field;
    const placed = placedStimuli(experiment, field);
    const stimuli = experiment.stimuli.filter(({ name: one }) => !placed.includes(one));
    this.#full = systemOf({ ...experiment, fields: [], populations: [], rates: [], demands: [], stimuli }, localPopulation(field));
    this.transforms = fieldTransforms(field);
    this.#own = field.flow.parameters.length;
    this.#all = new Float64Array(this.#full.parameters.length);
    const extra = 2 * field.operators.length;
    const { switching, jump: _, ...rest } = this.#full;
    this.system = {
      ...rest,
      notes: [...rest.notes, ...(placed.length > 0 ? [`Stimuli that differ from place to place are left out: ${placed.join(", ")}.`] : [])],
      parameters: this.#full.parameters.filter((_one, k) => k < this.#own || k >= this.#own + extra),
      rhs: (x, p, out) => this.#full.rhs(x, this.#resting(p), out),
      jacobian: (x, p, out) => this.#full.jacobian(x, this.#resting(p), out),
      ...(switching
        ? {
            switching: {
              conditions: switching.conditions,
              rhs: (x, p, values, out) => switching.rhs(x, this.#resting(p), values, out),
              jacobian: (x, p, values, out) => switching.jacobian(x, this.#resting(p), values, out),
              levels: (x, p, values, out) => switching.levels(x, this.#resting(p), values, out),
              levelGradients: (x, p, values, out) => switching.levelGradients(x, this.#resting(p), values, out),
            },
          }
        : {}),
    };
  }

  /** The parameters of the document by name, for kernels. */
  values(p: Float64Array): ReadonlyMap<string, number> {
    return new Map(this.field.flow.parameters.map(({ name: one }, k) => [one, p[k]!]));
  }

  /** All parameters with the gains of the wave number 0. */
  #resting(p: Float64Array): Float64Array {
    const values = this.values(p);
    const gains = this.field.operators.map((_, i) => this.transforms.at(i, 0, 0, values)[0]);
    return this.#with(
      p,
      gains.map(() => 0),
      gains,
    );
  }

  #with(p: Float64Array, offsets: readonly number[], gains: readonly number[]): Float64Array {
    const { operators } = this.field;
    for (let k = 0; k < this.#own; k++) this.#all[k] = p[k]!;
    operators.forEach((_, i) => {
      this.#all[this.#own + 2 * i] = offsets[i]!;
      this.#all[this.#own + 2 * i + 1] = gains[i]!;
    });
    for (let k = this.#own; k < p.length; k++) this.#all[k + 2 * operators.length] = p[k]!;
    return this.#all;
  }

  /** What each operator acts on, in a state that is the same everywhere. */
  #acting(x: Float64Array, p: Float64Array): readonly number[] {
    const values = this.values(p);
    const inputs = new Map(this.field.flow.inputs.map(({ name: one }, k) => [one, p[this.#own + k]!]));
    const { states, definitions, noises } = this.field.flow;
    const find = (one: string): number => {
      const state = states.findIndex((each) => each.name === one);
      if (state >= 0) return x[state]!;
      if (one === "t" || noises.includes(one)) return 0;
      const definition = definitions.find((each) => each.name === one);
      if (definition) return evaluate(definition.tree, find);
      const operator = this.field.operators.findIndex((each) => each.name === one);
      if (operator >= 0) return this.transforms.at(operator, 0, 0, values)[0] * evaluate(this.field.operators[operator]!.of, find);
      return values.get(one) ?? inputs.get(one) ?? Number.NaN;
    };
    return this.field.operators.map(({ of }) => evaluate(of, find));
  }

  /**
   * What a disturbance of a state does: M(k) = local + sum_i w_i(k) across_i, where w_i(k) is the transform of the kernel. {n, n}, row by row.
   */
  linearised(x: Float64Array, p: Float64Array): { readonly local: Float64Array; readonly across: readonly Float64Array[] } {
    const n = x.length;
    const { operators } = this.field;
    const values = this.values(p);
    const acting = this.#acting(x, p);
    const resting = operators.map((_, i) => this.transforms.at(i, 0, 0, values)[0]);
    const jacobianWith = (gains: readonly number[]) => {
      const out = new Float64Array(n * n);
      const offsets = gains.map((one, i) => (resting[i]! - one) * acting[i]!);
      this.#full.jacobian(x, this.#with(p, offsets, gains), out);
      return out;
    };
    const none = operators.map(() => 0);
    const local = jacobianWith(none);
    const across = operators.map((_, i) => jacobianWith(none.map((_zero, j) => (j === i ? 1 : 0))).map((value, k) => value - local[k]!));
    return { local, across };
  }

  /** d rate_0/d operator_0: for equations with one state. */
  slope(x: Float64Array, p: Float64Array): number {
    const acting = this.#acting(x, p);
    const resting = this.field.operators.map((_, i) => this.transforms.at(i, 0, 0, this.values(p))[0]);
    const rate = (beyond: number) => {
      const out = new Float64Array(x.length);
      const offsets = resting.map((one, i) => one * acting[i]! + (i === 0 ? beyond : 0));
      this.#full.rhs(
        x,
        this.#with(
          p,
          offsets,
          resting.map(() => 0),
        ),
        out,
      );
      return out[0]!;
    };
    const size = 1e-3 * (Math.abs(acting[0]! * resting[0]!) + 1);
    return (rate(size) - rate(-size)) / (2 * size);
  }

  close(): void {
    this.#full.close();
  }
}

/** The field as a unit whose operators are definitions. */
function localPopulation(field: Field) {
  const { flow, operators } = field;
  const plain = flow.states[0];
  if (!plain) throw new InternalError("a field without states");
  const { dimension } = plain;
  const quantity = (one: string) => ({ name: one, dimension, unit: "", factor: 1 });
  const parameters: Parameter[] = operators.flatMap(({ name: one }) =>
    [offset(one), gain(one)].map((each) => ({
      ...quantity(each),
      value: { kind: "expression" as const, tree: { kind: "number", value: 0 } as Tree },
    })),
  );
  const definitions: Definition[] = [
    ...flow.definitions,
    ...operators.map(({ name: one, of }) => ({
      ...quantity(one),
      tree: binary("+", name(offset(one)), binary("*", name(gain(one)), of)),
    })),
  ];
  const { order } = sortByNeed(
    definitions,
    (one) => one.name,
    ({ tree }) => namesIn(tree),
    () => {
      throw new InternalError("operators of a field that read one another");
    },
  );
  // Where the run begins may differ from place to place; here nothing begins.
  const states = flow.states.map((state) => ({
    ...state,
    initial: { kind: "expression" as const, tree: { kind: "number", value: 0 } as Tree },
  }));
  const local: Flow = { ...flow, states, definitions: order, parameters: [...flow.parameters, ...parameters] };
  return { name: field.name, flow: local, size: 1, groups: {} };
}
