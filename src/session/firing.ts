/** f-I curves of a document: from what was opened to the curve of one of its neurons, with its closed form beside. */
import { type FiringOptions as Choices, firingCurve } from "../analysis/index.ts";
import { fileSource, InternalError, LapicqueError } from "../base/index.ts";
import type { FiringCurve, System, SystemQuantity, Table } from "../contract/index.ts";
import { checkDimension, evaluate, makeScope, parseExpression, parseUnit } from "../language/index.ts";
import { scales } from "../scales/index.ts";
import { noUnit } from "../units/index.ts";
import { closedForm } from "./closed-form.ts";
import type { Json } from "./json.ts";
import type { Opened } from "./open.ts";

/** What may be chosen of a curve; without anything it chooses for itself. */
export interface FiringOptions {
  /** The population; the first without. */
  readonly population?: string | undefined;
  /** The input that is varied, `I`, or with its range, `I=0:300` or `I=0pA:300pA`. */
  readonly input?: string | undefined;
  /** Inputs at which the curve has points in any case: `10,20` or `10pA,20pA`. */
  readonly at?: string | undefined;
}

/** What a program chooses beside. */
export interface CurveOptions extends FiringOptions, Pick<Choices, "p" | "effort" | "range"> {}

/** A neuron of a document, compiled once, for any number of curves. */
export interface FiringUnit {
  readonly system: System;
  /** Throws `firing-...`, `bad-axis-range`, `wrong-dimension`. The closed form is that of the document, left out where `p` is given. */
  curve(options?: CurveOptions): FiringCurve;
  close(): void;
}

/** Compiles a neuron of the document. Throws `unknown-population`. */
export async function firingUnit(opened: Opened, population?: string): Promise<FiringUnit> {
  const { experiment } = opened;
  if (!experiment) throw new InternalError("a curve of a document with errors was asked for");
  const isRate = experiment.populations.length === 0 || experiment.rates.some(({ name }) => name === population);
  const scale = await scales.find(({ id }) => id === (isRate ? "rate" : "cell"))!.load();
  const system = scale.system!(experiment, population);
  const title = experiment.title || opened.name;
  const isOneOfMany = experiment.populations.length + experiment.rates.length > 1;
  return {
    system,
    curve({ input, at, population: _, ...rest } = {}) {
      const choice = inputChoice(system, input);
      const wanted = at === undefined ? {} : { at: inputsAt(system, choice.input, at) };
      const curve = firingCurve(system, { title: isOneOfMany ? `${title}: ${system.name}` : title, ...choice, ...wanted, ...rest });
      const theory = rest.p ? undefined : theoryOf(opened, system, curve);
      return { ...curve, ...(theory ? { theory } : {}), provenance: opened.provenance };
    },
    close: () => system.close(),
  };
}

/** The f-I curve of a neuron of the document. */
export async function firing(opened: Opened, options: FiringOptions = {}): Promise<FiringCurve> {
  const unit = await firingUnit(opened, options.population);
  try {
    return unit.curve(options);
  } finally {
    unit.close();
  }
}

/** `I`, `I=0:300`, `I=0pA:300pA`: a number without unit is in the unit of the input. `cell.I` names the input too. */
function inputChoice(system: System, text: string | undefined): Pick<Choices, "input" | "range"> {
  if (text === undefined) return {};
  const [path = "", range, ...more] = text.split("=").map((part) => part.trim());
  const input = path.startsWith(`${system.name}.`) ? path.slice(system.name.length + 1) : path;
  if (range === undefined) return { input };
  const ends = range.split(":");
  if (ends.length !== 2 || more.length > 0) throw new LapicqueError("bad-axis-range", { given: text });
  const quantity = inputsOf(system).find((one) => one.name === input);
  // An input that there is none of is refused by the analysis, which knows them all.
  if (!quantity) return { input };
  const [low, high] = ends.map((end) => inputValue(system, quantity, end));
  return { input, range: [low!, high!] };
}

