/** Sections that place and connect: populations, projections, stimuli. */
import { z } from "zod";
import { entryName, initial, nameList, origin, parameters, scalar, text, value } from "./values.ts";

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
        parameters: parameters.optional(),
        initial: initial.optional(),
        groups: z
          .record(entryName, z.tuple([count, count], { error: "`[from, to]`, the end not included" }), {
            error: "ranges by name, `{ A: [0, 240] }`",
          })
          .meta({ description: "Half-open ranges of neurons, used as `POP.GROUP`." })
          .optional(),
        place: z
          .strictObject(
            {
              ring: scalar.meta({ description: "Circumference." }).optional(),
              line: scalar.meta({ description: "Length." }).optional(),
              sheet: z.tuple([scalar, scalar], { error: "two lengths" }).meta({ description: "Two side lengths." }).optional(),
              periodic: yesNo.meta({ description: "Whether opposite ends touch." }).optional(),
            },
            { error: "`{ ring: LENGTH }`, `{ line: LENGTH }` or `{ sheet: [LENGTH, LENGTH] }`" },
          )
          .meta({ description: "Where the neurons sit, at equal distances." })
          .optional(),
        "initial-age": scalar
          .meta({
            description:
              "Time since the last spike at the start; absent: never fired. What the reset changes has flowed since, the other states are as they begin.",
          })
          .optional(),
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
      norm: z
        .enum(["peak", "area"], { error: "`peak` or `area`" })
        .meta({ description: "What the weight is of one response: its peak (absent) or its area." })
        .optional(),
    },
    { error: "{ kind: NAME, into: INPUT }" },
  )
  .catchall(value)
  .meta({ description: "Kind of synapse, where it acts, and values for its parameters." });

const rule = { self: yesNo.meta({ description: "Whether a neuron may connect to itself; absent: true." }).optional() };

/** `connect:` of a projection. */
export const connect = z
  .union(
    [
      z.enum(["all", "one-to-one"]),
      z.strictObject({
        probability: scalar.meta({ description: "One trial for each ordered pair." }).optional(),
        indegree: scalar.meta({ description: "Sources of each target, drawn with replacement." }).optional(),
        outdegree: scalar.meta({ description: "Targets of each source, drawn with replacement." }).optional(),
        total: scalar.meta({ description: "Number of connections, drawn with replacement." }).optional(),
        pairs: text.meta({ description: "File with a list of connections." }).optional(),
        ...rule,
      }),
    ],
    { error: "`all`, `one-to-one`, or one of { probability }, { indegree }, { outdegree }, { total }, { pairs: FILE }" },
  )
  .meta({ id: "connect" });

const matrix = z.array(z.array(scalar, { error: "a row: one value per source" }), { error: "rows: one list per target" });
const projectionValues = z
  .record(entryName, z.union([value, matrix], { error: "a value, or a matrix with one row per target" }), {
    error: "values by name, `{ NAME: VALUE }`",
  })
  .meta({ description: "Values by name; a matrix has one row per target and one column per source." });

/** One item of `projections`. */
export const projection = z
  .strictObject(
    {
      name: entryName.optional(),
      from: nameList.meta({ description: "Source populations." }),
      to: nameList.meta({ description: "Target populations; all pairs are connected." }),
      synapse: synapseUse,
      connect: connect.meta({ description: "Which neurons are connected." }).optional(),
      ...rule,
      weight: scalar.meta({ description: "Strength of one connection, in the unit that the kind of synapse asks for." }).optional(),
      delay: scalar.meta({ description: "From the spike to its arrival." }).optional(),
      parameters: projectionValues.optional(),
      except: z
        .array(
          z.strictObject(
            {
              from: nameList.meta({ description: "Source populations." }),
              to: nameList.meta({ description: "Target populations." }),
              parameters: projectionValues,
            },
            { error: "a mapping with `from`, `to`, `parameters`" },
          ),
          { error: "a list of { from, to, parameters }" },
        )
        .meta({ description: "Pairs of populations whose parameters differ." })
        .optional(),
    },
    { error: "{ from, to, synapse, connect, weight, delay }" },
  )
  .meta({ id: "projection" });

const amplitude = scalar.meta({ description: "In the unit of the input." });
const phase = scalar.meta({ description: "Phase at the start, in radians; absent: 0." });
const offset = scalar.meta({ description: "Constant that is added; absent: 0." });
const mean = scalar.meta({ description: "Constant that is added; absent: 0." });

/** A column of a data file. */
const columnOfFile = {
  file: text.meta({ description: "CSV, NPY or NPZ, relative to the document." }),
  column: z.union([z.string(), z.number()], { error: "the name of a column" }).optional(),
  unit: text.meta({ description: "Where the header has none." }).optional(),
  step: scalar.meta({ description: "Time between samples, where the file has no time column." }).optional(),
};

