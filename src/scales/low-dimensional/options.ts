/** Options of a scale of modes in a document: `options: { low-dimensional: { modes, noise, lambda } }`. */
import type { Reason } from "../../contract/index.ts";
import type { Experiment } from "../../model/index.ts";

type Noise = "gaussian" | "none";
type Lambda = "interval-variance" | "survival";
type Remainder = "relaxation" | "none";

/** What the scale chooses. */
export interface ModeOptions {
  /** How many modes beside the stationary one, of a population. */
  readonly modes: (population: string) => number;
  /** `none`: infinitely many neurons. */
  readonly noise: Noise;
  /** At which rate the mass comes back to 1: 1/sigma of the intervals, with the exact power at frequency 0, or 1/E|T1 - T2|. */
  readonly lambda: Lambda;
  /** What stands for the modes that are left out: one relaxing variable, or nothing. */
  readonly remainder: Remainder;
}

/** What distinguishes scales that are made of modes. */
export interface ModeKind {
  readonly id: string;
  /** Whether documents choose a number of modes: else there is the stationary one alone, and the activity is F_0(h). */
  readonly hasModes: boolean;
  /** What may be chosen; the first is the default. */
  readonly choices: {
    readonly noise: readonly [Noise, ...Noise[]];
    readonly lambda: readonly [Lambda, ...Lambda[]];
    readonly remainder: readonly [Remainder, ...Remainder[]];
  };
}

const mostModes = 16;

/** The options of a document that `optionReasons` has nothing against. */
export function optionsOf({ run }: Experiment, { id, hasModes, choices }: ModeKind): ModeOptions {
  const given = run.options?.[id] ?? {};
  return {
    modes: (population) => (hasModes ? Number((isMapping(given.modes) ? given.modes[population] : given.modes) ?? 1) : 0),
    noise: `${given.noise ?? choices.noise[0]}` as Noise,
    lambda: `${given.lambda ?? choices.lambda[0]}` as Lambda,
    remainder: `${given.remainder ?? choices.remainder[0]}` as Remainder,
  };
}

/** Numbers of modes by population, in the place of one for all. */
function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function optionReasons({ run, populations }: Experiment, { id, hasModes, choices }: ModeKind): readonly Reason[] {
  const offered = Object.entries(choices).filter(([, values]) => values.length > 1);
  return Object.entries(run.options?.[id] ?? {}).flatMap(([name, value]): readonly Reason[] => {
    if (name === "modes" && hasModes) return modesReasons(id, value, populations);
    const known: readonly string[] | undefined = offered.find(([choice]) => choice === name)?.[1];
    if (known === undefined)
      return [{ code: "scale-option", data: { scale: id, name, known: [...(hasModes ? ["modes"] : []), ...offered.map(([one]) => one)] } }];
    const given = `${value}`;
    return known.includes(given) ? [] : [{ code: "scale-option-value", data: { scale: id, name, given, known: [...known] } }];
  });
}

function modesReasons(scale: string, value: unknown, populations: Experiment["populations"]): readonly Reason[] {
  const known = ["0", "1", "...", `${mostModes}`];
  const refuse = (name: string, given: unknown): Reason => ({
    code: "scale-option-value",
    data: { scale, name, given: `${given}`, known },
  });
  const isCount = (count: unknown) => typeof count === "number" && Number.isInteger(count) && count >= 0 && count <= mostModes;
  if (!isMapping(value)) return isCount(value) ? [] : [refuse("modes", value)];
  return Object.entries(value).flatMap(([of, count]): readonly Reason[] => {
    if (!populations.some(({ name }) => name === of))
      return [{ code: "scale-option", data: { scale, name: `modes.${of}`, known: populations.map(({ name }) => `modes.${name}`) } }];
    return isCount(count) ? [] : [refuse(`modes.${of}`, count)];
  });
}
