/** What the documentation site has: its sections in the order of its menu. Every Markdown file of docs/ belongs to one of them. */

/** Pages by section: a file of the repository, with its title in the menu where that is not the page's own. */
export const sections = [
  {
    title: "Begin",
    pages: [
      { file: "README.md", title: "Lapicque" },
      { file: "docs/guide.md" },
      { file: "docs/studio.md" },
      { file: "docs/coming-from.md" },
      { file: "docs/symbols.md" },
    ],
  },
  {
    title: "What there is",
    pages: [{ made: "gallery", title: "Gallery" }, { file: "docs/catalogue/README.md" }, { file: "docs/support.md" }],
  },
  {
    title: "Reference",
    pages: [{ file: "docs/reference.md" }, { made: "api", title: "Library" }, { file: "docs/figures.md" }, { file: "CHANGELOG.md" }],
  },
  {
    title: "Why it is right, how fast it is",
    pages: [
      { file: "docs/renewal.md" },
      { file: "docs/performance.md" },
      { file: "ARCHITECTURE.md" },
      { file: "docs/adr/README.md" },
      { file: "docs/citing.md" },
    ],
  },
];

/** Where a file of the repository stands on the site. */
export function addressOf(file) {
  if (file === "README.md") return "index.html";
  return file
    .replace(/^docs\//, "")
    .replace(/README\.md$/, "index.html")
    .replace(/\.md$/, ".html");
}
