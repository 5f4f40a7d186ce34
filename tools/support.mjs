/**
 * docs/support.md: which scale computes which neuron of the catalogue, as the scales themselves say. `tools/reference.mjs` writes it,
 * `test/catalogue/support.test.ts` fails when it is out of date, and the tests of the scales of populations take their neurons from here.
 */

/** Escape noise in the place of a threshold: `V > V_th` becomes a hazard that grows e-fold over a width. */
export function escapeNoise({ spike, reset, units }, unit) {
  const [, state, threshold] = /^(\w+) > (.+)$/.exec(spike);
  // Of neurons that nothing resets the hazard is a function of a spike that lasts: a narrow one would fire at each of its steps.
  const width = unit === "" ? "0.5" : reset === undefined ? `(20 ${unit})` : `(2 ${unit})`;
  return `${units === "none" ? "0.1" : "10 Hz"}*exp((${state} - ${/^-?[\w. ]+$/.test(threshold) && !threshold.startsWith("-") ? threshold : `(${threshold})`})/${width})`;
}

/** The entry of a document, and what connects its neurons with one another. */
function networkOf(model, set, more, input) {
  const ms = model.units === "none" ? "" : " ms";
  const entry = [`model: ${model.id}`, ...(set === undefined ? [] : [`set: ${set}`]), ...more].join(", ");
  return `${model.units === "none" ? "units: none\n" : ""}neurons: { cell: { ${entry} } }
populations: { cell: { neuron: cell, size: 100 } }
projections: [{ from: cell, to: cell, synapse: { kind: exponential, tau: 3${ms}, into: ${input.name} }, weight: ${input.unit.startsWith("1/") ? input.unit : `1 ${input.unit}`.trim()}, delay: 1${ms}, connect: all }]
run: { duration: 100${ms}, step: 0.1${ms} }
record: { cell: [activity] }
`;
}

/**
 * Every row that is asked: models, their sets, and both with escape noise.
 *
 * @param code  exports of the modules, from dist/ here and from src/ in tests
 */
export async function supportRows({ session, model: { catalogue, modelText }, scales, figures }) {
  const environment = { host: session.portableHost, names: session.builtNames(figures.map(({ id }) => id)) };
  const built = await Promise.all(scales.map((entry) => entry.load()));
  const experimentOf = async (text) => {
    const { experiment, errors } = await session.openText(environment, text, "support.yaml");
    if (experiment === undefined) throw new Error(`${errors.map(({ message }) => message).join("\n")}\n${text}`);
    return experiment;
  };
  const row = async (model, set, noise) => {
    const alone = await experimentOf(modelText(model, set));
    const [{ flow } = { flow: undefined }] = alone.populations;
    const hazard = noise ? escapeNoise(model, flow.states.find(({ name }) => model.spike.startsWith(`${name} `)).unit) : undefined;
    const more = hazard === undefined ? [] : [`hazard: "${hazard}"`];
    const single =
      hazard === undefined ? alone : await experimentOf(modelText(model, set).replace(/^( +)spike: .*$/m, `$1hazard: ${hazard}`));
    const text = flow === undefined ? modelText(model, set) : networkOf(model, set, more, flow.inputs[0]);
    const network = await experimentOf(text);
    const answers = built.map((scale) => {
      const reasons = scale.accepts(network);
      if (reasons.length === 0) return { scale: scale.id, kind: flow === undefined ? "alone" : "network", reasons: [] };
      return { scale: scale.id, kind: scale.accepts(single).length === 0 ? "alone" : "no", reasons };
    });
    return { model, set, hazard, text, answers };
  };
  const rows = [];
  for (const line of catalogue) {
    const model = await line.load();
    for (const noise of model.spike === undefined ? [false] : [false, true]) {
      const whole = await row(model, undefined, noise);
      const sets = await Promise.all(Object.keys(model.sets).map((set) => row(model, set, noise)));
      rows.push(whole, ...sets);
    }
  }
  return rows;
}

const same = (one, other) => JSON.stringify(one.answers) === JSON.stringify(other.answers);

