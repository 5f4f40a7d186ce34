/** A few modes stand for all ages. */
import type { Cause, Reason } from "../../../contract/index.ts";
import type { CauseRule } from "./cause.ts";

/** What the scale has found of the linear response of its populations: modes that are left out, and membranes that see their input as if it stood still. */
export const fewModes: CauseRule = ({ reference, other }) =>
  [reference, other].flatMap(({ last }) => (last.remarks ?? []).flatMap(causeOf));

function causeOf({ code, data }: Reason): readonly Cause[] {
  const moves = ["mean", "variance", "spectrum", "shape", "time course"];
  switch (code) {
    case "modes-left-out": {
      const { where, modes, at, response, power } = data;
      const many = modes === 0 ? "no modes" : modes === 1 ? "one mode" : `${modes} modes`;
      const ofPower = power === 0 ? "" : `, the power of its fluctuations there by ${power} %`;
      const words = `${many}: the answer of the rate to an input that changes at ${at} is off by ${response} %${ofPower}`;
      return [{ cause: "modes", population: `${where}`, size: Math.max(Number(response), Number(power)) / 100, words, moves }];
    }
    case "modes-still-input": {
      const { where, at, percent } = data;
      const words = `modes take membranes as if their input had not changed since the spike: their answer at ${at} is off by ${percent} %`;
      return [{ cause: "still input", population: `${where}`, size: Number(percent) / 100, words, moves }];
    }
    default:
      return [];
  }
}
