/**
 * Pages of the catalogue: docs/catalogue/README.md and one page a model, made from the models themselves. `tools/reference.mjs` writes them,
 * `tools/catalogue-pictures.mjs` draws their pictures, and `test/catalogue/pages.test.ts` fails when a page is out of date.
 */

/** What is drawn of a model beside its own document: run, phase, fi of these sets; `example` is a shipped document. */
const chosen = {
  lif: { run: ["lif.course"], phase: ["lif.course"], fi: ["lif.course"] },
  qif: { run: ["qif.bistable"], phase: ["qif.bistable"] },
  theta: { run: ["theta.bursting"], phase: ["theta.excitable"] },
  adex: { example: ["firing-patterns"], phase: ["adex.regular-bursting", "adex.transient"], fi: ["adex.adaptation"] },
  izhikevich: { example: ["izhikevich-patterns"], phase: ["izhikevich.tonic-bursting"], fi: ["izhikevich.regular-spiking"] },
  mat: { example: ["threshold-classes"], phase: [] },
  "escape-lif": { run: ["escape-lif.modulated"], phase: [], fi: [] },
  gif: { run: ["gif.toolbox"], phase: [], fi: [] },
  "fitzhugh-nagumo": { run: ["fitzhugh-nagumo.block"], fi: ["fitzhugh-nagumo"] },
  "morris-lecar": {
    example: ["three-onsets"],
    phase: ["morris-lecar.hopf", "morris-lecar.snic", "morris-lecar.homoclinic"],
    fi: ["morris-lecar.hopf", "morris-lecar.snic"],
  },
  "persistent-sodium": { run: ["persistent-sodium.bistable"], phase: ["persistent-sodium.bistable"], fi: ["persistent-sodium.snic"] },
  "hindmarsh-rose": { fi: [] },
  "mitchell-schaeffer": { run: ["mitchell-schaeffer.restitution"], fi: [] },
  "hodgkin-huxley": { run: ["hodgkin-huxley.bistable"] },
  "hodgkin-huxley-slow": { run: ["hodgkin-huxley-slow.fleidervish"], fi: [] },
  "connor-stevens": { run: ["connor-stevens.delay"], fi: ["connor-stevens", "connor-stevens.without-A"] },
  "wilson-cowan": { fi: [] },
  "wong-wang": { phase: ["wong-wang.rest"], fi: [] },
};

const captions = { run: "traces", example: "traces", phase: "phase plane", fi: "firing rate over the input" };

/** The pictures of a page: file beside it, what it shows, and the arguments of the command line that draws it. */
export function picturesOf(model, verbs) {
  const known = { run: [model.id], phase: [model.id], fi: [model.id], example: [], ...chosen[model.id] };
  const wanted = [
    ...known.example.map((name) => ["example", `example:${name}`, name]),
    ...(known.example.length > 0 ? [] : known.run.map((name) => ["run", name, name])),
    ...known.phase.map((name) => ["phase", name, name]),
    ...known.fi.map((name) => ["fi", name, name]),
  ];
  const axes = model.plane ? ["--x", model.plane[0], "--y", model.plane[1]] : [];
  return wanted.flatMap(([kind, doc, name]) => {
    const verb = kind === "example" ? "run" : kind;
    if (!verbs.includes(verb)) return [];
    return [{ kind, name, file: `images/${name}-${verb}.png`, args: [verb, doc, ...(kind === "phase" ? axes : [])] }];
  });
}

/** Every page by its path. `code` has the modules' exports, from dist/ here and from src/ in the test. */
export async function cataloguePages({ session, language, model: { catalogue, families }, figures, verbs }) {
  const environment = { host: session.portableHost, names: session.builtNames(figures.map(({ id }) => id)) };
  const names = verbs.map(({ name }) => name);
  const models = await Promise.all(catalogue.map((line) => line.load()));
  const pages = await Promise.all(
    models.map(async (model) => {
      const opened = await session.openModel(environment, model.id);
      const show = (print) => session.showEntries(opened, print)[0];
      return [`docs/catalogue/${model.id}.md`, page(model, show(language.printText), show(language.printLatex), picturesOf(model, names))];
    }),
  );
  return Object.fromEntries([["docs/catalogue/README.md", index(models, families)], ...pages]);
}

const cell = (text) => `${text}`.replaceAll("|", "\\|").replaceAll("\n", " ");
const table = (header, rows) =>
  [header, header.map(() => "---"), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(" | ")} |`).join("\n");
const code = (text) => (text === "" ? "" : `\`${text}\``);

const kinds = {
  "integrate-and-fire": "Integrate-and-fire neurons",
  stochastic: "Neurons that fire at random",
  reduced: "Two or three variables",
  "conductance-based": "Neurons of conductances",
  rate: "Populations as rates",
};

function index(models, families) {
  const sections = families.map((family) => {
    const rows = models
      .filter((model) => model.family === family)
      .map(({ id, title, phenomenon, sets, initial }) => [
        `[${title}](${id}.md)`,
        phenomenon,
        Object.keys(initial).length,
        Object.keys(sets).length,
      ]);
    return `## ${kinds[family]}\n\n${table(["model", "what it is known for", "variables", "sets"], rows)}`;
  });
  const sets = models.reduce((sum, model) => sum + Object.keys(model.sets).length, 0);
  return [
    "# Catalogue",
    `${models.length} models with ${sets} parameter sets. Each can be shown (\`lapicque show NAME\`), run (\`lapicque run NAME\`), put into a document (\`model: NAME, set: SET\`), and opened in the studio. Generated by \`npm run reference\`.`,
    ...sections,
    "",
  ].join("\n\n");
}

