/** Numbers with an imaginary part. */

/** A complex number [re, im]. */
export type Complex = readonly [number, number];
