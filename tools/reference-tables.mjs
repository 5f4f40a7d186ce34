/**
 * node tools/reference-tables.mjs FOLDER: writes src/verify/reference/*.ts from the reference CSV files in FOLDER
 * (`dynamics/adex_spike_times.csv` and its neighbours: 113-bit extrapolation, error below 1e-14 ms).
 * Run once; kept so that the tables can be checked against their source.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = process.argv[2];
if (!folder) throw new Error("usage: node tools/reference-tables.mjs FOLDER");
const target = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "verify", "reference");

function rows(file) {
  const [header, ...lines] = readFileSync(join(folder, "dynamics", file), "utf8")
    .trim()
    .split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, column) => [names[column], cell])));
}

/** Groups rows by a key, keeping the text of one column: a double rounds it once, here or there. */
function group(all, key, value) {
  const groups = {};
  for (const row of all) {
    const name = key(row);
    groups[name] ??= [];
    groups[name].push(Number(row[value]));
  }
  return groups;
}

function write(file, doc, name, groups) {
  const lines = Object.entries(groups).map(([key, values]) => `  ${JSON.stringify(key)}: [${values.join(", ")}],`);
  writeFileSync(
    join(target, file),
    `/** Data table. ${doc} */\nexport const ${name}: Readonly<Record<string, readonly number[]>> = {\n${lines.join("\n")}\n};\n`,
  );
}

// Sets that are not chaotic: 1e-6 ms can be asked for over the first 200 ms.
const adex = rows("adex_spike_times.csv").filter((row) => row.V_peak_mV === "0" && Number(row.t_spike_ms) <= 200);
write(
  "adex.ts",
  "Spike times [ms] of AdEx sets, constant current from t = 0 at V = E_L, w = 0, V_peak = 0 mV; first 200 ms. Solved with 113-bit arithmetic and extrapolation, error below 1e-14 ms.",
  "adexSpikes",
  group(adex, (row) => row.set, "t_spike_ms"),
);

const crossings = rows("spike_times_conductance_models.csv");
write(
  "conductance.ts",
  "Upward crossings [ms] of 0 mV (Hodgkin-Huxley, E_L = -54.4 mV, from V = -65 mV with gates at their steady state) and of 1 (FitzHugh-Nagumo, from (-1.2, -0.625)). Solved with 113-bit arithmetic and extrapolation, error below 1e-14 ms.",
  "crossings",
  group(crossings, (row) => row.case, "t_cross_ms"),
);

const izhikevich = rows("izhikevich20_spike_times.csv");
write(
  "izhikevich.ts",
  "Spike times [ms] of Izhikevich 2004, IEEE Trans Neural Netw 15:1063, figure 1, panels A to H: `exact` solves the equations (113-bit arithmetic), `euler_published` is the published script's own scheme.",
  "izhikevichSpikes",
  group(izhikevich, (row) => `${row.panel} ${row.scheme}`, "t_spike_ms"),
);
