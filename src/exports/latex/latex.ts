/** A document as LaTeX: its equations, and tables of what stands in them. Compiles with article, amsmath, booktabs, longtable and graphicx. */
import { InternalError } from "../../base/index.ts";
import { printLatex } from "../../language/index.ts";
import type { Exported, Exporter, ExportSource } from "../export.ts";
import { type Column, type Grid, type OutlineEntry, outlineOf } from "../outline.ts";
import { oneLine, provenanceLines, provenanceOf } from "../provenance.ts";
import { texText } from "./text.ts";

/** Writes the file. */
export const latex: Exporter = (source: ExportSource): Exported => {
  if (!source.opened.experiment) throw new InternalError("a document with mistakes was exported");
  const { title, entries, parameters, populations, projections, run } = outlineOf(source, printLatex);
  const lines = [
    ...provenanceLines(source, "% "),
    "\\documentclass{article}",
    "\\usepackage[margin=25mm]{geometry}",
    "\\usepackage{amsmath,booktabs,graphicx,longtable}",
    "% A formula wider than the line is made smaller.",
    "\\newcommand{\\fit}[1]{\\sbox0{$\\displaystyle #1$}\\ifdim\\wd0>\\linewidth\\resizebox{\\linewidth}{!}{\\usebox0}\\else\\usebox0\\fi}",
    `\\title{${texText(title)}}`,
    "\\author{}",
    "\\date{}",
    "\\begin{document}",
    "\\maketitle",
    ...entries.flatMap(entryLines),
    ...section("Parameters of the document", parameters),
    ...section("Populations", populations),
    ...section("Projections", projections),
    ...section("Run", run),
    "\\bigskip\\noindent",
    `{\\footnotesize ${provenanceOf(source)
      .map(([what, value]) => `${texText(what)}: \\texttt{${breakable(value)}}`)
      .join("; ")}}`,
    "\\end{document}",
    "",
    "% The document:",
    ...source.opened.yaml
      .trimEnd()
      .split(/\r?\n/)
      .map((line) => `% | ${oneLine(line)}`.trimEnd()),
    "",
  ];
  return { kind: "written", text: lines.join("\n"), notes: [] };
};

/** A hash of 64 letters may be broken after each eight of them. */
const breakable = (value: string) => (/^[0-9a-f]{64}$/.test(value) ? (value.match(/.{8}/g) ?? []).join("\\allowbreak ") : texText(value));

function entryLines({ heading, formulas, parameters, source }: OutlineEntry): readonly string[] {
  const rows = formulas.map((text, k) => `  \\fit{${text}}${k + 1 < formulas.length ? " \\\\" : ""}`);
  return [
    "",
    `\\section*{${texText(heading)}}`,
    ...(rows.length > 0 ? ["\\begin{gather*}", ...rows, "\\end{gather*}"] : []),
    ...tableLines(parameters),
    ...(source === "" ? [] : [`\\noindent{\\footnotesize Values: ${texText(source)}}`]),
  ];
}

function section(title: string, grid: Grid): readonly string[] {
  return grid.rows.length === 0 ? [] : ["", `\\section*{${title}}`, ...tableLines(grid)];
}

function tableLines({ columns, rows }: Grid): readonly string[] {
  if (rows.length === 0) return [];
  const isWide = columns.length > 5;
  const cell = (text: string, column: Column) => (column.kind === "formula" ? (text === "" ? "" : `$${text}$`) : texText(text));
  return [
    isWide
      ? `\\sbox0{\\small\\begin{tabular}{@{}${"l".repeat(columns.length)}@{}}`
      : `{\\small\\begin{longtable}{@{}${columns.map((column) => widthOf(column, columns)).join("")}@{}}`,
    "  \\toprule",
    `  ${columns.map(({ title }) => texText(title)).join(" & ")} \\\\`,
    "  \\midrule",
    ...rows.map((row) => `  ${row.map((text, k) => cell(text, columns[k]!)).join(" & ")} \\\\`),
    "  \\bottomrule",
    isWide
      ? "\\end{tabular}}\\noindent\\ifdim\\wd0>\\linewidth\\resizebox{\\linewidth}{!}{\\usebox0}\\else\\usebox0\\fi"
      : "\\end{longtable}}",
  ];
}

/** Words are broken into lines where a table has several columns of them. */
function widthOf({ title, kind }: Column, columns: readonly Column[]): string {
  if (kind === "formula" || columns.length <= 3) return "l";
  const long = columns.filter((one) => one.kind === "words").length;
  const width = title === "source" || title === "meaning" ? 0.32 : 0.62 / long;
  return `p{${width.toFixed(2)}\\linewidth}`;
}
