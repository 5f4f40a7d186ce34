/** Every sentence with which the program refuses or warns, by code. Each layer has its own table; docs/errors.md is generated from them. */

import { documentMessages } from "./document.ts";
import { languageMessages } from "./language.ts";
import { runMessages } from "./run.ts";

export const messages = { ...languageMessages, ...documentMessages, ...runMessages } as const;

export type Code = keyof typeof messages;
