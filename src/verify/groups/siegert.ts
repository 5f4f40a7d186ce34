/** The leaky integrate-and-fire neuron in white noise: slopes of Siegert's rate, and how irregular it fires. */
import { firstPassageCv, siegertSlopes } from "../../theory/index.ts";
import { type Row, row } from "../row.ts";

const digits = "quadrature in 30-digit arithmetic";

/** tau, target, noise, threshold, reset, refractory time; rate, its derivatives by target and noise, CV. In ms and mV. */
const neurons: readonly (readonly number[])[] = [
  [10, 15, Math.sqrt(1.5), 15, 0, 2, 0.02710959343793092, 0.01014758995727651, 0.005980873284312926, 0.3007081605356906],
  [10, 20, 5, 20, 10, 2, 0.05184612951419605, 0.007095175896721268, 0.004867221929913954, 0.5524284267159506],
  [20, -10, 5, 15, 0, 2, 1.917928303418302e-12, 3.755707029460555e-12, 1.877853515582616e-11, 1.000000002095466],
  [20, 30, 1000, 15, -1000, 0, 0.04372945788809054, 3.821705393398274e-5, 2.829204013436344e-5, 0.8497578637020926],
];

export async function siegert(): Promise<readonly Row[]> {
  return neurons.flatMap((given) => {
    const [tau, target, noise, threshold, reset, refractory, rate, byTarget, byNoise, cv] = given as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const neuron = { tau, target, noise, threshold, reset, refractory };
    const slopes = siegertSlopes(neuron);
    const name = `mean ${target} mV, noise ${noise.toPrecision(4)} mV`;
    return [
      row(`${name}: rate [1/ms]`, slopes.rate, rate, 1e-12 * rate, digits),
      row(`${name}: its slope by the mean [1/ms/mV]`, slopes.byTarget, byTarget, 1e-12 * byTarget, digits),
      row(`${name}: its slope by the noise [1/ms/mV]`, slopes.byNoise, byNoise, 1e-12 * byNoise, digits),
      row(`${name}: CV`, firstPassageCv(neuron), cv, 1e-12 * cv, "Brunel 2000, 20-digit arithmetic"),
    ];
  });
}
