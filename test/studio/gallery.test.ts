/** The thumbnails of the gallery are of the examples as they are, and small. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { figures } from "../../src/figures/index.ts";
import { scales } from "../../src/scales/index.ts";
import { builtNames, openText, portableHost } from "../../src/session/index.ts";
import { subjects } from "../../studio/src/gallery/subjects.ts";
import { madeOf } from "../../studio/src/gallery/thumbnails.ts";
import { tours } from "../../studio/src/tour/index.ts";

const folder = (path: string) => new URL(`../../${path}`, import.meta.url);
const names = readdirSync(folder("examples/")).map((file) => file.replace(/\.yaml$/, ""));
const textOf = (name: string) => readFileSync(folder(`examples/${name}.yaml`), "utf8");

/** A card is loaded when it comes into sight: a screen of twelve is below a second at 2 Mbit/s [bytes]. */
const MOST = 20_000;

describe("thumbnails", () => {
  test("are of the examples as they are: `npm run thumbnails` makes them anew", () => {
    const hash = (name: string) => createHash("sha256").update(textOf(name)).digest("hex").slice(0, 16);
    expect(Object.fromEntries(Object.entries(madeOf).map(([name, { of }]) => [name, of]))).toEqual(
      Object.fromEntries(names.map((name) => [name, hash(name)])),
    );
  });

  test("are two small PNG files for each example, and no other", () => {
    const files = readdirSync(folder("studio/src/gallery/thumbnails/"));
    expect(files.sort()).toEqual(names.flatMap((name) => [`${name}.dark.png`, `${name}.light.png`]).sort());
    for (const file of files) {
      const bytes = readFileSync(folder(`studio/src/gallery/thumbnails/${file}`));
      expect(bytes.subarray(1, 4).toString(), file).toBe("PNG");
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], file).toEqual([320, 179]);
      expect(bytes.length, file).toBeLessThanOrEqual(MOST);
    }
  });

  test("name the scales that can run each example", { tags: "slow" }, async () => {
    const environment = { host: portableHost, names: builtNames(figures.map(({ id }) => id)) };
    const built = await Promise.all(scales.map((entry) => entry.load()));
    for (const name of names) {
      const { experiment } = await openText(environment, textOf(name), name);
      expect(madeOf[name]?.scales, name).toEqual(built.filter((scale) => scale.accepts(experiment!).length === 0).map(({ id }) => id));
    }
  });
});

test("each example has one subject, and the tours of the subjects exist", () => {
  expect(subjects.flatMap(({ examples }) => examples).sort()).toEqual([...names].sort());
  const ids = tours.map(({ id }) => id);
  for (const { tour } of subjects) if (tour !== undefined) expect(ids).toContain(tour);
});
