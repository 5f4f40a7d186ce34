/** A monotone integer function of a 32-bit word, tabulated. */
import { guideBits } from "../../compiler/index.ts";

const guideShift = 32 - guideBits;
const lastWord = 4294967295;

/**
 * f(word) for integers word from 0 to 2^32 - 1, by the last word of each value of f: found once by bisection, looked up in a step or two
 * from where a guide for the upper 12 bits points (Chen & Asau 1974, AIIE Transactions 6:163, doi 10.1080/05695557408974949). Exact
 * wherever f is monotone.
 */
export class MonotoneTable {
  /** In the order in which f passes them. */
  readonly values: Int32Array;
  /** The last word of each value. */
  readonly last: Uint32Array;
  /** Where the search begins, by the upper bits of the word: 4 times the number of a value. */
  readonly guide: Uint32Array;

  constructor(f: (word: number) => number) {
    const [values, last]: [number[], number[]] = [[], []];
    const between = (low: number, atLow: number, high: number, atHigh: number): void => {
      if (atLow === atHigh) return;
      if (high - low === 1) {
        values.push(atLow);
        last.push(low);
        return;
      }
      const middle = Math.floor((low + high) / 2);
      const atMiddle = f(middle);
      between(low, atLow, middle, atMiddle);
      between(middle, atMiddle, high, atHigh);
    };
    const [first, final] = [f(0), f(lastWord)];
    between(0, first, lastWord, final);
    this.values = Int32Array.from([...values, final]);
    this.last = Uint32Array.from([...last, lastWord]);
    this.guide = new Uint32Array(1 << guideBits);
    for (let upper = 0, k = 0; upper < this.guide.length; upper++) {
      while (this.last[k]! < upper * (1 << guideShift)) k++;
      this.guide[upper] = 4 * k;
    }
  }

  /** f(word). */
  at(word: number): number {
    let k = this.guide[word >>> guideShift]! >>> 2;
    while (word > this.last[k]!) k++;
    return this.values[k]!;
  }

  /** The mean of g(f(word)) over all words. */
  expectation(g: (value: number) => number): number {
    let sum = 0;
    for (const [k, value] of this.values.entries()) {
      const words = this.last[k]! - (k === 0 ? -1 : this.last[k - 1]!);
      sum += (g(value) * words) / 4294967296;
    }
    return sum;
  }
}
