/** Fields: Turing's analysis, bumps and fronts, and runs against closed forms. */
import { exp } from "../../base/index.ts";
import type { Result } from "../../contract/index.ts";
import type { Lab } from "../lab.ts";
import { type Row, row } from "../row.ts";

const turing = "k_c^2 = 2 log(A_i s_i^2/(A_e s_e^2))/(s_i^2 - s_e^2); the gain is the inverse of the kernel's transform there";
const amari = "Amari 1977: integral of the kernel over the width = threshold, solved with 30 digits";
const speeds = "Amari 1977, Ermentrout 1998: c = sigma (1 - 2 theta)/(2 theta tau)";

const field = (equations: string, parameters: string, axis: string, rest = "", initial = "0", run = "duration: 1, step: 0.1") => `
units: none
fields:
  f:
    axes: { x: [${axis}] }
${rest}    equations: |
${equations
  .split("\n")
  .map((line) => `      ${line}`)
  .join("\n")}
    initial: { u: "${initial}" }
    parameters: { ${parameters} }
run: { ${run}, scale: field }
record: { f: [u] }
`;
const hat = "w(d) = A_e*G(d, s_e) - A_i*G(d, s_i)\nG(x, s) = exp(-x^2/(2*s^2))/(sqrt(2*pi)*s)";

export async function fields(lab: Lab): Promise<readonly Row[]> {
  return [...(await waves(lab)), ...(await bumps(lab)), ...(await fronts(lab)), ...(await runs(lab))];
}

async function waves(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [kernel, waveNumber, gain] of [
    ["A_e: 2, s_e: 1, A_i: 1.5, s_i: 2", 0.8558085022, 0.9614997135],
    ["A_e: 3, s_e: 0.5, A_i: 2, s_i: 1", 1.6172645655, 0.6163211328],
  ] as const) {
    const text = field(`du/dt = -u + conv(w, 1/(1 + exp(-5*(u - 0.25))))\n${hat}`, kernel, "-40, 40, 512");
    const critical = (await lab.steady(text)).states[0]?.dispersion?.critical;
    rows.push(
      row(`Turing, ${kernel}: critical wave number`, critical?.waveNumber ?? Number.NaN, waveNumber, 1e-8, turing),
      row(`Turing, ${kernel}: critical gain`, critical?.gain ?? Number.NaN, gain, 1e-8, turing),
    );
  }
  return rows;
}

async function bumps(lab: Lab): Promise<readonly Row[]> {
  const text = field(`du/dt = -u + conv(w, heaviside(u - 0.4))\n${hat}`, "A_e: 2, s_e: 1, A_i: 1.5, s_i: 2", "-20, 20, 400");
  const found = (await lab.steady(text)).localised?.bumps ?? [];
  return [
    row("bump at theta = 0.4: width of the unstable one", found[0]?.width ?? Number.NaN, 1.0208983079, 1e-9, amari),
    row("bump at theta = 0.4: width of the stable one", found[1]?.width ?? Number.NaN, 2.4612694414, 1e-9, amari),
  ];
}

const front = (theta: number, axis: string, rest: string, initial: string, run: string) =>
  field("du/dt = -u + conv(w, heaviside(u - theta))\nw(d) = exp(-abs(d))/2", `theta: ${theta}`, axis, rest, initial, run);

async function fronts(lab: Lab): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [theta, speed] of [
    [0.1, 4],
    [0.2, 1.5],
    [0.25, 1],
    [0.4, 0.25],
  ] as const) {
    const { localised } = await lab.steady(front(theta, "-40, 40, 400", "", "0", "duration: 1, step: 0.1"));
    rows.push(row(`front at theta = ${theta}: speed of the analysis`, localised?.front?.speed ?? Number.NaN, speed, 1e-9, speeds));
  }
  const open = "    outside: { x: zero }\n";
  const run = await lab.run(front(0.2, "0, 40, 800", open, "heaviside(8 - x)", "duration: 16, step: 0.02"));
  return [...rows, row("front at theta = 0.2: speed in a run with cells of 1/20", speedOf(run, 0.2), 1.5, 0.015, speeds)];
}

/** The way of the last place above a threshold in the second half of a run, over the time. */
function speedOf({ profiles = [] }: Result, theta: number): number {
  const [{ channel, times, values }] = profiles as [NonNullable<Result["profiles"]>[number]];
  const x = channel.axes![0]!.values;
  const place = (k: number) => {
    let i = x.length - 1;
    while (i > 0 && values[k * x.length + i]! <= theta) i--;
    return x[i]!;
  };
  const [from, to] = [Math.floor(times.length / 2), times.length - 1];
  return (place(to) - place(from)) / (times[to]! - times[from]!);
}

async function runs(lab: Lab): Promise<readonly Row[]> {
  const text = field(
    "du/dt = -u + conv(w, u)\nw(d) = exp(-d^2/2)/sqrt(2*pi)",
    "",
    "-10, 10, 128",
    "",
    "cos(2*pi*3*x/20)",
    "duration: 1, step: 0.01",
  );
  const k = (2 * Math.PI * 3) / 20;
  const amplitude = largest(await lab.run(text)) / largest(await lab.run(text.replace("duration: 1,", "duration: 0.01,")));
  const rate = exp((-k * k) / 2) - 1;
  const source = "a wave is multiplied by exp(t (w(k) - 1)), w the transform of the kernel";
  return [row("linear field: decay of a wave from 0.01 to 1", amplitude, exp(0.99 * rate), 1e-9, source)];
}

const largest = ({ profiles = [] }: Result) => {
  const [{ channel, values }] = profiles as [NonNullable<Result["profiles"]>[number]];
  return Math.max(...values.subarray(values.length - channel.axes![0]!.values.length));
};
