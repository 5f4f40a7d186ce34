/** The kinds of stimulus: which values each has, what they measure, and what they default to. */
import { LapicqueError } from "../../base/index.ts";
import { number, type Tree } from "../../language/index.ts";
import { divideUnits, multiplyUnits, noUnit, powerOfUnit, rational, type Unit } from "../../units/index.ts";
import { child, type Node, optionalText } from "../document/node.ts";
import type { Value, Wave } from "../experiment.ts";
import { bindRecording, type Files } from "./assets.ts";
import type { Context } from "./context.ts";
import type { ParameterTable } from "./parameters.ts";
import { constantOf } from "./value.ts";

/** Reads the values of a stimulus as its target sees them. */
export interface WaveReader {
  /** Unit of the target. */
  readonly unit: Unit;
  readonly time: Unit;
  /** Neurons that it acts on. */
  readonly size: number;
  value(node: Node, wanted: Unit, what: string): Value;
  expression(node: Node, what: string): Tree;
}

const zero: Value = { kind: "expression", tree: number(0) };

/** Binds the description of a stimulus of one kind. */
export function bindWave(
  context: Context,
  node: Node,
  kind: "step" | "ramp" | "pulses" | "sine" | "chirp" | "noise" | "white-noise" | "expression" | "recording" | "clamp",
  reader: WaveReader,
  files: Files,
  parameters: ParameterTable,
): Wave {
  const { unit, time } = reader;
  const frequency = divideUnits(noUnit, time);
  const read = (key: string, wanted: Unit): Value => {
    const given = child(node, key);
    return given ? reader.value(given, wanted, `\`${key}\``) : zero;
  };
  switch (kind) {
    case "step":
      return { kind, amplitude: read("amplitude", unit) };
    case "ramp":
      return { kind, from: read("from", unit), to: read("to", unit) };
    case "pulses":
      return {
        kind,
        amplitude: read("amplitude", unit),
        period: above(node, "period", read("period", time)),
        width: above(node, "width", read("width", time)),
        count: countOf(context, child(node, "count"), parameters),
      };
    case "sine":
      return {
        kind,
        amplitude: read("amplitude", unit),
        frequency: read("frequency", frequency),
        phase: read("phase", noUnit),
        offset: read("offset", unit),
      };
    case "chirp":
      return {
        kind,
        amplitude: read("amplitude", unit),
        from: read("from", frequency),
        to: read("to", frequency),
        phase: read("phase", noUnit),
        offset: read("offset", unit),
      };
    case "noise": {
      const tau = above(node, "tau", read("tau", time));
      return {
        kind,
        mean: read("mean", unit),
        sd: notBelow(node, "sd", read("sd", unit)),
        tau,
        step: noiseStep(context, node, tau, parameters),
      };
    }
    case "white-noise":
      return {
        kind,
        mean: read("mean", unit),
        intensity: notBelow(node, "intensity", read("intensity", multiplyUnits(unit, powerOfUnit(time, rational(1, 2))))),
      };
    case "expression":
      return { kind, tree: reader.expression(node, "the stimulus") };
    case "clamp":
      return { kind, tree: reader.expression(child(node, "value")!, "`value`") };
    case "recording": {
      const recording = bindRecording(context, node, unit, reader.size, files, parameters);
      return { kind, ...recording, interpolate: optionalText(child(node, "interpolate")) === "linear" ? "linear" : "hold" };
    }
  }
}

function constantIn(value: Value): number | undefined {
  if (value.kind === "draw") return undefined;
  const { tree } = value;
  if (tree.kind === "number") return tree.value;
  return tree.kind === "unary" && tree.op === "-" && tree.arg.kind === "number" ? -tree.arg.value : undefined;
}

function above(node: Node, key: string, value: Value): Value {
  const constant = constantIn(value);
  if (constant !== undefined && !(constant > 0))
    throw new LapicqueError("not-positive-value", { what: key }, child(node, key)?.span ?? node.span);
  return value;
}

function notBelow(node: Node, key: string, value: Value): Value {
  const constant = constantIn(value);
  if (constant !== undefined && constant < 0) throw new LapicqueError("negative-value", { what: key }, child(node, key)?.span);
  return value;
}

function countOf(context: Context, node: Node | undefined, parameters: ParameterTable): number {
  if (!node) return Number.POSITIVE_INFINITY;
  const count = constantOf(context, node, noUnit, "`count`", parameters);
  if (!Number.isInteger(count) || count < 1) throw new LapicqueError("not-a-count", { what: "count" }, node.span);
  return count;
}

/**
 * Time for which a sample of Ornstein-Uhlenbeck noise is held. Absent: a twentieth of its time constant, where the held noise has the right
 * variance exactly and lags by tau/40.
 */
function noiseStep(context: Context, node: Node, tau: Value, parameters: ParameterTable): number {
  const given = child(node, "step");
  if (given) {
    const step = constantOf(context, given, context.time, "`step`", parameters);
    if (!(step > 0)) throw new LapicqueError("not-positive-value", { what: "step" }, given.span);
    return step;
  }
  const constant = constantIn(tau);
  if (constant === undefined) throw new LapicqueError("noise-step", {}, node.span);
  return constant / 20;
}
