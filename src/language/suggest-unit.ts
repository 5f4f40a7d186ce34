/** Units that may have been meant by a name that is none. */
import { baseUnits, prefixNames, unitSymbol, unitSymbols } from "../units/index.ts";
import { suggest } from "./suggest.ts";

/** Spellings of other programs and of everyday language, without their prefix. */
const words: ReadonlyMap<string, string> = new Map([
  ...baseUnits.flatMap(({ symbol, word }) => [[word, symbol] as const, [`${word}s`, symbol] as const]),
  ["sec", "s"],
  ["secs", "s"],
  ["amp", "A"],
  ["amps", "A"],
  ["mho", "S"],
  ["meter", "m"],
  ["meters", "m"],
]);

/** `cm^2` for `cm2`. */
export function powerMeant(name: string): string | undefined {
  const [, base = "", exponent] = /^([A-Za-z]+)([2-9])$/.exec(name) ?? [];
  const symbol = unitSymbol(base);
  return symbol === undefined ? undefined : `${symbol}^${exponent}`;
}

/**
 * The nearest units: `cm^2` for `cm2`, `ms` for `msec`, `mV` for `millivolts`, and names that differ by a letter or two. At most three.
 */
export function suggestUnits(name: string): readonly string[] {
  const power = powerMeant(name);
  if (power !== undefined) return [power];
  // As it stands first: `Mohm` is a million ohms, not a thousandth of one.
  for (const written of [name, name.toLowerCase()]) {
    for (const [prefix, prefixName] of [["", ""] as const, ...prefixNames]) {
      for (const spelling of [prefixName, prefix]) {
        const base = written.startsWith(spelling) ? words.get(written.slice(spelling.length).toLowerCase()) : undefined;
        const meant = base === undefined ? undefined : unitSymbol(prefix + base);
        if (meant !== undefined) return [meant];
      }
    }
  }
  return suggest(name, unitSymbols());
}
