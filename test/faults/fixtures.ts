/**
 * The faults that the program must survive, numbered as in the project's list of sixty: each a document, and what must come of it. One table,
 * longer than a file should be, because it is read by number.
 *
 * `line` and `column` count from 1 and point into `doc.yaml` unless `file` says otherwise.
 */
import type { Files, Report } from "../cli/virtual-shell.ts";

export interface Fault {
  readonly number: number;
  readonly name: string;
  /** The document as text, or several files of which `doc.yaml` is run. */
  readonly files: string | Files;
  readonly args?: readonly string[];
  readonly exit: 0 | 1 | 2;
  /** Where the message points: [line, column]. */
  readonly at?: readonly [number, number];
  readonly file?: string;
  /** Nothing that follows from the fault is reported beside it. */
  readonly isAlone?: true;
  /** What standard error must say. */
  readonly says?: readonly RegExp[];
  /** What the JSON report must hold. */
  readonly report?: (report: Report) => void;
}

/** A leaky neuron in which one line or value is wrong: replaces `from` by `to`. */
export const sound = `title: cell
neurons:
  cell:
    equations: |
      C*dV/dt = -g_L*(V - E_L) + I
      tau_w*dw/dt = -w
    inputs: { I: pA }
    initial: { V: E_L, w: 0 pA }
    spike: V > V_th
    reset: { V: V_r, w: w + b }
    parameters: { C: 200 pF, g_L: 10 nS, E_L: -70 mV, V_th: -50 mV, V_r: -58 mV, tau_w: 100 ms, b: 5 pA }
populations:
  cell: { neuron: cell }
stimuli:
  - { to: cell.I, step: { amplitude: 500 pA } }
run: { duration: 100 ms }
record: { cell: [V, spikes] }
`;

const hodgkinHuxley = (parameters: string, run: string, initial = "V: -65 mV, m: 0.05, h: 0.6, n: 0.32") => `title: axon
neurons:
  hh:
    equations: |
      C*dV/dt = I - g_Na*m^3*h*(V - E_Na) - g_K*n^4*(V - E_K) - g_L*(V - E_L)
      dm/dt = 0.1/ms/mV*(V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))*(1 - m) - 4/ms*exp(-(V + 65 mV)/(18 mV))*m
      dh/dt = 0.07/ms*exp(-(V + 65 mV)/(20 mV))*(1 - h) - 1/ms/(1 + exp(-(V + 35 mV)/(10 mV)))*h
      dn/dt = 0.01/ms/mV*(V + 55 mV)/(1 - exp(-(V + 55 mV)/(10 mV)))*(1 - n) - 0.125/ms*exp(-(V + 65 mV)/(80 mV))*n
    inputs: { I: uA/cm^2 }
    initial: { ${initial} }
    spike: V > 0 mV
    parameters: { ${parameters} }
populations: { axon: { neuron: hh } }
stimuli: [{ to: axon.I, step: { amplitude: 10 uA/cm^2 } }]
run: { ${run} }
record: { axon: [V, m, n, spikes] }
`;
const squid = "C: 1 uF/cm^2, g_Na: 120 mS/cm^2, g_K: 36 mS/cm^2, g_L: 0.3 mS/cm^2, E_Na: 50 mV, E_K: -77 mV, E_L: -54.4 mV";

/** One plain state: \`x' = rate\`, without units. */
const plain = (rate: string, rest = "", run = "duration: 10") => `units: none
neurons:
  x: { equations: "${rate}", initial: { x: 1 }${rest} }
populations: { x: { neuron: x } }
run: { ${run} }
record: { x: [${rest ? "x, spikes" : "x"}] }
`;

function change(from: string, to: string, document = sound): string {
  if (!document.includes(from)) throw new Error(`the fixture does not contain ${from}`);
  return document.replace(from, to);
}

const deep = 100_000;

