/** The keys of what `compare --json` prints, with their meaning: a data table. */
import type { Verb } from "../verb.ts";

/** Read by the reference page and held against the report by a test. */
export const compareKeys: NonNullable<Verb["keys"]> = {
  title: "title of the document",
  "provenance.version": "as for `run`, like the other keys of `provenance`",
  "scales[].scale": "a scale, the reference first",
  "scales[].seed": "seed of its first trial: `run --scale NAME --seed N` gives the same activity",
  "scales[].seeds": "seeds of all its trials; no two runs of a comparison have one in common",
  "scales[].trials": "independent runs",
  "scales[].random": "false: the seed changes nothing, so that there are no standard errors, no variance and no spectrum",
  "scales[].duration_ms": "recorded time of a trial",
  "scales[].step_ms": "its step, null where the method chooses",
  "scales[].wall_s": "time that it took",
  "scales[].cpu_s": "CPU time of it",
  bin_ms: "width of the bins of variance and time course",
  "quantities[].population": "a population",
  "quantities[].name":
    "`mean` activity, `variance` in bins, `spectrum a-b Hz` (its level: the geometric mean of the density), `shape a-b Hz` (the density over its level), `time course` (where the drive changes), `residence low`, `residence high` and `switches` (where the activity hops between two states), `distribution` (of the potentials, where a scale of densities is compared), `blow-up` (alone, where the solutions of all scales end: when they do)",
  "quantities[].unit": "unit of its values",
  "quantities[].scales": "reference and other; a scale that stands twice has a number",
  "quantities[].values":
    "of both; of a time course when it differs most; of a distribution the parts of the neurons below the potential `at`",
  "quantities[].standard_errors": "of both, with the correlations in time",
  "quantities[].difference":
    "other over reference, less 1; of a shape the root mean square of that over the frequencies, without what chance adds; of a time course in parts of the activity, or of its mean where it is lower; of a distribution the largest difference between the parts of the neurons below a potential; null where the reference is 0",
  "quantities[].interval": "its 99 % confidence interval",
  "quantities[].during_ms": "of a time course: when it differs most, from the begin of the recording; else null",
  "quantities[].at": "of a distribution: the potential at which it differs most, in the unit of the document; else null",
  "quantities[].margin": "difference up to which it agrees",
  "quantities[].known_cause": "what is known to make the scales differ here, with its size; null where nothing is",
  "quantities[].verdict":
    "`agrees`: the whole interval is inside the margin; `differs`: it is outside, or a spectral line or a moment is; `undecided`",
  "quantities[].longer_s": "recorded time of all trials together that would probably decide; null where it is decided",
  "left_out[].population": "a population of which something is not compared",
  "left_out[].name": "what",
  "left_out[].scales": "reference and other",
  "left_out[].reason": "why",
  "causes[].cause": "a known cause of differences",
  "causes[].population": "where it acts",
  "causes[].size": "its size in parts of what `words` says",
  "causes[].words": "the same in words",
  verdict: "`differs` if any quantity differs, else `undecided` if any is, else `agrees`; null for a run that did not complete",
  words: "the verdict with its reason",
  notes: "what is worth saying beside",
  "outcome.kind":
    "completed; else how the run ended that did not complete, with its `scale`, `seed`, `time`, `message` and `remedy`, and exit status 1",
};
