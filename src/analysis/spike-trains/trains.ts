/** From events to one train of ascending times for each neuron. */

/**
 * Splits events (time, neuron) in order of time into one train per neuron: views of one array.
 *
 * @param times    [ms] {events}
 * @param neurons  index of the neuron that fired {events}
 * @param size     number of neurons
 */
export function trainsOf(times: Float64Array, neurons: ArrayLike<number>, size: number): readonly Float64Array[] {
  const ends = new Uint32Array(size + 1);
  for (let k = 0; k < times.length; k++) ends[neurons[k]! + 1]!++;
  for (let neuron = 1; neuron <= size; neuron++) ends[neuron]! += ends[neuron - 1]!;
  // While the trains are filled, the begin of each moves up to its end.
  const all = new Float64Array(times.length);
  for (let k = 0; k < times.length; k++) all[ends[neurons[k]!]!++] = times[k]!;
  return Array.from({ length: size }, (_, neuron) => all.subarray(neuron === 0 ? 0 : ends[neuron - 1]!, ends[neuron]!));
}

/** Mean of a measure over the trains where it is defined; undefined if there is none. */
export function meanOver(trains: readonly Float64Array[], measure: (train: Float64Array) => number | undefined): number | undefined {
  let [sum, count] = [0, 0];
  for (const train of trains) {
    const value = measure(train);
    if (value === undefined) continue;
    sum += value;
    count++;
  }
  return count > 0 ? sum / count : undefined;
}
