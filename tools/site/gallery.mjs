/** The gallery: every example with the figures that its own run draws. What has not changed is not computed again. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import { escapeHtml } from "./markdown.mjs";

/** What is computed of examples that take minutes as they are. */
const smaller = { "potjans-diesmann": ["--set", "f=0.1"] };

/** Every example: its name, title, text, command line and the names of its figures. */
export function computeGallery(root, folder) {
  const program = join(root, "dist", "bin", "lapicque.js");
  const version = createHash("sha256").update(readFileSync(program)).digest("hex");
  return readdirSync(join(root, "examples"))
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => {
      const name = file.replace(/\.yaml$/, "");
      const text = readFileSync(join(root, "examples", file), "utf8");
      const verb = /^sweep:/m.test(text) ? "sweep" : "run";
      const args = [verb, `example:${name}`, ...(smaller[name] ?? [])];
      const out = join(folder, name);
      const key = `${version} ${createHash("sha256").update(text).digest("hex")}`;
      const stamp = join(out, "stamp");
      if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== key) {
        process.stderr.write(`lapicque ${args.join(" ")}\n`);
        rmSync(out, { recursive: true, force: true });
        // A solution that blows up ends with status 1 and has its figures.
        const { status, stderr } = spawnSync(process.execPath, [program, ...args, "--quiet", "--out", out], { encoding: "utf8" });
        if (status > 1) throw new Error(`lapicque ${args.join(" ")}: ${stderr}`);
        for (const made of filesIn(out)) if (!made.endsWith(".png")) rmSync(join(out, made));
        writeFileSync(stamp, key);
      }
      // Each scale of several has a folder of its own.
      const figures = filesIn(out).filter((made) => made.endsWith(".png"));
      if (figures.length === 0) throw new Error(`example:${name} draws nothing`);
      const title = /^title:\s*(.+)$/m.exec(text)?.[1].replaceAll(/^["']|["']$/g, "") ?? name;
      return { name, title, text, command: `lapicque ${args.join(" ")}`, figures };
    });
}

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(...relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep)))
    .sort();

/** The kind of a figure and the scale that it is of, if it says so, from the name of its file. */
const kindOf = (file) => posix.basename(file, ".png");

/** The body of the gallery's page. */
export function galleryPage(examples, studioLink) {
  const kinds = new Map();
  for (const { name, figures } of examples)
    for (const figure of figures) kinds.set(kindOf(figure), [...(kinds.get(kindOf(figure)) ?? []), name]);
  const link = (name) => `<a href="#${name}">${name}</a>`;
  const index = [...kinds]
    .sort()
    .map(([kind, names]) => `<dt>${escapeHtml(kind)}</dt><dd>${[...new Set(names)].map(link).join(", ")}</dd>`)
    .join("\n");
  const entries = examples.map(
    ({ name, title, text, command, figures }) => `<section class="example" id="${name}">
<h2>${escapeHtml(title)}</h2>
<p><code>${escapeHtml(command)}</code> <a href="${escapeHtml(studioLink(text))}">Open in the studio</a></p>
${figures.map((figure) => `<img src="gallery/${name}/${figure}" alt="${escapeHtml(`${title}: ${kindOf(figure)}`)}" loading="lazy">`).join("\n")}
<details><summary>The document</summary><pre tabindex="0"><code>${escapeHtml(text)}</code></pre></details>
</section>`,
  );
  return `<h1>Gallery</h1>
<p>${examples.length} examples that come with the program, with the figures that each draws. By kind of figure:</p>
<dl class="kinds">${index}</dl>
${entries.join("\n")}`;
}
