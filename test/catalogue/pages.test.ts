/** The pages of the catalogue are what the models say today, and their pictures are there and small. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { verbs } from "../../src/cli/verbs/index.ts";
import { figures } from "../../src/figures/index.ts";
import * as language from "../../src/language/index.ts";
import * as model from "../../src/model/index.ts";
import * as session from "../../src/session/index.ts";
import { cataloguePages } from "../../tools/catalogue.mjs";

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const pages: Readonly<Record<string, string>> = await cataloguePages({ session, language, model, figures, verbs });

describe("pages", () => {
  test.each(Object.keys(pages))("%s is up to date (npm run reference writes it)", (path) => {
    expect(readFileSync(at(path), "utf8")).toBe(pages[path]);
  });

  test("there is no page without a model", () => {
    const files = readdirSync(at("docs/catalogue")).filter((name) => name.endsWith(".md"));
    expect(files.map((name) => `docs/catalogue/${name}`).sort()).toEqual(Object.keys(pages).sort());
  });

  test("every picture is there (npm run pictures draws it), is a PNG of at most 40 kB, and no other is", () => {
    const named = Object.values(pages).flatMap((text) => [...text.matchAll(/\]\((images\/[^)]+)\)/g)].map((found) => found[1]!));
    expect(named.length).toBeGreaterThan(40);
    for (const name of named) {
      const file = at(`docs/catalogue/${name}`);
      expect(existsSync(file), name).toBe(true);
      const bytes = readFileSync(file);
      expect([name, bytes.length <= 40_000, bytes.subarray(1, 4).toString("latin1")]).toEqual([name, true, "PNG"]);
    }
    expect(
      readdirSync(at("docs/catalogue/images"))
        .map((name) => `images/${name}`)
        .sort(),
    ).toEqual([...new Set(named)].sort());
  });

  test("links between pages lead somewhere", () => {
    for (const [, link] of pages["docs/catalogue/README.md"]!.matchAll(/\]\(([a-z-]+\.md)\)/g))
      expect(pages).toHaveProperty([`docs/catalogue/${link}`]);
  });
});

describe("the gallery", () => {
  test("every model and set has a title of at most 60 letters and one sentence that says what is to be seen", async () => {
    for (const line of model.catalogue) {
      const one = await line.load();
      expect([line.id, one.title]).toEqual([line.id, line.title]);
      for (const [name, { title, phenomenon }] of [[one.id, one] as const, ...Object.entries(one.sets)]) {
        expect([name, title.length <= 60]).toEqual([name, true]);
        expect(phenomenon, name).toMatch(/^[A-Z].{10,170}\.$/);
      }
    }
  });
});