export const faults: readonly Fault[] = [
  {
    number: 1,
    name: "syntax error",
    files: change("-g_L*(V - E_L) + I", "-g_L*(V - E_L) +* I"),
    exit: 2,
    at: [5, 33],
  },
  {
    number: 1,
    name: "a product without *",
    files: change("g_L*(V - E_L)", "g_L(V - E_L)"),
    exit: 2,
    at: [5, 18],
    says: [/g_L\*\(V - E_L\)/],
  },
  { number: 2, name: "parenthesis that is never closed", files: change("(V - E_L) + I", "(V - E_L + I"), exit: 2, at: [5, 22] },
  {
    number: 2,
    name: "YAML map that is never closed",
    files: change("{ neuron: cell }", "{ neuron: cell"),
    exit: 2,
    at: [13, 9],
  },
  {
    number: 2,
    name: "YAML list that is never closed, in a nested mapping",
    files: change("record: { cell: [V, spikes] }", "record: { cell: [V, spikes }"),
    exit: 2,
    at: [17, 17],
  },
  {
    number: 3,
    name: "unknown name, with the nearest known one",
    files: change("tau_w*dw/dt = -w", "tau_v*dw/dt = -w"),
    exit: 2,
    at: [6, 7],
    says: [/tau_v/, /tau_w/],
  },
  {
    number: 4,
    name: "the same YAML key twice",
    files: change("    spike: V > V_th\n", "    spike: V > V_th\n    spike: V > E_L\n"),
    exit: 2,
    at: [10, 5],
  },
  { number: 4, name: "a state and a parameter of one name", files: change("b: 5 pA }", "b: 5 pA, w: 3 pA }"), exit: 2, says: [/w/] },
  {
    number: 5,
    name: "cyclic definition",
    files: change("tau_w*dw/dt = -w", "tau_w*dw/dt = -w + p\n      p = 2*q\n      q = p/2"),
    exit: 2,
    says: [/`p` -> `q`|`q` -> `p`/],
  },
  {
    number: 6,
    name: "cyclic include",
    files: { "doc.yaml": "include: other.yaml\n", "other.yaml": "include: doc.yaml\n" },
    exit: 2,
    says: [/doc\.yaml/, /other\.yaml/],
  },
  {
    number: 7,
    name: "missing include",
    files: `include: nowhere.yaml\n${sound}`,
    exit: 2,
    at: [1, 10],
    says: [/nowhere\.yaml/],
    isAlone: true,
  },
  {
    number: 8,
    name: "dimension mismatch names both units",
    files: change("+ I\n", "+ E_L\n"),
    exit: 2,
    says: [/doc\.yaml:5:\d+/, /in mV/, /in nS\*mV/],
  },
  { number: 9, name: "exponential of a voltage", files: change("= -w", "= -w*exp(V)"), exit: 2, at: [6, 28], says: [/mV/] },
  { number: 9, name: "logarithm of a current", files: change("= -w", "= -w*log(w)"), exit: 2, at: [6, 28], says: [/pA/] },
  { number: 10, name: "missing unit", files: change("spike: V > V_th", "spike: V > -50"), exit: 2, says: [/doc\.yaml:9:\d+/, /mV/] },
  {
    number: 11,
    name: "unknown unit",
    files: change("tau_w: 100 ms", "tau_w: 100 msec"),
    exit: 2,
    at: [11, 93],
    says: [/msec/, /did you mean `ms`/],
  },
  {
    number: 11,
    name: "hour, gram, joule and newton are no units",
    files: change("tau_w: 100 ms", "tau_w: 1 h"),
    exit: 2,
    says: [/doc\.yaml:11:\d+/],
  },
  {
    number: 12,
    name: "siemens where millisiemens were meant: warned",
    files: hodgkinHuxley(squid.replace("120 mS", "120 S"), "duration: 1 ms"),
    exit: 0,
    says: [/warning/i, /g_Na/],
  },
  {
    number: 13,
    name: "derivative of a parameter",
    files: change("tau_w*dw/dt = -w", "tau_w*dw/dt = -w\n      dC/dt = 0 pF/ms"),
    exit: 2,
    says: [/doc\.yaml:(7|11):\d+/, /C/],
  },
  {
    number: 14,
    name: "two equations for one variable",
    files: change("tau_w*dw/dt = -w", "tau_w*dw/dt = -w\n      tau_w*dw/dt = -2*w"),
    exit: 2,
    says: [/doc\.yaml:7:\d+/, /w/],
  },
  {
    number: 15,
    name: "state without initial value",
    files: change("V: E_L, w: 0 pA }", "V: E_L }"),
    exit: 2,
    says: [/doc\.yaml:\d+:\d+/, /w/],
  },
  { number: 16, name: "a parameter called t", files: change("b: 5 pA }", "b: 5 pA, t: 3 ms }"), exit: 2, says: [/doc\.yaml:11:\d+/, /t/] },
  {
    number: 16,
    name: "a state called dt",
    files: change("tau_w*dw/dt = -w", "tau_w*dw/dt = -w\n      dt = 3"),
    exit: 2,
    says: [/doc\.yaml:7:\d+/, /dt/],
  },
  {
    number: 17,
    name: "parentheses 100,000 deep",
    files: change("= -w", `= ${"(".repeat(deep)}-w${")".repeat(deep)}`),
    exit: 2,
    says: [/doc\.yaml:[56]:\d+/],
    isAlone: true,
  },
  {
    number: 17,
    name: "YAML lists 100,000 deep",
    files: `title: x\nrun: ${"[".repeat(deep)}${"]".repeat(deep)}\n`,
    exit: 2,
    says: [/doc\.yaml/],
  },
  { number: 17, name: "100,000 minus signs", files: change("= -w", `= ${"-".repeat(deep)}w`), exit: 2, says: [/doc\.yaml:6:\d+/] },
  { number: 18, name: "a file of 100 MB", files: { "doc.yaml": new Uint8Array(100_000_000).fill(0x20) }, exit: 2, says: [/doc\.yaml/] },
  {
    number: 18,
    name: "a binary file",
    files: { "doc.yaml": Uint8Array.from({ length: 4096 }, (_, k) => (k * 167) % 256) },
    exit: 2,
    says: [/doc\.yaml/],
  },
  {
    number: 19,
    name: "bytes that are no UTF-8",
    files: { "doc.yaml": Uint8Array.from([...new TextEncoder().encode("title: caf"), 0xe9, 0x0a]) },
    exit: 2,
    says: [/UTF-8/],
  },
  { number: 19, name: "a byte order mark and CRLF are no mistake", files: `\ufeff${sound.replaceAll("\n", "\r\n")}`, exit: 0 },
  {
    number: 19,
    name: "a Cyrillic letter that looks Latin",
    files: change("= -w", "= -w + \u0430*0 pA"),
    exit: 2,
    at: [6, 26],
    says: [/U\+0430/],
    isAlone: true,
  },
  { number: 20, name: "a newer format", files: `format: 2\n${sound}`, exit: 2, at: [1, 9], says: [/2/] },
  { number: 21, name: "parameter NaN", files: change("tau_w: 100 ms", "tau_w: .nan"), exit: 2, says: [/doc\.yaml:11:\d+/] },
  { number: 21, name: "parameter infinite", files: change("C: 200 pF", "C: .inf"), exit: 2, says: [/doc\.yaml:11:\d+/] },
  { number: 21, name: "parameter that overflows", files: change("C: 200 pF", "C: 1e999 pF"), exit: 2, says: [/doc\.yaml:11:\d+/] },
  { number: 22, name: "time constant 0", files: change("tau_w: 100 ms", "tau_w: 0 ms"), exit: 2, says: [/doc\.yaml:\d+:\d+/, /tau_w/] },
  {
    number: 23,
    name: "time constant negative",
    files: change("tau_w: 100 ms", "tau_w: -10 ms"),
    exit: 2,
    says: [/doc\.yaml:\d+:\d+/, /tau_w/],
  },
  { number: 24, name: "capacitance 0", files: change("C: 200 pF", "C: 0 pF"), exit: 2, says: [/doc\.yaml:\d+:\d+/, /C/] },
  { number: 24, name: "capacitance negative, from the command line", files: sound, args: ["--set", "C=-200 pF"], exit: 2, says: [/C/] },
  { number: 25, name: "conductance negative", files: change("g_L: 10 nS", "g_L: -10 nS"), exit: 2, says: [/doc\.yaml:11:\d+/, /g_L/] },
  {
    number: 32,
    name: "potassium reversal of the wrong sign: warned",
    files: hodgkinHuxley(squid.replace("E_K: -77", "E_K: 77"), "duration: 1 ms"),
    exit: 0,
    says: [/warning/i, /E_K/],
  },
  { number: 33, name: "reset above the threshold", files: change("V_r: -58 mV", "V_r: -40 mV"), exit: 2, says: [/doc\.yaml:\d+:\d+/] },
  {
    number: 33,
    name: "the whole reset is judged: V goes above its old threshold, and the threshold with it",
    files: change(
      "reset: { V: V_r, w: w + b }",
      "reset: { V: V_r + w*0 GOhm, w: w + b }",
      change("spike: V > V_th", "spike: V > V_th + w*2 GOhm", change("b: 5 pA", "b: 50 pA", change("V_r: -58 mV", "V_r: -49 mV"))),
    ),
    exit: 0,
  },
  {
    number: 34,
    name: "step 0",
    files: change("duration: 100 ms", "duration: 100 ms, step: 0 ms, method: rk4"),
    exit: 2,
    says: [/doc\.yaml:16:\d+/],
  },
  {
    number: 34,
    name: "step negative",
    files: change("duration: 100 ms", "duration: 100 ms, step: -0.1 ms, method: rk4"),
    exit: 2,
    says: [/doc\.yaml:16:\d+/],
  },
  {
    number: 34,
    name: "step NaN",
    files: change("duration: 100 ms", "duration: 100 ms, step: .nan, method: rk4"),
    exit: 2,
    says: [/doc\.yaml:16:\d+/],
  },
  {
    number: 34,
    name: "step longer than the run",
    files: change("duration: 100 ms", "duration: 100 ms, step: 200 ms, method: rk4"),
    exit: 2,
    says: [/doc\.yaml:16:\d+/],
  },
  {
    number: 37,
    name: "Euler step of three time constants",
    files: plain("dx/dt = -x/0.01", "", "duration: 10, step: 0.03, method: euler"),
    exit: 1,
    says: [/step/],
    report: (report) => expectKind(report, "diverged"),
  },
  {
    number: 37,
    name: "Hodgkin-Huxley at a step of 5 ms",
    files: hodgkinHuxley(squid, "duration: 200 ms, step: 5 ms, method: rk4"),
    exit: 1,
    says: [/step of 5 ms/, /take a smaller step/],
    report: (report) => expectKind(report, "diverged"),
  },
  {
    number: 38,
    name: "a state becomes NaN: named, with the time",
    files: plain("dx/dt = -sqrt(x) - 0.1"),
    exit: 1,
    // From 1 to 0 in 2 - 0.2 log 11 = 1.5204209: the integral of dx/(sqrt x + 0.1).
    says: [/the solution ends at t = 1\.52042\d*: .*`x` of x/],
    report: (report) => expectKind(report, "diverged"),
  },
  {
    number: 39,
    name: "the exponential of an AdEx neuron overflows: the spike stands where it should",
    files: `neurons: { cell: { model: adex, set: tonic, parameters: { V_peak: 0 mV } } }
populations: { cell: { neuron: cell } }
stimuli: [{ to: cell.I, step: { amplitude: 1e9 pA } }]
run: { duration: 0.001 ms }
record: { cell: [V, spikes] }
`,
    exit: 0,
    // The integral of dV over its rate of change, in 25 digits: 11.09 ps from E_L, 8.69 ps from V_r; adaptation is not felt.
    report: (report) => {
      expectKind(report, "completed");
      const times = Array.from({ length: 114 }, (_, k) => 1.10907386294748e-5 + k * 8.69073848562364e-6);
      expectSpikes(report.populations.cell, times, 1e-12);
    },
  },
  {
    number: 40,
    name: "a rate of the form 0/0 at V = -40 mV takes its limit",
    files: hodgkinHuxley(squid, "duration: 20 ms", "V: -40 mV, m: 0.05, h: 0.6, n: 0.32"),
    exit: 0,
    // The classical method of order 4 with the limit written out, at steps of 1 us: error below 1e-9 ms.
    report: (report) => expectSpikes(report.populations.axon, [0.48116569646, 15.4508001691], 1e-5),
  },
  {
    number: 40,
    name: "and at V = -55 mV",
    files: hodgkinHuxley(squid, "duration: 20 ms", "V: -55 mV, m: 0.05, h: 0.6, n: 0.32"),
    exit: 0,
    report: (report) => expectSpikes(report.populations.axon, [1.01679316086, 15.9615894404], 1e-5),
  },
  {
    number: 41,
    name: "a rate that is infinite",
    files: plain("dx/dt = 1/(x - 1)"),
    exit: 1,
    says: [/x/],
    report: (report) => expectKind(report, "diverged"),
  },
  {
    number: 41,
    name: "a solution that goes to infinity in finite time",
    files: plain("dx/dt = x^2"),
    exit: 1,
    says: [/`x` of x grows without bound/],
    report: (report) => {
      expectKind(report, "diverged");
      // x = 1/(1 - t): the pole is at t = 1.
      if (!(Math.abs(report.outcome.time - 1) < 1e-3)) throw new Error(`the pole is at 1, not at ${report.outcome.time}`);
    },
  },
  {
    number: 42,
    name: "an event storm: spikes accumulate at a finite time",
    files: plain("dx/dt = 1/(1 - t)", ", spike: x > 2, reset: { x: 1 }", "duration: 3"),
    exit: 1,
    report: (report) => {
      if (!["event-storm", "diverged"].includes(report.outcome.kind)) throw new Error(report.outcome.kind);
    },
  },
  {
    number: 42,
    name: "an event storm: intervals that shrink geometrically",
    files: `units: none
neurons:
  x: { equations: "dx/dt = r\\ndr/dt = 0", initial: { x: 0, r: 1 }, spike: x > 1, reset: { x: 0, r: 2*r } }
populations: { x: { neuron: x } }
run: { duration: 3 }
record: { x: [spikes] }
`,
    exit: 1,
    report: (report) => {
      if (!["event-storm", "diverged"].includes(report.outcome.kind)) throw new Error(report.outcome.kind);
      // Intervals 1, 1/2, 1/4, ...: they accumulate at t = 2.
      if (!(Math.abs(report.outcome.time - 2) < 1e-3)) throw new Error(`the spikes accumulate at 2, not at ${report.outcome.time}`);
    },
  },
  {
    number: 43,
    name: "an implicit step that cannot be solved",
    files: plain("dx/dt = -1/x", "", "duration: 10, method: rodas"),
    exit: 1,
    says: [/the solution ends at t = 0\.5/],
    report: (report) => {
      if (!["no-convergence", "diverged"].includes(report.outcome.kind)) throw new Error(report.outcome.kind);
      // x = sqrt(1 - 2 t) ends at t = 1/2.
      if (!(Math.abs(report.outcome.time - 0.5) < 1e-3)) throw new Error(`the solution ends at 0.5, not at ${report.outcome.time}`);
    },
  },
  {
    number: 44,
    name: "two crossings within one step are both seen",
    files: `units: none
neurons:
  x: { equations: "dx/dt = y\\ndy/dt = -x", initial: { x: 0, y: 1 }, spike: x > 0.999 }
populations: { x: { neuron: x } }
run: { duration: 20, tolerance: 1e-6 }
record: { x: [spikes] }
`,
    exit: 0,
    // sin t exceeds 0.999 for 0.09, a tenth of a step, around pi/2 + 2 pi k: three times in 20, first at asin 0.999.
    report: (report) => expectSpikes(report.populations.x, [1.526071239626, 7.809256546806, 14.092441853985], 1e-3),
  },
  {
    number: 57,
    name: "constructor in an equation",
    files: change("= -w", "= -w + constructor.constructor(1)"),
    exit: 2,
    says: [/doc\.yaml:6:\d+/],
  },
  { number: 57, name: "import in an equation", files: change("= -w", '= -w + import("fs")'), exit: 2, says: [/doc\.yaml:6:\d+/] },
  {
    number: 57,
    name: "template text in an equation",
    files: change("= -w", "= -w + `$" + "{process.exit()}`"),
    exit: 2,
    says: [/doc\.yaml:6:\d+/],
  },
  { number: 57, name: "code in a value on the command line", files: sound, args: ["--set", "b=process.exit(3)"], exit: 2, says: [/--set/] },
  {
    number: 58,
    name: "__proto__ as a key",
    files: change("title: cell\n", "title: cell\n__proto__: { polluted: 1 }\n"),
    exit: 2,
    at: [2, 1],
  },
  {
    number: 58,
    name: "__proto__ as a parameter",
    files: change("b: 5 pA }", "b: 5 pA, __proto__: 1 }"),
    exit: 2,
    says: [/doc\.yaml:11:\d+/],
  },
  {
    number: 58,
    name: "constructor as a population",
    files: change("  cell: { neuron: cell }", "  cell: { neuron: constructor }"),
    exit: 2,
    says: [/doc\.yaml:13:\d+/],
  },
  { number: 58, name: "toString as a name in an equation", files: change("= -w", "= -w*toString"), exit: 2, says: [/doc\.yaml:6:\d+/] },
  {
    number: 58,
    name: "__proto__ as a path on the command line",
    files: sound,
    args: ["--set", "__proto__.polluted=1"],
    exit: 2,
    says: [/--set/],
  },
];

function expectKind(report: Report, kind: string): void {
  if (report.outcome.kind !== kind) throw new Error(`outcome ${JSON.stringify(report.outcome)}, expected ${kind}`);
}

/** Spike times of the first neuron, each within `tolerance`. */
function expectSpikes(population: Report, times: readonly number[], tolerance: number): void {
  const found: readonly number[] = (population.spike_times_ms ?? population.spike_times)[0];
  const isClose = found.length === times.length && found.every((time, k) => Math.abs(time - times[k]!) <= tolerance);
  if (!isClose) throw new Error(`spikes at ${found.join(", ")}, expected at ${times.join(", ")}`);
}
