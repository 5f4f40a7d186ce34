/**
 * Builds the studio: the static site dist/studio/, and dist/lapicque.html, one file that opens by double click. From a `file:` address
 * a browser loads neither module scripts nor workers, so that file holds a classic script and its worker's code as text.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { build } from "vite";
import { licences } from "./bundle.mjs";
import { makeInstallable } from "./installable.mjs";
import { root } from "./prepare.mjs";

const folder = join(root, "studio");

const common = {
  root: folder,
  configFile: false,
  logLevel: "error",
  publicDir: false,
  define: { "process.env.NODE_ENV": '"production"' },
};
/** Packages whose code is in the page; their licences go with it. */
const bundled = [
  "@codemirror/autocomplete",
  "@codemirror/commands",
  "@codemirror/language",
  "@codemirror/lint",
  "@codemirror/state",
  "@codemirror/view",
  "@lezer/common",
  "@lezer/highlight",
  "@lezer/lr",
  "@preact/signals",
  "@preact/signals-core",
  "crelt",
  "fflate",
  "preact",
  "style-mod",
  "w3c-keyname",
  "yaml",
  "zod",
];

/** Modules that do nothing by being loaded: what the page does not use of them is left out. */
const pure = [join(root, "src") + sep, join(root, "node_modules", "yaml") + sep];
const treeshake = { moduleSideEffects: (id) => !pure.some((folder) => id.replaceAll("/", sep).startsWith(folder)) };

/**
 * The page checks documents and never writes their schema, but every check of zod holds on to its part of that writer: 9 kB of the first
 * load, compressed. Its functions are replaced by ones that do nothing.
 */
const withoutSchemaWriter = {
  name: "without-schema-writer",
  enforce: "pre",
  transform(code, id) {
    if (!/[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/.test(id)) return undefined;
    const names = [...code.matchAll(/^export (?:const|function) (\w+)|^export \{ \w+ as (\w+) \}/gm)].map(([, own, alias]) => own ?? alias);
    return { code: `const none = () => () => undefined;\nexport { ${names.map((name) => `none as ${name}`).join(", ")} };`, map: null };
  },
};

/** Documents are YAML 1.2 in its core schema (see parse-yaml.ts): the schemas of JSON and YAML 1.1, dates and sets among them, never serve. */
const withoutOtherYaml = {
  name: "without-other-yaml",
  enforce: "pre",
  transform(_, id) {
    if (!/[\\/]yaml[\\/]browser[\\/]dist[\\/]schema[\\/]tags\.js$/.test(id)) return undefined;
    const code =
      'import { schema } from "./core/schema.js";\nexport const coreKnownTags = {};\nexport const getTags = () => schema.slice();';
    return { code, map: null };
  },
};

/** Every shape of a document says itself what it expects: what zod would say in English, 1.5 kB of the first load, nobody reads. */
const withoutSentences = {
  name: "without-sentences",
  enforce: "pre",
  transform(_, id) {
    if (!/[\\/]zod[\\/]v4[\\/]locales[\\/]en\.js$/.test(id)) return undefined;
    return { code: 'export default () => ({ localeError: () => "Invalid input" });', map: null };
  },
};

/** The methods of zod's schemas that the schema of documents is made with, and zod itself. */
const usedOfSchemas = ["check", "clone", "optional", "regex", "safeParse"];

/**
 * Every schema of zod has methods that make others of it, for addresses, dates, defaults, transformations, and each holds on to what it makes:
 * 8 kB of the first load, compressed. Those of one line are left out, unless they are used.
 */
const withoutOtherSchemas = {
  name: "without-other-schemas",
  enforce: "pre",
  transform(code, id) {
    if (!/[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/.test(id)) return undefined;
    const method = /^ {4}(?:async )?(\w+)(?:: (?:async )?function \w+)?\([^)]*\) \{\n {8}return [^\n]*;\n {4}\},\n/gm;
    return { code: code.replace(method, (whole, name) => (usedOfSchemas.includes(name) ? whole : "")), map: null };
  },
};

const without = [withoutSchemaWriter, withoutOtherYaml, withoutSentences, withoutOtherSchemas];

/**
 * The page and its workers are built as one graph, so that a module which both need is loaded once: Vite alone would build each worker
 * apart, with a copy of its own.
 */
const workersInGraph = {
  name: "workers-in-graph",
  enforce: "pre",
  transform(code, id) {
    const replaced = code.replace(/new URL\("(\.[^"]*)", import\.meta\.url\)/g, (_, path) => {
      const reference = this.emitFile({ type: "chunk", id: join(dirname(id), path) });
      return `import.meta.ROLLUP_FILE_URL_${reference}`;
    });
    return replaced === code ? undefined : { code: replaced, map: null };
  },
};

async function buildSite() {
  await build({
    ...common,
    base: "./",
    plugins: [...without, workersInGraph],
    build: {
      outDir: join(root, "dist", "studio"),
      emptyOutDir: true,
      target: "es2022",
      // Thumbnails are loaded one by one, as they come into sight.
      assetsInlineLimit: 0,
      modulePreload: false,
      rolldownOptions: { treeshake },
    },
  });
}

/** One classic script of everything that an entry imports, and its style sheets. */
async function buildScript(entry) {
  const built = await build({
    ...common,
    plugins: without,
    build: {
      write: false,
      target: "es2022",
      // One file holds its pictures.
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      cssCodeSplit: false,
      rolldownOptions: {
        treeshake,
        input: join(folder, "src", entry),
        output: { format: "iife", codeSplitting: false },
        transform: { define: { "import.meta": "{}" } },
      },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]).flatMap(({ output }) => output);
  return {
    code: outputs.find(({ type }) => type === "chunk").code,
    styles: outputs
      .filter(({ fileName }) => fileName.endsWith(".css"))
      .map(({ source }) => source)
      .join("\n"),
  };
}

/** Text inside a script element must not end it. */
const inScript = (code) => code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");

async function buildFile() {
  const worker = await buildScript("worker/file-worker.ts");
  const { code, styles } = await buildScript("file.ts");
  const script = inScript(code);
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const policy = `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; font-src data:`;
  const page = readFileSync(join(folder, "index.html"), "utf8")
    .replace(/content="default-src[^"]*"/, () => `content="${policy}"`)
    .replace("</head>", () => `<style>${styles}</style>\n  </head>`)
    .replace(
      /<script type="module"[^>]*><\/script>/,
      () => `<script type="text/plain" id="worker">${inScript(worker.code)}</script>\n    <script>${script}</script>`,
    );
  // Two hyphens would end the comment.
  const notices = licences(bundled).join("\n").replaceAll("--", "- -");
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(join(root, "dist", "lapicque.html"), `${page.trimEnd()}\n<!--\n${notices}-->\n`);
}

/** Whether what was built is newer than everything it is made from. */
function isFresh() {
  const file = join(root, "dist", "lapicque.html");
  if (!existsSync(file)) return false;
  const built = statSync(file).mtimeMs;
  const sources = ["studio", "src", "examples"].flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  );
  return [
    ...sources,
    ...["studio", "installable"].map((name) => join(root, "tools", `${name}.mjs`)),
    join(root, "package-lock.json"),
  ].every((path) => statSync(path).mtimeMs < built);
}

/** Builds the site and the file, where something has changed. */
export async function buildStudio() {
  if (isFresh()) return;
  await buildSite();
  await makeInstallable(root, join(root, "dist", "studio"), folder);
  writeFileSync(join(root, "dist", "studio", "LICENSES.txt"), licences(bundled).join("\n"));
  await buildFile();
}
