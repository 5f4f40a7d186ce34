/** A host for any JavaScript platform: clock, event loop and hash, but no files. */
import { sha256 } from "../base/index.ts";
import type { Host } from "./host.ts";

/** Used by the library when no host is given. A document that names files needs a host that can read them. */
export const portableHost: Host = {
  platform: "library",
  read: (path) => Promise.reject(new Error(`no file can be read here (${path}); give a host with read()`)),
  resolve: (_, name) => name,
  now: () => performance.now(),
  cpu: () => 0,
  pause: () => new Promise((done) => setTimeout(() => done(), 0)),
  sha256: async (bytes) => sha256(bytes),
};
