/** What to cite: the models of a document, the methods that would integrate it, and the program. */
import { version } from "../base/index.ts";
import { catalogue, type Experiment } from "../model/index.ts";
import { methodReferences } from "./method-references.ts";
import { chooseScales } from "./run.ts";

const program = `@software{lapicque,
  title = {Lapicque: one neuron model at every scale},
  author = {{The Lapicque developers}},
  version = {${version}},
  license = {Apache-2.0}
}`;

/** BibTeX of models, methods and program, each once. */
export async function citations(experiment: Experiment): Promise<string> {
  const ids = [...experiment.populations, ...experiment.rates].map(({ flow }) => flow.model);
  const entries = new Set<string>();
  for (const line of catalogue) {
    if (!ids.includes(line.id)) continue;
    for (const reference of (await line.load()).references) entries.add(reference.trim());
  }
  for (const id of await methodsUsed(experiment)) {
    const reference = Object.hasOwn(methodReferences, id) ? methodReferences[id] : undefined;
    if (reference) entries.add(reference);
  }
  return `${[...entries, program].join("\n\n")}\n`;
}

/** The methods that the scales would choose. */
async function methodsUsed(experiment: Experiment): Promise<readonly string[]> {
  const used = new Set<string>();
  for (const scale of await chooseScales(experiment)) {
    const { chosen } = scale.plan(experiment, { seed: experiment.run.seed });
    for (const value of Object.values(chosen)) for (const word of `${value}`.split(/[\s,]+/)) used.add(word);
  }
  return [...used];
}
