/**
 * Which one quantity of what all neurons of a population share moves their hazard: the input potential h of refractory density equations
 * with hazard rho(age, h).
 */
import { stream } from "../../base/index.ts";
import type { Reason } from "../../contract/index.ts";
import { binary, evaluate, linearIn, name, namesIn, simplify, substitute, type Tree, uses, visitTree } from "../../language/index.ts";
import type { Experiment, Flow, Population } from "../../model/index.ts";
import { assemble } from "../population/assemble.ts";
import { constantsOf, type Lookup } from "../values.ts";
import { readAges } from "./reading.ts";

/** How a population depends on its input. */
export type Potential =
  /** The last spike sets one state V with dV/dt = (b - V)/tau: h has the same equation without spikes, and V follows a constant b = h. */
  | { readonly kind: "membrane"; readonly state: string; readonly rate: Tree; readonly coefficient: Tree }
  /** The hazard reads one state that all share. */
  | { readonly kind: "shared"; readonly state: string };

/** Name of the input potential of a membrane. */
export const inputPotential = (state: string): string => `input potential of ${state}`;

/**
 * Finds the input potential of a population, of an experiment that `cohortReasons` has nothing against.
 *
 * @param hasModes  whether something of a neuron has to tell when it fired
 */
function potentialOf(experiment: Experiment, population: Population, scale: string, hasModes: boolean): Potential | Reason {
  const { flow, name: where, size } = population;
  const refuse = (what: string): Reason => ({ code: "modes-need", data: { scale, where, what } });
  const assembly = assemble(experiment).populations.get(where)!;
  const { lookup } = constantsOf(assembly.flow, 0, size, () => stream(experiment.run.seed, where, 0));
  const reading = readAges(assembly.flow, assembly.terms, lookup);
  if (!("hazard" in reading)) return refuse("states that the last spike sets");
  if (reading.accumulating.length > 0)
    return refuse(`neurons that remember their last spike alone, and each adds to \`${reading.accumulating[0]!.state}\``);
  const put = definitionsOf(assembly.flow, assembly.terms);
  const hazard = substitute(assembly.flow.hazard!, put);
  const common = new Set(reading.common);
  const moving = new Set([...assembly.flow.inputs.map((input) => input.name), "t"]);
  if (uses(hazard, moving)) return refuse("a hazard that reads no input and no time but `age`");
  const [state, ...others] = reading.set.keys();
  if (others.length > 0) return refuse(`one state that the last spike sets, and there are ${others.length + 1}`);
  const seen = [...namesIn(hazard)].filter((one) => common.has(one));
  if (state === undefined) {
    if (hasModes && !reading.readsAge && !rests(population, lookup))
      return refuse("neurons that their last spike changes: the rate of others is their hazard, and they have no modes");
    if (seen.length !== 1) return refuse(`a hazard that reads one state that all neurons share, and it reads ${seen.length}`);
    return switchesWith(hazard, new Set(seen))
      ? refuse(`a hazard that switches at ages which do not move with \`${seen[0]!}\``)
      : { kind: "shared", state: seen[0]! };
  }
  if (seen.length > 0) return refuse(`a hazard that reads \`${state}\` and \`age\` alone, and it reads \`${seen[0]!}\``);
  const rate = substitute(assembly.flow.states.find((one) => one.name === state)!.rate, put);
  const coefficient = linearIn(rate, new Set([state]))?.coefficients.get(state);
  if (coefficient === undefined || uses(coefficient, new Set([...common, ...moving, "age"])) || uses(rate, new Set(["age"])))
    return refuse(`\`${state}\` to decay to its input at a constant rate, as in \`tau*d${state}/dt = -${state} + input\``);
  if (!(evaluate(coefficient, lookup) < 0)) return refuse(`\`${state}\` to decay to its input`);
  // Of the flow as the document has it: what synapses add comes back when the new state is assembled.
  const written = definitionsOf(flow, {});
  return {
    kind: "membrane",
    state,
    rate: substitute(flow.states.find((one) => one.name === state)!.rate, written),
    coefficient: simplify(coefficient),
  };
}

