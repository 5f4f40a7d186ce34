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
};

/**
 * Serves the files of a folder, and texts by name, on the loopback interface. Only names that were there at the start are answered,
 * and only under a name of this machine, so that no other page can reach in. Rejects where the port is taken or may not be used.
 */
export async function serveFolder(folder: string, texts: Readonly<Record<string, string>>, port: number): Promise<Served> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  const files = new Map(names.map((path) => [path.slice(folder.length + 1).replaceAll("\\", "/"), path]));
  const server = createServer(async (request, response) => {
    const name = decodeURIComponent((request.url ?? "/").replace(/[?#].*$/, "").slice(1)) || "index.html";
    const isOurs = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "");
    const path = files.get(name);
    const body = !isOurs ? undefined : (texts[name] ?? (path === undefined ? undefined : await readFile(path)));
    response.writeHead(body === undefined ? 404 : 200, {
      "Content-Type": body === undefined ? "text/plain" : (types[extname(name)] ?? "application/octet-stream"),
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "no-cache",
      // Only isolated pages may share memory between threads.
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    response.end(request.method === "HEAD" ? undefined : body);
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
