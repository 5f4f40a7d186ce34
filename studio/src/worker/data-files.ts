/** Files that the visitor has opened, for documents that name them: a page sees no folders. */
import type { Host } from "../../../src/session/index.ts";
import type { DataFile } from "./messages.ts";

/** Owns the files, and reads them for a host. A document finds them by their names, whatever folder it says. */
export class DataFiles {
  readonly #bytes = new Map<string, Uint8Array>();

  add(files: readonly DataFile[]): void {
    for (const { name, bytes } of files) this.#bytes.set(name, bytes);
  }

  /** The host with these files. */
  over(host: Host): Host {
    return {
      ...host,
      read: async (path) => {
        const bytes = this.#bytes.get(path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1));
        if (!bytes) throw new Error("it was not opened on this page");
        return bytes;
      },
    };
  }
}