/** Whether neurons cannot fire for some time after a spike. */
function rests({ flow }: Population, lookup: Lookup): boolean {
  const time = flow.refractory?.time;
  return time?.kind === "expression" && evaluate(time.tree, lookup) > 0;
}

/** Definitions, and what synapses add to the inputs, over states and parameters. */
function definitionsOf({ definitions }: Flow, terms: Readonly<Record<string, readonly Tree[]>>): ReadonlyMap<string, Tree> {
  const values = new Map<string, Tree>(
    Object.entries(terms).map(([input, trees]) => [input, trees.reduce((sum, tree) => binary("+", sum, tree), name(input))]),
  );
  for (const { name: of, tree } of definitions) values.set(of, substitute(tree, values));
  return values;
}

/** Whether a condition on the age moves with one of the names. */
function switchesWith(hazard: Tree, names: ReadonlySet<string>): boolean {
  let found = false;
  visitTree(hazard, (tree) => {
    const compares = tree.kind === "binary" ? comparisons.has(tree.op) : tree.kind === "call" && switching.has(tree.name);
    if (compares && uses(tree, names) && uses(tree, new Set(["age"]))) found = true;
  });
  return found;
}

const comparisons: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!="]);
const switching: ReadonlySet<string> = new Set(["heaviside", "abs", "sign", "min", "max"]);

/** Empty: each population has an input potential, see `potentialOf`. */
export function potentialReasons(experiment: Experiment, scale: string, hasModes: boolean): readonly Reason[] {
  return experiment.populations.flatMap((population) => {
    const potential = potentialOf(experiment, population, scale, hasModes);
    return "code" in potential ? [potential] : [];
  });
}

/** An experiment whose populations have their input potential among the states that all neurons share, by population. */
export interface PotentialExperiment {
  readonly experiment: Experiment;
  readonly potentials: ReadonlyMap<string, { readonly state: string; readonly isMembrane: boolean }>;
}

/**
 * Gives membranes their input potential h as a state of its own, with the equation of V: dh/dt = (b - h)/tau. V follows (h - V)/tau, and what spikes
 * add to V they add to h.
 */
export function withInputPotentials(experiment: Experiment, scale: string): PotentialExperiment {
  const found = new Map(experiment.populations.map((one) => [one.name, potentialOf(experiment, one, scale, false)]));
  const potentials = new Map<string, { state: string; isMembrane: boolean }>();
  const populations = experiment.populations.map((population): Population => {
    const potential = found.get(population.name)!;
    if ("code" in potential) throw new RangeError(`${population.name} has no input potential`);
    const { state } = potential;
    const isMembrane = potential.kind === "membrane";
    potentials.set(population.name, { state: isMembrane ? inputPotential(state) : state, isMembrane });
    return isMembrane ? { ...population, flow: withPotential(population.flow, potential) } : population;
  });
  const kicked = ({ into, to }: { readonly into: string; readonly to: { readonly population: string } }) => {
    const potential = potentials.get(to.population)!;
    return potential.isMembrane && inputPotential(into) === potential.state ? potential.state : into;
  };
  return {
    experiment: { ...experiment, populations, projections: experiment.projections.map((one) => ({ ...one, into: kicked(one) })) },
    potentials,
  };
}

function withPotential(flow: Flow, { state, rate, coefficient }: Extract<Potential, { kind: "membrane" }>): Flow {
  const h = inputPotential(state);
  return {
    ...flow,
    states: flow.states.flatMap((one) => {
      if (one.name !== state) return [one];
      const towards = binary("*", coefficient, binary("-", name(state), name(h)));
      return [
        { ...one, rate: towards },
        { ...one, name: h, rate: substitute(rate, new Map([[state, name(h)]])) },
      ];
    }),
  };
}
