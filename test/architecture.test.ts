/** The rules of the house that the compiler does not see: sideways and deep imports, cycles, forbidden names. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const src = join(root, "src");

/** Lowest first. `numerics` stands beside units, language and model and imports base alone. */
const layers = [
  "base",
  "numerics",
  "units",
  "language",
  "model",
  "contract",
  "compiler",
  "kernels",
  "theory",
  "scales",
  "analysis",
  "io",
  "session",
  "figures",
  "exports",
  "verify",
  "cli",
];
const beside: Record<string, readonly string[]> = {
  units: ["numerics"],
  language: ["numerics"],
  model: ["numerics"],
  contract: ["numerics"],
  io: ["analysis"],
  verify: ["figures"],
};
const shells = new Set(["session", "figures", "exports", "verify", "cli"]);

const files = (readdirSync(src, { recursive: true }) as string[])
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts"))
  .map((file) => join(src, file));
const parsed = new Map(files.map((file) => [file, ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023, true)]));

interface Import {
  readonly from: string;
  readonly to: string;
  readonly lazy: boolean;
}

const imports: Import[] = [];
const packages: { from: string; name: string }[] = [];
const violations: string[] = [];
const forbidden =
  /^(random|exp|expm1|log|log1p|log10|log2|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|pow|cbrt|hypot)$/;

function layerOf(file: string): string {
  const parts = relative(src, file).split(sep);
  return parts.length > 1 ? parts[0]! : "(index)";
}

