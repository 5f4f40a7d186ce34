/** Mends of what a document lacks: initial values, a duration, a step, somebody to run. */

import { type Asked, type Mend, type Mends, set } from "./mend.ts";

const sections = ["neurons", "rates", "fields"] as const;

/** Units that states have; which of them fits is found by trying. */
const units = ["", "mV", "pA", "nS", "uA/cm^2", "mS/cm^2", "uM", "um", "Hz", "ms"];

/** Zero, in the unit that makes the equations agree. */
const initialValue: Mend = (asked) => {
  const { name, entry } = asked.error.data;
  const section = sectionOf(asked, `${entry}`);
  if (section === undefined) return [];
  return units.flatMap((unit) => {
    const value = `0 ${unit}`.trim();
    return set(asked, `${section}.${entry}.initial.${name}`, value, `Add \`initial: { ${name}: ${value} }\``);
  });
};

function sectionOf({ opened }: Asked, entry: string): string | undefined {
  return sections.find((section) => {
    const map = opened.document.root.entries.get(section)?.value;
    return map?.kind === "map" && map.entries.has(entry);
  });
}

function isPlain({ opened }: Asked): boolean {
  const units = opened.document.root.entries.get("units")?.value;
  return units?.kind === "scalar" && units.value === "none";
}

/** A fixed step, fine enough for most. */
const fixedStep =
  (step: string): Mend =>
  (asked) => {
    const value = isPlain(asked) ? step.replace(" ms", "") : step;
    return set(asked, "run.step", value, `Add \`step: ${value}\` to \`run\``);
  };

const itsOwnMethod: Mend = (asked) => set(asked, "run.method", "auto", "Let the scale choose its method");

const duration: Mend = (asked) => {
  const value = isPlain(asked) ? "100" : "1 s";
  return set(asked, "run.duration", value, `Add \`duration: ${value}\` to \`run\``);
};

/** A population of each neuron that the document has. */
const population: Mend = (asked) => {
  const neurons = asked.opened.document.root.entries.get("neurons")?.value;
  return [...(neurons?.kind === "map" ? neurons.entries.keys() : [])].flatMap((name) =>
    set(asked, `populations.${name}.neuron`, name, `Add \`populations: { ${name}: { neuron: ${name} } }\``),
  );
};

export const missing: Mends = {
  "no-initial": initialValue,
  "no-duration": duration,
  "nothing-to-run": population,
  "unknown-format": (asked) => set(asked, "format", "1", "Change `format` to `1`"),
  "dt-without-step": fixedStep("0.1 ms"),
  "network-needs-step": fixedStep("0.1 ms"),
  "cohorts-need-step": fixedStep("0.1 ms"),
  "density-step": fixedStep("0.1 ms"),
  "noise-needs-step": fixedStep("0.01 ms"),
  "method-needs-step": (asked) => [...fixedStep("0.1 ms")(asked), ...itsOwnMethod(asked)],
  "network-method": itsOwnMethod,
  "method-not-exact": itsOwnMethod,
  "method-without-noise": itsOwnMethod,
  "method-with-events": itsOwnMethod,
};
