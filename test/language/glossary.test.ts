import { expect, test } from "vitest";
import { distributions, functions, glossary, operators } from "../../src/language/index.ts";
import { reserved } from "../../src/language/names.ts";

test("every name that the language has stands in the glossary, and no other", () => {
  const own = [...functions.keys(), ...distributions.keys(), ...operators.keys(), ...reserved];
  expect([...glossary.keys()].sort()).toEqual([...new Set(own)].sort());
});

test("a call in the glossary has as many arguments as the function takes", () => {
  for (const [name, { arity }] of functions) expect(glossary.get(name)?.written.split(",").length, name).toBe(arity);
  for (const [name, count] of distributions) expect(glossary.get(name)?.written.split(",").length, name).toBe(count);
});
