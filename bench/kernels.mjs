/** Compiled right-hand sides: how fast they are made and how fast they run. */
import { compileKernel, compileMap, jacobianTrees } from "../dist/compiler/index.js";
import { tsitouras5 } from "../dist/numerics/index.js";
import { expression, hodgkinHuxley, readEquations } from "./equations.mjs";
import { compare, consumed, table } from "./measure.mjs";

/** Hodgkin-Huxley text to bytes, with rates, Jacobian and a fifth-order step. */
function compileHodgkinHuxley() {
  const { states, rates, definitions } = readEquations(hodgkinHuxley.text);
  const jacobian = jacobianTrees(rates, states, definitions);
  return compileKernel({
    states,
    slots: hodgkinHuxley.slots,
    definitions: jacobian.definitions,
    functions: { rates, jacobian: jacobian.entries },
    steppers: { step: { tableau: tsitouras5, of: "rates" } },
  });
}

function instantiate(bytes) {
  const memory = new WebAssembly.Memory({ initial: 64 });
  return { memory, exports: new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports };
}

function benchCompilation() {
  const repeat = 20;
  const times = compare(
    {
      "text to trees": () => many(repeat, () => readEquations(hodgkinHuxley.text).states.length),
      "text to bytes, with Jacobian and step": () => many(repeat, () => compileHodgkinHuxley().bytes.length),
      "text to instance": () => many(repeat, () => instantiate(compileHodgkinHuxley().bytes).memory.buffer.byteLength),
    },
    repeat * 1e6,
  );
  table(`Hodgkin-Huxley, text to kernel, warm (${compileHodgkinHuxley().bytes.length} bytes)`, times, "ms");
}

function many(count, run) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += run(i);
  return sum;
}

/** The same rates by hand, with the functions of the JavaScript engine. */
function plainRates(y, out) {
  const V = y[0];
  const m = y[1];
  const h = y[2];
  const n = y[3];
  out[0] = 10 - 120 * m * m * m * h * (V - 50) - 36 * n * n * n * n * (V + 77) - 0.3 * (V + 54.4);
  out[1] = ((0.1 * (V + 40)) / (1 - Math.exp(-(V + 40) / 10))) * (1 - m) - 4 * Math.exp(-(V + 65) / 18) * m;
  out[2] = 0.07 * Math.exp(-(V + 65) / 20) * (1 - h) - (1 / (1 + Math.exp(-(V + 35) / 10))) * h;
  out[3] = ((0.01 * (V + 55)) / (1 - Math.exp(-(V + 55) / 10))) * (1 - n) - 0.125 * Math.exp(-(V + 65) / 80) * n;
}

function benchRates() {
  const { memory, exports } = instantiate(compileHodgkinHuxley().bytes);
  const numbers = new Float64Array(memory.buffer);
  numbers.set(hodgkinHuxley.initial, 0);
  numbers.set(hodgkinHuxley.parameters, 8);
  const y = Float64Array.from(hodgkinHuxley.initial);
  const out = new Float64Array(4);
  // Potentials below are no integers, because at V = -40 the formula by hand is 0/0.
  const calls = 200_000;
  exports.rates(0, 0, 64, 256);
  plainRates(y, out);
  for (let i = 0; i < 4; i++) if (Math.abs(numbers[32 + i] - out[i]) > 1e-12) throw new Error("the rates differ");
  const times = compare(
    {
      "compiled rates": () =>
        many(calls, (i) => {
          numbers[0] = (i & 127) - 80.3;
          exports.rates(0, 0, 64, 256);
          return numbers[33];
        }),
      "plain JavaScript rates": () =>
        many(calls, (i) => {
          y[0] = (i & 127) - 80.3;
          plainRates(y, out);
          return out[1];
        }),
      "compiled Jacobian": () =>
        many(calls, (i) => {
          numbers[0] = (i & 127) - 80.3;
          exports.jacobian(0, 0, 64, 256);
          return numbers[33];
        }),
    },
    calls,
  );
  const steps = compare(
    {
      "compiled step of order 5 (6 evaluations)": () =>
        many(calls / 10, () => {
          exports.step(0, 0.01, 0, 64, 256);
          return numbers[33];
        }),
    },
    calls / 10,
  );
  table("Hodgkin-Huxley, one neuron", { ...times, ...steps }, "ns");
}

