/** Equations of a neuron, from text to what the compiler takes, in the order in which a document's neuron goes. */
import { fileSource } from "../dist/base/index.js";
import { inlineFunctions, parseEquations, parseExpression, sortFunctions, withoutSingularities } from "../dist/language/index.js";

export const expression = (text) => parseExpression(fileSource("bench", text));

/** States, rates and definitions of an `equations` text. */
export function readEquations(text) {
  const { statements, errors } = parseEquations(fileSource("equations", text));
  if (errors.length > 0) throw errors[0];
  const functions = new Map();
  for (const f of sortFunctions(statements.filter(({ kind }) => kind === "function")).order) {
    functions.set(f.name, { parameters: f.parameters, value: inlineFunctions(f.value, functions) });
  }
  const prepare = (tree) => withoutSingularities(inlineFunctions(tree, functions));
  const derivatives = statements.filter(({ kind }) => kind === "derivative");
  return {
    states: derivatives.map(({ name }) => name),
    rates: derivatives.map(({ value, coefficient }) =>
      prepare(coefficient ? { kind: "binary", op: "/", left: value, right: coefficient } : value),
    ),
    definitions: statements.filter(({ kind }) => kind === "definition").map(({ name, value }) => ({ name, tree: prepare(value) })),
  };
}

/** Hodgkin and Huxley 1952 in the convention of a resting potential near -65 mV. */
export const hodgkinHuxley = {
  text: `
    I_Na = g_Na*m^3*h*(V - E_Na)
    I_K = g_K*n^4*(V - E_K)
    I_L = g_L*(V - E_L)
    C*dV/dt = I - I_Na - I_K - I_L
    dm/dt = alpha_m(V)*(1 - m) - beta_m(V)*m
    dh/dt = alpha_h(V)*(1 - h) - beta_h(V)*h
    dn/dt = alpha_n(V)*(1 - n) - beta_n(V)*n
    alpha_m(V) = 0.1/ms/mV*(V + 40 mV)/(1 - exp(-(V + 40 mV)/(10 mV)))
    beta_m(V)  = 4/ms*exp(-(V + 65 mV)/(18 mV))
    alpha_h(V) = 0.07/ms*exp(-(V + 65 mV)/(20 mV))
    beta_h(V)  = 1/ms/(1 + exp(-(V + 35 mV)/(10 mV)))
    alpha_n(V) = 0.01/ms/mV*(V + 55 mV)/(1 - exp(-(V + 55 mV)/(10 mV)))
    beta_n(V)  = 0.125/ms*exp(-(V + 65 mV)/(80 mV))`,
  slots: ["C", "g_Na", "g_K", "g_L", "E_Na", "E_K", "E_L", "I"],
  parameters: [1, 120, 36, 0.3, 50, -77, -54.4, 10],
  initial: [-65, 0.0529, 0.5961, 0.3177],
};
