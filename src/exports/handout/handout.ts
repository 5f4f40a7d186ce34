/** A document as one page to print: title, figures, equations, tables, and where it is from. Nothing has to be fetched. */
import { encodeUtf8, InternalError } from "../../base/index.ts";
import { base64, escapeXml } from "../../figures/index.ts";
import { printMathML } from "../../language/index.ts";
import type { Exported, ExportedFigure, Exporter, ExportSource } from "../export.ts";
import { type Grid, type OutlineEntry, outlineOf } from "../outline.ts";
import { provenanceOf } from "../provenance.ts";
import { style } from "./style.ts";

/** Writes the page. */
export const handout: Exporter = (source: ExportSource): Exported => {
  const { opened, figures } = source;
  if (!opened.experiment) throw new InternalError("a document with mistakes was exported");
  const { title, entries, parameters, populations, projections, run } = outlineOf(source, printMathML);
  const text = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="lapicque ${escapeXml(opened.provenance.version)}">
<title>${escapeXml(title)}</title>
<style>
${style}</style>
</head>
<body>
<header>
<h1>${escapeXml(title)}</h1>
</header>
<main>
${[
  ...figures.map(figureHtml),
  ...entries.map(entryHtml),
  sectionHtml("Parameters of the document", parameters),
  sectionHtml("Populations", populations),
  sectionHtml("Projections", projections),
  sectionHtml("Run", run),
  `<section class="source">\n<h2>Document</h2>\n<pre>${escapeXml(opened.yaml.trimEnd())}</pre>\n</section>`,
]
  .filter((part) => part !== "")
  .join("\n")}
</main>
<footer>
<dl>${provenanceOf(source)
    .map(([what, value]) => `<div><dt>${escapeXml(what)}</dt><dd>${escapeXml(value)}</dd></div>`)
    .join("")}</dl>
</footer>
</body>
</html>
`;
  return { kind: "written", text, notes: [] };
};

/** A picture of its own: names within one SVG do not meet those of another. */
function figureHtml({ name, svg }: ExportedFigure): string {
  const said = /<desc>([\s\S]*?)<\/desc>/.exec(svg)?.[1] ?? "";
  const src = `data:image/svg+xml;base64,${base64(encodeUtf8(svg))}`;
  return `<figure>\n<img alt="${said}" src="${src}">\n<figcaption>${escapeXml(name)}${said === "" ? "" : `: ${said}`}</figcaption>\n</figure>`;
}

function entryHtml({ heading, formulas, parameters, source }: OutlineEntry): string {
  const equations = formulas.length === 0 ? "" : `<div class="equations">\n${formulas.join("\n")}\n</div>\n`;
  return `<section>\n<h2>${escapeXml(heading)}</h2>\n${equations}${tableHtml(parameters)}${source === "" ? "" : `<p class="values">Values: ${escapeXml(source)}</p>\n`}</section>`;
}

function sectionHtml(title: string, grid: Grid): string {
  return grid.rows.length === 0 ? "" : `<section>\n<h2>${title}</h2>\n${tableHtml(grid)}</section>`;
}

function tableHtml({ columns, rows }: Grid): string {
  if (rows.length === 0) return "";
  // Formulas stand within the line of a table.
  const cell = (text: string, k: number) => (columns[k]!.kind === "formula" ? text.replace(' display="block"', "") : escapeXml(text));
  const head = columns.map(({ title }) => `<th scope="col">${escapeXml(title)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((text, k) => `<td>${cell(text, k)}</td>`).join("")}</tr>`).join("\n");
  return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>\n`;
}