function where(file: string, node: ts.Node): string {
  const source = parsed.get(file)!;
  return `${relative(root, file)}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
}

function record(from: string, specifier: string, lazy: boolean) {
  if (specifier.startsWith(".")) imports.push({ from, to: resolve(dirname(from), specifier), lazy });
  else packages.push({ from, name: specifier });
}

function visit(file: string, node: ts.Node): void {
  const below = !shells.has(layerOf(file)) && layerOf(file) !== "(index)";
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
    record(file, node.moduleSpecifier.text, false);
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && ts.isStringLiteral(node.arguments[0]!))
    record(file, node.arguments[0].text, true);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal))
    record(file, node.argument.literal.text, false);
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    const [object, name] = [node.expression.text, node.name.text];
    if (below && object === "Math" && forbidden.test(name)) violations.push(`${where(file, node)}: Math.${name}`);
    if (below && (object === "Date" || object === "performance")) violations.push(`${where(file, node)}: ${object}.${name}`);
  }
  if (below && ts.isBinaryExpression(node) && /^\*\*=?$/.test(node.operatorToken.getText())) violations.push(`${where(file, node)}: **`);
  if (ts.isIdentifier(node) && node.text === "eval" && !ts.isPropertyAccessExpression(node.parent))
    violations.push(`${where(file, node)}: eval`);
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) {
    if (node.expression.text === "Function") violations.push(`${where(file, node)}: new Function`);
    if (below && node.expression.text === "Date") violations.push(`${where(file, node)}: new Date`);
  }
  if (ts.isExportAssignment(node)) violations.push(`${where(file, node)}: default export`);
  if (node.kind === ts.SyntaxKind.AnyKeyword) violations.push(`${where(file, node)}: any`);
  ts.forEachChild(node, (child) => visit(file, child));
}
for (const [file, source] of parsed) visit(file, source);

function mayImport(from: string, to: string): boolean {
  if (from === "(index)" || from === to) return true;
  if (from === "numerics") return to === "base";
  return layers.indexOf(to) < layers.indexOf(from) && !beside[from]?.includes(to);
}

describe("the house", () => {
  test("every import goes downwards", () => {
    const upward = imports.filter(({ from, to }) => !mayImport(layerOf(from), layerOf(to)));
    expect(upward.map(({ from, to }) => `${relative(root, from)} -> ${relative(root, to)}`)).toEqual([]);
  });

  test("another layer is entered by its index", () => {
    const deep = imports.filter(({ from, to }) => layerOf(from) !== layerOf(to) && !/[\\/]index\.ts$/.test(to));
    expect(deep.map(({ from, to }) => `${relative(root, from)} -> ${relative(root, to)}`)).toEqual([]);
  });

  test("no scale imports another scale", () => {
    const scale = (file: string) => relative(join(src, "scales"), file).split(sep)[0]!;
    const sideways = imports.filter(
      ({ from, to, lazy }) =>
        !lazy && layerOf(from) === "scales" && layerOf(to) === "scales" && scale(from) !== scale(to) && !scale(to).endsWith(".ts"),
    );
    expect(sideways.map(({ from, to }) => `${relative(root, from)} -> ${relative(root, to)}`)).toEqual([]);
  });

  test("there is no import cycle, type imports included", () => {
    const targets = new Map<string, string[]>();
    for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const walk = (file: string, path: readonly string[]): void => {
      if (state.get(file) === "done") return;
      if (state.get(file) === "open") {
        cycles.push([...path.slice(path.indexOf(file)), file].map((name) => relative(src, name)).join(" -> "));
        return;
      }
      state.set(file, "open");
      for (const to of targets.get(file) ?? []) walk(to, [...path, file]);
      state.set(file, "done");
    };
    for (const file of files) walk(file, []);
    expect(cycles).toEqual([]);
  });

  test("nothing evaluates text, hides a clock or uses a function whose bits differ between engines", () => {
    expect(violations).toEqual([]);
  });

  test("only the shell imports Node", () => {
    const node = packages.filter(({ from, name }) => name.startsWith("node:") && layerOf(from) !== "cli");
    expect(node.map(({ from, name }) => `${relative(root, from)} -> ${name}`)).toEqual([]);
  });

  test("every runtime package is declared", () => {
    const declared = Object.keys(JSON.parse(readFileSync(join(root, "package.json"), "utf8")).dependencies);
    const used = packages.filter(({ name }) => !name.startsWith("node:"));
    const undeclared = used.filter(({ name }) => !declared.some((known) => name === known || name.startsWith(`${known}/`)));
    expect(undeclared.map(({ from, name }) => `${relative(root, from)} -> ${name}`)).toEqual([]);
    expect(declared.filter((known) => !used.some(({ name }) => name === known || name.startsWith(`${known}/`)))).toEqual([]);
  });

  test("no file is longer than 400 lines unless it says why on its first line", () => {
    const long = files.filter((file) => {
      const lines = readFileSync(file, "utf8").split("\n");
      return lines.length > 401 && !/over 400 lines|data table/i.test(lines[0]!);
    });
    expect(long.map((file) => relative(root, file))).toEqual([]);
  });

  test("every file and folder that ARCHITECTURE.md names exists", () => {
    const page = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");
    const paths = [...page.matchAll(/`(src\/[a-z/-]+(?:\.ts)?)`/g)].map(([, path]) => path!);
    expect(paths.length).toBeGreaterThan(8);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

/** The studio is a shell: it draws, and asks its worker, which hosts the session. */
describe("the studio", () => {
  const studio = join(root, "studio", "src");
  const sources = (readdirSync(studio, { recursive: true }) as string[])
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
    .map((file) => join(studio, file));
  const trees = sources.map((file) => ({
    file,
    text: readFileSync(file, "utf8"),
    tree: ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX),
  }));
  const specifiers = trees.flatMap(({ file, tree }) => {
    const found: { readonly file: string; readonly name: string }[] = [];
    const walk = (node: ts.Node): void => {
      if (
        (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
        node.moduleSpecifier &&
        ts.isStringLiteral(node.moduleSpecifier)
      )
        found.push({ file, name: node.moduleSpecifier.text });
      if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && ts.isStringLiteral(node.arguments[0]!))
        found.push({ file, name: node.arguments[0].text });
      ts.forEachChild(node, walk);
    };
    walk(tree);
    return found;
  });

  test("enters the library through the front doors of six layers, so that it can compute nothing by itself", () => {
    const doors = ["contract", "language", "io", "session", "figures", "exports"].map((layer) => join(src, layer, "index.ts"));
    const inside = specifiers
      .filter(({ name }) => name.startsWith("."))
      .map(({ file, name }) => ({ file, to: resolve(dirname(file), name) }))
      .filter(({ to }) => to.startsWith(src) && !doors.includes(to));
    expect(inside.map(({ file, to }) => `${relative(root, file)} -> ${relative(root, to)}`)).toEqual([]);
  });

  test("uses the packages of a page alone, each of them declared", () => {
    const { devDependencies, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const used = specifiers.map(({ name }) => name).filter((name) => !name.startsWith("."));
    const declared = Object.keys({ ...dependencies, ...devDependencies });
    expect(used.filter((name) => !declared.some((known) => name === known || name.startsWith(`${known}/`)))).toEqual([]);
  });

  test("has no component, and no file at all, of more than 250 lines", () => {
    expect(trees.filter(({ text }) => text.split("\n").length > 251).map(({ file }) => relative(root, file))).toEqual([]);
  });

  test("evaluates no text, exports nothing by default, types nothing as any", () => {
    const found: string[] = [];
    const walk = (file: string, node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === "eval") found.push(`${relative(root, file)}: eval`);
      if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "Function")
        found.push(`${relative(root, file)}: new Function`);
      if (ts.isExportAssignment(node)) found.push(`${relative(root, file)}: default export`);
      if (node.kind === ts.SyntaxKind.AnyKeyword) found.push(`${relative(root, file)}: any`);
      ts.forEachChild(node, (child) => walk(file, child));
    };
    for (const { file, tree } of trees) walk(file, tree);
    expect(found).toEqual([]);
  });
});