/** One step of 0.1 ms each; the spike of a model is a `where`. */
const maps = {
  "LIF, exact": {
    states: ["V", "r"],
    slots: ["decay", "drive", "theta", "V_r", "steps"],
    values: [Math.exp(-0.01), 1.2 * (1 - Math.exp(-0.01)), 1, 0, 20],
    definitions: { U: "where(r > 0, V, V*decay + drive)" },
    step: ["where(U > theta, V_r, U)", "where(U > theta, steps, max(r - 1, 0))"],
    initial: (j) => [(j % 1000) / 1000, 0],
  },
  "AdEx, Euler": {
    states: ["V", "w"],
    slots: ["h", "C", "g_L", "E_L", "V_T", "D", "tau_w", "a", "b", "V_r", "peak", "I"],
    values: [0.1, 200, 10, -70, -50, 2, 100, 2, 60, -58, 0, 500],
    definitions: { U: "V + h/C*(-g_L*(V - E_L) + g_L*D*exp((V - V_T)/D) - w + I)" },
    step: ["where(U > peak, V_r, U)", "w + h/tau_w*(a*(V - E_L) - w) + where(U > peak, b, 0)"],
    initial: (j) => [-70 + (j % 1000) / 50, 0],
  },
  "Hodgkin-Huxley, exponential Euler": {
    states: ["V", "m", "h", "n"],
    slots: ["d", ...hodgkinHuxley.slots],
    values: [0.05, ...hodgkinHuxley.parameters],
    definitions: {
      a_m: "1/exprel(-(V + 40)/10)",
      b_m: "4*exp(-(V + 65)/18)",
      a_h: "0.07*exp(-(V + 65)/20)",
      b_h: "1/(1 + exp(-(V + 35)/10))",
      a_n: "0.1/exprel(-(V + 55)/10)",
      b_n: "0.125*exp(-(V + 65)/80)",
      g: "g_Na*m^3*h + g_K*n^4 + g_L",
      V_inf: "(g_Na*m^3*h*E_Na + g_K*n^4*E_K + g_L*E_L + I)/g",
    },
    step: [
      "V_inf + (V - V_inf)*exp(-d*g/C)",
      ...["m", "h", "n"].map((x) => `a_${x}/(a_${x} + b_${x}) + (${x} - a_${x}/(a_${x} + b_${x}))*exp(-d*(a_${x} + b_${x}))`),
    ],
    initial: (j) => [-80 + (j % 1000) / 20, 0.05, 0.6, 0.3],
  },
};
const neurons = 10_000;

/** A map with its memory: states from 0, slots at 1 MiB. `run` performs steps, `first` and `mean` are of the first state. */
function prepareMap(model, format) {
  const trees = (texts) => texts.map(expression);
  const definitions = Object.entries(model.definitions).map(([name, text]) => ({ name, tree: expression(text) }));
  const kernel = compileMap({
    states: model.states,
    slots: model.slots,
    definitions,
    step: trees(model.step),
    format,
    stride: 8 * neurons,
  });
  const { memory, exports } = instantiate(kernel.bytes);
  const column = (i) => new (format === "f32x4" ? Float32Array : Float64Array)(memory.buffer, i * 8 * neurons, neurons);
  model.states.forEach((_, i) => {
    column(i).set(Array.from({ length: neurons }, (_, j) => model.initial(j)[i]));
  });
  new Float64Array(memory.buffer, 1 << 20).set([...model.values, ...kernel.constants]);
  const run = (steps) =>
    many(steps, () => {
      exports.step(0, 0, 0, 1 << 20, neurons, 0, 0);
      return 0;
    });
  return { run, first: () => column(0)[0], mean: () => column(0).reduce((sum, value) => sum + value, 0) / neurons };
}

function benchMaps() {
  const steps = 20;
  for (const [title, model] of Object.entries(maps)) {
    const formats = ["f64", "f64x2", "f32x4"].map((format) => [format, prepareMap(model, format)]);
    for (const [, { run }] of formats) run(400);
    const [scalar, pairs, singles] = formats.map(([, { mean }]) => mean());
    if (scalar !== pairs) throw new Error(`${title}: ${scalar} in f64 is ${pairs} in f64x2`);
    const contenders = Object.fromEntries(formats.map(([format, { run, first }]) => [format, () => run(steps) + first()]));
    table(
      `${title}, ${neurons} neurons; mean after 400 steps ${scalar} (f64, f64x2), ${singles} (f32x4)`,
      compare(contenders, steps * neurons),
      "ns/neuron/step",
    );
  }
}

benchCompilation();
benchRates();
benchMaps();
console.log(`\n(sum of what was computed: ${consumed.sum})`);