/** Recorded repetitions of a signal. */
export const recordedSignal = z.strictObject(
  {
    ...columnOfFile,
    column: columnOfFile.column.meta({ description: "Name of the column; absent: every one beside the time is a repetition." }),
    step: scalar
      .meta({
        description: "Time between samples; absent: a time column, else the times of the recorded input, if it has as many samples.",
      })
      .optional(),
  },
  { error: "{ file: FILE }" },
);

/** The kinds of stimulus, each the key of its own description. */
export const waves = {
  step: z.strictObject({ amplitude }, { error: "{ amplitude: VALUE }" }).meta({ description: "Constant for its duration." }),
  ramp: z
    .strictObject(
      { from: scalar.meta({ description: "Value at the start." }), to: scalar.meta({ description: "Value at the end of its duration." }) },
      { error: "{ from: VALUE, to: VALUE }" },
    )
    .meta({ description: "A straight line in time." }),
  pulses: z
    .strictObject(
      {
        amplitude,
        period: scalar.meta({ description: "From the begin of one pulse to the begin of the next." }),
        width: scalar.meta({ description: "Length of a pulse." }),
        count: count.meta({ description: "Number of pulses; absent: to the end." }).optional(),
      },
      { error: "{ amplitude, period, width, count }" },
    )
    .meta({ description: "Rectangles at a period; the first begins at the start." }),
  sine: z
    .strictObject(
      {
        amplitude,
        frequency: scalar.meta({ description: "Cycles per time, `40 Hz`." }),
        phase: phase.optional(),
        offset: offset.optional(),
      },
      { error: "{ amplitude, frequency, phase, offset }" },
    )
    .meta({ description: "offset + amplitude*sin(2*pi*frequency*(t - start) + phase)." }),
  chirp: z
    .strictObject(
      {
        amplitude,
        from: scalar.meta({ description: "Frequency at the start." }),
        to: scalar.meta({ description: "Frequency at the end of its duration." }),
        phase: phase.optional(),
        offset: offset.optional(),
      },
      { error: "{ amplitude, from: FREQUENCY, to: FREQUENCY }" },
    )
    .meta({ description: "A sine wave whose frequency rises linearly." }),
  noise: z
    .strictObject(
      {
        mean: mean.optional(),
        sd: scalar.meta({ description: "Stationary standard deviation." }),
        tau: scalar.meta({ description: "Correlation time." }),
        step: scalar.meta({ description: "Time between samples, each held until the next." }).optional(),
      },
      { error: "{ mean, sd, tau, step }" },
    )
    .meta({ description: "Ornstein-Uhlenbeck process, begun in its stationary law." }),
  "white-noise": z
    .strictObject(
      {
        mean: mean.optional(),
        intensity: scalar.meta({ description: "Factor s of the noise, input unit times sqrt(time): `50 pA*sqrt(ms)`." }),
      },
      { error: "{ mean, intensity }" },
    )
    .meta({ description: "mean + s*xi(t), with <xi(t) xi(t')> = delta(t - t')." }),
  expression: scalar.meta({ description: "Any expression of t, index and the population's parameters." }),
  recording: z
    .strictObject(
      {
        ...columnOfFile,
        column: columnOfFile.column.meta({ description: "Name of the column; absent: the only one beside the time." }),
        interpolate: z
          .enum(["hold", "linear"], { error: "`hold` or `linear`" })
          .meta({ description: "Between samples: the last value (absent), or a straight line." })
          .optional(),
      },
      { error: "{ file: FILE }" },
    )
    .meta({ description: "A column of a file." }),
  poisson: z
    .strictObject(
      {
        rate: scalar.meta({ description: "Rate of each train." }),
        weight: scalar.meta({ description: "Jump of the state at each spike." }),
      },
      { error: "{ rate, weight }" },
    )
    .meta({ description: "Independent Poisson trains, one per neuron." }),
  spikes: z
    .union(
      [
        z.string(),
        z.strictObject({
          file: text.meta({ description: "File of spike times." }),
          weight: scalar.meta({ description: "Jump of the state at each spike." }).optional(),
        }),
      ],
      { error: "a file, or { file, weight }" },
    )
    .meta({ description: "Spikes from a file." }),
  clamp: z
    .strictObject(
      {
        to: text.meta({ description: "`POP.STATE`." }),
        value: scalar.meta({ description: "An expression of t and the population's parameters." }),
      },
      { error: "{ to: POP.STATE, value: EXPRESSION }" },
    )
    .meta({ description: "Holds a state at a value and records the clamp current." }),
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
      delay: scalar.meta({ description: "From a spike to its arrival." }).optional(),
      ...wavesOptional,
    },
    { error: "{ to: POP.INPUT, step: { amplitude: VALUE } } or another kind" },
  )
  .meta({ id: "stimulus" });
