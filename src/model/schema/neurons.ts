/** Sections that hold equations: neurons, rates, fields, synapses. */
import { z } from "zod";
import { assignments, bounds, entryName, equations, fromCatalogue, initial, inputs, origin, parameters, scalar, text } from "./values.ts";

const refractory = z
  .union(
    [
      z.string(),
      z.number(),
      z.strictObject({
        time: scalar.meta({ description: "Its length: a time, or a random one drawn at each spike." }),
        hold: z
          .array(text, { error: "a list of states, `[V, w]`" })
          .meta({ description: "States that are held meanwhile; absent: those that the reset sets." })
          .optional(),
      }),
    ],
    { error: "a time such as `2 ms`, or { time, hold }" },
  )
  .meta({ description: "Time without spikes after a spike: `2 ms`, `exponential(2 ms)`, or { time, hold: [V] }." });

const condition = z.union([z.string(), z.number()], { error: "an expression" });

/** One entry of `neurons`. */
export const neuron = z
  .strictObject(
    {
      ...fromCatalogue,
      ...origin,
      equations: equations.optional(),
      inputs: inputs.optional(),
      initial: initial.optional(),
      spike: condition
        .meta({ description: "One comparison; the neuron fires when it holds (with a reset) or becomes true (without)." })
        .optional(),
      hazard: condition.meta({ description: "Conditional intensity of firing [1/time]." }).optional(),
      reset: assignments.optional(),
      refractory: refractory.optional(),
      bounds: bounds.optional(),
      parameters: parameters.optional(),
      compartments: z.unknown().meta({ description: "Not built yet." }).optional(),
      train: z.unknown().meta({ description: "Not built yet." }).optional(),
    },
    { error: "a mapping with `equations`, `initial`, `parameters` and so on" },
  )
  .meta({ id: "neuron" });

/** One entry of `rates`: equations that exist once. */
export const rate = z
  .strictObject(
    {
      ...fromCatalogue,
      ...origin,
      equations: equations.optional(),
      inputs: inputs.optional(),
      initial: initial.optional(),
      bounds: bounds.optional(),
      parameters: parameters.optional(),
    },
    { error: "a mapping with `equations`, `initial`, `parameters`" },
  )
  .meta({ id: "rate" });

/** One entry of `fields`. */
export const field = z
  .strictObject(
    {
      ...origin,
      axes: z
        .record(entryName, z.tuple([scalar, scalar, scalar], { error: "`[from, to, points]`" }), {
          error: "axes by name, `{ x: [-16, 16, 128] }`",
        })
        .meta({ description: "From, to and number of points of each coordinate; periodic unless `outside` says otherwise." }),
      outside: z
        .record(entryName, z.enum(["zero", "periodic"], { error: "`zero` or `periodic`" }), { error: "coordinates by name, `{ x: zero }`" })
        .meta({ description: "What lies beyond the ends of each coordinate." })
        .optional(),
      equations,
      inputs: inputs.optional(),
      initial: initial.optional(),
      bounds: bounds.optional(),
      parameters: parameters.optional(),
    },
    { error: "a mapping with `axes`, `equations`, `initial`" },
  )
  .meta({ id: "field" });

const block = {
  equations: equations.optional(),
  initial: initial.optional(),
  "at-spike": assignments.meta({ description: "When the neuron of this side fires." }).optional(),
};

/** One entry of `synapses`. */
export const synapse = z
  .strictObject(
    {
      ...origin,
      parameters: parameters.optional(),
      inputs: inputs.optional(),
      pre: z
        .strictObject(block, { error: "a mapping with `equations`, `initial`, `at-spike`" })
        .meta({ description: "One copy per source neuron." })
        .optional(),
      post: z
        .strictObject({ ...block, "at-arrival": assignments.optional() }, { error: "a mapping with `equations`, `initial`, `at-arrival`" })
        .meta({ description: "One copy per target neuron and projection." })
        .optional(),
      edge: z
        .strictObject(
          {
            equations: equations.optional(),
            initial: initial.optional(),
            "at-arrival": assignments.optional(),
            "at-post-spike": assignments.optional(),
          },
          { error: "a mapping with `equations`, `initial`, `at-arrival`, `at-post-spike`" },
        )
        .meta({ description: "One copy per connection. Not built yet." })
        .optional(),
      send: condition.meta({ description: "Transmitted continuously: the input is the sum of weight times this." }).optional(),
      output: condition.meta({ description: "What drives the input: an expression of the post states; absent: the only one." }).optional(),
    },
    { error: "a mapping with `pre`, `post`, `edge`, `parameters`" },
  )
  .meta({ id: "synapse" });
