/**
 * npm run site: builds the documentation as static pages in dist/site/, with the studio beside them. The pages are the Markdown of this
 * repository, the gallery is computed, the library's is made from its docstrings. Serve the folder from anywhere, or open index.html.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, extname, join, posix, relative, sep } from "node:path";
import { node, root } from "./prepare.mjs";
import { computeGallery, galleryPage } from "./site/gallery.mjs";
import { renderPage } from "./site/markdown.mjs";
import { addressOf, sections } from "./site/pages.mjs";
import { pageIn } from "./site/shell.mjs";

/** Entry points of the package, as in its exports. */
const entryPoints = ["index", "language/index", "analysis/index", "figures/index", "theory/index"].map((name) => `src/${name}.ts`);

/** Every Markdown file of the site. */
export function markdownFiles() {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .map((file) => `docs/${file.split(sep).join("/")}`)
    .filter((file) => file.endsWith(".md"));
  return ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", ...docs].sort();
}

/**
 * All pages from Markdown by their address, with links that lead nowhere.
 *
 * @param studioLink  fragment that opens a text in the studio
 */
export function markdownPages(studioLink) {
  const files = markdownFiles();
  const known = new Set(files);
  return files.map((file) => {
    const address = addressOf(file);
    const up = "../".repeat(address.split("/").length - 1);
    const linkTo = (target) => {
      if (known.has(target)) return posix.relative(posix.dirname(address), addressOf(target));
      if (known.has(`${target}/README.md`)) return linkTo(`${target}/README.md`);
      // Pictures and files are taken along; folders are not.
      if (extname(target) !== "" && existsSync(join(root, target))) return posix.relative(posix.dirname(address), addressOf(target));
      return undefined;
    };
    const text = readFileSync(join(root, file), "utf8");
    return {
      file,
      address,
      ...renderPage(file, text, { linkTo, studioLink: (document) => `${up}studio/index.html${studioLink(document)}` }),
    };
  });
}

async function buildSite() {
  const out = join(root, "dist", "site");
  const write = (address, text) => {
    mkdirSync(dirname(join(out, address)), { recursive: true });
    writeFileSync(join(out, address), text);
  };
  const studioLink = await studioLinks();
  const pages = markdownPages(studioLink);
  const titles = new Map(pages.map(({ file, title }) => [file, title]));
  const menu = sections.map(({ title, pages: items }) => ({
    title,
    pages: items.map((item) =>
      item.made
        ? { title: item.title, address: item.made === "api" ? "api/index.html" : `${item.made}.html` }
        : { title: item.title ?? titles.get(item.file), address: addressOf(item.file) },
    ),
  }));
  for (const { address, ...page } of pages) write(address, pageIn(menu, address, page));
  const gallery = computeGallery(root, join(out, "gallery"));
  const opening = (document) => `studio/index.html${studioLink(document)}`;
  write("gallery.html", pageIn(menu, "gallery.html", { title: "Gallery", html: galleryPage(gallery, opening), headings: [] }));
  for (const file of readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }))
    if (/\.(png|json)$/.test(file)) cpSync(join(root, "docs", file), join(out, file));
  cpSync(join(root, "tools", "site", "site.css"), join(out, "site.css"));
  cpSync(join(root, "examples"), join(out, "examples"), { recursive: true });
  const { buildStudio } = await import("./studio.mjs");
  await buildStudio();
  cpSync(join(root, "dist", "studio"), join(out, "studio"), { recursive: true });
  const typedoc = join("node_modules", "typedoc", "bin", "typedoc");
  const options = [
    "--tsconfig",
    "tsconfig.json",
    "--skipErrorChecking",
    "--excludePrivate",
    "--readme",
    "none",
    "--name",
    "Lapicque",
    "--logLevel",
    "Error",
  ];
  node([typedoc, ...entryPoints.flatMap((file) => ["--entryPoints", file]), ...options, "--out", join(out, "api")]);
  console.log(`${relative(root, out)}: ${pages.length} pages, ${gallery.length} examples`);
}

/** The fragment of the studio's address for a text: the studio's own. */
async function studioLinks() {
  const { runnerImport } = await import("vite");
  const load = async (path) => (await runnerImport(join(root, path))).module;
  const [{ linkOf }, { plainViews }] = await Promise.all([load("studio/src/share/link.ts"), load("studio/src/state/document.ts")]);
  return (text) => linkOf({ name: "document.yaml", base: text, views: plainViews });
}

if (process.argv[1] && relative(process.argv[1], join(root, "tools", "site.mjs")) === "") await buildSite();
