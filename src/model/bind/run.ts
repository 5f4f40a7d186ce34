/** `run:` -> times, step, method, seed. */
import { collect, LapicqueError } from "../../base/index.ts";
import { noUnit } from "../../units/index.ts";
import { child, entriesOf, itemsOf, type Node, optionalText, plain, textOf } from "../document/node.ts";
import type { Run } from "../experiment.ts";
import type { Context } from "./context.ts";
import type { ParameterTable } from "./parameters.ts";
import { constantOf } from "./value.ts";

/** Binds `run:`. Without a duration the document cannot run, which is no mistake in it: `unfinished` says so. */
export function bindRun(context: Context, parameters: ParameterTable): Run | undefined {
  const node = child(context.root, "run");
  const section = context.root.entries.get("run")?.key ?? context.root.span;
  const time = (key: string): number | undefined => {
    const given = child(node, key);
    return given && context.attempt(() => constantOf(context, given, context.time, `\`${key}\``, parameters));
  };
  const transient = child(node, "transient") ? time("transient") : 0;
  const duration = time("duration");
  const step = time("step");
  const every = time("every");
  const bin = time("bin");
  const tolerance = readTolerance(context, child(node, "tolerance"), parameters);
  const seed = readSeed(context, child(node, "seed"), parameters);
  checkOptions(context, node);
  if (!child(node, "duration")) {
    context.unfinished.add(new LapicqueError("no-duration", {}, section));
    return undefined;
  }
  if (transient === undefined || duration === undefined) return undefined;
  const before = context.errors.size;
  const end = transient + duration;
  context.attempt(() => {
    if (transient < 0) throw new LapicqueError("negative-time", { what: "run.transient" }, child(node, "transient")?.span);
    if (!(duration > 0)) throw new LapicqueError("not-positive-value", { what: "run.duration" }, child(node, "duration")?.span);
  });
  checkStep(context, child(node, "step"), "run.step", step, end);
  checkStep(context, child(node, "every"), "run.every", every, end);
  checkStep(context, child(node, "bin"), "run.bin", bin, end);
  if (context.errors.size > before) return undefined;
  checkMultiple(context, "run.every", every, step, child(node, "every"));
  checkMultiple(context, "run.bin", bin, step, child(node, "bin"));
  const method = optionalText(child(node, "method")) ?? "auto";
  const options = child(node, "options");
  return {
    transient,
    duration: end,
    ...(step === undefined ? {} : { step }),
    ...(tolerance === undefined ? {} : { tolerance }),
    method,
    sde: optionalText(child(node, "sde")) === "stratonovich" ? "stratonovich" : "ito",
    ...(every === undefined ? {} : { every }),
    ...(bin === undefined ? {} : { bin }),
    seed,
    scales: itemsOf(child(node, "scale")).map(textOf),
    ...(options ? { options: optionsOf(options) } : {}),
  };
}

/** The schema has seen that options are mappings of mappings. */
function optionsOf(node: Node): NonNullable<Run["options"]> {
  return plain(node) as NonNullable<Run["options"]>;
}

function checkStep(context: Context, node: Node | undefined, what: string, step: number | undefined, end: number): void {
  if (!node || step === undefined) return;
  if (!(step > 0)) context.error("not-positive-value", { what }, node.span);
  else if (step > end) context.error("step-beyond-end", { what }, node.span);
}

/** Rounding that one division leaves between a time and its multiple of the step. */
const rounding = 1e-9;

/** A constant delay, refractory period, `bin` or `every` must be a multiple of a fixed step. */
export function checkMultiple(
  context: Context,
  what: string,
  value: number | undefined,
  step: number | undefined,
  node: Node | undefined,
): void {
  if (value === undefined || step === undefined || !(step > 0) || !(value > 0) || !node) return;
  const count = value / step;
  if (Math.abs(count - Math.round(count)) > rounding * Math.max(1, count) || Math.round(count) === 0) {
    context.error("no-multiple-of-step", { what, steps: Number(count.toPrecision(6)) }, node.span);
  }
}

function readTolerance(context: Context, node: Node | undefined, parameters: ParameterTable): number | undefined {
  return (
    node &&
    context.attempt(() => {
      const tolerance = constantOf(context, node, noUnit, "`tolerance`", parameters);
      // Below 1e-14 a relative error cannot be told from rounding; above 0.1 no digit is right.
      if (!(tolerance >= 1e-14 && tolerance <= 0.1)) throw new LapicqueError("bad-tolerance", { value: tolerance }, node.span);
      return tolerance;
    })
  );
}

/** Seeds are whole numbers that a double holds exactly. Absent: 1. */
function readSeed(context: Context, node: Node | undefined, parameters: ParameterTable): number {
  if (!node) return 1;
  // A word or a quantity is no whole number either, whatever else is wrong with it.
  const value = collect([], () => constantOf(context, node, noUnit, "`seed`", parameters));
  if (value !== undefined && Number.isSafeInteger(value) && value >= 0) return value;
  context.error("bad-seed", {}, node.span);
  return 1;
}

/** Options are those of a scale. */
function checkOptions(context: Context, node: Node | undefined): void {
  for (const [scale, entry] of entriesOf(child(node, "options"))) {
    if (!context.names.scales.includes(scale)) context.error("unknown-scale-options", { name: scale }, entry.key);
  }
}
