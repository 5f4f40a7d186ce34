/** The documentation as a site: no page is missing from it, no link leads nowhere, formulas are formulas. */
import { expect, test } from "vitest";
import { anchorOf } from "../tools/site/markdown.mjs";
import { sections } from "../tools/site/pages.mjs";
import { markdownFiles, markdownPages } from "../tools/site.mjs";

const pages = markdownPages((text: string) => `#${text.length}`);
const byAddress = new Map(pages.map((page) => [page.address, page]));

test("every page of the menu exists, and every page of docs/ stands in it", () => {
  const listed = sections.flatMap(({ pages: items }) => items.flatMap(({ file }) => (file ? [file] : [])));
  expect(listed.filter((file) => !markdownFiles().includes(file))).toEqual([]);
  const top = markdownFiles().filter((file) => /^docs\/[^/]+\.md$/.test(file));
  expect(top.filter((file) => !listed.includes(file))).toEqual([]);
});

test.each(pages.map((page) => [page.file, page] as const))(
  "%s has a title, and its links lead somewhere",
  (_, { address, title, html, broken }) => {
    expect(title).not.toBe("");
    expect(broken).toEqual([]);
    for (const [, href] of html.matchAll(/<a [^>]*href="([^"]*)"/g)) {
      if (/^https?:|studio\/index\.html/.test(href!)) continue;
      const { pathname, hash } = new URL(href!, `https://site/${address}`);
      const target = byAddress.get(pathname.slice(1));
      if (hash !== "" && target) expect(target.html, href).toContain(`id="${hash.slice(1)}"`);
    }
  },
);

test("every decision is listed", () => {
  const list = byAddress.get("adr/index.html")!.html;
  const decisions = markdownFiles().filter((file) => file.startsWith("docs/adr/0"));
  expect(decisions.length).toBeGreaterThan(16);
  for (const file of decisions) expect(list).toContain(file.replace("docs/adr/", "").replace(".md", ".html"));
});

test("documents open in the studio, formulas are MathML, anchors are those of Markdown", () => {
  expect(byAddress.get("guide.html")!.html).toMatch(/href="studio\/index\.html#\d+">Open in the studio/);
  expect(byAddress.get("catalogue/lif.html")!.html).toContain("<mfrac>");
  expect(anchorOf("`lapicque run` <DOC>, twice")).toBe("lapicque-run-doc-twice");
});
