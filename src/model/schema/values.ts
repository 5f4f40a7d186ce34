/** The small shapes that every section of a document is made of. Each `error` text completes "expected ...". */
import { z } from "zod";

/**
 * A name of an entry or quantity, before Greek letters are spelled out; which of the other letters have a meaning is the language's
 * business. No `\p{L}`: validators of other languages read the published schema too.
 */
export const entryName = z
  .string({ error: "a name" })
  .regex(/^[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff-]*$/, { error: "a name: letters, digits and _ - , a letter first" })
  .meta({ description: "A name: letters, digits, _ and -, beginning with a letter." });

/** A text. */
export const text = z.string({ error: "a text" });

/** A number, a quantity with a unit, an expression, or a random value. */
export const scalar = z.union([z.string(), z.number()], { error: "a number, a quantity such as `4 nS`, or an expression" }).meta({
  id: "scalar",
  description: "A number, a quantity (`4 nS`), an expression of the names in scope, or a random value (`normal(0 mV, 1 mV)`).",
});

/** Lower and upper end. */
const range = z.tuple([scalar, scalar], { error: "two values, `[lowest, highest]`" });

/** A scalar, alone or with its meaning, range and source. */
export const value = z
  .union(
    [
      z.string(),
      z.number(),
      z.strictObject({
        value: scalar,
        meaning: text.optional(),
        range: range.optional(),
        source: text.optional(),
      }),
    ],
    { error: "a number, a quantity such as `4 nS`, an expression, or { value, meaning, range, source }" },
  )
  .meta({ id: "value", description: "A scalar, or { value, meaning, range, source }." });

/** Values by name. */
const valuesByName = z.record(entryName, value, { error: "values by name, `{ NAME: VALUE }`" });
/** `parameters:` of an entry. */
export const parameters = valuesByName.meta({
  description: "Values by name; its unit gives a parameter its dimension. Random values are drawn once per neuron.",
});
/** `initial:` of an entry. */
export const initial = valuesByName.meta({ description: "Initial value of each state; it gives the state its unit." });

/** The dimension of each input: a unit, or 1. */
export const inputs = z
  .record(entryName, z.union([z.string(), z.number()], { error: "a unit such as pA, or 1" }), { error: "units by name, `{ I: pA }`" })
  .meta({ description: "Name and unit of each input: `{ I: pA }`, or 1 for a plain number." });

/** Equations, one a line. */
export const equations = z
  .string({ error: "equations as text, one a line" })
  .meta({ description: "Equations, one a line: `C*dV/dt = ...`, `V' = ...`, `m_inf = ...`, `alpha(V) = ...`." });

/** Assignments: a mapping, whose right-hand sides all see the values before, or a text, whose lines run in order. */
export const assignments = z
  .union([z.string(), z.record(entryName, scalar)], { error: "assignments: `{ V: V_r }`, or lines `V = V_r`" })
  .meta({ description: "A mapping (all right-hand sides see the values before) or a text (lines run in order)." });

/** Reflecting limits of states. */
export const bounds = z
  .record(entryName, range, { error: "limits by state, `{ g: [0, infinity] }`" })
  .meta({ description: "Limits at which a state is reflected: `{ g: [0, infinity] }`." });

/** One name, or several. */
export const nameList = z.union([z.string(), z.array(text)], { error: "a name, or a list of names" });

/** Keys with which any entry can begin from another one. */
export const origin = {
  include: text.meta({ description: "Begin from another entry: `neurons.pyr`, or `net.yaml#neurons.pyr`." }).optional(),
  meaning: text.meta({ description: "What it is, in words." }).optional(),
  source: text.meta({ description: "Where it comes from: an article, a page, a script." }).optional(),
};

/** Keys with which an entry can begin from the catalogue. */
export const fromCatalogue = {
  model: text.meta({ description: "Begin from a model of the catalogue (`lapicque list models`)." }).optional(),
  set: text.meta({ description: "A named parameter set of that model." }).optional(),
};
