/** What a portrait shows, in sentences. */
import type { FixedPoint, LimitCycle, PhasePortrait } from "../../contract/index.ts";

/** Four digits, without those that say nothing. */
function show(value: number): string {
  // What is so near zero is zero but for rounding.
  return Math.abs(value) < 1e-12 ? "0" : `${Number(value.toPrecision(4))}`;
}

/** `V = -62.1 mV, w = 15.8 pA`. */
function place({ at }: FixedPoint, states: PhasePortrait["states"]): string {
  return states.map(({ name, unit }, i) => `${name} = ${show(at[i]!)}${unit === "" || unit === "1" ? "" : ` ${unit}`}`).join(", ");
}

/** The states that tell where a fixed point is: one on a line, the two axes of a plane. */
function placeOnAxes(point: FixedPoint, { states, axes }: PhasePortrait): string {
  const shown = states.map((_, i) => i).filter((i) => axes.some((axis) => axis.state === states[i]!.name));
  return place(
    { ...point, at: shown.map((i) => point.at[i]!) },
    shown.map((i) => states[i]!),
  );
}

function cycleText({ period, spikes }: LimitCycle, units: PhasePortrait["units"]): string {
  const time = `${show(period)}${units === "physical" ? " ms" : ""}`;
  if (spikes === 0) return `oscillates with period ${time}`;
  return spikes === 1 ? `fires with period ${time}` : `fires ${spikes} spikes in each period of ${time}`;
}

/** What a unit does that has neither a stable fixed point nor a stable cycle. */
function restless({ fixedPoints }: PhasePortrait, search: "searched" | "escapes"): string {
  if (search === "escapes") return "comes to no end: from every start it grows beyond all bounds, or fires faster and faster";
  if (fixedPoints.some(({ type }) => type === "centre")) return "turns around a centre: how far depends on where it starts";
  return "neither a stable fixed point nor a stable cycle was found: it may move irregularly, or settle slowly";
}

/**
 * First what the unit does (silent at a stable fixed point, fires or oscillates on a stable cycle, or both, by where it starts), then one
 * sentence for each other fixed point and unstable cycle.
 *
 * @param fires  whether the unit has spikes, without which no rest is silence
 * @param search  whether cycles were looked for, and if so, whether every orbit that was followed left all bounds
 */
export function describe(portrait: PhasePortrait, fires: boolean, search: "none" | "searched" | "escapes" = "none"): readonly string[] {
  const { fixedPoints, cycles, units } = portrait;
  const isRest = (point: FixedPoint) => point.stable && !point.beyondThreshold;
  const [resting, others] = [fixedPoints.filter(isRest), fixedPoints.filter((point) => !isRest(point))];
  const turning = cycles.filter((cycle) => cycle.stable);
  const states = [
    ...resting.map((point) => `${fires ? "silent" : "rests"}: ${point.type} at ${placeOnAxes(point, portrait)}`),
    ...turning.map((cycle) => cycleText(cycle, units)),
  ];
  const words: string[] = [];
  if (states.length > 1) words.push(`${states.length} possible behaviours, by where it starts: ${states.join("; ")}`);
  else words.push(...states);
  if (search !== "none" && states.length === 0) words.push(restless(portrait, search));
  if (fixedPoints.length === 0) words.push("no fixed point: it has no state of rest");
  for (const point of others) {
    const where = `${point.type} at ${placeOnAxes(point, portrait)}`;
    words.push(point.beyondThreshold ? `${where}, beyond the threshold: the neuron fires before it gets there` : where);
  }
  words.push(
    ...cycles
      .filter((cycle) => !cycle.stable)
      .map(
        (cycle) =>
          `unstable cycle of period ${cycleText(cycle, units)
            .replace(/^.* of /, "")
            .replace(/^.*period /, "")}`,
      ),
  );
  return words;
}
