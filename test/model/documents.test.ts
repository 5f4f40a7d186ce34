/** The documents that fix the format: each parses, checks, and names what is missing. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { figures } from "../../src/figures/index.ts";
import { bind, documentText, type FileText, type Names, resolveDocument } from "../../src/model/index.ts";
import { builtNames } from "../../src/session/index.ts";
import { models, names, open, place, sharedDocuments } from "./open.ts";

/** What documents name that no version has yet; figures, where a program draws others. */
const missing: Readonly<Record<string, readonly string[]>> = {
  "04-tm-stdp": ["feature plastic synapses (synapses.stdp)"],
  "09-hebb": ["feature plastic synapses (synapses.hebb)"],
};

/** As `open`, with files read from disk. */
function openFile(name: string) {
  const texts = new Map<string, FileText>();
  for (;;) {
    const resolution = resolveDocument(name, texts, models);
    if (resolution.kind === "document") return resolution.document;
    for (const file of resolution.files) texts.set(file, { text: readFileSync(file, "utf8") });
  }
}

const examples = readdirSync(new URL("../../examples/", import.meta.url)).filter((file) => file.endsWith(".yaml"));
const here = (file: string) => decodeURIComponent(new URL(`../../examples/${file}`, import.meta.url).pathname);
const shared = sharedDocuments().map(({ name }) => name);
const documents = [...examples.map(here), ...shared].map((file) => [file.split("/").slice(-2).join("/"), file] as const);

describe("documents", () => {
  test.skipIf(shared.length === 0)("the shared documents are there (skipped where they are absent)", () => {
    expect(shared).toHaveLength(24);
  });

  test.each(documents)("%s checks, and names what is missing", (name, file) => {
    const { errors, warnings, missing: found } = bind(openFile(file), new Map(), names);
    expect(errors.map((error) => `${place(error)} ${error.message}`)).toEqual([]);
    expect(warnings.map((warning) => warning.message)).toEqual([]);
    expect(found.map((each) => `${each.kind} ${each.name}`)).toEqual(missing[name.split("/")[1]!.replace(".yaml", "")] ?? []);
  });

  test("what may be named is what the registries have (kills: a scale, method or figure that documents cannot name)", () => {
    const sorted = (all: Names) => Object.fromEntries(Object.entries(all).map(([kind, list]) => [kind, list.toSorted()]));
    expect(sorted(names)).toEqual(sorted(builtNames(figures.map(({ id }) => id))));
  });

  test("a figure that a program does not draw is missing, and left out", () => {
    const { missing: found, experiment } = bind(openFile(here("nnlif.yaml")), new Map(), { ...names, figures: ["activity"] });
    expect(found).toEqual([{ kind: "figure", name: "density" }]);
    expect(experiment?.figures.map(({ name }) => name)).toEqual(["activity"]);
  });

  test.each(documents)("%s is the same experiment when it is written out and read again", (_name, file) => {
    const document = openFile(file);
    const again = open(documentText(document.root));
    expect(bind(again, new Map(), names).experiment).toEqual(bind(document, new Map(), names).experiment);
  });

  // The network's regimes became parameters, its comments say what is seen; the pictures of the pulse-coupled neurons show ten periods of 230.
  const extended = ["brunel.yaml", "pulse-coupled.yaml"];
  test.each(examples.filter((file) => !extended.includes(file) && shared.some((name) => name.endsWith(`/${file}`))))(
    "the example %s is the shared document",
    (file) => {
      const theirs = sharedDocuments().find(({ name }) => name.endsWith(`documents/${file}`));
      expect(readFileSync(here(file), "utf8")).toBe(theirs?.text);
    },
  );

  test("an example can be written as JSON, with the same meaning", () => {
    const text = readFileSync(here("adex-adapting.yaml"), "utf8");
    const { root } = open(text);
    const toPlain = (node: typeof root | ReturnType<typeof Object.values>[number]): unknown => {
      const each = node as typeof root | { kind: "list"; items: never[] } | { kind: "scalar"; value: string };
      if (each.kind === "map") return Object.fromEntries([...each.entries].map(([key, entry]) => [key, toPlain(entry.value)]));
      return each.kind === "list" ? each.items.map(toPlain) : each.value;
    };
    const json = JSON.stringify(toPlain(root));
    expect(bind(open(json), new Map(), names).experiment).toEqual(bind(open(text), new Map(), names).experiment);
  });
});
