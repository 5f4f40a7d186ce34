/** The document schema: one zod schema behind YAML, JSON, TypeScript and the published JSON Schema. */
import { z } from "zod";
import { knownNames, type Names } from "../names.ts";
import { population, projection, stimulus } from "./network.ts";
import { field, neuron, rate, synapse } from "./neurons.ts";
import { entryName, nameList, scalar, text, values } from "./values.ts";

// zod's fast path is generated code (`new Function`), which the content-security-policy of the app refuses.
const withoutGeneratedCode = { jitless: true } as const;

/** Newest `format` that this version reads. */
export const newestFormat = 1;

const sectionsOf = {
  neurons: z.record(entryName, neuron, { error: "neurons by name" }),
  rates: z.record(entryName, rate, { error: "entries by name" }),
  fields: z.record(entryName, field, { error: "fields by name" }),
  synapses: z.record(entryName, synapse, { error: "synapses by name" }),
  populations: z.record(entryName, population, { error: "populations by name" }),
};

/** Making the schema costs as much as checking a document with it, and a sweep checks thousands. */
const made = new WeakMap<Names, ReturnType<typeof makeSchema>>();

/** The schema, with the names of scales, methods and figures that the program around it knows. */
export function documentSchema(names: Names) {
  const schema = made.get(names) ?? makeSchema(names);
  made.set(names, schema);
  return schema;
}

function makeSchema(names: Names) {
  z.config(withoutGeneratedCode);
  const run = runSchema(names);
  return z
    .strictObject(
      {
        format: z.number({ error: "the number 1" }).meta({ description: "Version of the format; absent: 1." }).optional(),
        title: z.union([z.string(), z.number()], { error: "a text" }).optional(),
        units: z
          .enum(["none", "physical"], { error: "`none` or `physical`" })
          .meta({ description: "`none`: plain numbers, time included." })
          .optional(),
        include: nameList.meta({ description: "Take a whole file first." }).optional(),
        parameters: values.meta({ description: "Values that are visible everywhere." }).optional(),
        neurons: sectionsOf.neurons.optional(),
        rates: sectionsOf.rates.optional(),
        fields: sectionsOf.fields.optional(),
        synapses: sectionsOf.synapses.optional(),
        populations: sectionsOf.populations.optional(),
        projections: z.array(projection, { error: "a list of projections" }).optional(),
        stimuli: z.array(stimulus, { error: "a list of stimuli" }).optional(),
        run: run.optional(),
        record: z
          .record(z.string(), z.union([z.string(), z.array(scalar)], { error: "a list such as `[V, spikes]`" }), {
            error: "what to record, by population",
          })
          .meta({ description: "By population, group, projection, rates or fields entry: `[V, spikes, mean(V)]`." })
          .optional(),
        figures: z.array(figureSchema(names), { error: "a list of figures" }).optional(),
        sweep: sweep.optional(),
        compare: z
          .strictObject(
            {
              spikes: text,
              window: z.union([z.string(), z.number(), z.array(scalar)], { error: "a time, or a list of times" }).optional(),
              population: text.optional(),
            },
            { error: "{ spikes: FILE, window: TIME }" },
          )
          .optional(),
      },
      { error: "a mapping of sections such as `neurons:` and `run:`" },
    )
    .meta({ id: "document", title: "Lapicque document" });
}

/** A document as an object. */
export type DocumentData = z.infer<ReturnType<typeof documentSchema>>;

function runSchema(names: Names) {
  const scale = z.enum(knownNames(names, "scales") as [string, ...string[]], { error: "a scale" });
  return z.strictObject(
    {
      transient: scalar.meta({ description: "Time before recording begins; absent: 0." }).optional(),
      duration: scalar.meta({ description: "Recorded time, after the transient." }).optional(),
      step: scalar.meta({ description: "Fixed step." }).optional(),
      tolerance: scalar.meta({ description: "Relative tolerance of an adaptive method." }).optional(),
      method: z.enum(knownNames(names, "methods") as [string, ...string[]], { error: "a method" }).optional(),
      sde: z.enum(["ito", "stratonovich"], { error: "`ito` or `stratonovich`" }).optional(),
      every: scalar.meta({ description: "Time between samples of signals." }).optional(),
      bin: scalar.meta({ description: "Bin of the activity; absent: the step." }).optional(),
      seed: z.union([z.number(), z.string()], { error: "a whole number" }).optional(),
      scale: z.union([scale, z.array(scale)], { error: "a scale, or a list of scales" }).optional(),
      options: z.record(z.string(), z.record(z.string(), z.unknown()), { error: "options by scale" }).optional(),
    },
    { error: "{ duration, step, method, seed, scale }" },
  );
}

function figureSchema(names: Names) {
  const known = knownNames(names, "figures") as [string, ...string[]];
  const name = z.enum(known, { error: "a figure" });
  return z.union([name, z.partialRecord(name, z.record(z.string(), z.unknown(), { error: "options by name" }))], {
    error: "a figure, or { FIGURE: options }",
  });
}

const sweep = z.strictObject(
  {
    over: z.record(
      z.string(),
      z.union(
        [
          z.array(scalar),
          z.strictObject({
            from: scalar,
            to: scalar,
            points: z.union([z.string(), z.number()], { error: "a whole number" }),
            scale: z.enum(["linear", "log"], { error: "`linear` or `log`" }).optional(),
          }),
        ],
        { error: "a list of values, or { from, to, points, scale }" },
      ),
      { error: "values by path" },
    ),
    measure: z.array(text, { error: "a list such as `[E.rate, E.cv]`" }).optional(),
  },
  { error: "{ over: { PATH: [VALUES] }, measure: [POP.rate] }" },
);

/** The published JSON Schema. */
export function documentJsonSchema(names: Names): unknown {
  return z.toJSONSchema(documentSchema(names), { target: "draft-2020-12", unrepresentable: "any" });
}
