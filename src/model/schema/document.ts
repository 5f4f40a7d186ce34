/** The document schema: one zod schema behind YAML, JSON, TypeScript and the published JSON Schema. */
import { z } from "zod";
import { vocabulary } from "../names.ts";
import { population, projection, recordedSignal, stimulus } from "./network.ts";
import { field, neuron, rate, synapse } from "./neurons.ts";
import { entryName, nameList, parameters, scalar, text } from "./values.ts";

// zod's fast path is generated code (`new Function`), which the content-security-policy of the app refuses.
const withoutGeneratedCode = { jitless: true } as const;

/** Newest `format` that this version reads. */
export const newestFormat = 1;

const sectionsOf = {
  neurons: z.record(entryName, neuron, { error: "neurons by name" }).meta({ description: "Neuron models by name." }),
  rates: z.record(entryName, rate, { error: "entries by name" }).meta({ description: "Equations that exist once, such as rate models." }),
  fields: z.record(entryName, field, { error: "fields by name" }).meta({ description: "Equations over space." }),
  synapses: z.record(entryName, synapse, { error: "synapses by name" }).meta({ description: "Synapse models by name." }),
  populations: z
    .record(entryName, population, { error: "populations by name" })
    .meta({ description: "Populations of neurons, and unions of them: `{ all: [E, I] }`." }),
};

/** Making the schema costs as much as checking a document with it, and a sweep checks thousands. */
let made: ReturnType<typeof makeSchema> | undefined;

/** The schema. */
export function documentSchema() {
  made ??= makeSchema();
  return made;
}

function makeSchema() {
  z.config(withoutGeneratedCode);
  const run = runSchema();
  return z
    .strictObject(
      {
        format: z.number({ error: "the number 1" }).meta({ description: "Version of the format; absent: 1." }).optional(),
        title: z
          .union([z.string(), z.number()], { error: "a text" })
          .meta({ description: "Stands over figures and in reports." })
          .optional(),
        units: z
          .enum(["none", "physical"], { error: "`none` or `physical`" })
          .meta({ description: "`none`: plain numbers, time included." })
          .optional(),
        include: nameList.meta({ description: "Take a whole file first." }).optional(),
        parameters: parameters.meta({ description: "Values that are visible everywhere." }).optional(),
        neurons: sectionsOf.neurons.optional(),
        rates: sectionsOf.rates.optional(),
        fields: sectionsOf.fields.optional(),
        synapses: sectionsOf.synapses.optional(),
        populations: sectionsOf.populations.optional(),
        projections: z
          .array(projection, { error: "a list of projections" })
          .meta({ description: "Connections between populations." })
          .optional(),
        stimuli: z
          .array(stimulus, { error: "a list of stimuli" })
          .meta({ description: "What drives the inputs; stimuli of one input add up." })
          .optional(),
        run: run.meta({ description: "How long, how and at which scale to compute." }).optional(),
        record: z
          .record(z.string(), z.union([z.string(), z.array(scalar)], { error: "a list such as `[V, spikes]`" }), {
            error: "what to record, by population",
          })
          .meta({ description: "By population, group, projection, rates or fields entry: `[V, spikes, mean(V)]`." })
          .optional(),
        figures: z
          .array(figureSchema(), { error: "a list of figures" })
          .meta({ description: "Figures to draw: names, or `{ NAME: options }`." })
          .optional(),
        sweep: sweep.meta({ description: "Values to repeat the run with, and what to measure." }).optional(),
        compare: z
          .strictObject(
            {
              spikes: text.meta({ description: "CSV file of recorded spikes: columns `repetition` and `time_ms`." }),
              window: z
                .union([z.string(), z.number(), z.array(scalar)], { error: "a time, or a list of times" })
                .meta({ description: "Largest distance of coincident spikes, or several; absent: 4 ms." })
                .optional(),
              population: text.meta({ description: "Whose spikes are compared; absent: the only one that fires." }).optional(),
              signals: z
                .record(z.string(), z.union([z.string(), recordedSignal], { error: "a file, or { file, column, unit, step }" }), {
                  error: "recorded signals by the name under `record:`, as in { V: voltage_mV.npy }",
                })
                .meta({
                  description:
                    "Recorded repetitions of what stands under `record:`, drawn with the model's: `{ V: voltage_mV.npy }`; absent: `voltage_mV.npy` or `voltage.csv` beside the spikes, if there is one.",
                })
                .optional(),
            },
            { error: "{ spikes: FILE, window: TIME }" },
          )
          .meta({ description: "Recorded data to hold the run against: coincidence factor per repetition and intrinsic reliability." })
          .optional(),
      },
      { error: "a mapping of sections such as `neurons:` and `run:`" },
    )
    .meta({ id: "document", title: "Lapicque document" });
}

