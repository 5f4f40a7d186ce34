/** A monotone integer function of a 32-bit word, tabulated. */

const guideBits = 12;
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
  readonly #last: Uint32Array;
  readonly #guide: Uint32Array;

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
    this.#last = Uint32Array.from([...last, lastWord]);
    this.#guide = new Uint32Array(1 << guideBits);
    for (let upper = 0, k = 0; upper < this.#guide.length; upper++) {
      while (this.#last[k]! < upper * (1 << guideShift)) k++;
      this.#guide[upper] = k;
    }
  }

  /** f(word). */
  at(word: number): number {
    let k = this.#guide[word >>> guideShift]!;
    while (word > this.#last[k]!) k++;
    return this.values[k]!;
  }

  /** f of words[i] to out[i] for i from `from` up to `to`; `out` may be the words. */
  apply(words: Uint32Array, out: Uint32Array | Int32Array, from: number, to: number): void {
    const [values, last, guide] = [this.values, this.#last, this.#guide];
    for (let i = from; i < to; i++) {
      const word = words[i]!;
      let k = guide[word >>> guideShift]!;
      while (word > last[k]!) k++;
      out[i] = values[k]!;
    }
  }

  /** Mean and mean square of f of a uniform word: sum over values of g(value) times its share of the words. */
  expectation(g: (value: number) => number): number {
    let sum = 0;
    for (const [k, value] of this.values.entries()) {
      const words = this.#last[k]! - (k === 0 ? -1 : this.#last[k - 1]!);
      sum += (g(value) * words) / 4294967296;
    }
    return sum;
  }
}
