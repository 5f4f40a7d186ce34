/** Bundles a page of a test with Vite, serves it from loopback under the policy of the studio, and opens it in Chromium. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page, type ViewportSize } from "playwright-core";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Scripts of the page, WebAssembly, and no text that is evaluated; style sheets are files. */
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'";

/** A browser with the page's script loaded. */
export interface Opened {
  readonly browser: Browser;
  /** A new page that has run the script. Errors and refusals of the policy are collected in `faults`. */
  page(size?: ViewportSize, deviceScaleFactor?: number): Promise<Page>;
  readonly faults: string[];
  close(): Promise<void>;
}

/** @param entry  file beside this one */
export async function openInBrowser(executablePath: string, entry: string): Promise<Opened> {
  const bundle = await build({
    root,
    logLevel: "error",
    configFile: false,
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      minify: false,
      lib: { entry: join(root, "test/browser", entry), formats: ["es"], fileName: "page", cssFileName: "page" },
    },
  });
  const outputs = (Array.isArray(bundle) ? bundle : [bundle]).flatMap((part) => ("output" in part ? part.output : []));
  const files = new Map(outputs.map((file) => [`/${file.fileName}`, file.type === "chunk" ? file.code : file.source]));
  const script = outputs.find((file) => file.type === "chunk" && file.isEntry)!.fileName;
  const sheets = outputs
    .filter(({ fileName }) => fileName.endsWith(".css"))
    .map(({ fileName }) => `<link rel="stylesheet" href="/${fileName}">`);
  const html = `<!doctype html><html lang="en"><title>test</title>${sheets.join("")}<body><script type="module" src="/${script}"></script>`;
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const body = files.get(path);
    response.setHeader("Content-Type", body === undefined ? "text/html" : path.endsWith(".css") ? "text/css" : "text/javascript");
    response.setHeader("Content-Security-Policy", policy);
    response.end(body ?? html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath, headless: true, args: flags });
  const faults: string[] = [];
  return {
    browser,
    faults,
    async page(viewport = { width: 800, height: 600 }, deviceScaleFactor = 1) {
      const page = await browser.newPage({ viewport, deviceScaleFactor });
      page.on("pageerror", (error) => faults.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction(() => "ready" in globalThis);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
