/** Sections that place and connect: populations, projections, stimuli. */
import { z } from "zod";
import { entryName, nameList, origin, scalar, text, value, values } from "./values.ts";

const count = z.union([z.string(), z.number()], { error: "a whole number" });
const yesNo = z.boolean({ error: "true or false" });

/** One entry of `populations`: neurons, or a union of populations. */
export const population = z
  .union(
    [
      z.array(text),
      z.strictObject({
        ...origin,
        neuron: text.meta({ description: "An entry of `neurons`." }),
        size: count.meta({ description: "Number of neurons; absent: 1." }).optional(),
        parameters: values.optional(),
        initial: values.optional(),
        groups: z
          .record(entryName, z.tuple([count, count], { error: "`[from, to]`, the end not included" }), {
            error: "ranges by name, `{ A: [0, 240] }`",
          })
          .meta({ description: "Half-open ranges of neurons, used as `POP.GROUP`." })
          .optional(),
        place: z
          .strictObject(
            {
              ring: scalar.optional(),
              line: scalar.optional(),
              sheet: z.tuple([scalar, scalar], { error: "two lengths" }).optional(),
              periodic: yesNo.optional(),
            },
            { error: "`{ ring: LENGTH }`, `{ line: LENGTH }` or `{ sheet: [LENGTH, LENGTH] }`" },
          )
          .optional(),
        "initial-age": scalar.meta({ description: "Time since the last spike at the start; absent: never fired." }).optional(),
      }),
    ],
    { error: "{ neuron: NAME, size: N }, or a list of populations" },
  )
  .meta({ id: "population" });

/** `synapse:` of a projection or stimulus: the kind, where it acts, and the kind's own parameters. */
export const synapseUse = z
  .object(
    {
      kind: text.meta({ description: "A synapse of the catalogue or of this document." }),
      into: text.meta({ description: "The input (or, for `delta`, the state) of the target." }).optional(),
      norm: z.enum(["peak", "area"], { error: "`peak` or `area`" }).optional(),
    },
    { error: "{ kind: NAME, into: INPUT }" },
  )
  .catchall(value);

const rule = { self: yesNo.meta({ description: "Whether a neuron may connect to itself; absent: true." }).optional() };

/** `connect:` of a projection. */
export const connect = z
  .union(
    [
      z.enum(["all", "one-to-one"]),
      z.strictObject({
        probability: scalar.optional(),
        indegree: scalar.optional(),
        outdegree: scalar.optional(),
        total: scalar.optional(),
        pairs: text.optional(),
        ...rule,
      }),
    ],
    { error: "`all`, `one-to-one`, or one of { probability }, { indegree }, { outdegree }, { total }, { pairs: FILE }" },
  )
  .meta({ id: "connect" });

const matrix = z.array(z.array(scalar, { error: "a row: one value per source" }), { error: "rows: one list per target" });
const projectionValues = z.record(entryName, z.union([value, matrix], { error: "a value, or a matrix with one row per target" }));

/** One item of `projections`. */
export const projection = z
  .strictObject(
    {
      name: entryName.optional(),
      from: nameList,
      to: nameList,
      synapse: synapseUse,
      connect: connect.optional(),
      ...rule,
      weight: scalar.optional(),
      delay: scalar.optional(),
      parameters: projectionValues.optional(),
      except: z
        .array(z.strictObject({ from: nameList, to: nameList, parameters: projectionValues }), {
          error: "a list of { from, to, parameters }",
        })
        .optional(),
    },
    { error: "{ from, to, synapse, connect, weight, delay }" },
  )
  .meta({ id: "projection" });

/** The kinds of stimulus, each the key of its own description. */
export const waves = {
  step: z.strictObject({ amplitude: scalar }, { error: "{ amplitude: VALUE }" }),
  ramp: z.strictObject({ from: scalar, to: scalar }, { error: "{ from: VALUE, to: VALUE }" }),
  pulses: z.strictObject(
    { amplitude: scalar, period: scalar, width: scalar, count: count.optional() },
    { error: "{ amplitude, period, width, count }" },
  ),
  sine: z.strictObject(
    { amplitude: scalar, frequency: scalar, phase: scalar.optional(), offset: scalar.optional() },
    { error: "{ amplitude, frequency, phase, offset }" },
  ),
  chirp: z.strictObject(
    { amplitude: scalar, from: scalar, to: scalar, phase: scalar.optional(), offset: scalar.optional() },
    { error: "{ amplitude, from: FREQUENCY, to: FREQUENCY }" },
  ),
  noise: z.strictObject(
    { mean: scalar.optional(), sd: scalar, tau: scalar, step: scalar.optional() },
    { error: "{ mean, sd, tau, step }" },
  ),
  "white-noise": z.strictObject({ mean: scalar.optional(), intensity: scalar }, { error: "{ mean, intensity }" }),
  expression: scalar,
  recording: z.strictObject(
    {
      file: text,
      column: z.union([z.string(), z.number()], { error: "the name of a column" }).optional(),
      unit: text.meta({ description: "Where the header has none." }).optional(),
      step: scalar.meta({ description: "Time between samples, where the file has no time column." }).optional(),
      interpolate: z.enum(["hold", "linear"], { error: "`hold` or `linear`" }).optional(),
    },
    { error: "{ file: FILE }" },
  ),
  poisson: z.strictObject({ rate: scalar, weight: scalar }, { error: "{ rate, weight }" }),
  spikes: z.union([z.string(), z.strictObject({ file: text, weight: scalar.optional() })], { error: "a file, or { file, weight }" }),
  clamp: z.strictObject({ to: text, value: scalar }, { error: "{ to: POP.STATE, value: EXPRESSION }" }),
} as const;

const wavesOptional = {
  step: waves.step.optional(),
  ramp: waves.ramp.optional(),
  pulses: waves.pulses.optional(),
  sine: waves.sine.optional(),
  chirp: waves.chirp.optional(),
  noise: waves.noise.optional(),
  "white-noise": waves["white-noise"].optional(),
  expression: waves.expression.optional(),
  recording: waves.recording.optional(),
  poisson: waves.poisson.optional(),
  spikes: waves.spikes.optional(),
  clamp: waves.clamp.optional(),
};

/** One item of `stimuli`: exactly one of the kinds. */
export const stimulus = z
  .strictObject(
    {
      name: entryName.optional(),
      to: nameList.meta({ description: "`POP.INPUT`, `POP.GROUP.INPUT`, a union, or a list of these." }).optional(),
      start: scalar.meta({ description: "Absent: 0." }).optional(),
      duration: scalar.meta({ description: "Absent or `rest`: to the end of the run." }).optional(),
      each: z
        .enum(["stimulus", "neuron"], { error: "`stimulus` or `neuron`" })
        .meta({ description: "Random values are drawn once for the stimulus (absent) or for each neuron." })
        .optional(),
      redraw: scalar.meta({ description: "Draw random values anew after this time." }).optional(),
      synapse: synapseUse.optional(),
      delay: scalar.optional(),
      ...wavesOptional,
    },
    { error: "{ to: POP.INPUT, step: { amplitude: VALUE } } or another kind" },
  )
  .meta({ id: "stimulus" });
