/** Which levels end a step, and where. */
import type { NeuronBody } from "./body.ts";
import type { Method } from "./method.ts";
import type { SpikeRule } from "./spike-rule.ts";

/** Says in which sign each level is watched for becoming positive. */
export function watch({ machine, signs, numbers, p }: NeuronBody, rule: SpikeRule): void {
  const { levels } = machine;
  for (let j = 0; j < levels.length; j++) {
    const { effect } = levels[j]!;
    switch (effect.kind) {
      case "spike":
        signs[j] = rule.sign;
        break;
      case "truth":
        signs[j] = numbers[p + effect.slot] === 0 ? 1 : -1;
        break;
      case "count":
        signs[j] = 1;
    }
  }
}

/** Finds the first crossing in a trial step. */
export class Lookout {
  /** Number of the level that is crossed first, or -1; and where in the step, as a fraction. */
  level = -1;
  theta = 2;

  find(body: NeuronBody, method: Method, rule: SpikeRule): void {
    const { signs } = body;
    this.theta = 2;
    this.level = -1;
    for (let j = rule.kind === "noted" ? 1 : 0; j < signs.length; j++) {
      const sign = signs[j]!;
      if (sign === 0) continue;
      const theta = method.crossing(body, j, sign, 0, Math.min(1, this.theta), "fine");
      if (theta >= this.theta) continue;
      this.theta = theta;
      this.level = j;
    }
  }
}
