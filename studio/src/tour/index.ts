/** Every tour, in the order in which a course would take them. Adding one is one file and one line. */
import type { Tour } from "./tour.ts";
import { densities } from "./tours/densities.ts";
import { populations } from "./tours/populations.ts";
import { pulseCoupled } from "./tours/pulse-coupled.ts";
import { singleCells } from "./tours/single-cells.ts";
import { spikesAndMemory } from "./tours/spikes-and-memory.ts";

export const tours: readonly Tour[] = [singleCells, spikesAndMemory, pulseCoupled, populations, densities];