function page(model, text, latex, pictures) {
  const rules = text.rules.map(([key, rule]) => `${key}: ${key === "reset" ? rule.replace(/^reset:?\s*/, "") : rule}`);
  return [
    `# ${model.title}`,
    `${model.phenomenon}`,
    `\`${model.id}\`${model.units === "none" ? ", in plain numbers (`units: none`)" : ""}. ${scalesSentence(model)}`,
    "## Equations",
    `\`\`\`math\n\\begin{gathered}\n${latex.equations.join(" \\\\\n")}\n\\end{gathered}\n\`\`\``,
    `\`\`\`\n${[...text.equations, ...rules].join("\n")}\n\`\`\``,
    "## Variables and inputs",
    table(
      ["name", "unit", "begins at"],
      [
        ...text.states.map(({ name, value, unit }) => [code(name), unit, code(value)]),
        ...text.inputs.map(({ name, unit }) => [code(name), unit, "input"]),
      ],
    ),
    "## Parameters",
    parameters(text),
    ...pictureSection(pictures),
    ...setSection(model),
    "## References",
    model.references.map((entry) => `- ${sentence(entry)}`).join("\n"),
    `\`\`\`bibtex\n${model.references.join("\n")}\n\`\`\``,
    "",
  ].join("\n\n");
}

function scalesSentence({ scales }) {
  return `Made for ${scales.length > 1 ? "the scales" : "the scale"} ${scales.map(code).join(", ")}.`;
}

function parameters({ parameters: all }) {
  const sources = [...new Set(all.map(({ source }) => source))];
  const number = (source) => sources.indexOf(source) + 1;
  const rows = all.map(({ name, value, meaning, range, source }) => [
    code(name),
    value,
    meaning,
    range.join(" to "),
    ...(sources.length > 1 ? [`${number(source)}`] : []),
  ]);
  const list = sources.length > 1 ? sources.map((source, k) => `${k + 1}. ${source}`).join("\n") : `Values: ${sources[0]}.`;
  return `${table(["name", "value", "meaning", "range", ...(sources.length > 1 ? ["source"] : [])], rows)}\n\n${list}`;
}

function pictureSection(pictures) {
  if (pictures.length === 0) return [];
  const each = pictures.map(
    ({ kind, name, file, args }) => `![${name}: ${captions[kind]}](${file})\n\n\`\`\`\nlapicque ${args.join(" ")}\n\`\`\``,
  );
  return ["## Pictures", ...each];
}

function setSection({ id, sets, parameters: own }) {
  if (Object.keys(sets).length === 0) return [];
  const rows = Object.entries(sets).map(([name, set]) => [
    code(name),
    set.title,
    set.phenomenon,
    [
      ...Object.entries(set.parameters)
        .filter(([parameter, value]) => own[parameter].value !== value)
        .map(([parameter, value]) => code(`${parameter} = ${value}`)),
      ...(set.equations ? ["other equations"] : []),
    ].join(", ") || "as above",
    set.source,
  ]);
  const published = Object.entries(sets).flatMap(([name, set]) => (set.published ? [[name, set.published]] : []));
  const lines = published.map(
    ([name, { method, step }]) => `lapicque run ${id}.${name} --set run.method=${method} --set run.step=${step.replaceAll(" ", "")}`,
  );
  const changed = Object.entries(sets).flatMap(([name, { equations }]) =>
    equations ? [`\`${name}\` has\n\n\`\`\`\n${equations}\n\`\`\``] : [],
  );
  return [
    "## Parameter sets",
    `\`lapicque run ${id}.SET\` runs one; \`lapicque show ${id}.SET --yaml\` prints its document.`,
    table(["set", "title", "what is to be seen", "values that differ", "source"], rows),
    ...changed,
    ...(lines.length > 0
      ? [
          `The published program steps by Euler's method, each line using the new values above it; its pictures depend on that:\n\n\`\`\`\n${lines.join("\n")}\n\`\`\``,
        ]
      : []),
  ];
}

/** A BibTeX entry as a sentence. */
function sentence(entry) {
  const field = (name) => new RegExp(`^\\s*${name}\\s*=\\s*\\{(.*)\\},?\\s*$`, "m").exec(entry)?.[1] ?? "";
  const plain = (text) =>
    text
      .replaceAll(/\{?\\(['"`^~])\{?(\w)\}?\}?/g, (_, accent, letter) => `${letter}${marks[accent]}`.normalize("NFC"))
      .replaceAll(/[{}]/g, "")
      .replaceAll("--", "-");
  const authors = plain(field("author")).split(" and ");
  const where = [field("journal"), field("booktitle"), field("publisher")]
    .filter((text) => text !== "")
    .map(plain)
    .join(", ");
  const place = [where, field("volume"), plain(field("pages"))].filter((text) => text !== "").join(" ");
  const doi = field("doi");
  return `${authors.join("; ")} (${field("year")}). ${plain(field("title"))}. *${place}*.${doi ? ` [doi:${doi}](https://doi.org/${doi})` : ""}`;
}

const marks = { "'": "\u0301", '"': "\u0308", "`": "\u0300", "^": "\u0302", "~": "\u0303" };
