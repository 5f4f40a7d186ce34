/** Input with a rise and a decay of their own. */
import type { SynapseKind } from "./kind.ts";

/**
 * One response: x(0)*rise/(decay - rise)*(exp(-t/decay) - exp(-t/rise)), of area x(0)*rise. At its peak s = x, so that with
 * u = log(rise/decay)/(rise/decay - 1) = 1/exprel(log(rise/decay)) the peak is x(0)*exp(-u). u is 1 at rise = decay, where the response is
 * that of `alpha`, and nothing is divided by decay - rise. rise and decay may be exchanged.
 */
export const biexponential: SynapseKind = {
  id: "biexponential",
  title: "Exponential rise and decay",
  weight: "the peak of one response; with `norm: area` its area",
  measures: "target",
  parameters: {
    rise: { measures: "time", meaning: "time constant of the rise" },
    decay: { measures: "time", meaning: "time constant of the decay" },
  },
  action: {
    kind: "spiking",
    post: {
      equations: "rise*dx/dt = -x\ndecay*ds/dt = x - s",
      "at-arrival": "x = x + weight*exp(1/exprel(log(rise/decay)))",
    },
    output: "s",
    area: "x = x + weight/rise",
  },
  source: "",
};
