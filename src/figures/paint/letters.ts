/** How letters look, in every format. */

/** The font family of the files: the one that PNGs are drawn with, then its look-alike on Windows and macOS. */
export const fontFamily = "DejaVu Sans";

/** Width of the rim around letters with a halo [points]. */
export const haloWidth = 1.5;
