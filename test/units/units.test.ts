import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  describeUnit,
  divideUnits,
  equalDimensions,
  fromInternal,
  hasAngle,
  internalFromText,
  makeUnit,
  multiplyUnits,
  noUnit,
  powerOfUnit,
  rational,
  rationalFromNumber,
  textFromInternal,
  toInternal,
  unitNamed,
  unitSymbol,
  unitSymbols,
} from "../../src/units/index.ts";

const unit = (text: string) =>
  makeUnit(text.split("*").map((part) => ({ symbol: part.split("^")[0] ?? "", exponent: rational(Number(part.split("^")[1] ?? 1)) })));

describe("internal units are coherent", () => {
  // Expected values follow from SI alone: the internal unit of each base dimension is a power of ten of the SI unit.
  test.each([
    ["ms", 1],
    ["mV", 1],
    ["pA", 1],
    ["nS", 1],
    ["pF", 1],
    ["GOhm", 1],
    ["um", 1],
    ["mM", 1],
    ["K", 1],
    ["s", 1e3],
    ["Hz", 1e-3],
    ["kHz", 1],
    ["fC", 1],
    ["MOhm", 1e-3],
    ["cm", 1e4],
    ["uM", 1e-3],
    ["fmol", 1e3],
    ["uA*cm^-2", 1e-2],
    ["uF*cm^-2", 1e-2],
    ["mS*cm^-2", 1e-2],
  ])("1 %s is %d internally", (text, factor) => {
    expect(unit(text).factor).toBe(factor);
  });

  test.each([
    ["pA", "nS*mV"],
    ["pF", "nS*ms"],
    ["mV", "GOhm*pA"],
    ["pF*mV", "pA*ms"],
    ["M", "mol*m^-3"],
    ["Hz", "s^-1"],
    ["C", "A*s"],
  ])("%s and %s have one dimension", (a, b) => {
    expect(equalDimensions(unit(a).dimension, unit(b).dimension)).toBe(true);
  });

  test.each([
    ["pA", "mV"],
    ["rad", "K"],
    ["M", "mol"],
  ])("%s and %s differ", (a, b) => {
    expect(equalDimensions(unit(a).dimension, unit(b).dimension)).toBe(false);
  });
});

describe("names of units", () => {
  test("hour, gram, joule, newton do not exist, so that a forgotten h, g, J, N is an unknown name", () => {
    for (const symbol of ["h", "g", "J", "N", "min", "kg", "L", "a", "am", "cV", "eV", "constructor", "__proto__", "toString"]) {
      expect(unitSymbol(symbol), symbol).toBeUndefined();
    }
  });

  test("words and Greek mu and Omega are understood", () => {
    expect(unitNamed("volt").factor).toBe(1000);
    expect(unitSymbol("muA")).toBe("uA");
    expect(unitSymbol("MOmega")).toBe("MOhm");
    expect(unitSymbol("metre")).toBe("metre");
  });

  test("every symbol makes a unit whose text is the symbol", () => {
    for (const symbol of unitSymbols()) expect(unitNamed(symbol).text).toBe(symbol);
  });
});

describe("arithmetic of units", () => {
  test("keeps the user's symbols in the user's order and cancels what cancels", () => {
    expect(multiplyUnits(unit("mV"), unit("nS")).text).toBe("mV*nS");
    expect(divideUnits(unit("mV"), unit("ms")).text).toBe("mV/ms");
    expect(divideUnits(unit("mV"), unit("mV"))).toEqual(noUnit);
    expect(powerOfUnit(unit("ms"), rational(-1, 2)).text).toBe("1/sqrt(ms)");
    expect(powerOfUnit(unit("cm"), rational(3, 2)).text).toBe("cm^(3/2)");
  });

  test("exponents are exact: three cube roots of a unit are the unit", () => {
    const root = powerOfUnit(unit("mV"), rational(1, 3));
    expect(multiplyUnits(multiplyUnits(root, root), root)).toEqual(unit("mV"));
  });

  test("a temperature in degC enters products in K", () => {
    expect(multiplyUnits(unitNamed("degC"), unit("mV")).text).toBe("K*mV");
  });

  test("an angle per time is seen", () => {
    expect(hasAngle(divideUnits(unitNamed("rad"), unitNamed("s")))).toBe(true);
    expect(hasAngle(divideUnits(unitNamed("rad"), unitNamed("deg")))).toBe(false);
    expect(hasAngle(unitNamed("Hz"))).toBe(false);
    expect(unitNamed("deg").factor).toBe(Math.PI / 180);
  });

  test("sentences name the unit", () => {
    expect(describeUnit(unit("mV"))).toBe("in mV");
    expect(describeUnit(noUnit)).toBe("a plain number");
  });
});

describe("numbers to internal units and back", () => {
  test("a power of ten moves the decimal point before the one rounding", () => {
    // Mutant: multiplying by the factor gives 100.00000000000001 for 1.1 of a thing with factor 1e-2 and its like.
    expect(internalFromText("0.3", unit("V"))).toBe(300);
    expect(internalFromText("1.1", unit("uA*cm^-2"))).toBe(0.011);
    expect(internalFromText("0.07", unit("V"))).toBe(70);
    expect(internalFromText("2e-3", unit("s"))).toBe(2);
    expect(toInternal(-54.4, unit("mV"))).toBe(-54.4);
    expect(internalFromText("6.3", unitNamed("degC"))).toBe(279.45);
  });

  test("the text of an internal value reads back to the same bits, in any unit", () => {
    const units = ["V", "uA*cm^-2", "fmol", "GOhm", "s^-1", "deg", "degC"].map((text) => unit(text));
    const exact = units.filter((u) => u.parts[0]?.symbol !== "deg" && u.parts[0]?.symbol !== "degC");
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 }), fc.constantFrom(...exact), (value, u) => {
        expect(internalFromText(textFromInternal(value, u), u)).toBe(value === 0 ? internalFromText(`${value}`, u) : value);
      }),
      { numRuns: 2000 },
    );
  });

  test("what was written in deg, degC or sqrt(ms) reads back to the same bits", () => {
    const units = [
      unitNamed("deg"),
      unitNamed("degC"),
      powerOfUnit(unitNamed("ms"), rational(1, 2)),
      powerOfUnit(unitNamed("s"), rational(1, 2)),
    ];
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: 0.001, max: 1e6 }), fc.constantFrom(...units), (written, u) => {
        const value = internalFromText(`${written}`, u);
        expect(internalFromText(textFromInternal(value, u), u)).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  test("texts are short: what was typed comes back", () => {
    expect(textFromInternal(internalFromText("0.3", unit("uA*cm^-2")), unit("uA*cm^-2"))).toBe("0.3");
    expect(textFromInternal(10, unit("ms"))).toBe("10");
    expect(textFromInternal(300, unit("V"))).toBe("0.3");
    expect(textFromInternal(0.001, unit("V"))).toBe("0.000001");
    expect(fromInternal(0.0239, unit("Hz"))).toBe(23.9);
  });
});

describe("fractions", () => {
  test("decimals and quotients become the fraction that was meant", () => {
    expect(rationalFromNumber(0.5)).toEqual({ n: 1, d: 2 });
    expect(rationalFromNumber(1 / 3)).toEqual({ n: 1, d: 3 });
    expect(rationalFromNumber(-2.25)).toEqual({ n: -9, d: 4 });
    expect(rationalFromNumber(Math.PI)).toBeUndefined();
    expect(rationalFromNumber(Number.NaN)).toBeUndefined();
  });
});
