/**
 * A field of 512 x 512 cells at the scale `field`, the equation of the hallucinations by Euler's method: steps per second of user CPU on one thread, between
 * runs of two lengths, so that wiring and compiling do not count. The bar is 20 steps per second.
 */
import { readFileSync } from "node:fs";
import { loadavg } from "node:os";
import { parse } from "yaml";
import { run } from "../dist/index.js";
import { consumed, median } from "./measure.mjs";

const rounds = 5;
const bar = 20;
const edge = 512;
const document = parse(readFileSync(new URL("../examples/hallucinations.yaml", import.meta.url), "utf8"), { merge: true });
const { rings } = document.fields;
const text = (outside) => ({
  units: "none",
  parameters: document.parameters,
  fields: { rings: { ...rings, axes: { x: ["0", "12*wave", edge], y: ["-6*wave", "6*wave", edge] }, outside: { x: outside, y: outside } } },
  run: { duration: 2, step: 0.1, method: "euler", scale: "field" },
  record: { rings: ["a"] },
});

async function seconds(edges, duration) {
  const begun = process.cpuUsage().user;
  const [result] = await run(text(edges), { duration: `${duration}`, set: ["run.every=1"] });
  consumed.sum += result.profiles[0].values.length;
  return (process.cpuUsage().user - begun) / 1e6;
}

const found = new Map([
  ["periodic", []],
  ["zero", []],
]);
for (let k = 0; k < rounds; k++)
  for (const [edges, all] of found) {
    const [short, long] = [await seconds(edges, 1), await seconds(edges, 9)];
    all.push(80 / (long - short));
  }
console.log(`load ${loadavg()[0].toFixed(2)}`);
for (const [edges, all] of found)
  console.log(`${edges === "zero" ? "zero beyond the ends" : "periodic"}: ${median(all).toFixed(1)} steps per second (bar ${bar})`);
