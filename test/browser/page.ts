/** What the browser page of same-bits.test.ts loads. */
import { numbersOf } from "./numbers.ts";

Object.assign(globalThis, { numbersOf });
