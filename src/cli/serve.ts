/** Serves a folder of files to the browsers of this machine, and to nobody else. */
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import type { Served } from "./shell.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".png": "image/png",
};

/** Said with every answer: no page from elsewhere may read it or use it, nor a browser take it for another kind of file. */
const guards = {
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-cache",
  // Only isolated pages may share memory between threads.
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/**
 * Serves the files of a folder, and texts by name, on the loopback interface. Only names that were there at the start are answered, which no
 * path and no link leads out of; only under a name of this machine, so that no page of a foreign name reaches in (DNS rebinding); and only who
 * reads: what is sent along is not listened to. Rejects where the port is taken or may not be used.
 */
export async function serveFolder(folder: string, texts: Readonly<Record<string, string>>, port: number): Promise<Served> {
  const paths = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const bodies = new Map<string, () => string | Promise<Uint8Array>>(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), () => readFile(path)]),
  );
  for (const [name, text] of Object.entries(texts)) bodies.set(name, () => text);
  const server = createServer(async ({ method, url, headers }, response) => {
    const refuse = (status: number) => response.writeHead(status, { ...guards, "Content-Type": "text/plain", Connection: "close" }).end();
    if (method !== "GET" && method !== "HEAD") return refuse(405);
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "")) return refuse(403);
    const name = nameIn(url ?? "/");
    try {
      const body = await bodies.get(name)?.();
      if (body === undefined) return refuse(404);
      response.writeHead(200, { ...guards, "Content-Type": types[extname(name)] ?? "application/octet-stream" });
      response.end(method === "HEAD" ? undefined : body);
    } catch {
      // It was there at the start and is not any more: the site is being built anew.
      refuse(404);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    // A server on a port has an address of this kind.
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The file that an address asks for; what is no text after its percent signs names none. */
function nameIn(url: string): string {
  try {
    return decodeURIComponent(url.replace(/[?#].*$/, "").slice(1)) || "index.html";
  } catch {
    return "";
  }
}
