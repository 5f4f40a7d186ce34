/** What a document says of a figure, without the stretch of time: that is the view's. */

import type { Result } from "../../../../src/contract/index.ts";
import { type Figure, type Options, readOptions } from "../../../../src/figures/index.ts";
import type { TimeProps } from "../props.ts";

/** Throws a LapicqueError for an option that the figure does not know. */
export function wantedOptions({ id, options }: Figure, { units }: Result, { from: _, to: __, ...wanted }: TimeProps["wanted"]): Options {
  return readOptions(id, options, wanted, units);
}

/** Room for the names of populations [points], where the page is as wide as `WIDE`: raster and activity stand on one axis of time. */
const NAMES = 104;
const WIDE = 560;

export const roomOf = (width: number) => (width < WIDE ? {} : { left: NAMES });
