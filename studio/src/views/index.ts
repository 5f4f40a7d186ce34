/** Every view, in the order in which they are offered. Adding one is one file and one line. */
import { activity } from "./activity.tsx";
import { compare } from "./compare.tsx";
import { correlation } from "./correlation.ts";
import { curve } from "./curve.ts";
import { density } from "./density.tsx";
import { dispersion } from "./dispersion.tsx";
import { eigenmodes } from "./eigenmodes.ts";
import { eigenvalues } from "./eigenvalues.tsx";
import { entropy } from "./entropy.tsx";
import { field } from "./field.tsx";
import { firing } from "./firing.tsx";
import { isi } from "./isi.ts";
import { jointDensity } from "./joint-density.ts";
import { live } from "./live.tsx";
import { map } from "./map.ts";
import { over } from "./over.tsx";
import { plane } from "./plane.tsx";
import { planform } from "./planform.ts";
import { psth } from "./psth.ts";
import { raster } from "./raster.tsx";
import { rates } from "./rates.ts";
import { retinal } from "./retinal.ts";
import { spectrum } from "./spectrum.ts";
import { steady } from "./steady.tsx";
import { traces } from "./traces.tsx";
import type { View } from "./view.ts";

export const views: readonly View[] = [
  plane,
  traces,
  firing,
  over,
  live,
  raster,
  density,
  field,
  activity,
  entropy,
  retinal,
  planform,
  jointDensity,
  rates,
  isi,
  spectrum,
  correlation,
  psth,
  eigenmodes,
  steady,
  eigenvalues,
  dispersion,
  curve,
  map,
  compare,
];
