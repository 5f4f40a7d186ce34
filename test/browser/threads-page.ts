/** What the browser page of threads.test.ts loads. */
import { portableHost } from "../../src/session/index.ts";
import { sharedThreads } from "../../studio/src/worker/threads.ts";
import { networkBits } from "./network-bits.ts";

const threads = sharedThreads();
const bits = (text: string, most: number) => networkBits({ ...portableHost, ...(threads ? { threads } : {}) }, text, most);
Object.assign(globalThis, { bits, isIsolated: threads !== undefined });