/** The page. */
export async function supportPage(code) {
  const all = await supportRows(code);
  // A set is worth a row where it is answered otherwise than its model.
  const rows = all.filter(
    (one) =>
      one.set === undefined ||
      !same(
        one,
        all.find(
          ({ model, set, hazard }) => model === one.model && set === undefined && (hazard === undefined) === (one.hazard === undefined),
        ),
      ),
  );
  const notes = new Notes(rows, code.base.messages);
  const name = ({ model, set, hazard }) =>
    `${set === undefined ? `[${model.id}](catalogue/${model.id}.md)` : `${model.id}.${set}`}${hazard === undefined ? "" : " + noise"}`;
  const cell = ({ kind, reasons }) => (kind === "network" ? "**yes**" : kind === "alone" ? "alone" : notes.marks(reasons));
  const ids = code.scales.map(({ id }) => id);
  const table = [["neuron", ...ids], ["---", ...ids.map(() => "---")], ...rows.map((row) => [name(row), ...row.answers.map(cell)])];
  const noisy = rows.filter(({ hazard, set }) => hazard !== undefined && set === undefined);
  return [
    "# Which scale computes which neuron",
    "Generated by `npm run reference`: each cell is what the scale itself answers.",
    "**yes**: a hundred of these neurons, each connected with all by exponential synapses. *alone*: the neuron by itself, as `lapicque show NAME --yaml` writes it, or rate equations as they stand. Otherwise the number of the reason below, with what it is about. A parameter set has a row of its own where its answers are not those of its model.",
    "Scales of populations need neurons that fire by chance. *+ noise* is the neuron with [escape noise](#escape-noise) in the place of its threshold.",
    table.map((cells) => `| ${cells.join(" | ")} |`).join("\n"),
    "`lapicque check DOC` answers the same for a document of yours, with the reasons and what to do; `lapicque check DOC --json` in `scales`.",
    "## Reasons",
    notes.list(),
    "## Escape noise",
    'A `hazard:` in an entry that begins from a model takes the place of the model\'s `spike:`, and the reverse: `neurons: { cell: { model: lif, hazard: "10 Hz*exp((V - V_th)/(2 mV))" } }`. The hazard at the threshold and the width are yours to choose; here they are these.',
    [
      "| neuron | threshold | hazard |",
      "|---|---|---|",
      ...noisy.map(({ model, hazard }) => `| ${model.id} | \`${model.spike}\` | \`${hazard}\` |`),
    ].join("\n"),
    "Neurons without a reset (conductances, FitzHugh-Nagumo, ...) keep one state for the whole population, since nothing of it depends on their own spikes: the hazard draws spikes from it.",
    "",
  ].join("\n\n");
}

/** What a reason may be about: a name stands in the cell, words of more than one in the sentence. */
const subjects = ["name", "what", "kind", "feature"];
const isName = (value) => !/\s/.test(value);

/** Reasons by number: one for each sentence, with gaps where what it is about differs by name. */
class Notes {
  constructor(rows, messages) {
    const reasons = rows.flatMap(({ answers }) => answers.filter(({ kind }) => kind === "no").flatMap((answer) => answer.reasons));
    this.messages = messages;
    this.keys = [...new Set(reasons.map((reason) => this.key(reason)))];
    this.all = this.keys.map((key) => reasons.filter((reason) => this.key(reason) === key));
  }

  key({ code, data }) {
    return JSON.stringify([code, ...subjects.map((subject) => `${data[subject] ?? ""}`).filter((value) => !isName(value))]);
  }

  /** Values of a gap of a sentence. */
  values(i, gap) {
    return [...new Set(this.all[i].map(({ data }) => `${data[gap]}`))];
  }

  /** `3 w`, sentence by sentence. */
  marks(reasons) {
    return [...new Set(reasons.map((reason) => this.keys.indexOf(this.key(reason))))]
      .map((i) => {
        const subject = subjects.find((one) => this.values(i, one).length > 1);
        const ours = reasons.filter((reason) => this.key(reason) === this.keys[i]);
        return [i + 1, ...(subject === undefined ? [] : ours.map(({ data }) => `\`${data[subject]}\``))].join(" ");
      })
      .join(", ");
  }

  list() {
    return this.all
      .map(([{ code, data }], i) => {
        const gaps = Object.keys(data).map((gap) => [gap, this.values(i, gap).length === 1 ? data[gap] : "..."]);
        const { text, hint } = this.messages[code](Object.fromEntries(gaps));
        return `${i + 1}. ${text}: ${hint}.`;
      })
      .join("\n");
  }
}
