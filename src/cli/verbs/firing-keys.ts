/** The keys of what `fi --json` prints, with their meaning: a data table. */
import type { Verb } from "../verb.ts";

/** Read by the reference page and held against the report by a test. */
export const firingKeys: NonNullable<Verb["keys"]> = {
  title: "title of the document or model",
  population: "population that is shown",
  "provenance.version": "as for `run`, like the other keys of `provenance`",
  "input.name": "input that is varied",
  "input.unit": "its unit, which all inputs below are in",
  "points[].input": "a constant input, to which the neuron is stepped from rest",
  "points[].rate_Hz": "firing rate when the transient is over; 0 where it falls silent",
  "points[].onset_rate_Hz": "one over the first interval between spikes; 0 with fewer than two",
  "points[].spikes": "spikes until that was known",
  rheobase: "smallest step from rest that makes it fire for ever; null if there is none",
  "rheobases.step": "the same",
  "rheobases.ramp": "input at which rest ends when the input rises slowly: saddle-node, Andronov-Hopf, or threshold",
  "rheobases.single": "smallest step from rest with at least one spike",
  excitability: "`I`: firing begins at arbitrarily low rates; `II`: with a jump; null where it never fires",
  "spike_shape.amplitude": "from threshold (5 % of the steepest rise) to peak, in the unit of the potential; null where a reset cuts it",
  "spike_shape.half_width_ms": "time above half the amplitude",
  "spike_shape.after_hyperpolarisation": "depth of the lowest potential after a spike below the threshold",
  "spike_shape.refractoriness_ms": "shortest interval that a kick twice as strong as the first can reach; with a reset the refractory time",
  "closed_form.label": "the closed form of the rate, where the neuron has one",
  "closed_form.input": "inputs of its line",
  "closed_form.rate_Hz": "its rates",
  words: "what is to be seen, in sentences",
  notes: "what was left out to make a curve of it",
};