/** A document as an object. */
export type DocumentData = z.infer<ReturnType<typeof documentSchema>>;

function runSchema() {
  const scale = z.enum(vocabulary.scales, { error: "a scale" });
  return z.strictObject(
    {
      transient: scalar.meta({ description: "Time before recording begins; absent: 0." }).optional(),
      duration: scalar.meta({ description: "Recorded time, after the transient." }).optional(),
      step: scalar.meta({ description: "Fixed step." }).optional(),
      tolerance: scalar
        .meta({
          description:
            "How far one step of an adaptive method may shift a state: so many milliseconds along its course (units of time under `units: none`), and that part of a twentieth of its unit where it stands still. Default 1e-8.",
        })
        .optional(),
      method: z
        .enum(vocabulary.methods, { error: "a method" })
        .meta({ description: "Method of integration (`lapicque list methods`); absent: `auto`." })
        .optional(),
      sde: z
        .enum(["ito", "stratonovich"], { error: "`ito` or `stratonovich`" })
        .meta({ description: "How noise that is multiplied by states is read; absent: Ito." })
        .optional(),
      every: scalar
        .meta({
          description: "Time between samples of signals; absent: the step, else 0.1 ms or finer, coarser only beyond a million samples.",
        })
        .optional(),
      bin: scalar.meta({ description: "Bin of the activity; absent: the step." }).optional(),
      seed: z
        .union([z.number(), z.string()], { error: "a whole number" })
        .meta({ description: "Seed of all random numbers; absent: 1." })
        .optional(),
      scale: z
        .union([scale, z.array(scale)], { error: "a scale, or a list of scales" })
        .meta({ description: "Scales to compute, the first is the main one; absent: the one that fits." })
        .optional(),
      options: z
        .record(z.string(), z.record(z.string(), z.unknown(), { error: "options by name" }), { error: "options by scale" })
        .meta({
          description:
            "Options of single scales: `{ event-driven: { exponents: 3 } }` asks for Lyapunov exponents, `{ network: { arithmetic: reference } }` for doubles throughout.",
        })
        .optional(),
    },
    { error: "{ duration, step, method, seed, scale }" },
  );
}

function figureSchema() {
  const name = z.enum(vocabulary.figures, { error: "a figure" });
  return z.union([name, z.partialRecord(name, z.record(z.string(), z.unknown(), { error: "options by name" }))], {
    error: "a figure, or { FIGURE: options }",
  });
}

const sweep = z.strictObject(
  {
    over: z
      .record(
        z.string(),
        z.union(
          [
            z.array(scalar),
            z.strictObject({
              from: scalar.meta({ description: "First value." }),
              to: scalar.meta({ description: "Last value." }),
              points: z.union([z.string(), z.number()], { error: "a whole number" }).meta({ description: "Number of values." }),
              scale: z
                .enum(["linear", "log"], { error: "`linear` or `log`" })
                .meta({ description: "Equal distances (absent) or equal ratios." })
                .optional(),
            }),
          ],
          { error: "a list of values, or { from, to, points, scale }" },
        ),
        { error: "values by path" },
      )
      .meta({ description: "Values by path, `{ I: [10 pA, 20 pA] }`; several paths: all combinations. `run.seed` gives ensembles." }),
    measure: z
      .array(text, { error: "a list such as `[E.rate, E.cv]`" })
      .meta({ description: "What to tabulate, `POP.MEASURE`; absent: what is recorded." })
      .optional(),
  },
  { error: "{ over: { PATH: [VALUES] }, measure: [POP.rate] }" },
);

/** The published JSON Schema. */
export function documentJsonSchema(): unknown {
  return z.toJSONSchema(documentSchema(), { target: "draft-2020-12", unrepresentable: "any" });
}
