/** Colours of the terminal, or none. */
import pc from "picocolors";

export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
  cyan(text: string): string;
  green(text: string): string;
}

/** Painting functions that change nothing when colour is off. */
export function paint(colour: boolean): Paint {
  return pc.createColors(colour);
}
