/** What the browser page of same-bits.test.ts loads. */
import { numbers } from "./numbers.ts";

Object.assign(globalThis, { numbers });
