/** The texts of the examples, by name. */
const files = import.meta.glob("../../../examples/*.yaml", { query: "?raw", import: "default", eager: true });

export const examples: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [/([^/]+)\.yaml$/.exec(path)?.[1] ?? path, text]),
);
