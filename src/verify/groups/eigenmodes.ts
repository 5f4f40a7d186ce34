/** Eigenvalues of the refractory density equation, and how the input couples the modes. */
import {
  type AgedNeuron,
  deadTimePoisson,
  deadTimePoissonCouplings,
  eigenmodes,
  escapeLif,
  gaussianLike,
  type Mode,
  ModeChart,
  modeCouplings,
  numericalInput,
  numericalSlopes,
  perfectIntegrator,
  renewalLaw,
  whiteNoiseLif,
} from "../../theory/index.ts";
import { type Row, row } from "../row.ts";

const nothing: readonly [number, number] = [Number.NaN, Number.NaN];

/** Real and imaginary part as two rows. */
function both(
  name: string,
  value: readonly [number, number] | undefined,
  reference: readonly [number, number],
  tolerance: number,
  source: string,
): Row[] {
  const found = value ?? nothing;
  return [
    row(`${name}, real part`, found[0], reference[0], tolerance, source),
    row(`${name}, imaginary part`, found[1], reference[1], tolerance, source),
  ];
}

const lambert = "Lambert's W, 60-digit arithmetic";
const cylinder = "parabolic cylinder functions, 60-digit arithmetic";
const contour = "P_L on a rotated contour, Gauss quadrature";

export async function eigenvalues(): Promise<readonly Row[]> {
  const dead = deadTimePoisson({ hazard: 1, deadTime: 1 });
  const age = renewalLaw({ initial: new Float64Array(), flow: () => {}, hazard: (a) => (a < 1 ? 0 : 1), breaks: [1] });
  const numeric: readonly Mode[] = age.kind === "law" ? eigenmodes(age, 2).modes : [];
  const noisy = (drift: number, diffusion: number, threshold: number, reset: number) =>
    whiteNoiseLif({ tau: 1, target: drift, threshold, reset, refractory: 0, noise: Math.sqrt(2 * diffusion) });
  const lif = eigenmodes(noisy(1.2, 0.05, 1, 0), 3);
  const silent = eigenmodes(noisy(0, 1, 2, 1), 3).modes;
  const softNeuron = (drive: number) => escapeLif({ tau: 20, drive, reset: 0, refractory: 4, threshold: 15, slope: 2, rate: 0.01 });
  const mixed = modeCouplings(softNeuron(18), numericalSlopes(softNeuron, 18), 2);
  const soft: readonly Mode[] = mixed.kind === "couplings" ? mixed.modes : [];
  const closed = deadTimePoissonCouplings({ hazard: 1, deadTime: 1, hazardSlope: 1 }, 2);
  const dying = (nu: number): AgedNeuron => ({ initial: new Float64Array(), flow: () => {}, hazard: (a) => (a < 1 ? 0 : nu), breaks: [1] });
  const found = modeCouplings(dying(1), numericalSlopes(dying, 1), 2);
  const chart = new ModeChart(numericalInput(dying), 1, 1);
  const along = new Float64Array(chart.row.length);
  chart.at(1.2345, along);
  const moved = deadTimePoisson({ hazard: 1.2345, deadTime: 1 }).eigenvalue?.(1) ?? [Number.NaN, Number.NaN];
  return [
    ...both(
      "Poisson with dead time, nu Delta = 1: lambda_1 Delta",
      dead.eigenvalue?.(1),
      [-1.53209212198638, 4.597158013302573],
      1e-14,
      lambert,
    ),
    ...both("Poisson with dead time: lambda_4 Delta", dead.eigenvalue?.(4), [-3.15994729938153, 23.470173947387387], 1e-13, lambert),
    ...both(
      "the same hazard, numerically: lambda_2 Delta",
      numeric[1]?.eigenvalue,
      [-2.3939822411584437, 10.868006057533693],
      1e-12,
      lambert,
    ),
    row("the same hazard along nu, at 1.2345 between points: Re lambda_1 Delta", along[chart.row.pairs], moved[0], 1e-8, lambert),
    row("the same: -(Im lambda_1 Delta)^2", along[chart.row.pairs + 1], -moved[1] * moved[1], 1e-7, lambert),
    row("the same: F_0 Delta = nu Delta/(1 + nu Delta)", along[chart.row.rate], 1.2345 / 2.2345, 1e-8, "closed form"),
    ...both(
      "Gaussian-like, CV 0.2: lambda_1/r",
      gaussianLike({ rate: 1, cv: 0.2 }).eigenvalue?.(1),
      [-0.73436285711952, 6.103886602968],
      1e-12,
      "Pietras, Gallice, Schwalger 2020, closed form",
    ),
    ...both(
      "perfect integrate-and-fire, CV 0.5: lambda_1/r",
      perfectIntegrator({ rate: 1, cv: 0.5 }).eigenvalue?.(1),
      [-0.5 * Math.PI * Math.PI, 2 * Math.PI],
      1e-14,
      "-2 pi^2 CV^2 + 2 pi i",
    ),
    ...both(
      "white-noise LIF, drift 1.2, D 0.05: lambda_1",
      lif.modes[0]?.eigenvalue,
      [-2.133707369306854, 4.37934386435937],
      1e-12,
      cylinder,
    ),
    ...both(
      "white-noise LIF, drift 1.2, D 0.05: lambda_2",
      lif.modes[1]?.eigenvalue,
      [-8.001472123202664, 8.926554640408312],
      1e-12,
      cylinder,
    ),
    ...both(
      "white-noise LIF, drift 1.2, D 0.05: lambda_3",
      lif.modes[2]?.eigenvalue,
      [-17.784913388798675, 13.330966967865576],
      1e-11,
      cylinder,
    ),
    row(
      "white-noise LIF, drift 1.2, D 0.05: slowest real eigenvalue",
      lif.others[0]?.eigenvalue[0] ?? Number.NaN,
      -11.565814815848206,
      1e-12,
      cylinder,
    ),
    row(
      "NNLIF without coupling, V_R 1, V_F 2: slowest eigenvalue",
      silent[0]?.eigenvalue[0] ?? Number.NaN,
      -1.1909670923906,
      1e-12,
      cylinder,
    ),
    row("NNLIF without coupling: third eigenvalue", silent[2]?.eigenvalue[0] ?? Number.NaN, -4.1405595366733, 1e-12, cylinder),
    ...both("escape-noise LIF, 18 mV: lambda_1 [1/ms]", soft[0]?.eigenvalue, [-0.036126214988004, 0.083824281169877], 1e-14, contour),
    ...both(
      "escape-noise LIF, 18 mV: lambda_2, beyond the pole [1/ms]",
      soft[1]?.eigenvalue,
      [-0.1103199199515326, 0.1525352346978537],
      1e-11,
      contour,
    ),
    ...both(
      "Poisson with dead time: c_10",
      closed.drive[0],
      [-0.012422200211, -0.107325056851],
      1e-12,
      "quadrature, 8 digits, and closed form",
    ),
    ...both(
      "Poisson with dead time, numerically: c_11",
      found.kind === "couplings" ? found.among[0]?.[0] : undefined,
      [0.534915297782, 0.117083277922],
      1e-11,
      "closed form",
    ),
    ...both(
      "Poisson with dead time, numerically: c_1,-1",
      found.kind === "couplings" ? found.conjugate[0]?.[0] : undefined,
      [-0.001163519581, -0.114048718562],
      1e-11,
      "closed form",
    ),
  ];
}