/** `10,20` or `10pA,20pA`. */
function inputsAt(system: System, input: string | undefined, text: string): readonly number[] {
  const quantity = inputsOf(system).find(({ name }) => input === undefined || name === input);
  return quantity ? text.split(",").map((one) => inputValue(system, quantity, one)) : [];
}

/** A value of an input in its unit; a number without unit is in it. */
function inputValue(system: System, { name, unit, factor }: SystemQuantity, text: string): number {
  const plain = Number(text);
  if (text.trim() !== "" && Number.isFinite(plain)) return plain;
  const tree = parseExpression(fileSource(name, text));
  const wanted = system.units === "none" || unit === "" ? noUnit : parseUnit(fileSource("unit", unit));
  checkDimension(tree, makeScope(new Map(), { units: system.units }), wanted, `\`${name}\``);
  const value = evaluate(tree, () => Number.NaN) / factor;
  if (!Number.isFinite(value)) throw new LapicqueError("not-a-number", { written: text });
  return value;
}

function inputsOf({ parameters, inputCount }: System): readonly SystemQuantity[] {
  return parameters.slice(parameters.length - inputCount);
}

/** Points of the line between the ends, beside those of the curve. */
const between = 160;

/** The closed form over the curve's inputs; undefined where there is none. Other inputs are as the system has them. */
function theoryOf({ experiment }: Opened, system: System, curve: FiringCurve): FiringCurve["theory"] {
  const inputs = inputsOf(system);
  const varied = inputs.find(({ name }) => name === curve.input.name)!;
  const formAt = (input: number) =>
    closedForm(experiment!, system.name, new Map(inputs.map((one) => [one.name, one === varied ? input * varied.factor : one.value])));
  const own = curve.points.map(({ input }) => input);
  const [low, high] = [own[0]!, own.at(-1)!];
  const first = formAt(low);
  if (!first) return undefined;
  const even = Array.from({ length: between + 1 }, (_, k) => low + ((high - low) * k) / between);
  const input = Float64Array.from(new Set([...own, ...even])).sort();
  const perUnit = curve.units === "none" ? 1 : 1000;
  return { label: first.label, input, rate: input.map((one) => (formAt(one)?.rate ?? Number.NaN) * perUnit) };
}

/** The JSON report of a curve. Under `units: none` the keys lose their suffixes. */
export function firingReport(curve: FiringCurve): { [key: string]: Json } {
  const [Hz, ms] = curve.units === "physical" ? ["_Hz", "_ms"] : ["", ""];
  const { title, population, provenance, input, points, rheobase, excitability, shape, theory, words, notes } = curve;
  return {
    title,
    population,
    provenance: provenance ? { ...provenance } : null,
    input: { ...input },
    points: points.map(({ input: at, rate, onset, spikes }) => ({ input: at, [`rate${Hz}`]: rate, [`onset_rate${Hz}`]: onset, spikes })),
    rheobase: rheobase.step,
    rheobases: { ...rheobase },
    excitability,
    spike_shape: shape
      ? {
          amplitude: shape.amplitude,
          [`half_width${ms}`]: shape.halfWidth,
          after_hyperpolarisation: shape.afterHyperpolarisation,
          [`refractoriness${ms}`]: shape.refractoriness,
        }
      : null,
    closed_form: theory ? { label: theory.label, input: [...theory.input], [`rate${Hz}`]: [...theory.rate] } : null,
    words,
    notes,
  };
}

/** The points as a table: input, steady rate, first rate after the step, spikes until that was known. */
export function firingTable({ input, points, units }: FiringCurve): Table {
  const Hz = units === "physical" ? "Hz" : "";
  const column = (pick: (point: FiringCurve["points"][number]) => number) => Float64Array.from(points, pick);
  return {
    columns: [
      { name: input.name, unit: input.unit, values: column((point) => point.input) },
      { name: "rate", unit: Hz, values: column((point) => point.rate) },
      { name: "onset_rate", unit: Hz, values: column((point) => point.onset) },
      { name: "spikes", unit: "", values: column((point) => point.spikes) },
    ],
  };
}
