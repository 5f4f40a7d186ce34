/**
 * npm run thumbnails [-- EXAMPLE ...]: runs the examples and draws studio/src/gallery/thumbnails/*.png, light and dark, from the first figure that each asks
 * for, by the code that draws the files of `lapicque run`. What they were made of stands in thumbnails.json, with the scales
 * that can run each: a test fails when an example or a scale has changed since.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { smallPng } from "./small-png.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const load = (path) => import(pathToFileURL(join(root, "dist", path)).href);
const [{ open, run }, { dark, figures, fontFamily, light, readOptions, renderSvg }, { scales }] = await Promise.all(
  ["index.js", "figures/index.js", "scales/index.js"].map(load),
);

/** Of the picture [points], the room between its panels, and how many pixels a point has. */
const PAGE = { width: 200, height: 112 };
const RIM = 3;
const DENSITY = 1.6;
/** Colours of a picture: fewer make lines ragged, more make the files larger. */
const COLOURS = 12;

/** What is drawn where the whole would take minutes: the same picture of less. */
const shorter = {
  "match-to-sample": { duration: "8 s" },
  "potjans-diesmann": { set: ["f=0.1"] },
};

const folder = join(root, "studio/src/gallery/thumbnails");
const list = join(root, "studio/src/gallery/thumbnails.json");
const made = JSON.parse(readFileSync(list, "utf8"));
const names = readdirSync(join(root, "examples")).map((file) => file.replace(/\.yaml$/, ""));
const only = process.argv.slice(2);
for (const name of Object.keys(made).filter((name) => !names.includes(name))) {
  delete made[name];
  for (const theme of ["light", "dark"]) rmSync(join(folder, `${name}.${theme}.png`), { force: true });
}

for (const name of names) {
  const text = readFileSync(join(root, "examples", `${name}.yaml`), "utf8");
  const of = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const { experiment } = await open(text);
  const isFresh = made[name] !== undefined && (only.length > 0 ? !only.includes(name) : made[name].of === of);
  made[name] = { of, figure: isFresh ? made[name].figure : await draw(name, text, experiment), scales: await scalesOf(experiment) };
  writeFileSync(list, `${JSON.stringify(Object.fromEntries(Object.entries(made).sort(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`);
}

/** Draws the pictures of an example, and says by which figure. */
async function draw(name, text, experiment) {
  const wanted = experiment.figures.find(({ name: id }) => figures.find((entry) => entry.id === id)?.of === "run");
  const figure = await figures.find(({ id }) => id === wanted.name).load();
  const [scale] = experiment.run.scales;
  const [result] = await run(text, { ...shorter[name], ...(scale ? { scale } : {}), theory: true });
  const { scene } = figure.draw(result, readOptions(figure.id, figure.options, wanted.options, result.units));
  for (const theme of [light, dark]) {
    const svg = renderSvg(thumbnailOf(scene), theme, result.provenance);
    const png = await smallPng(root, svg, DENSITY * PAGE.width, fontFamily, COLOURS);
    writeFileSync(join(folder, `${name}.${theme.id}.png`), png);
    process.stderr.write(`${name}.${theme.id}.png ${png.length}\n`);
  }
  return figure.id;
}

/** The scales that can run it. */
async function scalesOf(experiment) {
  const built = await Promise.all(scales.map((entry) => entry.load()));
  return built.filter((scale) => scale.accepts(experiment).length === 0).map(({ id }) => id);
}

/** The panels alone, without axes and words, on a small page. */
function thumbnailOf({ description, panels }) {
  const shown = panels.filter(({ marks }) => marks.some(({ kind }) => kind !== "label" && kind !== "end-labels"));
  const columns = placesOf(shown, "x", "width", PAGE.width);
  const rows = placesOf(shown, "y", "height", PAGE.height);
  return {
    ...PAGE,
    title: "",
    description,
    panels: shown.map(({ frame, marks, x, y }) => ({
      heading: [],
      frame: { ...columns(frame), ...rows(frame) },
      x: { ...x, ticks: [], label: undefined, look: "bare" },
      y: { ...y, ticks: [], label: undefined, look: "bare" },
      marks: marks.filter(({ kind }) => kind !== "label" && kind !== "end-labels"),
    })),
  };
}

/** Where panels stand along one side of the page: as they stood, with no more than a rim between. */
function placesOf(panels, at, length, room) {
  const starts = [...new Set(panels.map(({ frame }) => Math.round(frame[at])))].sort((a, b) => a - b);
  const sizes = starts.map((start) =>
    Math.max(...panels.filter(({ frame }) => Math.round(frame[at]) === start).map(({ frame }) => frame[length])),
  );
  const scale = (room - RIM * (starts.length + 1)) / sizes.reduce((a, b) => a + b, 0);
  const places = starts.map((_, i) => RIM * (i + 1) + scale * sizes.slice(0, i).reduce((a, b) => a + b, 0));
  return (frame) => {
    const i = starts.indexOf(Math.round(frame[at]));
    return { [at]: places[i], [length]: scale * frame[length] };
  };
}
